package privateintegration_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/testkit/faults"
	"github.com/apireach/terraform-provider-apireach/internal/testkit/privatefaults"
)

// The catalogue is held to the cases of the checks: those judge each world, this says that
// what they judge is the fault.
func TestEveryFaultIsFoundAsTheCatalogueSays(t *testing.T) {
	t.Parallel()
	cases := specification()
	verdicts := map[faults.Where]string{
		faults.Live: "fail ", faults.Plan: "fail ", faults.Both: "fail ", faults.Unknown: "unknown ", faults.Harmless: "pass ",
	}
	var ids []string
	for _, f := range privatefaults.All() {
		ids = append(ids, f.ID)
		want, decided := verdicts[f.Where]
		switch {
		case decided && len(f.By) == 0:
			t.Errorf("%s: no check finds it", f.ID)
		case (f.Where == faults.Open || f.Where == faults.Harmless) != (f.Why != "") && f.Where != faults.Unknown:
			t.Errorf("%s is %s: %q", f.ID, f.Where, f.Why)
		case f.Where == faults.Open && len(f.By) > 0:
			t.Errorf("%s is found by %v", f.ID, f.By)
		}
		for _, by := range f.By {
			i := slices.IndexFunc(cases[by.Check], func(c verdictCase) bool { return c.name == by.Case })
			switch {
			case i < 0:
				t.Errorf("%s: %s has no case %q", f.ID, by.Check, by.Case)
			case !slices.ContainsFunc(cases[by.Check][i].want, func(w string) bool { return strings.HasPrefix(w, want) }):
				t.Errorf("%s: %s gives %q in %q, want %s", f.ID, by.Check, cases[by.Check][i].want, by.Case, want)
			}
		}
	}
	slices.Sort(ids)
	for i, id := range ids {
		if want := fmt.Sprintf("F%03d", i+1); id != want {
			t.Fatalf("the catalogue has %s where %s belongs", id, want)
		}
	}
	if len(ids) != 130 {
		t.Errorf("the catalogue has %d faults", len(ids))
	}
}
