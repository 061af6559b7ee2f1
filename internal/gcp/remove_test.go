package gcp_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// reference reads a path of the Compute Engine API; "" is nothing, "?" unknown.
func reference(t *testing.T, path string) value.Of[value.Ref] {
	t.Helper()
	switch path {
	case "":
		return value.Of[value.Ref]{}
	case "?":
		return value.UnknownOf[value.Ref](value.Why{Reason: "known after apply"})
	}
	ref, err := gcp.ComputeRef(path, "", "")
	if err != nil {
		t.Fatal(err)
	}
	return value.Known(ref)
}

// Resources are named by what they are, and what they belong to.
func TestDeletionsTakeAwayWhatTheyMean(t *testing.T) {
	t.Parallel()
	const policy, prod, test = "projects/acme/global/firewallPolicies/p", "projects/acme/global/networks/prod", "projects/acme/global/networks/test"
	type named struct{ ref, parent string }
	for name, c := range map[string]struct {
		there, gone []named
		left        []string
		gaps        int
	}{
		"the one named":                    {[]named{{policy, ""}, {prod, ""}}, []named{{policy, ""}}, []string{prod + " of "}, 0},
		"a policy, on all networks":        {[]named{{policy, prod}, {policy, test}}, []named{{policy, ""}}, nil, 0},
		"the association with one network": {[]named{{policy, prod}, {policy, test}}, []named{{policy, prod}}, []string{policy + " of " + test}, 0},
		"what was not there":               {[]named{{policy, prod}}, []named{{prod, ""}}, []string{policy + " of " + prod}, 0},
		"what may be there":                {[]named{{policy, ""}}, []named{{"?", ""}}, []string{policy + " of "}, 1},
		"on a network that is not known":   {[]named{{policy, prod}}, []named{{policy, "?"}}, []string{policy + " of " + prod}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := func(resources []named) *gcp.World {
				w := gcp.NewWorld()
				for _, n := range resources {
					r := gcp.Resource{Type: gcp.FirewallPolicies, Parent: reference(t, n.parent), Body: value.OfObject(nil)}
					r.Ref = reference(t, n.ref)
					w.Put(r)
				}
				return w
			}
			w, plan := world(c.there), gcp.NewWorld()
			plan.Remove(world(c.gone))
			w.Overlay(plan)
			var left []string
			for _, r := range w.Resources(gcp.FirewallPolicies) {
				left = append(left, r.Ref.Value().Path()+" of "+r.Parent.Value().Path())
			}
			if !slices.Equal(left, c.left) || len(w.Gaps(gcp.FirewallPolicies)) != c.gaps {
				t.Errorf("left are %q with gaps %v, want %q and %d", left, w.Gaps(gcp.FirewallPolicies), c.left, c.gaps)
			}
			// What is left is found again, so that it is not there twice.
			for _, n := range c.there {
				if slices.ContainsFunc(c.left, func(l string) bool { return l == strings.Join([]string{n.ref, n.parent}, " of ") }) {
					w.Overlay(world([]named{n}))
				}
			}
			if n := len(w.Resources(gcp.FirewallPolicies)); n != len(c.left) {
				t.Errorf("%d are left after what is there was told again", n)
			}
		})
	}
}
