package tfplan_test

import (
	"compress/gzip"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// Plans that create healthy deployments from nothing. Run with -v for the table.
func TestRealPlansAreJudgedByTheirOrigins(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../../shared/real/plans/*.json.gz")
	if err != nil || len(files) == 0 {
		t.Skip("../shared/real/plans is not there")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json.gz"), func(t *testing.T) {
			t.Parallel()
			decided := []string{
				"authorized-network-peered", "environment-attached-everywhere",
				"environment-group-routes", "instance-has-environment", "peering-range-large-enough",
			}
			for _, complete := range []bool{false, true} {
				report := judge(t, unpacked(t, file), tfplan.Options{Complete: complete})
				t.Logf("complete %v:\n%s", complete, table(report))
				if complete {
					decided = append(decided, "load-balancer-reaches-proxies", "proxies-in-authorized-network")
				}
				passes := map[string]bool{}
				for _, f := range report.Findings {
					if f.Verdict == check.Fail {
						t.Errorf("complete %v: %s fails: %s %s %v", complete, f.Check, f.Summary, f.Detail, f.Trace)
					}
					passes[f.Check] = passes[f.Check] || f.Verdict == check.Pass || complete && f.Verdict == check.NotApplicable
				}
				for _, id := range decided {
					if !passes[id] {
						t.Errorf("complete %v: %s does not pass", complete, id)
					}
				}
			}
		})
	}
}

func unpacked(t testing.TB, file string) *tfplan.Plan {
	t.Helper()
	packed, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	text, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := tfplan.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func judge(t testing.TB, plan *tfplan.Plan, opts tfplan.Options) check.Report {
	t.Helper()
	w, err := plan.World(opts)
	if err != nil {
		t.Fatal(err)
	}
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	return check.Run(inv, apigee.Checks(), check.Options{Now: time.Unix(0, 0)})
}

// table counts the verdicts of each check, and says what is missing.
func table(r check.Report) string {
	rows := map[string]map[string]int{}
	missing := map[string][]string{}
	for _, f := range r.Findings {
		if rows[f.Check] == nil {
			rows[f.Check] = map[string]int{}
		}
		rows[f.Check][f.Verdict.String()]++
		for _, m := range f.Missing {
			missing[f.Check] = append(missing[f.Check], m.What)
		}
	}
	var out strings.Builder
	for _, id := range slices.Sorted(maps.Keys(rows)) {
		fmt.Fprintf(&out, "  %-34s %v\n", id, rows[id])
		for _, m := range slices.Compact(slices.Sorted(slices.Values(missing[id]))) {
			fmt.Fprintf(&out, "      %s\n", m)
		}
	}
	return out.String()
}
