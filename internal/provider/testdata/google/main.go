// A stand-in for the google provider or, by the name of terraform-provider-aws, for the
// aws provider: it keeps what it is given, and makes up what the cloud would, once
// applied. So tests and examples have plans with real unknowns without the cloud, and
// without the real provider.
package main

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func main() {
	name, types := "google", google
	if strings.Contains(filepath.Base(os.Args[0]), "-aws") {
		name, types = "aws", amazon
	}
	err := tf6server.Serve("registry.terraform.io/hashicorp/"+name, func() tfprotov6.ProviderServer { return server{resources: resources(types)} })
	if err != nil {
		log.Fatal(err)
	}
}

// server answers what a plan, an apply and a refresh ask; nothing else is called.
type server struct {
	tfprotov6.ProviderServer
	resources map[string]*resource
}

func (s server) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	schemas := map[string]*tfprotov6.Schema{}
	for name, r := range s.resources {
		schemas[name] = r.schema
	}
	provider := &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: attributes([]string{"project", "region"})}}
	return &tfprotov6.GetProviderSchemaResponse{Provider: provider, ResourceSchemas: schemas}, nil
}

func (s server) ValidateProviderConfig(_ context.Context, r *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: r.Config}, nil
}

func (s server) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

func (s server) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

func (s server) ValidateResourceConfig(context.Context, *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (s server) UpgradeResourceState(_ context.Context, r *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	typ := s.resources[r.TypeName].schema.ValueType()
	v, err := r.RawState.Unmarshal(typ)
	if err != nil {
		return nil, err
	}
	d, err := tfprotov6.NewDynamicValue(typ, v)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &d}, err
}

func (s server) ReadResource(_ context.Context, r *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: r.CurrentState}, nil
}

// PlanResourceChange leaves computed attributes that nobody set to apply.
func (s server) PlanResourceChange(_ context.Context, r *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	typ := s.resources[r.TypeName].schema.ValueType()
	prior, err := r.PriorState.Unmarshal(typ)
	if err != nil {
		return nil, err
	}
	planned, err := r.ProposedNewState.Unmarshal(typ)
	if err != nil || planned.IsNull() || !prior.IsNull() {
		return &tfprotov6.PlanResourceChangeResponse{PlannedState: r.ProposedNewState}, err
	}
	planned, err = s.fill(r.TypeName, planned, func(string, tftypes.Type) any { return tftypes.UnknownValue })
	if err != nil {
		return nil, err
	}
	d, err := tfprotov6.NewDynamicValue(typ, planned)
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: &d}, err
}

func (s server) ApplyResourceChange(_ context.Context, r *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	res := s.resources[r.TypeName]
	typ := res.schema.ValueType()
	planned, err := r.PlannedState.Unmarshal(typ)
	if err != nil || planned.IsNull() {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: r.PlannedState}, err
	}
	fields := map[string]tftypes.Value{}
	if err := planned.As(&fields); err != nil {
		return nil, err
	}
	state, err := s.fill(r.TypeName, planned, func(name string, typ tftypes.Type) any { return made(name, typ, identity(res.id, fields)) })
	if err != nil {
		return nil, err
	}
	d, err := tfprotov6.NewDynamicValue(typ, state)
	return &tfprotov6.ApplyResourceChangeResponse{NewState: &d}, err
}

// fill puts values where computed attributes have none yet.
func (s server) fill(typeName string, v tftypes.Value, value func(string, tftypes.Type) any) (tftypes.Value, error) {
	computed := map[string]bool{}
	for _, a := range s.resources[typeName].schema.Block.Attributes {
		computed[a.Name] = a.Computed
	}
	return tftypes.Transform(v, func(at *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		steps := at.Steps()
		if len(steps) == 0 || v.IsKnown() && !v.IsNull() {
			return v, nil
		}
		name, ok := steps[len(steps)-1].(tftypes.AttributeName)
		if !ok || len(steps) == 1 && !computed[string(name)] || len(steps) > 1 && v.IsKnown() {
			return v, nil
		}
		return tftypes.NewValue(v.Type(), value(string(name), v.Type())), nil
	})
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func identity(template string, fields map[string]tftypes.Value) string {
	return placeholder.ReplaceAllStringFunc(template, func(p string) string {
		var s string
		v := fields[strings.Trim(p, "{}")]
		if v.IsKnown() && !v.IsNull() && v.As(&s) == nil {
			return s
		}
		return "acme"
	})
}

// made is what Google would make up.
func made(name string, typ tftypes.Type, id string) any {
	switch {
	case name == "id", name == "arn":
		return id
	case name == "self_link":
		return "https://www.googleapis.com/compute/v1/" + id
	case name == "self_link_unique":
		return "https://www.googleapis.com/compute/v1/" + id + "?uniqueId=1"
	case name == "instance_group":
		return "https://www.googleapis.com/compute/v1/" + strings.Replace(id, "instanceGroupManagers", "instanceGroups", 1)
	case name == "name":
		return id[strings.LastIndex(id, "/")+1:]
	case name == "project":
		return "acme"
	case name == "runtime_type":
		return "CLOUD"
	case name == "host":
		return "10.0.0.2"
	case name == "address":
		return "10.0.0.0"
	case name == "direction":
		return "INGRESS"
	case name == "stack_type":
		return "IPV4_ONLY"
	case name == "type":
		return "HTTPS"
	case name == "peering":
		return "servicenetworking-googleapis-com"
	case typ.Is(tftypes.String):
		return "made-up"
	}
	return nil
}
