package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// layerModel is what one policy says of a request.
type layerModel struct {
	Stage    string       `tfsdk:"stage"`
	Policy   string       `tfsdk:"policy"`
	Reached  types.Bool   `tfsdk:"reached"`
	Action   types.String `tfsdk:"action"`
	Priority types.Int64  `tfsdk:"priority"`
	Rules    []string     `tfsdk:"rules"`
	Preview  []string     `tfsdk:"preview"`
	Missing  []string     `tfsdk:"missing"`
}

func layerOf(l armor.LayerAnswer) layerModel {
	out := layerModel{
		Stage: l.Stage.String(), Policy: l.Policy, Reached: truthOf(l.Reached),
		Rules: ruleNames(l.By), Preview: ruleNames(l.Previews), Missing: present(l.Missing()),
	}
	if len(l.By) > 0 && l.Certain() {
		out.Action = types.StringValue(l.By[0].Action.Name)
		if len(l.By) == 1 && l.By[0].Priority >= 0 {
			out.Priority = types.Int64Value(l.By[0].Priority)
		}
	}
	return out
}

func ruleNames(rules []armor.RuleRef) []string {
	out := []string{}
	for _, r := range rules {
		out = append(out, r.String())
	}
	return out
}

// truthOf is null where it is not certain.
func truthOf(t value.Truth) types.Bool {
	switch t {
	case value.True:
		return types.BoolValue(true)
	case value.False:
		return types.BoolValue(false)
	case value.Undecided:
	}
	return types.BoolNull()
}

// admission says what a request meets.
func admission(t value.Truth) string {
	switch t {
	case value.True:
		return "admitted"
	case value.False:
		return "denied"
	case value.Undecided:
	}
	return "not certain"
}

func missingOf(missing []check.Missing) types.List {
	out := make([]attr.Value, len(missing))
	for i, m := range missing {
		out[i] = types.ObjectValueMust(missingType.AttrTypes, map[string]attr.Value{
			"what": types.StringValue(m.What), "settle": types.StringValue(m.Settle),
		})
	}
	return types.ListValueMust(missingType, out)
}
