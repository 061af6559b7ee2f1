//go:build linux

package cli_test

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// spent is what a process took.
type spent struct {
	time   time.Duration
	memory int64 // at its peak, in bytes
}

// runs are those of one command.
type runs []spent

// time is that of the fastest: what else the machine does only ever adds.
func (r runs) time() time.Duration {
	return slices.MinFunc(r, func(a, b spent) int { return cmp.Compare(a.time, b.time) }).time
}

// memory is the median: how much garbage there is at the peak is chance, of which the
// least is no user's.
func (r runs) memory() int64 {
	sorted := slices.SortedFunc(slices.Values(r), func(a, b spent) int { return cmp.Compare(a.memory, b.memory) })
	return sorted[len(sorted)/2].memory
}

// Growth is reported as time(10n)/time(n)/10: 1 is linear.
func BenchmarkCheckPlan(b *testing.B) {
	apireach := builtCommand(b)
	var before time.Duration
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("resources=%d", n), func(b *testing.B) {
			plan, size := writtenPlan(b, n)
			var all runs
			for b.Loop() {
				all = append(all, judged(b, "google_apigee_organization", apireach, "check", plan, "--complete", "--format", "json"))
			}
			if before > 0 {
				b.ReportMetric(float64(all.time())/float64(before)/10, "growth")
			}
			b.ReportMetric(float64(size)/1e6, "MB-input")
			b.ReportMetric(float64(all.memory())/1e6, "MB-peak")
			b.ReportMetric(float64(all.memory())/float64(size), "x-input-memory")
			before = all.time()
		})
	}
}

// BenchmarkCheckPlanAgainstConftest reports how many times the time and memory of
// apireach conftest takes for the same plan, with a rule that looks for the ranges
// of load balancers in each firewall.
func BenchmarkCheckPlanAgainstConftest(b *testing.B) {
	conftest, err := filepath.Abs("../../.cache/bin/conftest")
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(conftest); err != nil {
		b.Skip("conftest is not built: run make bench")
	}
	apireach := builtCommand(b)
	plan, _ := writtenPlan(b, 15_000)
	const policy = "testdata/conftest"
	var ours, theirs runs
	run := func() {
		ours = append(ours, judged(b, "google_apigee_organization", apireach, "check", plan, "--complete", "--format", "json"))
		theirs = append(theirs, judged(b, `"successes": 1`, conftest, "test", "--policy", policy, "--no-color", "--output", "json", plan))
	}
	run() // both from a warm disk
	for b.Loop() {
		run()
	}
	b.ReportMetric(float64(theirs.time())/float64(ours.time()), "x-conftest-time")
	b.ReportMetric(float64(theirs.memory())/float64(ours.memory()), "x-conftest-memory")
	b.ReportMetric(float64(ours.time().Milliseconds()), "ms/apireach")
	b.ReportMetric(float64(theirs.time().Milliseconds()), "ms/conftest")
	b.ReportMetric(float64(ours.memory())/1e6, "MB/apireach")
	b.ReportMetric(float64(theirs.memory())/1e6, "MB/conftest")
	b.ReportMetric(0, "ns/op")
}

// builtCommand builds apireach as releases are: static, without symbols.
func builtCommand(b *testing.B) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "apireach")
	cmd := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", binary, "../../cmd/apireach")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return binary
}

func writtenPlan(b *testing.B, n int) (path string, size int64) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "plan.json")
	file, err := os.Create(path)
	if err == nil {
		err = errors.Join(syntheticPlan(file, n), file.Close())
	}
	if err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return path, info.Size()
}

// judged runs a command that has to say something. Findings are no failure.
func judged(b *testing.B, want, name string, args ...string) spent {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), name, args...)
	begin := time.Now()
	out, err := cmd.Output()
	took := time.Since(begin)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) || !strings.Contains(string(out), want) {
		b.Fatalf("%s: %v\n%.2000s", filepath.Base(name), err, out)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("the system does not tell what a process uses")
	}
	return spent{took, usage.Maxrss << 10}
}
