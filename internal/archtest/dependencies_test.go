package archtest_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var required = regexp.MustCompile(`(?m)^\t(\S+) v\S+$`)

// TestEveryDependencyHasAReason holds the direct dependencies in go.mod against the
// table in DESIGN.md, both ways.
func TestEveryDependencyHasAReason(t *testing.T) {
	t.Parallel()
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	design, err := os.ReadFile("../../DESIGN.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(design), "\n## Dependencies\n")
	if !found {
		t.Fatal("DESIGN.md has no section Dependencies")
	}
	direct := map[string]bool{}
	for _, m := range required.FindAllStringSubmatch(string(mod), -1) {
		direct[m[1]] = true
		if !strings.Contains(table, "`"+m[1]+"`") {
			t.Errorf("go.mod requires %s, for which DESIGN.md gives no reason", m[1])
		}
	}
	for _, m := range regexp.MustCompile("`([^`]+\\.[^`]+/[^`]+)`").FindAllStringSubmatch(table, -1) {
		if !direct[m[1]] {
			t.Errorf("DESIGN.md gives a reason for %s, which go.mod does not require", m[1])
		}
	}
}
