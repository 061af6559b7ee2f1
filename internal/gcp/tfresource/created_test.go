package tfresource_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// What a plan creates has nothing below it but what the plan creates too.
func TestACreatedOrganizationHasOnlyWhatThePlanGivesIt(t *testing.T) {
	t.Parallel()
	organization := func(name string, created bool) tfresource.Object {
		return tfresource.Object{Type: "google_apigee_organization", Address: "google_apigee_organization." + name, Created: created,
			Value: objects(t, `{"name": "`+name+`", "project_id": "`+name+`"}`)}
	}
	below := []gcp.Type{gcp.Instances, gcp.InstanceAttachments, gcp.Environments, gcp.EnvironmentGroups, gcp.GroupAttachments}
	for name, c := range map[string]struct {
		objects []tfresource.Object
		opts    tfresource.Options
		open    bool
	}{
		"created":                        {[]tfresource.Object{organization("a", true)}, tfresource.Options{}, false},
		"there already":                  {[]tfresource.Object{organization("a", false)}, tfresource.Options{}, true},
		"one created, one there already": {[]tfresource.Object{organization("a", true), organization("b", false)}, tfresource.Options{}, true},
		"none":                           {nil, tfresource.Options{}, true},
		"created by a partial plan":      {[]tfresource.Object{organization("a", true)}, tfresource.Options{Unforeseen: []value.Why{{Reason: "more follows"}}}, true},
		"created, and all there is":      {[]tfresource.Object{organization("a", true)}, tfresource.Options{Complete: true}, false},
		"all there is of a partial plan": {nil, tfresource.Options{Complete: true, Unforeseen: []value.Why{{Reason: "more follows"}}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, err := tfresource.FromObjects(c.objects, c.opts)
			if err != nil {
				t.Fatal(err)
			}
			for _, typ := range below {
				if open := len(w.Gaps(typ)) > 0; open != c.open {
					t.Errorf("%s: open %v, want %v", typ, open, c.open)
				}
			}
			if open := len(w.Gaps(gcp.Networks)) > 0; open == (c.opts.Complete && c.opts.Unforeseen == nil) {
				t.Errorf("networks: open %v", open)
			}
		})
	}
}

// Everything that exists already may be missing, but of it only hierarchical
// policies have to do with what is created.
func TestWhatExistsHasNothingToDoWithWhatIsCreated(t *testing.T) {
	t.Parallel()
	w := world(t, `{}`, tfresource.Options{})
	for _, typ := range types {
		for i, gap := range w.Gaps(typ) {
			if want := typ != gcp.HierarchicalSecurityPolicies && (typ != gcp.FirewallPolicies || i == 0); gap.Existing != want {
				t.Errorf("%s, %s: existing only %v, want %v", typ, gap.What, gap.Existing, want)
			}
		}
	}
}
