package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/symptom"
)

var _ function.Function = diagnosis{}

// diagnosis ranks the causes of a symptom.
type diagnosis struct{}

func newDiagnoseFunction() function.Function { return diagnosis{} }

// Metadata names the function.
func (diagnosis) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "diagnose"
}

// aCause is a cause as the function returns it.
type aCause struct {
	ID     string   `tfsdk:"id"`
	Title  string   `tfsdk:"title"`
	Why    string   `tfsdk:"why"`
	Count  int64    `tfsdk:"count"`
	Seen   []string `tfsdk:"seen"`
	Rules  []string `tfsdk:"rules"`
	Checks []string `tfsdk:"checks"`
	Next   string   `tfsdk:"next"`
}

var causeType = types.ObjectType{AttrTypes: map[string]attr.Type{
	"id": types.StringType, "title": types.StringType, "why": types.StringType, "count": types.Int64Type,
	"seen":  types.ListType{ElemType: types.StringType},
	"rules": types.ListType{ElemType: types.StringType}, "checks": types.ListType{ElemType: types.StringType}, "next": types.StringType,
}}

// Definition declares it.
func (diagnosis) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "What a status, an error message or log entries may come from",
		MarkdownDescription: "Returns the causes that a symptom points to, the likeliest first, each with the ids of the checks that decide it. " +
			"`symptom` is an HTTP status such as `\"502\"`, what a client printed, or log entries of the load balancer as JSON. " +
			"Nothing of the text is returned, as it may hold tokens. An empty list says that nothing in it is known.\n\n" +
			"Each object has `id`, `title`, `why`, `count` (how often it was seen), `seen` (what it looks like), `rules` (the Cloud Armor rules that decided), `checks` and `next` (what else to look at).",
		Parameters: []function.Parameter{function.StringParameter{
			Name: "symptom", MarkdownDescription: "What was seen, such as the status or body of a `data.http` response.",
		}},
		Return: function.ListReturn{ElementType: causeType},
	}
}

// Run diagnoses.
func (diagnosis) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text string
	if resp.Error = req.Arguments.Get(ctx, &text); resp.Error != nil {
		return
	}
	var q symptom.Inquiry
	if err := symptom.Read(strings.NewReader(text), q.Add); err != nil {
		resp.Error = function.NewArgumentFuncError(0, "symptom: "+sentence(err))
		return
	}
	out := []aCause{}
	for _, s := range q.Diagnosis().Suspects {
		out = append(out, aCause{
			s.ID, s.Title, s.Why, int64(s.Count), present(s.Seen), present(s.Where), present(s.Checks), s.Next,
		})
	}
	resp.Error = resp.Result.Set(ctx, out)
}

// present is a list that is not null.
func present(list []string) []string { return append([]string{}, list...) }
