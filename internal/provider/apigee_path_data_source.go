package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

var (
	_ datasource.DataSourceWithConfigure      = (*apigeePath)(nil)
	_ datasource.DataSourceWithValidateConfig = (*apigeePath)(nil)
)

// apigeePath judges an organization as it is.
type apigeePath struct{ withSettings }

func newApigeePathDataSource() datasource.DataSource { return &apigeePath{} }

type apigeePathModel struct {
	Organization types.String `tfsdk:"organization"`
	Projects     types.List   `tfsdk:"projects"`
	Hostnames    types.List   `tfsdk:"hostnames"`
	ClientRanges types.List   `tfsdk:"client_ranges"`
	Probe        types.Bool   `tfsdk:"probe"`
	optionsModel
	outcomeModel
	Matrix types.List `tfsdk:"matrix"`
}

// apigeePathInputs are the arguments of its own.
var apigeePathInputs = []attribute{
	{name: "organization", use: required, typ: types.StringType, doc: "Name of the Apigee organization, which is that of its project."},
	{name: "projects", use: optional, typ: listOfStrings, doc: "Projects that hold the load balancer and the proxies. The organization's own by default."},
	{name: "hostnames", use: optional, typ: listOfStrings, doc: "Hostnames that clients use. Those of the environment groups by default."},
	{name: "client_ranges", use: optional, typ: listOfStrings, doc: "Ranges of addresses, such as `203.0.113.0/24`, that clients come from. With them the check of Cloud Armor is exact for every address; without, only what denies everybody fails."},
	{name: "probe", use: optional, typ: types.BoolType, doc: "Whether to ask DNS for the host names that clients use, and the servers there for their certificates, from where Terraform runs; " +
		"with a snapshot, what was recorded by `apireach snapshot --probe`. Default `false`."},
}

// Metadata names the data source.
func (d *apigeePath) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_apigee_path"
}

// Schema describes it.
func (d *apigeePath) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads an Apigee organization and everything in front of it, and runs every check: will traffic get through? " +
			"Each failure makes the plan fail, with the counterexample that proves it and what to change. " +
			"What could not be read (a permission that is lacking, say) makes the checks that need it unknown: a warning that says what would settle it.",
		Attributes: allAttributes(apigeePathInputs, inputs, outputs, []attribute{matrixOutput}),
	}
}

// ValidateConfig checks the arguments that are known.
func (d *apigeePath) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var m apigeePathModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		_, _, diags := m.read(ctx)
		resp.Diagnostics.Append(diags...)
	}
}

func (m apigeePathModel) read(ctx context.Context) (live.Query, options, diag.Diagnostics) {
	o, diags := m.options(ctx)
	q := live.Query{
		Organization: strings.TrimPrefix(m.Organization.ValueString(), "organizations/"),
		Projects:     o.strings(ctx, "projects", m.Projects, &diags),
		Hostnames:    o.strings(ctx, "hostnames", m.Hostnames, &diags),
		ClientRanges: o.ranges(ctx, "client_ranges", m.ClientRanges, &diags),
		Probe:        m.Probe.ValueBool(),
	}
	if m.Probe.IsUnknown() {
		o.unknown = append(o.unknown, "probe")
	}
	switch {
	case m.Organization.IsUnknown():
		o.unknown = append(o.unknown, "organization")
	case q.Organization == "" || strings.ContainsAny(q.Organization, "/ \t\n"):
		diags.AddAttributeError(path.Root("organization"), "Not an organization",
			fmt.Sprintf("organization: expected the name of an Apigee organization, got %q.", m.Organization.ValueString()))
	}
	return q, o, diags
}

// Read judges the organization.
func (d *apigeePath) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m apigeePathModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	q, o, diags := m.read(ctx)
	resp.Diagnostics.Append(diags...)
	at := path.Root("organization")
	if unknown := append(o.unknown, d.settings.unknown...); len(unknown) > 0 {
		resp.Diagnostics.AddAttributeError(at, "The organization cannot be read yet", notYet(unknown))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	world, err := d.settings.collect(ctx, q)
	if err != nil {
		resp.Diagnostics.Append(unreadable(err, at))
		return
	}
	report, err := judge(world, o, d.settings.outside.now(), d.settings.warningDays)
	if err != nil {
		resp.Diagnostics.AddAttributeError(at, "An API answered with something unexpected", sentence(err))
		return
	}
	resp.Diagnostics.Append(diagnose(report, o.failOn, at, false)...)
	m.outcomeModel, err = outcomeOf(report, o.failOn, d.settings.version)
	if err != nil {
		resp.Diagnostics.AddAttributeError(at, "The report cannot be written", sentence(err))
		return
	}
	m.Matrix = matrixOf(report.Matrices, wayType)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
	}
}

// notYet says which arguments a plan does not know.
func notYet(names []string) string {
	return fmt.Sprintf("Not known during this plan: %s. Apply first what the value comes from, or give a value that is known.", strings.Join(names, ", "))
}
