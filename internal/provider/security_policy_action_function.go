package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var _ function.Function = securityPolicyAction{}

// securityPolicyAction evaluates a security policy for one request.
type securityPolicyAction struct{}

func newSecurityPolicyActionFunction() function.Function { return securityPolicyAction{} }

// Metadata names the function.
func (securityPolicyAction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "security_policy_action"
}

// anAction is what becomes of a request, as the function returns it.
type anAction struct {
	Action   types.String `tfsdk:"action"`
	Admitted types.Bool   `tfsdk:"admitted"`
	Certain  bool         `tfsdk:"certain"`
	Priority types.Int64  `tfsdk:"priority"`
	Status   types.Int64  `tfsdk:"status"`
	Limit    types.String `tfsdk:"limit"`
	Redirect types.String `tfsdk:"redirect"`
	Possible []string     `tfsdk:"possible"`
	Missing  []string     `tfsdk:"missing"`
}

var actionType = map[string]attr.Type{
	"action": types.StringType, "admitted": types.BoolType, "certain": types.BoolType, "priority": types.Int64Type,
	"status": types.Int64Type, "limit": types.StringType, "redirect": types.StringType, "possible": listOfStrings, "missing": listOfStrings,
}

// Definition declares it.
func (securityPolicyAction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "What a security policy of Cloud Armor does with a request",
		MarkdownDescription: "Evaluates the rules of a policy for one request, as Cloud Armor does: by priority, leaving out rules in preview, " +
			"by source ranges and by expressions. What the request does not say may be anything; what only Google knows (preconfigured WAF rules, " +
			"threat intelligence, address groups, adaptive protection, reCAPTCHA) is not known here. The answer is certain if it is the same whatever that turns out to be.\n\n" +
			"The policy is taken by itself and as a whole: rules that are resources of their own are to be among its rules, " +
			"and policies of the organization, or an edge policy, may deny what it admits. " +
			"The data source `apireach_security_policy_decision` reads all of them.",
		Parameters: []function.Parameter{
			function.DynamicParameter{
				Name: "policy", AllowUnknownValues: true,
				MarkdownDescription: "A `google_compute_security_policy` or `google_compute_region_security_policy`; or the policy as the API gives it, " +
					"as an object or as JSON (`gcloud compute security-policies describe NAME --format=json`).",
			},
			function.DynamicParameter{
				Name: "request", AllowUnknownValues: true,
				MarkdownDescription: "An object with any of `ip` (the client's address), `region_code` (such as `\"DE\"`), `asn` (number), `method`, `scheme`, " +
					"`path` (without the query), `query`, `headers` (map by name, `null` for one that the request does not have), `only_these_headers` (bool: it has no others), " +
					"`tls_ja3_fingerprint` and `tls_ja4_fingerprint`.",
			},
		},
		Return: function.ObjectReturn{AttributeTypes: actionType},
	}
}

// Run evaluates.
func (securityPolicyAction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var given [2]types.Dynamic
	if resp.Error = req.Arguments.Get(ctx, &given[0], &given[1]); resp.Error != nil {
		return
	}
	var trees [2]value.Value
	for i := range given {
		var err error
		if trees[i], err = treeOf(ctx, given[i]); err != nil {
			resp.Error = function.NewArgumentFuncError(int64(i), sentence(err))
			return
		}
	}
	if trees[0].IsUnknown() || trees[1].IsUnknown() {
		resp.Error = resp.Result.Set(ctx, types.ObjectUnknown(actionType))
		return
	}
	policy, err := policyOf(trees[0])
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, sentence(err))
		return
	}
	s, err := sampleOf(trees[1])
	if err != nil {
		resp.Error = function.NewArgumentFuncError(1, sentence(err))
		return
	}
	answer := armor.Prepare(armor.Layer{Stage: armor.Alone, Policy: policy}).Answer(s.clients, s.request)
	known := trees[0].IsWhollyKnown() && trees[1].IsWhollyKnown()
	if !known && !isSettled(trees[0], answer) {
		resp.Error = resp.Result.Set(ctx, types.ObjectUnknown(actionType))
		return
	}
	resp.Error = resp.Result.Set(ctx, actionOf(answer))
}

// settled says that no value which is not known yet changes anything about the answer.
func isSettled(policy value.Value, a armor.Answer) bool {
	return !policy.Get("name").IsUnknown() && a.Certain() && len(a.By) == 1 && len(a.Missing()) == 0 && a.By[0].Action.Limit == "" && a.By[0].Action.Redirect == ""
}

func actionOf(a armor.Answer) anAction {
	out := anAction{Admitted: truthOf(a.Admitted), Certain: a.Certain(), Possible: ruleNames(a.By), Missing: present(a.Missing())}
	if !out.Certain || len(a.By) == 0 {
		return out
	}
	first := a.By[0]
	out.Action = types.StringValue(first.Action.Name)
	if first.Action.Status > 0 {
		out.Status = types.Int64Value(int64(first.Action.Status))
	}
	if first.Action.Limit != "" {
		out.Limit = types.StringValue(first.Action.Limit)
	}
	if first.Action.Redirect != "" {
		out.Redirect = types.StringValue(first.Action.Redirect)
	}
	if len(a.By) == 1 && first.Priority >= 0 {
		out.Priority = types.Int64Value(first.Priority)
	}
	return out
}
