package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// The classes of a hop in the diagram, the worst first.
var classes = []struct{ name, style string }{
	{"fail", "fill:#fdd,stroke:#c00,stroke-width:2px,color:#600"},
	{"unknown", "fill:#eee,stroke:#888,stroke-dasharray:4 3,color:#444"},
	{"warn", "fill:#ffe9b8,stroke:#b07800,color:#5a3d00"},
	{"pass", "fill:#dfd,stroke:#080,color:#040"},
	{"skip", "fill:#fff,stroke:#bbb,color:#888"},
}

// classOf says how a finding colours its hop.
func classOf(f check.Finding) string {
	switch f.Verdict {
	case check.Fail:
		if f.Waived == nil && f.Severity == check.Error {
			return "fail"
		}
		return "warn"
	case check.Unknown:
		return "unknown"
	case check.Pass:
		return "pass"
	case check.NotApplicable:
	}
	return "skip"
}

// Mermaid draws the path from the client on, one node for each hop that has
// findings: broken hops red with the checks that failed, undecided ones dashed.
func Mermaid(r check.Report) string {
	var b strings.Builder
	b.WriteString("flowchart LR\n  client([\"client\"])\n")
	last := "client"
	for _, hop := range check.HopsOf(r.Findings) {
		found := slices.DeleteFunc(slices.Clone(r.Findings), func(f check.Finding) bool { return f.Hop != hop })
		if len(found) == 0 {
			continue
		}
		class := worst(found)
		fmt.Fprintf(&b, "  %s[\"%s\"]:::%s\n", hop, label(hop, found), class)
		fmt.Fprintf(&b, "  %s %s %s\n", last, arrow(hop, class), hop)
		last = string(hop)
	}
	for _, c := range classes {
		fmt.Fprintf(&b, "  classDef %s %s\n", c.name, c.style)
	}
	return b.String()
}

func worst(findings []check.Finding) string {
	for _, c := range classes {
		if slices.ContainsFunc(findings, func(f check.Finding) bool { return classOf(f) == c.name }) {
			return c.name
		}
	}
	return "skip"
}

// arrow is how traffic gets to a hop. Prerequisites lie on no packet's way.
func arrow(hop check.Hop, class string) string {
	switch {
	case hop == check.HopPrerequisite:
		return "-.-"
	case class == "fail":
		return "--x"
	case class == "unknown":
		return "-.->"
	}
	return "-->"
}

// label names the hop and the checks that did not pass.
func label(hop check.Hop, findings []check.Finding) string {
	lines := []string{string(hop)}
	add := func(class, prefix string) {
		var ids []string
		for _, f := range findings {
			if classOf(f) == class && !slices.Contains(ids, f.Check) {
				ids = append(ids, f.Check)
			}
		}
		for _, id := range ids {
			lines = append(lines, prefix+id)
		}
	}
	add("fail", "fails: ")
	add("warn", "warns: ")
	add("unknown", "unknown: ")
	if len(lines) == 1 && worst(findings) == "skip" {
		lines = append(lines, "not applicable")
	}
	for i, line := range lines {
		lines[i] = escape(line)
	}
	return strings.Join(lines, "<br/>")
}

// escape writes what Mermaid or HTML would read as markup as Mermaid's entities.
func escape(text string) string {
	return strings.NewReplacer(
		"#", "#35;", "&", "#amp;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "`", "#96;",
		"\\", "#92;", "\n", " ", "\r", " ",
	).Replace(text)
}
