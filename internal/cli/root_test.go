package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

//nolint:paralleltest // the working directory is the process's
func TestPlacesAreRelativeToTheRootOfTheRepository(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{".git", "infra/prod"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "infra", configName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	bare := t.TempDir()
	for _, c := range []struct{ dir, file, want, waivers string }{
		{root, "main.tf", "main.tf", ".apireach.hcl"},
		{filepath.Join(root, "infra", "prod"), "main.tf", "infra/prod/main.tf", "infra/.apireach.hcl"},
		{filepath.Join(root, "infra", "prod"), "../modules/a/main.tf", "infra/modules/a/main.tf", "infra/.apireach.hcl"},
		{filepath.Join(root, "infra"), "/srv/main.tf", "/srv/main.tf", "infra/.apireach.hcl"},
		{bare, "main.tf", "main.tf", ".apireach.hcl"},
	} {
		t.Chdir(c.dir)
		given := check.Report{Findings: []check.Finding{{Location: &check.Location{File: c.file, Line: 3}}, {}}}
		got := fromRoot(given)
		if l := got.Findings[0].Location; l.File != c.want || l.Line != 3 || got.Findings[1].Location != nil {
			t.Errorf("%s in %s is %+v, want %s", c.file, c.dir, l, c.want)
		}
		if given.Findings[0].Location.File != c.file {
			t.Error("the report that was given has changed")
		}
		if got := waiversFile(); got != c.waivers {
			t.Errorf("in %s failures are waived in %s, want %s", c.dir, got, c.waivers)
		}
	}
}
