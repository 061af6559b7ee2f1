package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

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
	p := newPrinter(o)
	r = printable(r)
	for _, group := range byHop(r.Findings) {
		p.hop(group)
	}
	for _, m := range r.Matrices {
		p.matrix(m)
	}
	for _, w := range r.WaiverProblems {
		p.led("", "warning", "warning: waiver of "+waiverOf(w.Waiver)+": "+w.Problem)
	}
	if len(r.WaiverProblems) > 0 {
		p.out.WriteString("\n")
	}
	if r.Untried > 0 {
		p.led("", "note", fmt.Sprintf("note: %d more failures may have a fix that was not tried; mend those above first", r.Untried))
		p.out.WriteString("\n")
	}
	p.outcome(r)
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
	for _, hop := range check.HopsOf(findings) {
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

func newPrinter(o TextOptions) *printer {
	return &printer{width: cmp.Or(o.Width, math.MaxInt), color: o.Color}
}

func (p *printer) hop(findings []check.Finding) {
	p.out.WriteString(p.paint("hop", string(findings[0].Hop)) + ": " + strings.Join(states(findings), ", ") + "\n")
	for _, kind := range runs(findings, func(f check.Finding) string { return f.Check + " " + standing(f) }) {
		switch f := kind[0]; {
		case f.Waived != nil:
			p.together(kind, func(f check.Finding) string { return labelled("Waived", f.Waived.Reason) })
		case f.Verdict == check.Unknown:
			p.together(kind, lacking)
		case f.Verdict == check.Fail:
			p.failures(kind)
		default:
			p.rest(kind)
		}
	}
	if !strings.HasSuffix(p.out.String(), "\n\n") {
		p.out.WriteString("\n")
	}
}

// runs cuts findings where a key changes.
func runs(findings []check.Finding, key func(check.Finding) string) [][]check.Finding {
	var out [][]check.Finding
	for i, f := range findings {
		if i == 0 || key(f) != key(findings[i-1]) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], f)
	}
	return out
}

// mostTold is of how many findings of one kind all is told. People see by then what
// is wrong, and scroll past the rest.
const mostTold = 10

// failures tells all of the first, and where the others are.
func (p *printer) failures(kind []check.Finding) {
	for i, f := range kind {
		p.head(f)
		if i >= mostTold {
			p.at(f)
			continue
		}
		p.source(f)
		p.body(detail(f, ""))
	}
	p.short(len(kind) - mostTold)
}

// together tells a text once that belongs to several findings.
func (p *printer) together(kind []check.Finding, text func(check.Finding) string) {
	all := runs(kind, text)
	for i, alike := range all {
		for _, f := range alike {
			p.head(f)
			if len(alike) == 1 && i < mostTold {
				p.source(f)
			} else {
				p.at(f)
			}
		}
		if i < mostTold {
			p.body(text(alike[0]))
		}
	}
	p.short(len(all) - mostTold)
}

// short says that not all was told of the last findings.
func (p *printer) short(n int) {
	if n > 0 {
		p.body(fmt.Sprintf("Of the last %d only a line is told here; JSON and HTML have the rest.", n))
	}
}

// at is where a finding is configured, in short.
func (p *printer) at(f check.Finding) {
	if place := place(f); place != "" {
		p.out.WriteString("    At: " + place + "\n")
	}
}

// outcome is the last line, or its two parts where it does not fit.
func (p *printer) outcome(r check.Report) {
	verdict, text, rest := r.Verdict.String(), outcome(r.Verdict), counts(r.Counts)
	if utf8.RuneCountInString(text+rest) <= p.width {
		p.out.WriteString(p.paint(verdict, text) + rest + "\n")
		return
	}
	for line := range strings.SplitSeq(Wrap(text, "", p.width), "\n") {
		p.out.WriteString(p.paint(verdict, line) + "\n")
	}
	p.out.WriteString(Wrap(strings.TrimPrefix(rest, ": "), "  ", p.width) + "\n")
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
func (p *printer) rest(kind []check.Finding) {
	f := kind[0]
	if len(kind) == 1 {
		p.head(f)
		return
	}
	p.led("  ", standing(f), fmt.Sprintf("%s: %s: %d subjects", standing(f), f.Check, len(kind)))
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
