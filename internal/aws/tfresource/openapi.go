package tfresource

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The extensions of OpenAPI that API Gateway reads.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html.
const (
	integrationKey  = "x-amazon-apigateway-integration"
	integrationsKey = "x-amazon-apigateway-integrations"
	anyMethodKey    = "x-amazon-apigateway-any-method"
)

// verbs are the methods that a path may have.
var verbs = []string{"get", "put", "post", "delete", "options", "head", "patch", anyMethodKey}

// A method is one of a document's that has an integration.
type method struct {
	verb, path  string
	integration value.Value
}

// integrationsOf reads the document that an API is made of. Nothing else of it is kept.
func (r *reading) integrationsOf(o object, api aws.Resource, put func(method), t aws.Type) {
	body := o.Get("body")
	gap := pi.Gap{What: "integrations of " + o.Address, Scope: api.ID.Value()}
	switch body.Kind() {
	case value.KindNull:
		return
	case value.KindUnknown:
		gap.Reason, gap.Settle = "its body is not known ("+body.Why().String()+")", settle(body.Why())
		r.world.AddGap(t, gap)
		return
	default:
	}
	if body.Text() == "" {
		return
	}
	doc, err := document(body.Text())
	if err != nil {
		gap.Reason, gap.Settle = "its body is no OpenAPI document in JSON or YAML", "give one that is"
		r.world.AddGap(t, gap)
		return
	}
	for _, path := range doc.Get("paths").Fields() {
		for _, verb := range verbs {
			i := dereference(doc, path.Value.Get(verb, integrationKey))
			if i.Kind() != value.KindObject {
				continue
			}
			name := strings.ToUpper(verb)
			if verb == anyMethodKey {
				name = "ANY"
			}
			put(method{name, path.Name, integrationFields(i)})
		}
	}
}

// integrationFields are what is read of an integration, as the API spells it: documents
// write its type in lower case.
func integrationFields(i value.Value) value.Value {
	out := value.OfFields([]value.Field{
		{Name: "type", Value: value.OfString(strings.ToUpper(i.Get("type").Text()))}, {Name: "connectionType", Value: value.OfString(pi.ConnectionInternet)},
	})
	for _, name := range []string{"httpMethod", "uri", "connectionId", "integrationTarget", "payloadFormatVersion", "responseTransferMode"} {
		if v := i.Get(name); v.Kind() == value.KindString || v.Kind() == value.KindNumber {
			out = out.With(name, value.OfString(v.Text()))
		}
	}
	if c := i.Get("connectionType"); c.Kind() == value.KindString {
		out = out.With("connectionType", c)
	}
	if n, err := strconv.ParseInt(i.Get("timeoutInMillis").Text(), 10, 64); err == nil {
		out = out.With("timeoutInMillis", value.OfInt(n))
	}
	if tls := i.Get("tlsConfig"); tls.Kind() == value.KindObject {
		config := value.OfObject(nil)
		if skip := tls.Get("insecureSkipVerification"); skip.Kind() == value.KindBool {
			config = config.With("insecureSkipVerification", skip)
		}
		if name := tls.Get("serverNameToVerify"); name.Kind() == value.KindString {
			config = config.With("serverNameToVerify", name)
		}
		out = out.With("tlsConfig", config)
	}
	if sent := i.Get("requestParameters"); sent.Kind() == value.KindObject {
		fields := value.OfObject(nil)
		for _, f := range sent.Fields() {
			if f.Value.Kind() == value.KindString {
				fields = fields.With(f.Name, f.Value)
			}
		}
		out = out.With("requestParameters", fields)
	}
	return out
}

// dereference follows a reference to an integration that the document has elsewhere.
func dereference(doc, v value.Value) value.Value {
	name, ok := strings.CutPrefix(v.Get("$ref").Text(), "#/components/"+integrationsKey+"/")
	if !ok {
		return v
	}
	return doc.Get("components", integrationsKey, name)
}

// document reads JSON or YAML, of which JSON is a part but for what few write.
func document(text string) (value.Value, error) {
	if doc, err := value.ParseJSON([]byte(text)); err == nil {
		return doc, nil
	}
	var doc any
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return value.Value{}, fmt.Errorf("no YAML: %w", err)
	}
	plain, err := plainOf(doc, 0)
	if err != nil {
		return value.Value{}, err
	}
	return value.FromAny(plain)
}

// deepestDocument is more than any document has.
const deepestDocument = 200

// plainOf makes of what YAML decodes to what JSON does: keys are texts, as are dates.
func plainOf(v any, depth int) (any, error) {
	if depth > deepestDocument {
		return nil, fmt.Errorf("nested too deeply")
	}
	switch v := v.(type) {
	case nil, bool, string:
		return v, nil
	case int:
		return json.Number(strconv.Itoa(v)), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, nil //nolint:nilnil // JSON has no such number
		}
		return v, nil
	case time.Time:
		return v.Format(time.RFC3339), nil
	case []any:
		out := slices.Clone(v)
		for i := range out {
			var err error
			if out[i], err = plainOf(out[i], depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			var err error
			if out[k], err = plainOf(e, depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	case map[any]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			var err error
			if out[fmt.Sprint(k)], err = plainOf(e, depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return fmt.Sprint(v), nil
}
