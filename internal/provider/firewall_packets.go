package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// packetsInputs say which packets are meant, and what for.
var packetsInputs = []attribute{
	{name: "source_ranges", use: required, typ: listOfStrings, doc: "Ranges or addresses that the packets come from, such as `35.191.0.0/16`."},
	{name: "protocol", use: optional, typ: types.StringType, doc: "Protocol: a name such as `tcp`, the default, a number, or `all`."},
	{name: "ports", use: optional, typ: listOfStrings, doc: "Destination ports and ranges of them, such as `443` or `8000-8100`. Every port by default."},
	{name: "from_instances", use: optional, typ: types.BoolType, doc: "Whether the packets may come from instances of the network, so that rules with source tags or source service accounts may match. " +
		"By default they may, unless all come from ranges of Google's load balancers and health checks."},
	{name: "instance_group", use: optional, typ: types.StringType, doc: "Managed instance group that the packets are for: its name, path or self link."},
	{name: "instance_template", use: optional, typ: types.StringType, doc: "Instance template of the instances that the packets are for, in place of a group."},
	{name: "network", use: optional, typ: types.StringType, doc: "Network that the instances are on. Needed without a group or a template."},
	{name: "region", use: optional, typ: types.StringType, doc: "Region that the instances are in, for regional firewall policies; that of the group by default."},
	{name: "target_tags", use: optional, typ: listOfStrings, doc: "Network tags of the instances, `[]` for none, where neither group nor template is named. What is not said may be anything."},
	{name: "target_service_account", use: optional, typ: types.StringType, doc: "Service account of the instances, `\"\"` for none, where neither group nor template is named. What is not said may be anything."},
}

// packetsModel holds the values of [packetsInputs].
type packetsModel struct {
	SourceRanges  types.List   `tfsdk:"source_ranges"`
	Protocol      types.String `tfsdk:"protocol"`
	Ports         types.List   `tfsdk:"ports"`
	FromInstances types.Bool   `tfsdk:"from_instances"`
	Group         types.String `tfsdk:"instance_group"`
	Template      types.String `tfsdk:"instance_template"`
	Network       types.String `tfsdk:"network"`
	Region        types.String `tfsdk:"region"`
	TargetTags    types.List   `tfsdk:"target_tags"`
	TargetAccount types.String `tfsdk:"target_service_account"`
}

// named is the argument that names what the packets are for.
func (m packetsModel) named() string {
	switch {
	case !m.Group.IsNull():
		return "instance_group"
	case !m.Template.IsNull():
		return "instance_template"
	}
	return "network"
}

// question reads the arguments; what is not known is named in the target.
func (m packetsModel) question(ctx context.Context, t *target, diags *diag.Diagnostics) apigee.FirewallQuestion {
	t.text("protocol", m.Protocol)
	t.text("instance_group", m.Group)
	t.text("instance_template", m.Template)
	t.text("network", m.Network)
	t.text("region", m.Region)
	t.text("target_service_account", m.TargetAccount)
	if m.FromInstances.IsUnknown() {
		t.unknown = append(t.unknown, "from_instances")
	}
	if !m.Group.IsNull() && !m.Template.IsNull() {
		diags.AddAttributeError(path.Root("instance_template"), "Two targets", "Expected either instance_group or instance_template.")
	}
	describes := !m.TargetTags.IsNull() || !m.TargetAccount.IsNull()
	switch named := m.named(); {
	case named == "network" && m.Network.IsNull():
		diags.AddError("No target", "Expected instance_group, instance_template or network.")
	case named != "network" && describes:
		diags.AddAttributeError(path.Root(named), "Two targets", "target_tags and target_service_account describe instances of which neither group nor template is named.")
	}
	var o options
	q := apigee.FirewallQuestion{
		Group: m.Group.ValueString(), Template: m.Template.ValueString(), Network: m.Network.ValueString(), Region: m.Region.ValueString(),
		Packets: m.packets(ctx, &o, diags),
	}
	q.FromInstances = !apigee.FromLoadBalancers(q.Packets)
	if !m.FromInstances.IsNull() {
		q.FromInstances = m.FromInstances.ValueBool()
	}
	if !m.TargetTags.IsNull() {
		q.Tags = value.KnownList(o.strings(ctx, "target_tags", m.TargetTags, diags)...)
	}
	if !m.TargetAccount.IsNull() {
		q.Account = value.Known(m.TargetAccount.ValueString())
	}
	t.unknown = append(t.unknown, o.unknown...)
	return q
}

// packets reads sources, protocol and ports.
func (m packetsModel) packets(ctx context.Context, o *options, diags *diag.Diagnostics) packet.Set {
	sources := o.ranges(ctx, "source_ranges", m.SourceRanges, diags)
	ports := o.strings(ctx, "ports", m.Ports, diags)
	if len(o.unknown) > 0 || m.Protocol.IsUnknown() || diags.HasError() {
		return packet.Set{}
	}
	if len(sources) == 0 {
		diags.AddAttributeError(path.Root("source_ranges"), "No sources", "source_ranges: expected at least one range.")
		return packet.Set{}
	}
	protocols, err := packet.ParseProtocol(orElse(m.Protocol.ValueString(), "tcp"))
	if err != nil {
		diags.AddAttributeError(path.Root("protocol"), "Not a protocol", fmt.Sprintf("protocol: %s", sentence(err)))
		return packet.Set{}
	}
	on, err := packet.ParsePorts(ports...)
	if err != nil {
		diags.AddAttributeError(path.Root("ports"), "Not a port", fmt.Sprintf("ports: %s", sentence(err)))
		return packet.Set{}
	}
	set, err := packet.NewSet(sources, packet.Service{Protocols: protocols, Ports: on})
	if err != nil {
		diags.AddAttributeError(path.Root("ports"), "No packets", fmt.Sprintf("ports: %s", sentence(err)))
	}
	return set
}
