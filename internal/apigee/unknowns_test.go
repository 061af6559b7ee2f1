package apigee_test

import (
	"fmt"
	"hash/fnv"
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

// eachUnknown calls do with worlds in which one part of one resource is unknown.
func eachUnknown(t *testing.T, built *testkit.World, do func(what string, inv *apigee.Inventory)) {
	t.Helper()
	someUnknown(t, built, func(string) bool { return true }, do)
}

// oneOf picks one of n parts, others for another name, whatever other parts there are.
func oneOf(n uint32, name string) func(part string) bool {
	return func(part string) bool {
		h := fnv.New32a()
		fmt.Fprint(h, name, part)
		return h.Sum32()%n == 0
	}
}

// someUnknown is eachUnknown for the parts that are picked.
func someUnknown(t *testing.T, built *testkit.World, picks func(part string) bool, do func(what string, inv *apigee.Inventory)) {
	t.Helper()
	for _, typ := range listed {
		for _, r := range built.World().Resources(typ) {
			for _, key := range r.Body.Keys() {
				obscured(r.Body.Get(key), r.Subject()+" "+key, func(at string, v value.Value) {
					if !picks(at) {
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
			eachUnknown(t, built, func(what string, inv *apigee.Inventory) {
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
// unknown. Each mutation tries a fourth of the parts.
func TestUnknowns_passNothing(t *testing.T) {
	t.Parallel()
	for _, m := range mutations() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			only := check.Options{Only: m.fails}
			someUnknown(t, m.world, oneOf(4, m.name), func(what string, inv *apigee.Inventory) {
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
