package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
)

// The policy is what people make a role from: it allows every operation that is called,
// and nothing else.
func TestThe_policy_for_AWS_has_the_action_of_every_operation(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile(filepath.Join(root, "templates", "guides", "permissions-aws.md"))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, m := range regexp.MustCompile(`"([a-z0-9]+:[A-Za-z]+)"`).FindAllStringSubmatch(string(guide), -1) {
		listed = append(listed, m[1])
	}
	slices.Sort(listed)
	if diff := cmp.Diff(live.Actions(), listed); diff != "" {
		t.Errorf("-called +allowed:\n%s", diff)
	}
}
