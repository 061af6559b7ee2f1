package provider

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/paths"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var _ function.Function = findings{}

// findings judges resources where an expression may stand.
type findings struct{}

func newFindingsFunction() function.Function { return findings{} }

// Metadata names the function.
func (findings) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "findings"
}

// Definition declares it. Unknown values are let in: a resource that is to be
// created is never wholly known.
func (findings) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Judges resources: every verdict of every check",
		MarkdownDescription: "Runs every check over the resources given and returns the findings, in the order of the traffic. " +
			"It reads nothing but its arguments, so that it may stand in a `precondition`, a `check` block or a test; a function cannot read the module's files, so that it has no `config_path`. " +
			"A failure that no unknown value could mend is found when planning. " +
			"A verdict that depends on values known only after apply is itself known only after apply, and with it the condition that asks for it; " +
			"only where the resources are unknown as a whole is the whole result.",
		Parameters: []function.Parameter{function.DynamicParameter{
			Name: "resources",
			MarkdownDescription: "Object whose keys are Terraform's own types and whose values are a resource, or a list, set or map of resources, " +
				"as in the resource `apireach_validation`.",
			AllowUnknownValues: true,
		}},
		VariadicParameter: function.DynamicParameter{
			Name: "options",
			MarkdownDescription: "At most one object with any of `complete` (bool: there are no resources but these), `project` (string: project of resources that do not name theirs), " +
				"`hostnames` (list of strings: hostnames that clients use), `client_ranges` (list of strings: ranges that clients come from) and `only` (list of strings: ids of checks, or hops).",
		},
		Return: function.ListReturn{ElementType: findingType},
	}
}

// Run judges.
func (findings) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var resources types.Dynamic
	var given []types.Dynamic
	if resp.Error = req.Arguments.Get(ctx, &resources, &given); resp.Error != nil {
		return
	}
	tree, err := treeOf(ctx, resources)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, sentence(err))
		return
	}
	if tree.IsUnknown() {
		resp.Error = resp.Result.Set(ctx, types.ListUnknown(findingType))
		return
	}
	world := tfresource.Options{Path: "resources"}
	var o options
	switch len(given) {
	case 0:
	case 1:
		if err := readOptions(ctx, given[0], &world, &o); err != nil {
			resp.Error = function.NewArgumentFuncError(1, sentence(err))
			return
		}
	default:
		resp.Error = function.NewArgumentFuncError(2, fmt.Sprintf("options: expected one object, got %d.", len(given)))
		return
	}
	w, err := paths.FromResources(tree, paths.Options{Google: world})
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, sentence(err))
		return
	}
	// Without waivers nothing expires, and no clock is read: the function is pure.
	w.WarningDays = apigee.WarningDays
	r, err := judgeBoth(w, o, time.Time{})
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, sentence(err))
		return
	}
	out := findingsOf(r.Findings)
	if !tree.IsWhollyKnown() {
		if out, err = openFindingsOf(ctx, r.Findings); err != nil {
			resp.Error = function.NewFuncError(sentence(err))
			return
		}
	}
	resp.Error = resp.Result.Set(ctx, out)
}

// readOptions reads the object behind the resources; null attributes are as good
// as none.
func readOptions(ctx context.Context, given types.Dynamic, world *tfresource.Options, o *options) error {
	tree, err := treeOf(ctx, given)
	if err != nil {
		return err
	}
	if tree.Kind() != value.KindObject {
		return fmt.Errorf("options: expected an object with complete, project, hostnames, client_ranges or only, got %s", tree.Kind())
	}
	for _, name := range tree.Keys() {
		v, at := tree.Get(name), "options."+name
		if v.IsNull() {
			continue
		}
		var err error
		switch name {
		case "complete":
			if v.Kind() != value.KindBool {
				return wrong(at, "true or false", v)
			}
			world.Complete = v.Text() == "true"
		case "project":
			if v.Kind() != value.KindString {
				return wrong(at, "a string", v)
			}
			world.Project = v.Text()
		case "hostnames":
			world.Hostnames, err = stringsIn(at, v)
		case "client_ranges":
			var given []string
			if given, err = stringsIn(at, v); err == nil {
				world.ClientRanges, err = packet.ParseSources(given...)
			}
		case "only":
			if o.only, err = stringsIn(at, v); err == nil {
				err = knownChecksOrHops(at, o.only)
			}
		default:
			return fmt.Errorf("options: expected complete, project, hostnames, client_ranges or only, got an attribute %q", name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func knownChecksOrHops(at string, names []string) error {
	for i, name := range names {
		if err := knownCheckOrHop(name); err != nil {
			return fmt.Errorf("%s[%d]: %w", at, i, err)
		}
	}
	return nil
}

func stringsIn(at string, v value.Value) ([]string, error) {
	if v.Kind() != value.KindList {
		return nil, wrong(at, "a list of strings", v)
	}
	var out []string
	for i, e := range v.Elements() {
		if e.Kind() != value.KindString || strings.TrimSpace(e.Text()) == "" {
			return nil, wrong(fmt.Sprintf("%s[%d]", at, i), "a name", e)
		}
		out = append(out, e.Text())
	}
	return out, nil
}

func wrong(at, want string, got value.Value) error {
	return &tfresource.InputError{Path: at, Want: want, Got: got.Kind().String()}
}
