package cli_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/apireach/terraform-provider-apireach/internal/registry"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
)

func TestEveryCheckIsExplainedInLinesThatFitATerminal(t *testing.T) {
	t.Parallel()
	for _, c := range registry.Checks() {
		var out, problems bytes.Buffer
		if code := cli.Run(t.Context(), []string{"explain", c.ID}, cli.Env{Stdout: &out, Stderr: &problems}); code != 0 {
			t.Errorf("%s: exit code %d, %s", c.ID, code, problems.String())
		}
		for _, line := range bytes.Split(out.Bytes(), []byte("\n")) {
			if utf8.RuneCount(line) > 88 && bytes.ContainsAny(line[2:], " ") && !bytes.Equal(line, []byte(c.Title)) && !bytes.HasPrefix(line, []byte(c.ID)) {
				t.Errorf("%s: long line %q", c.ID, line)
			}
		}
		for _, text := range []string{c.Title, c.ID, c.Symptom, c.DocURL()} {
			if !bytes.Contains(out.Bytes(), []byte(text)) {
				t.Errorf("%s: lacks %q", c.ID, text)
			}
		}
	}
}
