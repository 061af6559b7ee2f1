package tfplan_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// A planCase is a plan of a healthy deployment, one edit of it, and what then
// fails: each "check subject", and nothing else.
type planCase struct {
	name, plan string
	edit       edit
	// fails is what fails when the plan has all that there is, open what fails even
	// if there may be more.
	fails, open []string
	// unknown are checks that cannot know, where one might expect that they fail.
	unknown []string
}

// same says that the same fails even if there may be more.
var same = []string{"same"}

func subjects(all ...string) []string { return all }

func (c planCase) run(t *testing.T, text []byte) {
	t.Helper()
	plan := edited(t, text, c.edit)
	for _, complete := range []bool{true, false} {
		report := judge(t, plan, tfplan.Options{Complete: complete})
		want := c.open
		if complete || len(want) == 1 && want[0] == same[0] {
			want = c.fails
		}
		var got []string
		unknown := map[string]bool{}
		for _, f := range report.Findings {
			switch f.Verdict {
			case check.Fail:
				got = append(got, f.Check+" "+f.Subject)
			case check.Unknown:
				unknown[f.Check] = true
			case check.Pass, check.NotApplicable:
			}
		}
		slices.Sort(got)
		if want = slices.Sorted(slices.Values(want)); !slices.Equal(got, want) {
			t.Errorf("complete %v: fails\n  %s\nwant\n  %s\n%s", complete, strings.Join(got, "\n  "), strings.Join(want, "\n  "), table(report))
		}
		for _, id := range c.unknown {
			if !unknown[id] {
				t.Errorf("complete %v: %s is not unknown:\n%s", complete, id, table(report))
			}
		}
	}
}

// realPlan is one of the real plans, unpacked.
func realPlan(t *testing.T, name string) []byte {
	t.Helper()
	packed, err := os.Open(filepath.Join("../../../shared/real/plans", name+".json.gz"))
	if os.IsNotExist(err) {
		t.Skip("../shared/real/plans is not there")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	stream, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(stream)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func runOnRealPlans(t *testing.T, cases []planCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.plan+"/"+c.name, func(t *testing.T) {
			t.Parallel()
			c.run(t, realPlan(t, c.plan))
		})
	}
}
