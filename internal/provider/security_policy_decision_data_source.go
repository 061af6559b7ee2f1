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

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
)

var (
	_ datasource.DataSourceWithConfigure      = (*securityPolicyDecision)(nil)
	_ datasource.DataSourceWithValidateConfig = (*securityPolicyDecision)(nil)
)

// securityPolicyDecision asks Cloud Armor's policies, as they are, about one request.
type securityPolicyDecision struct{ withSettings }

func newSecurityPolicyDecisionDataSource() datasource.DataSource { return &securityPolicyDecision{} }

type securityPolicyDecisionModel struct {
	targetModel
	BackendService types.String `tfsdk:"backend_service"`
	Policy         types.String `tfsdk:"policy"`
	Request        types.Object `tfsdk:"request"`

	Subject  types.String `tfsdk:"subject"`
	Admitted types.Bool   `tfsdk:"admitted"`
	Certain  types.Bool   `tfsdk:"certain"`
	Action   types.String `tfsdk:"action"`
	Status   types.Int64  `tfsdk:"status"`
	Limit    types.String `tfsdk:"limit"`
	Redirect types.String `tfsdk:"redirect"`
	Rule     types.String `tfsdk:"rule"`
	Priority types.Int64  `tfsdk:"priority"`
	Summary  types.String `tfsdk:"summary"`
	Layers   types.List   `tfsdk:"layers"`
	Trace    types.List   `tfsdk:"trace"`
	Missing  types.List   `tfsdk:"missing"`
}

var securityPolicyDecisionInputs = []attribute{
	{name: "backend_service", use: optional, typ: types.StringType, doc: "Backend service whose policies are asked: its name, path or self link."},
	{name: "policy", use: optional, typ: types.StringType, doc: "Security policy to ask by itself, in place of a backend service: its name, path or self link."},
	{name: "request", use: required, doc: "The request. What is not said of it may be anything.", fields: []attribute{
		{name: "ip", use: optional, typ: types.StringType, doc: "Address of the client."},
		{name: "region_code", use: optional, typ: types.StringType, doc: "Where Google places the client, such as `DE`."},
		{name: "asn", use: optional, typ: types.Int64Type, doc: "Number of the client's autonomous system."},
		{name: "method", use: optional, typ: types.StringType, doc: "Method, such as `GET`."},
		{name: "scheme", use: optional, typ: types.StringType, doc: "`https` or `http`."},
		{name: "path", use: optional, typ: types.StringType, doc: "Path without the query, such as `/v1/orders`."},
		{name: "query", use: optional, typ: types.StringType, doc: "Query without the question mark; `\"\"` for none."},
		{name: "headers", use: optional, typ: mapOfStrings, doc: "Headers by name, in any case; `null` for one that the request does not have. `host` is one of them."},
		{name: "only_these_headers", use: optional, typ: types.BoolType, doc: "Whether the request has no other headers."},
		{name: "tls_ja3_fingerprint", use: optional, typ: types.StringType, doc: "JA3 fingerprint of the client's handshake."},
		{name: "tls_ja4_fingerprint", use: optional, typ: types.StringType, doc: "JA4 fingerprint of the client's handshake."},
	}},
}

var missingAttribute = attribute{name: "missing", many: true, doc: "What the answer lacks, where it is not certain.", fields: []attribute{
	{name: "what", typ: types.StringType, doc: "What is missing, and why."},
	{name: "settle", typ: types.StringType, doc: "What would settle it."},
}}

var securityPolicyDecisionOutputs = []attribute{
	{name: "subject", typ: types.StringType, doc: "Full name of the backend service or policy."},
	{name: "admitted", typ: types.BoolType, doc: "Whether the request gets through every layer, below the limit of a rule perhaps; null if that is not certain."},
	{name: "certain", typ: types.BoolType, doc: "Whether the action is: whether it is the same whatever is not known."},
	{name: "action", typ: types.StringType, doc: "What becomes of the request, as the policy spells it, such as `allow` or `deny(403)`; null if it is not certain, or if there is no policy."},
	{name: "status", typ: types.Int64Type, doc: "Status of the answer to a request that is not admitted."},
	{name: "limit", typ: types.StringType, doc: "Rate up to which requests are admitted, and what comes beyond."},
	{name: "redirect", typ: types.StringType, doc: "Type of the redirect, such as `EXTERNAL_302`."},
	{name: "rule", typ: types.StringType, doc: "The rule that decides; null if several may, or none does."},
	{name: "priority", typ: types.Int64Type, doc: "Priority of that rule."},
	{name: "summary", typ: types.StringType, doc: "The answer in one line."},
	{name: "layers", many: true, doc: "The policies in the order in which the request meets them: of the organization and its folders, of the edge, of the backend.", fields: []attribute{
		{name: "stage", typ: types.StringType, doc: "`hierarchical`, `edge`, `backend`, or `alone` for a policy asked by itself."},
		{name: "policy", typ: types.StringType, doc: "The policy."},
		{name: "reached", typ: types.BoolType, doc: "Whether the request gets to this policy; null if that is not certain."},
		{name: "action", typ: types.StringType, doc: "What the policy does; null if it is not certain."},
		{name: "priority", typ: types.Int64Type, doc: "Priority of the rule that decides; null if several may."},
		{name: "rules", typ: listOfStrings, doc: "The rules of which one decides."},
		{name: "preview", typ: listOfStrings, doc: "Rules in preview that match, or may match, before them: they are logged and decide nothing."},
		{name: "missing", typ: listOfStrings, doc: "Why it is not certain which rule decides."},
	}},
	{name: "trace", typ: listOfStrings, doc: "The way of the request, rule by rule, where the client is known."},
	missingAttribute,
}

