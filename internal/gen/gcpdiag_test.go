package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
)

// gcpdiagRules are gcpdiag's rules for Apigee.
//
// Source: https://gcpdiag.dev/rules/apigee.
var gcpdiagRules = []string{
	"ERR/2022_001", "ERR/2022_002", "ERR/2023_001", "ERR/2023_002", "ERR/2023_003", "ERR/2023_004",
	"ERR/2023_005", "ERR/2023_006", "WARN/2021_001", "WARN/2022_001", "WARN/2022_002",
}

func TestTheGuideAnswersEveryRuleOfGcpdiagWithChecksThatExist(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../templates/guides/gcpdiag.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range gcpdiagRules {
		if n := strings.Count(string(text), "`apigee/"+rule+"`"); n != 1 {
			t.Errorf("apigee/%s is there %d times", rule, n)
		}
	}
	var ids []string
	for _, c := range apigee.Checks() {
		ids = append(ids, c.ID)
	}
	rows := regexp.MustCompile("(?m)^\\| `apigee/[^|]+\\|[^|]+\\|([^|]+)\\|").FindAllStringSubmatch(string(text), -1)
	if len(rows) == 0 {
		t.Fatal("the guide has no table")
	}
	for _, row := range rows {
		for _, id := range strings.Split(strings.TrimSpace(row[1]), ", ") {
			if !slices.Contains(ids, strings.Trim(id, "`")) {
				t.Errorf("there is no check %s", id)
			}
		}
	}
}
