package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/testkit/faults"
)

func TestTheGuideOfFaultsNamesChecksThatExist(t *testing.T) {
	t.Parallel()
	page := faultPage()["templates/guides/faults.md"]
	named := map[string]bool{}
	for _, f := range faults.All() {
		if !strings.Contains(page, "| "+f.ID+" | ") {
			t.Errorf("%s is not on the page", f.ID)
		}
		for _, id := range f.Checks {
			named[id] = true
		}
	}
	var ids []string
	for _, c := range apigee.Checks() {
		ids = append(ids, c.ID)
	}
	for id := range named {
		if !slices.Contains(ids, id) {
			t.Errorf("there is no check %s", id)
		}
	}
}
