package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

// targetInputs say which organization's path is read, for data sources that ask one
// question about it.
var targetInputs = []attribute{
	{name: "organization", use: required, typ: types.StringType, doc: "Name of the Apigee organization, which is that of its project."},
	{name: "projects", use: optional, typ: listOfStrings, doc: "Projects that hold the load balancer and the proxies. The organization's own by default."},
}

// targetModel holds the values of [targetInputs].
type targetModel struct {
	Organization types.String `tfsdk:"organization"`
	Projects     types.List   `tfsdk:"projects"`
}

// A target is what is read, and the arguments that a plan does not know.
type target struct {
	query   live.Query
	unknown []string
}

// target reads the arguments.
func (m targetModel) target(ctx context.Context) (target, diag.Diagnostics) {
	var diags diag.Diagnostics
	var o options
	t := target{query: live.Query{
		Organization: strings.TrimPrefix(m.Organization.ValueString(), "organizations/"),
		Projects:     o.strings(ctx, "projects", m.Projects, &diags),
	}}
	t.unknown = o.unknown
	t.text("organization", m.Organization)
	if name := t.query.Organization; !m.Organization.IsUnknown() && (name == "" || strings.ContainsAny(name, "/ \t\n")) {
		diags.AddAttributeError(path.Root("organization"), "Not an organization",
			fmt.Sprintf("organization: expected the name of an Apigee organization, got %q.", m.Organization.ValueString()))
	}
	return t, diags
}

// text remembers an argument that is not known.
func (t *target) text(name string, v types.String) {
	if v.IsUnknown() {
		t.unknown = append(t.unknown, name)
	}
}

// inventory reads the organization and its path; nil with an error.
func (s *settings) inventory(ctx context.Context, t target, diags *diag.Diagnostics) *apigee.Inventory {
	at := path.Root("organization")
	if unknown := append(t.unknown, s.unknown...); len(unknown) > 0 {
		diags.AddAttributeError(at, "The organization cannot be read yet", notYet(unknown))
	}
	if diags.HasError() {
		return nil
	}
	world, err := s.collect(ctx, t.query)
	if err != nil {
		diags.Append(unreadable(err, at))
		return nil
	}
	world.Now = s.outside.now()
	inv, err := world.Inventory()
	if err != nil {
		diags.AddAttributeError(at, "An API answered with something unexpected", sentence(err))
		return nil
	}
	return inv
}

// allAttributes joins several declarations.
func allAttributes(declared ...[]attribute) map[string]schema.Attribute {
	out := map[string]schema.Attribute{}
	for _, more := range declared {
		for name, a := range dataSourceAttributes(more) {
			out[name] = a
		}
	}
	return out
}
