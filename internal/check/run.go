package check

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Check is one question about one hop of the model M.
type Check[M any] struct {
	Meta
	// Run answers it, once per subject. It must be pure, and is called beside the other
	// checks: what it derives from the model for all to use needs a lock. A model without
	// a subject gives one not-applicable or unknown result, never none.
	Run func(M) []Result
}

// Options select and waive.
type Options struct {
	// Only keeps the checks whose id or hop is listed; empty keeps all.
	Only []string
	// Severities are those of checks, by id, that have another than their own.
	Severities map[string]Severity
	// Waivers accept failures.
	Waivers []Waiver
	// Now is the time that waivers expire against.
	Now time.Time
}

// Run runs the checks and reports every finding, in an order that depends on
// nothing but the findings.
func Run[M any](model M, checks []Check[M], opts Options) Report {
	type answer struct {
		check    Check[M]
		severity Severity
		results  []Result
	}
	var answers []answer
	ran := map[string]bool{}
	for _, c := range checks {
		if !selected(c.Meta, opts.Only) {
			continue
		}
		ran[c.ID] = true
		severity := c.Severity
		if s, set := opts.Severities[c.ID]; set {
			severity = s
		}
		answers = append(answers, answer{check: c, severity: severity})
	}
	inParallel(len(answers), func(i int) { answers[i].results = results(model, answers[i].check) })
	count := 0
	for _, a := range answers {
		count += len(a.results)
	}
	findings := make([]Finding, 0, count)
	for _, a := range answers {
		doc := a.check.DocURL()
		for _, r := range a.results {
			if r.Remediation == "" && r.Verdict == Fail {
				r.Remediation = a.check.Fix
			}
			findings = append(findings, Finding{
				Check: a.check.ID, Hop: a.check.Hop, Severity: a.severity, Symptom: a.check.Symptom, Doc: doc, Result: r,
			})
		}
	}
	sortFindings(findings)
	problems := waive(findings, opts.Waivers, ran, opts.Now)
	return newReport(findings, problems)
}

// inParallel calls do for each number below n, as many at once as there are processors.
func inParallel(n int, do func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}

func selected(m Meta, only []string) bool {
	for _, o := range only {
		if o == m.ID || o == string(m.Hop) {
			return true
		}
	}
	return len(only) == 0
}

// results turns a panic of a check into an unknown: a bug in one check must not
// take the user's plan down, nor hide the other findings, nor pass.
func results[M any](model M, c Check[M]) (out []Result) {
	defer func() {
		if r := recover(); r != nil {
			out = []Result{bug(fmt.Sprintf("%T", r))}
		}
	}()
	out = c.Run(model)
	if len(out) == 0 {
		out = []Result{bug("no result")}
	}
	return out
}

// bug carries no value of the input: a panic's text might quote a secret.
func bug(what string) Result {
	return Result{
		Verdict: Unknown,
		Subject: "apireach",
		Summary: "the check broke (" + what + ")",
		Missing: []Missing{{
			What:   "a verdict: this is a bug in apireach, not in your configuration",
			Settle: "report it with the check's id",
		}},
	}
}
