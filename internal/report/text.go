package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/fatih/color"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// TextOptions say what a terminal can show.
type TextOptions struct {
	Color bool
	// Width is that of a line; 0 breaks none, for files and logs that are searched.
	Width int
}

// Text tells people all of a report: hop by hop, what is broken first, and the
// outcome last, where a terminal stops.
func Text(r check.Report, o TextOptions) string {
	p := printer{width: cmp.Or(o.Width, math.MaxInt), color: o.Color}
	r = printable(r)
	for _, group := range byHop(r.Findings) {
		p.hop(group)
	}
	for _, w := range r.WaiverProblems {
		p.led("", "warning", "warning: waiver of "+waiverOf(w.Waiver)+": "+w.Problem)
	}
	if len(r.WaiverProblems) > 0 {
		p.out.WriteString("\n")
	}
	p.out.WriteString(p.paint(r.Verdict.String(), outcome(r.Verdict)) + counts(r.Counts) + "\n")
	return p.out.String()
}

func waiverOf(w check.Waiver) string {
	if w.Subject == "" {
		return w.Check
	}
	return w.Check + " for " + w.Subject
}

// ranks are what a finding can be, in the order in which people want to know.
var ranks = []string{"error", "warning", "unknown", "waived", "pass", "not applicable"}

func rank(f check.Finding) int { return slices.Index(ranks, standing(f)) }

// byHop groups findings by hop: the broken ones first, else as the traffic goes.
func byHop(findings []check.Finding) [][]check.Finding {
	var groups [][]check.Finding
	for _, hop := range check.Hops() {
		group := slices.DeleteFunc(slices.Clone(findings), func(f check.Finding) bool { return f.Hop != hop })
		if len(group) == 0 {
			continue
		}
		slices.SortStableFunc(group, func(a, b check.Finding) int { return cmp.Compare(rank(a), rank(b)) })
		groups = append(groups, group)
	}
	slices.SortStableFunc(groups, func(a, b []check.Finding) int { return cmp.Compare(rank(a[0]), rank(b[0])) })
	return groups
}

// printer writes text for a terminal.
type printer struct {
	out   strings.Builder
	width int
	color bool
}

func (p *printer) hop(findings []check.Finding) {
	p.out.WriteString(p.paint("hop", string(findings[0].Hop)) + "\n")
	passed := map[string]bool{}
	for _, f := range findings {
		switch {
		case f.Verdict == check.Fail && f.Waived == nil:
			p.head(f)
			p.source(f)
			p.body(detail(f, ""))
		case f.Verdict == check.Unknown:
			p.head(f)
			p.source(f)
			p.body(lacking(f))
		case f.Waived != nil:
			p.head(f)
			p.body(labelled("Waived", f.Waived.Reason))
		case passed[f.Check+f.Verdict.String()]:
		default:
			passed[f.Check+f.Verdict.String()] = true
			p.rest(f, findings)
		}
	}
	if !strings.HasSuffix(p.out.String(), "\n\n") {
		p.out.WriteString("\n")
	}
}

// head is the line that tells a finding.
func (p *printer) head(f check.Finding) { p.led("  ", standing(f), Line(f)) }

// led writes a text that begins with a word that has a colour.
func (p *printer) led(indent, word, text string) {
	p.out.WriteString(indent + p.paint(word, word) + strings.TrimPrefix(Wrap(text, indent, p.width), indent+word) + "\n")
}

// source quotes the line of configuration, which no line break spoils.
func (p *printer) source(f check.Finding) {
	const indent = "    "
	lines := quoted(f, p.width-len(indent))
	for _, line := range lines {
		p.out.WriteString(indent + line + "\n")
	}
	if len(lines) > 0 {
		p.out.WriteString("\n")
	}
}

func (p *printer) body(text string) {
	if text != "" {
		p.out.WriteString(Wrap(text, "    ", p.width) + "\n\n")
	}
}

// rest tells all subjects for which a check passed, or does not apply, at once.
func (p *printer) rest(f check.Finding, findings []check.Finding) {
	n := 0
	for _, other := range findings {
		if other.Check == f.Check && other.Verdict == f.Verdict {
			n++
		}
	}
	if n == 1 {
		p.head(f)
		return
	}
	p.led("  ", standing(f), fmt.Sprintf("%s: %s: %d subjects", standing(f), f.Check, n))
}

// lacking says what a verdict lacks, and what settles it.
func lacking(f check.Finding) string {
	var lines []string
	for _, m := range f.Missing {
		lines = append(lines, labelled("Missing", m.What))
		if m.Settle != "" {
			lines = append(lines, labelled("To settle it", m.Settle))
		}
	}
	return strings.Join(lines, "\n")
}

// paints are the colours of words by what they mean.
var paints = map[string][]color.Attribute{
	"error": {color.FgRed, color.Bold}, "fail": {color.FgRed, color.Bold},
	"warning": {color.FgYellow, color.Bold}, "waived": {color.FgYellow},
	"unknown": {color.FgMagenta, color.Bold},
	"pass":    {color.FgGreen}, "not applicable": {color.Faint}, "not_applicable": {color.Faint},
	"hop": {color.Bold, color.Underline},
}

func (p *printer) paint(meaning, text string) string {
	c := color.New(paints[meaning]...)
	if !p.color {
		return text
	}
	c.EnableColor() // whatever the library thinks of its own stdout
	return c.Sprint(text)
}
