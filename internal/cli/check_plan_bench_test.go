//go:build linux

package cli_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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

// least is the best of each.
func (s *spent) least(other spent) {
	if s.time == 0 || other.time < s.time {
		s.time = other.time
	}
	if s.memory == 0 || other.memory < s.memory {
		s.memory = other.memory
	}
}

// Growth is reported as time(10n)/time(n)/10: 1 is linear.
func BenchmarkCheckPlan(b *testing.B) {
	apireach := builtCommand(b)
	var before time.Duration
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("resources=%d", n), func(b *testing.B) {
			plan, size := writtenPlan(b, n)
			var best spent
			for b.Loop() {
				best.least(judged(b, "google_apigee_organization", apireach, "check", plan, "--complete", "--format", "json"))
			}
			if before > 0 {
				b.ReportMetric(float64(best.time)/float64(before)/10, "growth")
			}
			b.ReportMetric(float64(size)/1e6, "MB-input")
			b.ReportMetric(float64(best.memory)/1e6, "MB-peak")
			b.ReportMetric(float64(best.memory)/float64(size), "x-input-memory")
			before = best.time
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
	var ours, theirs spent
	run := func() {
		ours.least(judged(b, "google_apigee_organization", apireach, "check", plan, "--complete", "--format", "json"))
		theirs.least(judged(b, `"successes": 1`, conftest, "test", "--policy", policy, "--no-color", "--output", "json", plan))
	}
	run() // both from a warm disk
	for b.Loop() {
		run()
	}
	b.ReportMetric(float64(theirs.time)/float64(ours.time), "x-conftest-time")
	b.ReportMetric(float64(theirs.memory)/float64(ours.memory), "x-conftest-memory")
	b.ReportMetric(float64(ours.time.Milliseconds()), "ms/apireach")
	b.ReportMetric(float64(theirs.time.Milliseconds()), "ms/conftest")
	b.ReportMetric(float64(ours.memory)/1e6, "MB/apireach")
	b.ReportMetric(float64(theirs.memory)/1e6, "MB/conftest")
	b.ReportMetric(0, "ns/op")
}

// builtCommand builds apireach, without symbols as releases are.
func builtCommand(b *testing.B) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "apireach")
	cmd := exec.CommandContext(b.Context(), "go", "build", "-ldflags=-s -w", "-o", binary, "../../cmd/apireach")
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
