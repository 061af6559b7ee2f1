package apigee_test

import (
	"strconv"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// evaluating is the healthy world whose organization ends in so many days.
func evaluating(days int) *testkit.World {
	return testkit.NewWorld().Set(gcp.Organizations, "acme", "billingType", "EVALUATION").
		Set(gcp.Organizations, "acme", "expiresAt", strconv.FormatInt(testkit.Now.AddDate(0, 0, days).UnixMilli(), 10))
}

func prerequisiteMutations() []mutation {
	active, evaluation := []string{"organization-active"}, []string{"evaluation-not-expiring"}
	return []mutation{
		{name: "the organization is being deleted", world: testkit.NewWorld().Set(gcp.Organizations, "acme", "state", "DELETING"), fails: active},
		{name: "the organization is being created", world: testkit.NewWorld().Set(gcp.Organizations, "acme", "state", "CREATING"), fails: active},
		{name: "the evaluation is about to end", world: evaluating(10), fails: evaluation},
		{name: "the evaluation is over", world: evaluating(-10), fails: evaluation},
	}
}

// prerequisiteTraps are worlds in which something looks missing and is not.
func prerequisiteTraps() map[string]*testkit.World {
	return map[string]*testkit.World{
		"an evaluation that has just begun": evaluating(59),
		"an organization is being updated":  testkit.NewWorld().Set(gcp.Organizations, "acme", "state", "UPDATING"),
	}
}
