package apigee_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// obscured calls do with every copy of a value in which one part is unknown.
func obscured(v value.Value, at string, do func(at string, v value.Value)) {
	do(at, value.Unknown(value.Why{Reason: "known after apply"}))
	for i, e := range v.Elements() {
		obscured(e, fmt.Sprintf("%s[%d]", at, i), func(at string, e value.Value) {
			list := slices.Clone(v.Elements())
			list[i] = e
			do(at, value.OfList(list...))
		})
	}
	for _, k := range v.Keys() {
		obscured(v.Get(k), at+"."+k, func(at string, e value.Value) { do(at, v.With(k, e)) })
	}
}

// eachUnknown calls do with worlds in which one part of one resource is unknown:
// with every n-th, beginning with that at the offset.
func eachUnknown(t *testing.T, built *testkit.World, n, offset int, do func(what string, inv *apigee.Inventory)) {
	t.Helper()
	for _, typ := range listed {
		for _, r := range built.World().Resources(typ) {
			for _, key := range r.Body.Keys() {
				obscured(r.Body.Get(key), r.Subject()+" "+key, func(at string, v value.Value) {
					if offset++; offset%n != 0 {
						return
					}
					w := built.World()
					changed := r
					changed.Body = value.OfObject(map[string]value.Value{key: v})
					w.Put(changed)
					inv, err := w.Inventory()
					if err != nil {
						t.Fatalf("%s: %v", at, err)
					}
					do(at, inv)
				})
			}
		}
	}
}

// Whatever is not known, a healthy world does not fail.
func TestUnknowns_failNothing(t *testing.T) {
	t.Parallel()
	for name, built := range map[string]*testkit.World{
		"proxies":                 testkit.NewWorld(),
		"Private Service Connect": testkit.NewWorld().PSC(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachUnknown(t, built, 1, 0, func(what string, inv *apigee.Inventory) {
				if got := failing(inv); len(got) > 0 {
					t.Errorf("%s is unknown: %q fail", what, got)
				}
			})
		})
	}
}

// harmless are parts that keep nothing from passing when they are not known:
// Google chooses an instance's ranges out of what is free, and attaches
// environments that exist only.
var harmless = []string{"google_apigee_instance.new ipRange", "organizations/acme/envgroups/public/attachments/839240e6-ca52-485b-a302-029251a069e6 environment"}

// What fails does not pass when something is not known: it still fails, or is
// unknown. Each mutation tries every fourth part, another than its neighbours.
func TestUnknowns_passNothing(t *testing.T) {
	t.Parallel()
	for n, m := range mutations() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			only := check.Options{Only: m.fails}
			eachUnknown(t, m.world, 4, n, func(what string, inv *apigee.Inventory) {
				findings := check.Run(inv, apigee.Checks(), only).Findings
				for _, id := range m.fails {
					if !slices.Contains(harmless, what) && !slices.ContainsFunc(findings, func(f check.Finding) bool {
						return f.Check == id && (f.Verdict == check.Fail || f.Verdict == check.Unknown)
					}) {
						t.Errorf("%s is unknown: %s passes", what, id)
					}
				}
			})
		})
	}
}