// Metadata names the data source.
func (d *securityPolicyDecision) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_security_policy_decision"
}

// Schema describes it.
func (d *securityPolicyDecision) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Asks the security policies of Cloud Armor, as they are, what becomes of one request: every policy in front of a backend service, " +
			"those of the organization and its folders included, or one policy by itself. The answer is certain if it is the same whatever is not known; " +
			"it fails no plan: use it in conditions and checks.",
		Attributes: allAttributes(targetInputs, securityPolicyDecisionInputs, securityPolicyDecisionOutputs),
	}
}

// ValidateConfig checks the arguments that are known.
func (d *securityPolicyDecision) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var m securityPolicyDecisionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		_, _, diags := m.read(ctx)
		resp.Diagnostics.Append(diags...)
	}
}

// read reads the arguments, and names those whose value is not known.
func (m securityPolicyDecisionModel) read(ctx context.Context) (sample, target, diag.Diagnostics) {
	t, diags := m.target(ctx)
	t.text("backend_service", m.BackendService)
	t.text("policy", m.Policy)
	if m.Request.IsUnknown() {
		t.unknown = append(t.unknown, "request")
	}
	if one, other := m.BackendService, m.Policy; one.IsNull() == other.IsNull() {
		diags.AddError("Nothing to ask, or two things", "Expected either backend_service or policy.")
	}
	tree, err := treeOf(ctx, m.Request)
	if err == nil && !tree.IsWhollyKnown() && len(t.unknown) == 0 {
		t.unknown = append(t.unknown, "request")
	}
	var s sample
	if err == nil && !tree.IsUnknown() {
		s, err = sampleOf(tree)
	}
	if err != nil {
		diags.AddAttributeError(path.Root("request"), "Not a request", sentence(err))
	}
	return s, t, diags
}

// Read asks.
func (d *securityPolicyDecision) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m securityPolicyDecisionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	s, t, diags := m.read(ctx)
	resp.Diagnostics.Append(diags...)
	inv := d.settings.inventory(ctx, t, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	decide, name, at := inv.DecideAtService, m.BackendService, path.Root("backend_service")
	if m.BackendService.IsNull() {
		decide, name, at = inv.DecideAtPolicy, m.Policy, path.Root("policy")
	}
	answer, err := decide(name.ValueString(), s.clients, s.request)
	if err != nil {
		resp.Diagnostics.AddAttributeError(at, "Cloud Armor cannot be asked", sentence(err))
		return
	}
	resp.Diagnostics.Append(m.tell(ctx, answer)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// tell fills in the answer.
func (m *securityPolicyDecisionModel) tell(ctx context.Context, a apigee.PolicyDecision) diag.Diagnostics {
	action := actionOf(a.Answer)
	m.Subject, m.Admitted, m.Certain = types.StringValue(a.Subject), truthOf(a.Admitted), types.BoolValue(action.Certain)
	m.Action, m.Status, m.Limit, m.Redirect = action.Action, action.Status, action.Limit, action.Redirect
	m.Priority, m.Rule = action.Priority, types.StringNull()
	if len(a.By) == 1 && action.Certain {
		m.Rule = types.StringValue(a.By[0].String())
	}
	m.Summary = types.StringValue(summaryOf(a))
	layers := make([]layerModel, len(a.Layers))
	for i, l := range a.Layers {
		layers[i] = layerOf(l)
	}
	var diags, d diag.Diagnostics
	m.Layers, d = types.ListValueFrom(ctx, types.ObjectType{AttrTypes: attrTypes(fieldsOf(securityPolicyDecisionOutputs, "layers"))}, layers)
	diags.Append(d...)
	m.Trace, d = types.ListValueFrom(ctx, types.StringType, present(a.Trace))
	diags.Append(d...)
	m.Missing = missingOf(a.Missing)
	return diags
}

// summaryOf is the answer in one line.
func summaryOf(a apigee.PolicyDecision) string {
	by := strings.Join(ruleNames(a.By), " or ")
	switch {
	case len(a.Layers) == 0 && len(a.Missing) == 0:
		return a.Subject + " has no security policy"
	case len(a.By) == 0:
		return a.Subject + " may have policies that are not known"
	case a.Certain() && len(a.Missing) == 0:
		return fmt.Sprintf("%s: by %s", admission(a.Admitted), by)
	}
	return fmt.Sprintf("%s: one of %s", admission(a.Admitted), by)
}
