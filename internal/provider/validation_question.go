package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/paths"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// resourcesPath is where errors about the resources point; their text says where
// inside, as Terraform cannot.
var resourcesPath = path.Root("resources")

// question is what a validation is asked.
type question struct {
	resources value.Value
	plan      paths.Worlds
	given     tfresource.Options
	live      bool
	// over reads the resources of AWS again, to be laid over what there is.
	over func(*aws.World) (*aws.World, error)
	// configPath is the folder of the module's configuration, "" without, and locate
	// finds lines in it.
	configPath string
	locate     func(subject, field string) *check.Location
	options
}

// question reads the configuration. Arguments that are unknown are named in
// options.unknown.
func (m validationModel) question(ctx context.Context, project string) (question, diag.Diagnostics) {
	o, diags := m.options(ctx)
	q := question{
		given: tfresource.Options{
			Path:         "resources",
			Project:      project,
			Complete:     m.Complete.ValueBool(),
			Hostnames:    o.strings(ctx, "hostnames", m.Hostnames, &diags),
			ClientRanges: o.ranges(ctx, "client_ranges", m.ClientRanges, &diags),
		},
		live: m.Live.ValueBool(),
	}
	if !m.Project.IsNull() {
		q.given.Project = m.Project.ValueString()
	}
	for _, a := range []struct {
		name string
		v    attr.Value
	}{{"project", m.Project}, {"complete", m.Complete}, {"live", m.Live}, {"config_path", m.ConfigPath}} {
		if a.v.IsUnknown() {
			o.unknown = append(o.unknown, a.name)
		}
	}
	q.options = o
	var err error
	if q.resources, err = treeOf(ctx, m.Resources); err != nil {
		diags.AddAttributeError(resourcesPath, "The resources cannot be read", "resources: "+sentence(err))
		return q, diags
	}
	given := q.resources
	var unset func(address, attribute string, block bool) bool
	if q.configPath = m.ConfigPath.ValueString(); !m.ConfigPath.IsNull() && !m.ConfigPath.IsUnknown() {
		if q.configPath == "" {
			diags.AddAttributeError(path.Root("config_path"), "The configuration cannot be read", "config_path is empty. Set it to path.module.")
			return q, diags
		}
		p, more := place(q.configPath, given)
		diags.Append(more...)
		given, q.locate, q.given.Addresses, unset = p.resources, p.locate, p.addresses, p.unset
	}
	read := func(over *aws.World) (paths.Worlds, error) {
		return paths.FromResources(given, paths.Options{Google: q.given, Unset: unset, Over: over})
	}
	q.over = func(over *aws.World) (*aws.World, error) {
		again, err := read(over)
		return again.AWS, err
	}
	if q.plan, err = read(nil); err != nil {
		diags.AddAttributeError(resourcesPath, "The resources have the wrong shape", sentence(err))
	}
	return q, diags
}

// fingerprint is that of everything the answer depends on.
func (q question) fingerprint() string {
	waivers := make([]value.Value, len(q.waivers))
	for i, w := range q.waivers {
		waivers[i] = listOf([]string{w.Check, w.Subject, w.Reason, w.Expires.String()})
	}
	flags := []string{q.given.Project, string(q.failOn), fmt.Sprint(q.given.Complete), fmt.Sprint(q.live)}
	if q.configPath != "" {
		flags = append(flags, q.configPath)
	}
	if len(q.given.ClientRanges) > 0 {
		flags = append(flags, "client_ranges", fmt.Sprint(q.given.ClientRanges))
	}
	return fingerprint(q.resources, listOf(flags),
		listOf(q.given.Hostnames), listOf(q.only), value.OfList(waivers...))
}

// evaluate answers the question: the model with what is computed filled in. Early
// evaluation is that of a plan: while inputs are unknown the answer is unknown too,
// but failures that no value of theirs could mend are errors already.
func (v *validation) evaluate(ctx context.Context, m validationModel, early bool) (validationModel, diag.Diagnostics) {
	q, diags := m.question(ctx, v.settings.config.Project)
	m.Resources, m.outcomeModel = types.DynamicNull(), unknownOutcome()
	m.Fingerprint, m.ID = types.StringUnknown(), types.StringUnknown()
	unknown := q.unknown
	if q.live {
		unknown = append(unknown, v.settings.unknown...)
	}
	if len(unknown) > 0 && early {
		diags.AddAttributeWarning(resourcesPath, "Not judged during this plan",
			fmt.Sprintf("Known after apply: %s. The resources are judged at apply.", strings.Join(unknown, ", ")))
		return m, diags
	}
	if diags.HasError() {
		return m, diags
	}
	judged, ok := v.worlds(ctx, q, &diags)
	if !ok {
		return m, diags
	}
	judged.WarningDays = v.settings.warningDays
	r, err := judgeBoth(judged, q.options, v.settings.outside.now())
	if err != nil {
		diags.AddAttributeError(resourcesPath, "The resources cannot be judged", sentence(err))
		return m, diags
	}
	undecided := early && !v.wholly(m, q)
	diags.Append(diagnose(r, q.failOn, resourcesPath, undecided)...)
	if undecided {
		return m, diags
	}
	if m.outcomeModel, err = outcomeOf(r, q.failOn, v.settings.version); err != nil {
		diags.AddAttributeError(resourcesPath, "The report cannot be written", sentence(err))
	}
	m.Fingerprint = types.StringValue(q.fingerprint())
	m.ID = m.Fingerprint
	return m, diags
}

// wholly says whether everything that the answer depends on is known.
func (v *validation) wholly(m validationModel, q question) bool {
	projectKnown := !m.Project.IsNull() || !slices.Contains(v.settings.unknown, "google.project")
	return projectKnown && q.resources.IsWhollyKnown()
}
