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
	usable, granted, agents, apis := []string{"encryption-keys-usable"}, []string{"encryption-keys-granted"}, []string{"service-agents-have-roles"}, []string{"required-apis-enabled"}
	database, disk := testkit.Key("us-east1", "database"), testkit.Key("us-west1", "disk-us-west1")
	return []mutation{
		{name: "the organization is being deleted", world: testkit.NewWorld().Set(gcp.Organizations, "acme", "state", "DELETING"), fails: active},
		{name: "the organization is being created", world: testkit.NewWorld().Set(gcp.Organizations, "acme", "state", "CREATING"), fails: active},
		{name: "the evaluation is about to end", world: evaluating(10), fails: evaluation},
		{name: "the evaluation is over", world: evaluating(-10), fails: evaluation},

		{name: "the database's key is disabled", world: testkit.NewWorld().Encrypted().Set(gcp.CryptoKeys, database, "primary.state", "DISABLED"), fails: usable},
		{name: "the key of the west's disks is to be destroyed", world: testkit.NewWorld().Encrypted().Set(gcp.CryptoKeys, disk, "primary.state", "DESTROY_SCHEDULED"), fails: usable},
		{name: "nobody lets Apigee use the database's key", world: ungranted(database), fails: granted},
		{name: "nobody lets Apigee use the key of the west's disks", world: ungranted(disk), fails: granted},
		{name: "Apigee's agent lost its role", world: testkit.NewWorld().Set(gcp.IAMPolicies, "projects/acme", "bindings", []any{}), fails: agents},
		{name: "Apigee's agent of another project has the role", world: testkit.NewWorld().
			Set(gcp.IAMPolicies, "projects/acme", "bindings.1.members", []string{testkit.NewWorld().ApigeeAgent(testkit.HostProject)}), fails: agents},
		{name: "Service Networking's agent lost its role", world: testkit.NewWorld().Set(gcp.IAMPolicies, "projects/acme-host", "bindings", []any{}), fails: agents},
		{name: "the Apigee API is disabled", world: testkit.NewWorld().Set(gcp.Services, "apigee.googleapis.com", "state", "DISABLED"), fails: apis},
		{name: "the Service Networking API is disabled", world: testkit.NewWorld().Set(gcp.Services, "servicenetworking.googleapis.com", "state", "DISABLED"), fails: apis},
	}
}

// ungranted is an organization of whose keys Apigee may use all but one.
func ungranted(key string) *testkit.World {
	return testkit.NewWorld().Encrypted().Set(gcp.IAMPolicies, key, "bindings", []any{})
}

// prerequisiteTraps are worlds in which something looks missing and is not.
func prerequisiteTraps() map[string]*testkit.World {
	return map[string]*testkit.World{
		"an evaluation that has just begun": evaluating(59),
		"all keys may be used by a grant on the project": testkit.NewWorld().Encrypted().Set(gcp.IAMPolicies, testkit.Key("us-east1", "database"), "bindings", []any{}).
			Append(gcp.IAMPolicies, "projects/acme", "bindings", testkit.Binding(testkit.EncrypterRole, testkit.NewWorld().ApigeeAgent("acme"))),
		"the folder gives Apigee's agent its role": testkit.NewWorld().Set(gcp.IAMPolicies, "projects/acme", "bindings", []any{}).
			Set(gcp.IAMPolicies, testkit.Folder, "bindings", []body{testkit.Binding(testkit.ApigeeAgentRole, testkit.NewWorld().ApigeeAgent("acme"))}),
		"the keys of a healthy organization": testkit.NewWorld().Encrypted(),
		"an organization without peering needs no Service Networking": testkit.NewWorld().WithoutPeering().
			Drop(gcp.Services, "servicenetworking.googleapis.com").Set(gcp.IAMPolicies, "projects/acme-host", "bindings", []any{}),
		"an organization is being updated": testkit.NewWorld().Set(gcp.Organizations, "acme", "state", "UPDATING"),
	}
}
