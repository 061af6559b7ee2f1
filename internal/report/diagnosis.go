package report

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
)

// Diagnosis is a diagnosis as JSON. Lists without items are empty.
type Diagnosis struct {
	FormatVersion string  `json:"format_version"`
	Tool          Tool    `json:"tool"`
	Causes        []Cause `json:"causes"`
	// Unexplained counts what was seen and points to no cause, Fine what is no error.
	Unexplained int `json:"unexplained"`
	Fine        int `json:"fine"`
	// Gaps say what could not be seen, of logs above all.
	Gaps []Missing `json:"gaps"`
}

// Cause is a cause that what was seen points to.
type Cause struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Why   string `json:"why"`
	// Ruling is confirmed, logged, cleared, undecided or not_checked.
	Ruling string `json:"ruling"`
	Count  int    `json:"count"`
	// Seen says what it looks like, Rules names the Cloud Armor rules that decided.
	Seen  []string `json:"seen"`
	Rules []string `json:"rules"`
	// FirstSeen and LastSeen are RFC 3339 in UTC, null where no log entry tells. Example is
	// what is kept of the latest log entry.
	FirstSeen *string `json:"first_seen"`
	LastSeen  *string `json:"last_seen"`
	Example   string  `json:"example"`
	// Checks decide it; Findings are those that do.
	Checks   []string  `json:"checks"`
	Findings []Finding `json:"findings"`
	Next     string    `json:"next"`
}

// NewDiagnosis makes the form that is written and that Terraform's function gives.
func NewDiagnosis(d symptom.Diagnosis, decided []symptom.Decided, tool Tool) Diagnosis {
	out := Diagnosis{FormatVersion: FormatVersion, Tool: tool, Causes: []Cause{}, Unexplained: d.Silent, Fine: d.Fine, Gaps: []Missing{}}
	for _, g := range d.Gaps {
		out.Gaps = append(out.Gaps, Missing{What: oneLine(g.What), Settle: oneLine(g.Settle)})
	}
	for _, s := range decided {
		c := Cause{
			ID: s.ID, Title: s.Title, Why: s.Why, Ruling: string(s.Ruling), Count: s.Count,
			Seen: append([]string{}, s.Seen...), Rules: []string{}, Checks: append([]string{}, s.Checks...), Findings: []Finding{}, Next: s.Next,
			FirstSeen: instant(s.First), LastSeen: instant(s.Last), Example: s.Example,
		}
		for _, where := range s.Where {
			c.Rules = append(c.Rules, oneLine(where))
		}
		for _, f := range s.Findings {
			c.Findings = append(c.Findings, newFinding(printableFinding(f)))
		}
		out.Causes = append(out.Causes, c)
	}
	return out
}

// DiagnosisJSON writes it for programs.
func DiagnosisJSON(d Diagnosis) ([]byte, error) {
	text, err := json.MarshalIndent(d, "", "  ")
	return append(text, '\n'), err
}

// rulings are how a ruling is told, and in which colour.
var rulings = map[symptom.Ruling][2]string{
	symptom.Confirmed: {"confirmed", "error"},
	symptom.Logged:    {"the log says so", "error"},
	symptom.Cleared:   {"its checks pass", "pass"},
	symptom.Undecided: {"not decided", "unknown"},
	symptom.Unchecked: {"", ""},
}

// DiagnosisText tells people, the likeliest cause first.
func DiagnosisText(d symptom.Diagnosis, decided []symptom.Decided, o TextOptions) string {
	p := newPrinter(o)
	for i, s := range decided {
		title := fmt.Sprintf("%d. %s", i+1, s.Title)
		if told := rulings[s.Ruling]; told[0] != "" {
			title += ": " + p.paint(told[1], told[0])
		}
		p.out.WriteString(title + "\n")
		p.body(causeText(s))
	}
	switch {
	case len(decided) == 0 && d.Silent == 0 && len(d.Gaps) > 0:
		p.out.WriteString("No error in what was read, which is not all there may be:\n")
	case len(decided) == 0 && d.Fine > 0 && d.Silent == 0:
		fmt.Fprintf(&p.out, "No error in what was read: %s fine.\n", counted(d.Fine, "answer is", "answers are"))
	case len(decided) == 0 && d.Fine == 0 && d.Silent == 0:
		p.out.WriteString("No error in what was read.\n")
	case len(decided) == 0:
		p.out.WriteString("Nothing in what was read is known here. Try the status that clients see (--status), or the load balancer's log entries.\n")
	}
	if d.SilentExample != "" {
		fmt.Fprintf(&p.out, "Not explained: %s, such as\n", counted(d.Silent, "entry", "entries"))
		p.body(oneLine(d.SilentExample))
	}
	for _, g := range d.Gaps {
		fmt.Fprintf(&p.out, "Not known: %s\n", oneLine(g.What))
		p.body(labelled("To settle it", oneLine(g.Settle)))
	}
	return p.out.String()
}

func causeText(s symptom.Decided) string {
	var blocks []string
	add := func(text string) {
		if text != "" {
			blocks = append(blocks, text)
		}
	}
	add(s.Why)
	seen := strings.Join(s.Seen, "; ")
	if s.Count > 1 {
		seen += fmt.Sprintf(" (%d times)", s.Count)
	}
	lines := []string{labelled("Seen", seen)}
	if !s.First.IsZero() {
		lines = append(lines, labelled("When", when(s.First, s.Last)))
	}
	if s.Example != "" {
		lines = append(lines, labelled("Example", oneLine(s.Example)))
	}
	if len(s.Where) > 0 {
		lines = append(lines, labelled("Rules", oneLine(strings.Join(s.Where, "; "))))
	}
	if len(s.Checks) > 0 {
		lines = append(lines, labelled("Checks", strings.Join(s.Checks, ", ")))
	}
	add(strings.Join(lines, "\n"))
	for _, f := range s.Findings {
		f = printableFinding(f)
		if add(Line(f)); f.Verdict == check.Fail {
			add(labelled("Fix", f.Remediation))
		} else {
			add(lacking(f))
		}
	}
	add(labelled("Next", s.Next))
	return strings.Join(blocks, "\n\n")
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// when tells a span of time.
func when(first, last time.Time) string {
	out := *instant(first)
	if to := *instant(last); to != out {
		out += " to " + to
	}
	return out
}

// instant is a time in UTC, nil for none.
func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(time.RFC3339)
	return &text
}
