package live

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// CutRecorded cuts an answer that was recorded once more: people edit recordings. What
// was kept of maps stays, but for private keys.
func CutRecorded(body []byte) ([]byte, error) {
	v, err := value.ParseJSON(body)
	if err != nil {
		return nil, err
	}
	return value.JSON(recut(v))
}

// named are the fields whose keys are names.
var named = set("variables stageVariableOverrides StageVariables requestParameters RequestParameters resourceMethods methodSettings paths Attributes Status")

// derived are the fields that reading makes of others.
var derived = set("method resourceId stage CrossZone IdleTimeout TcpIdleTimeout PreserveClientIp ProxyProtocolV2")

func recut(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindString:
		return keep(v, nil)
	case value.KindList:
		list := slices.Clone(v.Elements())
		for i := range list {
			list[i] = recut(list[i])
		}
		return value.OfList(list...)
	case value.KindObject:
		var fields []value.Field
		for _, f := range v.Fields() {
			switch {
			case named[f.Name] && f.Value.Kind() == value.KindObject:
				inner := slices.Clone(f.Value.Fields())
				for i := range inner {
					inner[i].Value = recut(inner[i].Value)
				}
				fields = append(fields, value.Field{Name: f.Name, Value: value.OfFields(inner)})
			case f.Name == "uri" || f.Name == "IntegrationUri":
				fields = append(fields, value.Field{Name: f.Name, Value: address(f.Value)})
			case kept[f.Name] || named[f.Name] || verbs[f.Name] || derived[f.Name]:
				fields = append(fields, value.Field{Name: f.Name, Value: recut(f.Value)})
			}
		}
		return value.OfFields(fields)
	default:
	}
	return v
}
