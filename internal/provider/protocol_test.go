package provider

import (
	"context"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

// server is the provider behind Terraform's protocol, without a Terraform.
type server struct {
	tfprotov6.ProviderServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

// today is the day on which unit tests judge.
var today = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// worlds answers every collection with a world, or with an error.
type worlds struct {
	world func() *gcp.World
	err   error
	asked []live.Query
}

func (w *worlds) Collect(_ context.Context, q live.Query) (*gcp.World, live.Stats, error) {
	w.asked = append(w.asked, q)
	if w.err != nil {
		return nil, live.Stats{}, w.err
	}
	return w.world(), live.Stats{}, nil
}

// around is an outside without environment, on [today], whose APIs are src.
func around(src source) outside {
	return outside{
		getenv: func(string) string { return "" },
		now:    func() time.Time { return today },
		open:   func(context.Context, live.Config) (source, error) { return src, nil },
	}
}

func serve(t *testing.T, o outside) *server {
	t.Helper()
	s := &server{ProviderServer: providerserver.NewProtocol6(newWith("1.2.3", o)())()}
	schemas, err := s.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	noErrors(t, schemas.Diagnostics)
	s.schemas = schemas
	return s
}

// configure validates and configures as Terraform does.
func (s *server) configure(t *testing.T, config map[string]any) []*tfprotov6.Diagnostic {
	t.Helper()
	value := dynamic(t, s.schemas.Provider.ValueType(), config)
	v, err := s.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: value})
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Diagnostics) > 0 {
		return v.Diagnostics
	}
	c, err := s.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: value})
	if err != nil {
		t.Fatal(err)
	}
	return c.Diagnostics
}

// read validates and reads a data source.
func (s *server) read(t *testing.T, name string, config map[string]any) (map[string]tftypes.Value, []*tfprotov6.Diagnostic) {
	t.Helper()
	typ := s.schemas.DataSourceSchemas[name].ValueType()
	value := dynamic(t, typ, config)
	v, err := s.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{TypeName: name, Config: value})
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Diagnostics) > 0 {
		return nil, v.Diagnostics
	}
	r, err := s.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: value})
	if err != nil {
		t.Fatal(err)
	}
	return attributesOf(t, typ, r.State), r.Diagnostics
}

func attributesOf(t *testing.T, typ tftypes.Type, d *tfprotov6.DynamicValue) map[string]tftypes.Value {
	t.Helper()
	v, err := d.Unmarshal(typ)
	if err != nil {
		t.Fatal(err)
	}
	if v.IsNull() {
		return nil
	}
	out := map[string]tftypes.Value{}
	if err := v.As(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

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

func errorsIn(diags []*tfprotov6.Diagnostic) []*tfprotov6.Diagnostic {
	return slices.DeleteFunc(slices.Clone(diags), func(d *tfprotov6.Diagnostic) bool {
		return d.Severity != tfprotov6.DiagnosticSeverityError
	})
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
