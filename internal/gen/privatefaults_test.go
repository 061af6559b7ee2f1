package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/registry"
	"github.com/apireach/terraform-provider-apireach/internal/testkit/privatefaults"
)

func TestTheGuideOfPrivateIntegrationsFaultsNamesChecksThatExist(t *testing.T) {
	t.Parallel()
	page := privateFaultPage()["templates/guides/faults-private-integrations.md"]
	for _, f := range privatefaults.All() {
		if !strings.Contains(page, "| "+f.ID+" | ") {
			t.Errorf("%s is not on the page", f.ID)
		}
		for _, by := range f.By {
			if !slices.ContainsFunc(registry.Checks(), func(m check.Meta) bool { return m.ID == by.Check }) {
				t.Errorf("there is no check %s", by.Check)
			}
		}
	}
}
