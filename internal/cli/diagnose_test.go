package cli_test

import (
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/registry"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
)

func TestEveryCheckThatACauseNamesExists(t *testing.T) {
	t.Parallel()
	var known []string
	for _, c := range registry.Checks() {
		known = append(known, c.ID)
	}
	for _, c := range symptom.Causes() {
		for _, id := range c.Checks {
			if !slices.Contains(known, id) {
				t.Errorf("the cause %s names the check %q, which does not exist", c.ID, id)
			}
		}
	}
}
