package provider

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var _ function.Function = sameNetwork{}

// sameNetwork compares spellings of a network.
type sameNetwork struct{}

func newSameNetworkFunction() function.Function { return sameNetwork{} }

// Metadata names the function.
func (sameNetwork) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "same_network"
}

// Definition declares it.
func (sameNetwork) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Whether two references name one VPC network",
		MarkdownDescription: "Returns `true` if `a` and `b` name the same VPC network, whatever the spelling: self link of any host and version, " +
			"`projects/PROJECT/global/networks/NAME`, `global/networks/NAME` or a bare name. " +
			"Names of two projects differ even if they are alike. " +
			"A bare name without a project, and a project's number against an id, cannot be told apart from the same network: " +
			"the function fails then, because either answer might be wrong. Give `project`, or spell both alike.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "a", MarkdownDescription: "A network, such as `google_apigee_organization.org.authorized_network`."},
			function.StringParameter{Name: "b", MarkdownDescription: "The network to compare it with, such as `google_service_networking_connection.apigee.network`."},
		},
		VariadicParameter: function.StringParameter{
			Name: "project", MarkdownDescription: "At most one project, in which names without a project lie.",
		},
		Return: function.BoolReturn{},
	}
}

// Run compares.
func (sameNetwork) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var a, b string
	var projects []string
	if resp.Error = req.Arguments.Get(ctx, &a, &b, &projects); resp.Error != nil {
		return
	}
	project := ""
	switch len(projects) {
	case 0:
	case 1:
		project = projects[0]
		if !isProject.MatchString(project) {
			resp.Error = function.NewArgumentFuncError(2, fmt.Sprintf("project: expected a project id, got %q.", project))
			return
		}
	default:
		resp.Error = function.NewArgumentFuncError(3, fmt.Sprintf("project: expected one project, got %d.", len(projects)))
		return
	}
	var refs [2]value.Ref
	for i, text := range []string{a, b} {
		ref, err := networkRef(text, project)
		if err != nil {
			resp.Error = function.NewArgumentFuncError(int64(i), fmt.Sprintf("%s: %s", []string{"a", "b"}[i], sentence(err)))
			return
		}
		refs[i] = ref
	}
	switch (value.Projects{}).Same(refs[0], refs[1]) {
	case value.True:
		resp.Error = resp.Result.Set(ctx, true)
	case value.False:
		resp.Error = resp.Result.Set(ctx, false)
	case value.Undecided:
		resp.Error = function.NewFuncError(fmt.Sprintf("It cannot be told whether %q and %q are one network: "+
			"spell both with the project's id, projects/PROJECT/global/networks/NAME, or give the project of bare names as third argument.", a, b))
	}
}

var (
	isProject     = regexp.MustCompile(`^[a-z0-9][a-z0-9.:-]*$`)
	isNetworkPath = regexp.MustCompile(`^projects/[^/]+/global/networks/[^/]+$`)
)

func networkRef(text, project string) (value.Ref, error) {
	ref, err := gcp.ComputeRef(text, "global/networks", project)
	if err == nil && !isNetworkPath.MatchString(ref.Path()) {
		err = fmt.Errorf("%q is not a VPC network; expected projects/PROJECT/global/networks/NAME or a name", text)
	}
	return ref, err
}
