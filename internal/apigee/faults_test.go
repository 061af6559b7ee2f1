package apigee_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	google "github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/testkit/faults"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// The catalogue has every number of every part once.
func TestFaults_areAllThere(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, f := range faults.All() {
		ids = append(ids, f.ID)
	}
	var want []string
	for _, part := range []struct {
		prefix string
		n      int
	}{{"TLS", 42}, {"ARM", 30}, {"LB", 44}, {"PSC", 19}, {"FW", 28}, {"NET", 16}, {"ENV", 20}} {
		for i := 1; i <= part.n; i++ {
			want = append(want, fmt.Sprintf("%s-%03d", part.prefix, i))
		}
	}
	if !slices.Equal(ids, want) {
		t.Errorf("the catalogue has %d faults, want %d: %q", len(ids), len(want), ids)
	}
}

// The catalogue says of each fault where it is found, and by which checks: there, by
// all of those, and nowhere else by any.
func TestFaults_areFoundWhereTheCatalogueSays(t *testing.T) {
	t.Parallel()
	worlds := faultWorlds()
	for _, f := range faults.All() {
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			if f.Case == "" {
				if f.Why == "" || len(f.Checks) > 0 || f.Where != faults.Refused && f.Where != faults.Open {
					t.Errorf("neither a case nor a reason: %+v", f)
				}
				return
			}
			c, ok := worlds[f.Case]
			if !ok {
				t.Fatalf("there is no case %q", f.Case)
			}
			alive, planned := judged(t, fromAPI(t, c.world)), judged(t, fromPlan(t, c))
			want := slices.Sorted(slices.Values(f.Checks))
			switch f.Where {
			case faults.Harmless:
				if got := slices.Concat(alive.fail, planned.fail); len(got) > 0 {
					t.Errorf("%q fail", got)
				}
			case faults.Unknown:
				if share(alive.fail, want)+share(planned.fail, want) > 0 || share(alive.unknown, want) == 0 || share(alive.unknown, want) != len(want) {
					t.Errorf("live: %q fail, %q are unknown; want %q", alive.fail, alive.unknown, want)
				}
			default:
				if got := where(alive.fail, planned.fail, want); got != f.Where {
					t.Errorf("found %q, not %q: live %q, plan %q; want %q", got, f.Where, alive.fail, planned.fail, want)
				}
			}
		})
	}
}

// Every trap is one of those that no check fails on.
func TestFaults_knowTheTraps(t *testing.T) {
	t.Parallel()
	silent := harmlessWorlds()
	for _, trap := range faults.Traps() {
		if silent[trap.Case] == nil {
			t.Errorf("%s: there is no trap %q", trap.Looks, trap.Case)
		}
	}
	for _, f := range faults.All() {
		if f.Where == faults.Harmless && silent[f.Case] == nil {
			t.Errorf("%s: there is no trap %q", f.ID, f.Case)
		}
	}
}

// where says where the wanted checks fail: all of them there, and none elsewhere.
func where(alive, planned, want []string) faults.Where {
	switch l, p := share(alive, want), share(planned, want); {
	case l == len(want) && p == l && l > 0:
		return faults.Both
	case l == len(want) && p == 0 && l > 0:
		return faults.Live
	case p == len(want) && l == 0 && p > 0:
		return faults.Plan
	}
	return "otherwise"
}

// share counts those of the wanted that are there.
func share(got, want []string) int {
	n := 0
	for _, id := range want {
		if slices.Contains(got, id) {
			n++
		}
	}
	return n
}

// faultWorlds are the worlds that the catalogue may name, by their names.
func faultWorlds() map[string]change {
	out := changes()
	for _, m := range mutations() {
		out[m.name] = change{world: m.world}
	}
	for _, worlds := range []map[string]*testkit.World{harmlessWorlds(), unsettled()} {
		for name, w := range worlds {
			out[name] = change{world: w}
		}
	}
	return out
}

// A judgement lists the checks by what they say of something.
type judgement struct{ fail, unknown []string }

func judged(t *testing.T, w *gcp.World) judgement {
	t.Helper()
	w.Now, w.WarningDays = testkit.Now, apigee.WarningDays
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	var out judgement
	for _, f := range check.Run(inv, apigee.Checks(), check.Options{}).Findings {
		switch f.Verdict {
		case check.Fail:
			out.fail = append(out.fail, f.Check)
		case check.Unknown:
			out.unknown = append(out.unknown, f.Check)
		case check.Pass, check.NotApplicable:
		}
	}
	for _, list := range []*[]string{&out.fail, &out.unknown} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return out
}

// fromAPI is what a collection of the world gives.
func fromAPI(t *testing.T, w *testkit.World) *gcp.World {
	t.Helper()
	built := w.World()
	client, err := google.NewClient(t.Context(), testkit.Serve(t, built).Config())
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := client.Collect(t.Context(), google.Query{Organization: testkit.Organization, Projects: []string{testkit.Project}, Hostnames: built.Hostnames, Probe: len(built.Observed) > 0})
	if err != nil {
		t.Fatal(err)
	}
	out.ClientRanges = built.ClientRanges
	return out
}

// fromPlan is what a plan says there is after apply, of a configuration that manages all.
func fromPlan(t *testing.T, c change) *gcp.World {
	t.Helper()
	var planned []testkit.Change
	if c.plan.Name != "" {
		planned = append(planned, c.plan)
	}
	plan, err := tfplan.Read(bytes.NewReader(c.world.Plan(planned...)))
	if err != nil {
		t.Fatal(err)
	}
	built := c.world.World()
	w, err := plan.World(tfplan.Options{Complete: true, Hostnames: built.Hostnames, ClientRanges: built.ClientRanges})
	if err != nil {
		t.Fatal(err)
	}
	return w
}
