package provider

import (
	"context"
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

func (w *worlds) Logs(context.Context, live.LogQuery) (live.Logs, error) { return live.Logs{}, w.err }

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

// planned is what a plan of a validation gives.
type planned struct {
	state *tfprotov6.DynamicValue
	diags []*tfprotov6.Diagnostic
}

// plan validates and plans a validation that is new, or changed from a prior state.
func (s *server) plan(t *testing.T, config map[string]any, prior *tfprotov6.DynamicValue) planned {
	t.Helper()
	typ := s.schemas.ResourceSchemas[validationType].ValueType()
	given := dynamic(t, typ, config)
	v, err := s.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: validationType, Config: given,
		ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true}})
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Diagnostics) > 0 {
		return planned{diags: v.Diagnostics}
	}
	proposed := config
	if prior == nil {
		prior = dynamic(t, typ, nil)
	} else {
		old := attributesOf(t, typ, prior)
		for name, a := range old {
			if _, ok := config[name]; !ok {
				proposed = with(proposed, name, a)
			}
		}
	}
	p, err := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{TypeName: validationType, Config: given,
		PriorState: prior, ProposedNewState: dynamic(t, typ, with(proposed, "resources", nil))})
	if err != nil {
		t.Fatal(err)
	}
	return planned{p.PlannedState, p.Diagnostics}
}

// apply applies what was planned, with the config as apply knows it.
func (s *server) apply(t *testing.T, config map[string]any, prior, plan *tfprotov6.DynamicValue) planned {
	t.Helper()
	typ := s.schemas.ResourceSchemas[validationType].ValueType()
	if prior == nil {
		prior = dynamic(t, typ, nil)
	}
	a, err := s.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{TypeName: validationType,
		Config: dynamic(t, typ, config), PriorState: prior, PlannedState: plan})
	if err != nil {
		t.Fatal(err)
	}
	return planned{a.NewState, a.Diagnostics}
}

// attributes of a validation's state.
func (s *server) attributes(t *testing.T, d *tfprotov6.DynamicValue) map[string]tftypes.Value {
	t.Helper()
	return attributesOf(t, s.schemas.ResourceSchemas[validationType].ValueType(), d)
}

// call calls a function; the error is its text.
func (s *server) call(t *testing.T, name string, arguments ...any) (tftypes.Value, string) {
	t.Helper()
	f := s.schemas.Functions[name]
	var encoded []*tfprotov6.DynamicValue
	for i, a := range arguments {
		p := f.VariadicParameter
		if i < len(f.Parameters) {
			p = f.Parameters[i]
		}
		encoded = append(encoded, dynamic(t, p.Type, a))
	}
	r, err := s.CallFunction(t.Context(), &tfprotov6.CallFunctionRequest{Name: name, Arguments: encoded})
	if err != nil {
		t.Fatal(err)
	}
	if r.Error != nil {
		return tftypes.Value{}, r.Error.Text
	}
	v, err := r.Result.Unmarshal(f.Return.Type)
	if err != nil {
		t.Fatal(err)
	}
	return v, ""
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
