package main

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// reportFormat publishes the schema of the JSON report.
func reportFormat() files {
	var b strings.Builder
	fmt.Fprintln(&b, frontmatter("JSON report", "Using apireach", "The JSON report, format "+report.FormatVersion+", and its JSON Schema."))
	fmt.Fprintf(&b, `# JSON report

`+"`apireach check --format json`"+` and the attribute `+"`report_json`"+` give the same report, format %s. Later 1.x versions may add
fields, hops and checks; they rename and remove none, so read what you know and skip the rest. The same inputs give the
same bytes.

`+"```sh\napireach check --apigee acme --format json | jq -r '.findings[] | select(.verdict == \"fail\") | .subject'\n```"+`

Its JSON Schema (draft 2020-12):

`+"```json\n%s\n```\n", report.FormatVersion, strings.TrimSpace(report.Schema))
	return files{"templates/guides/json-report.md": b.String()}
}
