package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ datasource.DataSourceWithConfigure      = (*firewallDecision)(nil)
	_ datasource.DataSourceWithValidateConfig = (*firewallDecision)(nil)
)

// firewallDecision asks the firewalls of a network, as they are, about packets.
type firewallDecision struct{ withSettings }

func newFirewallDecisionDataSource() datasource.DataSource { return &firewallDecision{} }

type firewallDecisionModel struct {
	targetModel
	packetsModel

	Subject types.String `tfsdk:"subject"`
	Allowed types.Bool   `tfsdk:"allowed"`
	Summary types.String `tfsdk:"summary"`
	Parts   types.List   `tfsdk:"parts"`
}

var firewallDecisionOutputs = []attribute{
	{name: "subject", typ: types.StringType, doc: "What the packets are for: the instance template, or the kind described, and the network."},
	{name: "allowed", typ: types.BoolType, doc: "Whether every one of the packets gets there: `false` if some certainly do not; null if that is not certain."},
	{name: "summary", typ: types.StringType, doc: "The answer in one line."},
	{name: "parts", many: true, doc: "The packets, split by what becomes of them: no two parts have a packet in common, and together they have all. " +
		"First what is allowed, then what is denied, then what is not certain.", fields: []attribute{
		{name: "verdict", typ: types.StringType, doc: "`allow`, `deny` or `unknown`."},
		{name: "packets", typ: types.StringType, doc: "All packets of the part, exactly: ranges of sources with protocols and ports."},
		{name: "source_ranges", typ: listOfStrings, doc: "Their sources."},
		{name: "rule", typ: types.StringType, doc: "The rule that decides, or `implied deny`; null if that is not certain."},
		{name: "rule_subject", typ: types.StringType, doc: "The resource that has the rule; null if no resource does."},
		{name: "filter", typ: types.StringType, doc: "Where the rule is asked: the VPC firewall rules, or a firewall policy."},
		{name: "witness", typ: mapOfStrings, doc: "One packet of the part: `source`, `protocol` and `port`."},
		{name: "trace", typ: listOfStrings, doc: "The way of that packet, rule by rule."},
		missingAttribute,
	}},
}

// Metadata names the data source.
func (d *firewallDecision) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_firewall_decision"
}

// Schema describes it.
func (d *firewallDecision) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Asks the firewalls of a network, as they are, whether packets get to instances: VPC firewall rules and firewall policies of every kind, in their order. " +
			"The answer is exact over all sources, protocols and ports asked about: each part of them with the rule that decides and one packet as a witness. " +
			"Packets to instances are meant (ingress). It fails no plan: use it in conditions and checks. " +
			"Networks of proxies and the authorized network are read; others are not.",
		Attributes: allAttributes(targetInputs, packetsInputs, firewallDecisionOutputs),
	}
}

// ValidateConfig checks the arguments that are known.
func (d *firewallDecision) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var m firewallDecisionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		t, diags := m.target(ctx)
		m.question(ctx, &t, &diags)
		resp.Diagnostics.Append(diags...)
	}
}

// Read asks.
func (d *firewallDecision) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m firewallDecisionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	t, diags := m.target(ctx)
	q := m.question(ctx, &t, &diags)
	resp.Diagnostics.Append(diags...)
	inv := d.settings.inventory(ctx, t, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	answer, err := inv.DecideFirewall(q)
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root(m.named()), "The firewall cannot be asked", sentence(err))
		return
	}
	m.tell(ctx, answer, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
