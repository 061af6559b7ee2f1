package provider

import (
	"context"
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// partModel is packets that are decided alike.
type partModel struct {
	Verdict      string            `tfsdk:"verdict"`
	Packets      string            `tfsdk:"packets"`
	SourceRanges []string          `tfsdk:"source_ranges"`
	Rule         types.String      `tfsdk:"rule"`
	RuleSubject  types.String      `tfsdk:"rule_subject"`
	Filter       types.String      `tfsdk:"filter"`
	Witness      map[string]string `tfsdk:"witness"`
	Trace        []string          `tfsdk:"trace"`
	Missing      types.List        `tfsdk:"missing"`
}

// tell fills in the answer.
func (m *firewallDecisionModel) tell(ctx context.Context, a apigee.FirewallDecision, diags *diag.Diagnostics) {
	m.Subject = types.StringValue(a.Target + " on " + a.Network)
	parts := make([]partModel, len(a.Parts))
	allowed, summary := value.True, "all allowed"
	for i, p := range a.Parts {
		parts[i] = partOf(p)
		if p.Allowed != value.True && allowed != value.False { // denials come first
			allowed, summary = p.Allowed, fmt.Sprintf("%s: %s", verdictOf(p.Allowed), p.Witness)
			if p.Rule != "" {
				summary += ", by " + p.Rule
			}
		}
	}
	m.Allowed, m.Summary = truthOf(allowed), types.StringValue(summary)
	var d diag.Diagnostics
	m.Parts, d = types.ListValueFrom(ctx, types.ObjectType{AttrTypes: attrTypes(fieldsOf(firewallDecisionOutputs, "parts"))}, parts)
	diags.Append(d...)
}

func verdictOf(t value.Truth) string {
	switch t {
	case value.True:
		return "allow"
	case value.False:
		return "deny"
	case value.Undecided:
	}
	return "unknown"
}

func partOf(p apigee.FirewallPart) partModel {
	out := partModel{
		Verdict: verdictOf(p.Allowed), Packets: p.Packets.String(), Rule: stringOrNull(p.Rule), RuleSubject: stringOrNull(p.Subject), Filter: stringOrNull(p.Filter),
		Witness: witness(p.Witness), Trace: present(p.Trace), Missing: missingOf(p.Missing),
	}
	for _, s := range p.Packets.Sources() {
		out.SourceRanges = append(out.SourceRanges, s.String())
	}
	return out
}

func witness(p packet.Packet) map[string]string {
	out := map[string]string{"source": p.Source.String(), "protocol": p.Protocol.String()}
	if p.Protocol.HasPorts() {
		out["port"] = strconv.Itoa(int(p.Port))
	}
	return out
}

func stringOrNull(s string) types.String {
	if s == "" {
		return types.StringNull()
	}
	return types.StringValue(s)
}
