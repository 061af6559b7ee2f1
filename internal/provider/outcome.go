package provider

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// outcomeModel holds the values of [outputs].
type outcomeModel struct {
	Verdict    types.String `tfsdk:"verdict"`
	Passed     types.Bool   `tfsdk:"passed"`
	Summary    types.String `tfsdk:"summary"`
	Counts     types.Object `tfsdk:"counts"`
	Findings   types.List   `tfsdk:"findings"`
	ReportJSON types.String `tfsdk:"report_json"`
	Diagram    types.String `tfsdk:"diagram"`
}

var (
	countsType  = types.ObjectType{AttrTypes: attrTypes(fieldsOf(outputs, "counts"))}
	findingType = types.ObjectType{AttrTypes: attrTypes(findingFields)}
	missingType = types.ObjectType{AttrTypes: attrTypes(fieldsOf(findingFields, "missing"))}
)

// unknownOutcome is the plan of an answer that only apply can give.
func unknownOutcome() outcomeModel {
	return outcomeModel{
		Verdict:    types.StringUnknown(),
		Passed:     types.BoolUnknown(),
		Summary:    types.StringUnknown(),
		Counts:     types.ObjectUnknown(countsType.AttrTypes),
		Findings:   types.ListUnknown(findingType),
		ReportJSON: types.StringUnknown(),
		Diagram:    types.StringUnknown(),
	}
}

func outcomeOf(r check.Report, failOn check.FailOn, version string) (outcomeModel, error) {
	text, err := report.JSON(unlocated(r), report.Tool{Name: "apireach", Version: version})
	if err != nil {
		return outcomeModel{}, err
	}
	return outcomeModel{
		Verdict: types.StringValue(r.Verdict.String()),
		Passed:  types.BoolValue(r.Passed(failOn)),
		Summary: types.StringValue(report.Summary(r)),
		Counts: types.ObjectValueMust(countsType.AttrTypes, map[string]attr.Value{
			"pass":           types.Int64Value(int64(r.Counts.Pass)),
			"fail":           types.Int64Value(int64(r.Counts.Fail)),
			"unknown":        types.Int64Value(int64(r.Counts.Unknown)),
			"not_applicable": types.Int64Value(int64(r.Counts.NotApplicable)),
			"waived":         types.Int64Value(int64(r.Counts.Waived)),
		}),
		Findings:   findingsOf(r.Findings),
		ReportJSON: types.StringValue(string(text)),
		Diagram:    types.StringValue(report.Mermaid(r)),
	}, nil
}

// unlocated is the report without places: what is stored must not change when lines
// move.
func unlocated(r check.Report) check.Report {
	r.Findings = slices.Clone(r.Findings)
	r.Locate(func(string, string) *check.Location { return nil })
	return r
}

func findingsOf(findings []check.Finding) types.List {
	out := make([]attr.Value, len(findings))
	for i, f := range findings {
		out[i] = types.ObjectValueMust(findingType.AttrTypes, findingOf(f))
	}
	return types.ListValueMust(findingType, out)
}

// settled are the attributes of a finding that no value known later changes.
var settled = []string{"check", "hop", "severity", "symptom", "subject", "doc"}

// openFindingsOf is [findingsOf] for inputs that are partly unknown: what a verdict
// may yet become is left to apply.
func openFindingsOf(ctx context.Context, findings []check.Finding) (types.List, error) {
	out := make([]attr.Value, len(findings))
	for i, f := range findings {
		fields := findingOf(f)
		for name, typ := range findingType.AttrTypes {
			if f.Verdict != check.Unknown || slices.Contains(settled, name) {
				continue
			}
			v, err := typ.ValueFromTerraform(ctx, tftypes.NewValue(typ.TerraformType(ctx), tftypes.UnknownValue))
			if err != nil {
				return types.List{}, err
			}
			fields[name] = v
		}
		out[i] = types.ObjectValueMust(findingType.AttrTypes, fields)
	}
	return types.ListValueMust(findingType, out), nil
}

// findingOf gives a finding as the attributes of [findingFields].
func findingOf(f check.Finding) map[string]attr.Value {
	witness := map[string]attr.Value{}
	for _, fact := range f.Witness {
		witness[fact.Name] = types.StringValue(fmt.Sprint(fact.Value))
	}
	missing := make([]attr.Value, len(f.Missing))
	for i, m := range f.Missing {
		missing[i] = types.ObjectValueMust(missingType.AttrTypes, map[string]attr.Value{
			"what": types.StringValue(m.What), "settle": types.StringValue(m.Settle),
		})
	}
	waived := types.StringNull()
	if f.Waived != nil {
		waived = types.StringValue(f.Waived.Reason)
	}
	fix := types.StringNull()
	if f.Fix != nil {
		fix = types.StringValue(f.Fix.HCL)
	}
	return map[string]attr.Value{
		"check":         types.StringValue(f.Check),
		"hop":           types.StringValue(string(f.Hop)),
		"verdict":       types.StringValue(f.Verdict.String()),
		"severity":      types.StringValue(f.Severity.String()),
		"confidence":    types.StringValue(f.Confidence.String()),
		"subject":       types.StringValue(f.Subject),
		"field":         types.StringValue(f.Field),
		"region":        types.StringValue(f.Region),
		"symptom":       types.StringValue(f.Symptom),
		"summary":       types.StringValue(f.Summary),
		"detail":        types.StringValue(f.Detail),
		"remediation":   types.StringValue(f.Remediation),
		"fix":           fix,
		"witness":       types.MapValueMust(types.StringType, witness),
		"trace":         stringsOf(f.Trace),
		"related":       stringsOf(f.Related),
		"missing":       types.ListValueMust(missingType, missing),
		"waived_reason": waived,
		"doc":           types.StringValue(f.Doc),
	}
}

func stringsOf(texts []string) types.List {
	out := make([]attr.Value, len(texts))
	for i, s := range texts {
		out[i] = types.StringValue(s)
	}
	return types.ListValueMust(types.StringType, out)
}
