package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

//go:embed html
var htmlFiles embed.FS

// htmlParts are what every page has in common.
type htmlParts struct {
	page *template.Template
	// Policy lets the browser use the style and the script of the page and nothing else.
	Policy string
	Style  template.CSS
	Script template.JS
}

// htmlCommon reads the parts when the first page is asked for.
var htmlCommon = sync.OnceValues(func() (htmlParts, error) {
	style, err := htmlFiles.ReadFile("html/style.css")
	if err != nil {
		return htmlParts{}, err
	}
	script, err := htmlFiles.ReadFile("html/script.js")
	if err != nil {
		return htmlParts{}, err
	}
	page, err := template.New("page.html").Funcs(template.FuncMap{"prose": prose, "proof": func(f *check.Fix) string { return proof(*f) }}).ParseFS(htmlFiles, "html/*.html")
	return htmlParts{
		page:   page,
		Policy: "default-src 'none'; style-src " + sourceHash(style) + "; script-src " + sourceHash(script) + "; base-uri 'none'; form-action 'none'",
		Style:  template.CSS(style), Script: template.JS(script), //nolint:gosec // both are this package's own files
	}, err
})

func sourceHash(source []byte) string {
	sum := sha256.Sum256(source)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// htmlPage is what the template shows.
type htmlPage struct {
	htmlParts
	Tool           Tool
	Class          string
	Outcome        string
	Counts         []string
	Wide, Tall     drawing
	Matrices       []htmlMatrix
	Sections       []htmlSection
	WaiverProblems []string
}

// htmlSection holds the findings of one standing.
type htmlSection struct {
	ID, Title string
	// Folded sections are lists to unfold.
	Folded   bool
	Settle   []string
	Findings []htmlFinding
}

// htmlFinding is a finding in its place on the page.
type htmlFinding struct {
	check.Finding
	ID, Class, Standing, Fact string
}

// Seen says what clients see when it fails.
func (f htmlFinding) Seen() string {
	if f.Verdict == check.Fail {
		return f.Symptom
	}
	return ""
}

// Place is the file and the line that configure the subject.
func (f htmlFinding) Place() string { return place(f.Finding) }

// Source is what is quoted of the line.
func (f htmlFinding) Source() string {
	if f.Location == nil {
		return ""
	}
	return cut(f.Location.Source, maxSource)
}

// Inferred says that the verdict rests on references.
func (f htmlFinding) Inferred() bool { return f.Confidence == check.Inferred }

// InferredFrom is what it rests on.
func (f htmlFinding) InferredFrom() string { return inferredFrom(f.Finding) }

// HTML writes one page that needs nothing but itself: the outcome, the path as a
// picture, what fails, what is not known and what settles it, then the rest, folded.
func HTML(r check.Report, tool Tool) ([]byte, error) {
	parts, err := htmlCommon()
	if err != nil {
		return nil, err
	}
	r = printable(r)
	sections := htmlSections(r.Findings)
	p := htmlPage{
		htmlParts: parts, Tool: tool, Outcome: outcome(r.Verdict), Sections: sections,
		Matrices: htmlMatrices(r.Matrices, sections),
		Class: map[check.Verdict]string{
			check.Fail: "fail", check.Unknown: "unknown", check.Pass: "pass", check.NotApplicable: "skip",
		}[r.Verdict],
	}
	if list := strings.TrimPrefix(counts(r.Counts), ": "); list != "" {
		p.Counts = strings.Split(list, ", ")
	}
	order := check.HopsOf(r.Findings)
	hops := stops(sections, order)
	regions := lanes(sections, order)
	p.Wide, p.Tall = drawWide(hops, regions), drawTall(hops, regions)
	for _, w := range r.WaiverProblems {
		p.WaiverProblems = append(p.WaiverProblems, waiverOf(w.Waiver)+": "+w.Problem)
	}
	var out bytes.Buffer
	if err := parts.page.Execute(&out, p); err != nil {
		return nil, fmt.Errorf("html: %w", err)
	}
	return out.Bytes(), nil
}

// htmlSections sorts findings into sections, errors before warnings, else as the
// traffic goes.
func htmlSections(findings []check.Finding) []htmlSection {
	findings = slices.Clone(findings)
	slices.SortStableFunc(findings, func(a, b check.Finding) int { return cmp.Compare(rank(a), rank(b)) })
	var out []htmlSection
	n := 0
	for _, s := range []struct {
		section   htmlSection
		standings []string
	}{
		{htmlSection{ID: "fails", Title: "What fails"}, []string{"error", "warning"}},
		{htmlSection{ID: "unknown", Title: "What is not known"}, []string{"unknown"}},
		{htmlSection{ID: "waived", Title: "What is waived", Folded: true}, []string{"waived"}},
		{htmlSection{ID: "passes", Title: "What passes", Folded: true}, []string{"pass"}},
		{htmlSection{ID: "skipped", Title: "What does not apply", Folded: true}, []string{"not applicable"}},
	} {
		var own []check.Finding
		for _, f := range findings {
			if !slices.Contains(s.standings, standing(f)) {
				continue
			}
			n++
			own = append(own, f)
			s.section.Findings = append(s.section.Findings, htmlFinding{f, fmt.Sprintf("finding-%d", n), classOf(f), standing(f), fact(f)})
		}
		if s.section.ID == "unknown" {
			for _, settlement := range Settlements(own) {
				s.section.Settle = append(s.section.Settle, settlement.Summary())
			}
		}
		if len(own) > 0 {
			out = append(out, s.section)
		}
	}
	return out
}

// span is a piece of prose, or of code in it.
type span struct {
	Code bool
	Text string
}

// prose tells the code in a text by its backquotes, if they come in pairs.
func prose(text string) []span {
	parts := strings.Split(strings.TrimSpace(text), "`")
	if len(parts)%2 == 0 {
		return []span{{Text: text}}
	}
	var out []span
	for i, part := range parts {
		if part != "" {
			out = append(out, span{i%2 == 1, part})
		}
	}
	return out
}
