package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// rendering is what a format is made of.
type rendering struct {
	report check.Report
	failOn check.FailOn
	tool   report.Tool
	text   report.TextOptions
}

// format is one form of a report.
type format struct {
	name, about string
	// shares says that another may be on standard output as well.
	shares bool
	render func(rendering) ([]byte, error)
}

var formats = []format{
	{"text", "for people, hop by hop, what is broken first", true, func(r rendering) ([]byte, error) { return []byte(report.Text(r.report, r.text)), nil }},
	{"json", "for programs, format 1.0", false, func(r rendering) ([]byte, error) { return report.JSON(r.report, r.tool) }},
	{"sarif", "SARIF 2.1.0, for code scanners: failures that no waiver accepts", false, func(r rendering) ([]byte, error) {
		return report.SARIF(fromRoot(r.report), metas(), r.tool, waiversFile())
	}},
	{"junit", "JUnit, for test reports: a case fails where --fail-on does", false, func(r rendering) ([]byte, error) { return report.JUnit(r.report, r.failOn, r.tool) }},
	{"github", "annotations of GitHub Actions; may be on standard output beside text", true, func(r rendering) ([]byte, error) { return []byte(report.GitHub(fromRoot(r.report), r.failOn)), nil }},
	{"markdown", "a comment for a pull request, with a diagram of the path", false, func(r rendering) ([]byte, error) { return []byte(report.Markdown(r.report)), nil }},
	{"html", "a page that needs nothing else: the path as a picture, hop by hop", false, func(r rendering) ([]byte, error) { return report.HTML(r.report, r.tool) }},
}

func formatNames() string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return strings.Join(names, ", ")
}

// output is a form of the report and its place: a file, or "" for standard output.
type output struct {
	format
	file string
}

// parseFormats reads the values of --format.
func parseFormats(values []string) ([]output, error) {
	if len(values) == 0 {
		values = []string{"text"}
	}
	var out []output
	taken := map[string]bool{}
	alone := "" // the format that has standard output for itself
	shown := 0
	for _, value := range values {
		name, file, named := strings.Cut(value, "=")
		i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
		switch {
		case i < 0:
			return nil, usagef("--format %q: expected one of %s, then =FILE to write a file", value, formatNames())
		case named && file == "":
			return nil, usagef("--format %q: the name of the file is missing", value)
		case named && taken[filepath.Clean(file)]:
			return nil, usagef("--format %q: the file is that of another format", value)
		}
		if named {
			taken[filepath.Clean(file)] = true
		} else {
			shown++
			if !formats[i].shares {
				alone = name
			}
		}
		out = append(out, output{formats[i], file})
	}
	if alone != "" && shown > 1 {
		return nil, usagef("--format %s has to be alone on standard output; give the other a file, as in %s=FILE", alone, alone)
	}
	return out, nil
}

// formatHelp is a table of the formats for a terminal.
func formatHelp() string {
	lines := make([]string, len(formats))
	for i, f := range formats {
		lines[i] = fmt.Sprintf("    %-10s%s", f.name, f.about)
	}
	return strings.Join(lines, "\n")
}
