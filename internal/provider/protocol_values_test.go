package provider

import (
	"encoding/json"
	"maps"
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// later stands for a value that is known after apply.
type later struct{}

// dynamic encodes Go values for the protocol; attributes that are left out are null.
func dynamic(t *testing.T, typ tftypes.Type, v any) *tfprotov6.DynamicValue {
	t.Helper()
	d, err := tfprotov6.NewDynamicValue(typ, terraformValue(t, typ, v))
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

func terraformValue(t *testing.T, typ tftypes.Type, v any) tftypes.Value {
	t.Helper()
	switch v := v.(type) {
	case nil:
		return tftypes.NewValue(typ, nil)
	case tftypes.Value:
		return v
	case later:
		if typ.Is(tftypes.DynamicPseudoType) {
			typ = tftypes.String
		}
		return tftypes.NewValue(typ, tftypes.UnknownValue)
	case int:
		return tftypes.NewValue(tftypes.Number, big.NewFloat(float64(v)))
	case json.Number:
		n, _, err := big.ParseFloat(v.String(), 10, 512, big.ToNearestEven)
		if err != nil {
			t.Fatal(err)
		}
		return tftypes.NewValue(tftypes.Number, n)
	case string, bool:
		if typ.Is(tftypes.DynamicPseudoType) {
			typ = map[bool]tftypes.Type{true: tftypes.String, false: tftypes.Bool}[isString(v)]
		}
		return tftypes.NewValue(typ, v)
	case []any:
		return listValue(t, typ, v)
	case map[string]any:
		return objectValue(t, typ, v)
	}
	t.Fatalf("a %T is no value of Terraform's", v)
	return tftypes.Value{}
}

func isString(v any) bool { _, ok := v.(string); return ok }

func listValue(t *testing.T, typ tftypes.Type, vs []any) tftypes.Value {
	t.Helper()
	element := tftypes.Type(tftypes.DynamicPseudoType)
	switch typ := typ.(type) {
	case tftypes.List:
		element = typ.ElementType
	case tftypes.Set:
		element = typ.ElementType
	}
	values := make([]tftypes.Value, len(vs))
	types := make([]tftypes.Type, len(vs))
	for i, v := range vs {
		values[i] = terraformValue(t, element, v)
		types[i] = values[i].Type()
	}
	if typ.Is(tftypes.DynamicPseudoType) {
		typ = tftypes.Tuple{ElementTypes: types}
	}
	return tftypes.NewValue(typ, values)
}

func objectValue(t *testing.T, typ tftypes.Type, fields map[string]any) tftypes.Value {
	t.Helper()
	values := map[string]tftypes.Value{}
	switch object := typ.(type) {
	case tftypes.Object:
		for name, attribute := range object.AttributeTypes {
			values[name] = terraformValue(t, attribute, fields[name])
		}
		for name := range fields {
			if _, ok := object.AttributeTypes[name]; !ok {
				t.Fatalf("there is no attribute %s", name)
			}
		}
	case tftypes.Map:
		for name, v := range fields {
			values[name] = terraformValue(t, object.ElementType, v)
		}
	default:
		types := map[string]tftypes.Type{}
		for name, v := range fields {
			values[name] = terraformValue(t, tftypes.DynamicPseudoType, v)
			types[name] = values[name].Type()
		}
		typ = tftypes.Object{AttributeTypes: types}
	}
	return tftypes.NewValue(typ, values)
}

// texts renders diagnostics, one a line: severity, path, summary, detail.
func texts(diags []*tfprotov6.Diagnostic) string {
	lines := make([]string, len(diags))
	for i, d := range diags {
		at := "-"
		if d.Attribute != nil {
			at = d.Attribute.String()
		}
		lines[i] = d.Severity.String() + " at " + at + ": " + d.Summary + ": " + d.Detail
	}
	return strings.Join(lines, "\n")
}

func noErrors(t *testing.T, diags []*tfprotov6.Diagnostic) {
	t.Helper()
	for _, d := range diags {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			t.Fatalf("unexpected:\n%s", texts(diags))
		}
	}
}

// with returns the config with more arguments.
func with(config map[string]any, name string, v any) map[string]any {
	out := maps.Clone(config)
	if out == nil {
		out = map[string]any{}
	}
	out[name] = v
	return out
}

func textOf(t *testing.T, v tftypes.Value) string {
	t.Helper()
	var s string
	if err := v.As(&s); err != nil {
		t.Fatal(err)
	}
	return s
}
