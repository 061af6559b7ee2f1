package provider

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/paths"
)

var (
	_ resource.ResourceWithConfigure      = (*validation)(nil)
	_ resource.ResourceWithModifyPlan     = (*validation)(nil)
	_ resource.ResourceWithValidateConfig = (*validation)(nil)
)

// validation judges planned resources in every plan and again at apply. It
// creates nothing.
type validation struct{ settings *settings }

func newValidationResource() resource.Resource { return &validation{} }

type validationModel struct {
	Resources    types.Dynamic `tfsdk:"resources"`
	Project      types.String  `tfsdk:"project"`
	Hostnames    types.List    `tfsdk:"hostnames"`
	ClientRanges types.List    `tfsdk:"client_ranges"`
	Complete     types.Bool    `tfsdk:"complete"`
	Live         types.Bool    `tfsdk:"live"`
	ConfigPath   types.String  `tfsdk:"config_path"`
	Fingerprint  types.String  `tfsdk:"fingerprint"`
	ID           types.String  `tfsdk:"id"`
	optionsModel
	outcomeModel
}

// validationAttributes are those of its own, but for the resources.
var validationAttributes = []attribute{
	{name: "project", use: optional, typ: types.StringType, doc: "Project of resources that do not name theirs. The provider's by default."},
	{name: "hostnames", use: optional, typ: listOfStrings, doc: "Hostnames that clients use. Those of the environment groups by default."},
	{name: "client_ranges", use: optional, typ: listOfStrings, doc: "Ranges of addresses, such as `203.0.113.0/24`, that clients come from. With them the check of Cloud Armor is exact for every address; without, only what denies everybody fails."},
	{name: "complete", use: optional, typ: types.BoolType, doc: "Says that there are no resources but those given: what is not among them does not exist, and " +
		"“no rule allows it” is a failure in place of unknown. `false` by default."},
	{name: "live", use: optional, typ: types.BoolType, doc: "Lays the resources over those that exist, read with the provider's credentials, and judges what apply will make of both: an Apigee organization and its path, or the APIs of API Gateway " +
		"among the resources and what these lead to. Of what a plan deletes, which is not among the resources, nothing is known. `false` by default."},
	{name: "config_path", use: optional, typ: types.StringType, doc: "Folder of the module that this resource stands in, best given as `path.module`. Its configuration is read, so that a first plan, " +
		"whose values are not known yet, is judged by where each of them will come from, and findings name addresses, files and lines. Nothing is read by default."},
	{name: "fingerprint", typ: types.StringType, doc: "SHA-256 of the inputs, which makes a change of them visible in a plan."},
	{name: "id", typ: types.StringType, doc: "Identifies the validation. It says nothing."},
}

// Metadata names the resource.
func (v *validation) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_validation"
}

// Schema describes it.
func (v *validation) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := resourceAttributes(validationAttributes)
	maps.Copy(attributes, resourceAttributes(inputs))
	maps.Copy(attributes, resourceAttributes(outputs))
	attributes["resources"] = schema.DynamicAttribute{
		MarkdownDescription: "The resources to judge: an object whose keys are Terraform's own types and whose values are a resource, or a list, set or map of resources. " +
			"Write-only: it is read during plan and apply and kept in neither. Types that are read: " + typeNames() + ".",
		Required:  true,
		WriteOnly: true,
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Judges resources before they are applied: every check whose resources are given runs in every plan, and again at apply. " +
			"A failure makes the plan fail, with the counterexample that proves it and what to change. " +
			"What is known only after apply makes verdicts unknown: a warning now, decided at apply. " +
			"It creates nothing and keeps nothing of its input. Needs Terraform 1.11 or OpenTofu 1.11, or later.",
		Attributes: attributes,
	}
}

func typeNames() string {
	out := ""
	for i, t := range paths.Types() {
		if i > 0 {
			out += ", "
		}
		out += "`" + t + "`"
	}
	return out
}

// Configure takes the provider's settings.
func (v *validation) Configure(_ context.Context, req resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	v.settings, _ = req.ProviderData.(*settings)
}

// ValidateConfig checks what does not need the resources' values: verdicts here
// would be told twice.
func (v *validation) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	if !req.ClientCapabilities.WriteOnlyAttributesAllowed {
		resp.Diagnostics.AddAttributeError(path.Root("resources"), "Terraform or OpenTofu is too old",
			"apireach_validation needs Terraform 1.11 or OpenTofu 1.11, or later: its resources are a write-only argument, so that none of them is stored. "+
				"With an older version, use the function provider::apireach::findings in a precondition.")
		return
	}
	var m validationModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		_, diags := m.question(ctx, "")
		resp.Diagnostics.Append(diags...)
	}
}

// ModifyPlan is the check. What it plans is what apply must find, unless inputs
// are unknown: then apply decides.
func (v *validation) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return // destroyed
	}
	var config validationModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	m, diags := v.evaluate(ctx, config, true)
	resp.Diagnostics.Append(diags...)
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("id"), &m.ID)...)
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &m)...)
}

// Create judges what is about to be, all of it known by now.
func (v *validation) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var config, plan validationModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if m := v.apply(ctx, config, plan, &resp.Diagnostics); !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
	}
}

// Update judges like Create.
func (v *validation) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var config, plan validationModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if m := v.apply(ctx, config, plan, &resp.Diagnostics); !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
	}
}

// apply judges again. Failures stop the apply whatever was planned; an answer
// that was planned is kept, as Terraform demands, even where time or the live
// world has changed it since: the next plan tells.
func (v *validation) apply(ctx context.Context, config, plan validationModel, diags *diag.Diagnostics) validationModel {
	if diags.HasError() {
		return plan
	}
	m, more := v.evaluate(ctx, config, false)
	diags.Append(more...)
	if !plan.Verdict.IsUnknown() {
		m.outcomeModel, m.Fingerprint = plan.outcomeModel, plan.Fingerprint
	}
	if !plan.ID.IsUnknown() {
		m.ID = plan.ID
	}
	return m
}

// Read keeps what the last apply found: there is nothing to read.
func (v *validation) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Delete forgets: there is nothing to delete.
func (v *validation) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}
