package apigee_test

import (
	"fmt"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// organizationThat is the only organization, with the given fields.
func organizationThat(fields string) string {
	return fmt.Sprintf(`{"apigee.organizations": [{"$ref": "organizations/acme", "name": "acme", "projectId": "acme", "runtimeType": "CLOUD" %s}]}`, fields)
}

var organizationActive = []verdictCase{
	{name: "it is active", want: []string{"pass organizations/acme"}},
	{name: "it is being deleted", world: organizationThat(`, "state": "DELETING"`), want: []string{"fail organizations/acme"}, says: []string{"{state DELETING}", "Restore the organization"}},
	{name: "it is still being created", world: organizationThat(`, "state": "CREATING"`), want: []string{"fail organizations/acme"}, says: []string{"Wait until it is ACTIVE"}},
	{name: "it is being updated and may serve", world: organizationThat(`, "state": "UPDATING"`), want: []string{"unknown organizations/acme"}, says: []string{"run again when its state is ACTIVE"}},
	{name: "the state is known later", world: organizationThat(`, "state": "?known after apply"`), want: []string{"unknown organizations/acme"}, says: []string{"known after apply"}},
	{name: "the state is not in the response", world: organizationThat(""), want: []string{"unknown organizations/acme"}, says: []string{"not in the response"}},
	{name: "Terraform does not tell the state", world: organizationThat(`, "$address": "google_apigee_organization.acme"`), want: []string{"not_applicable google_apigee_organization.acme"}},
}

// inDays is a time as Apigee tells it.
func inDays(n int) string {
	return fmt.Sprintf(`, "expiresAt": "%d"`, testkit.Now.Add(time.Duration(n)*24*time.Hour).UnixMilli())
}

var evaluationNotExpiring = []verdictCase{
	{name: "it is paid for", want: []string{"pass organizations/acme"}, says: []string{"is not for evaluation"}},
	{name: "pay as you go", world: organizationThat(`, "billingType": "PAYG"`), want: []string{"pass organizations/acme"}},
	{name: "its evaluation has begun", world: organizationThat(`, "billingType": "EVALUATION"` + inDays(59)), want: []string{"pass organizations/acme"}, says: []string{"until 2026-12-31"}},
	{name: "its evaluation ends within the warning", world: organizationThat(`, "billingType": "EVALUATION"` + inDays(29)), want: []string{"fail organizations/acme"}, says: []string{"expires on 2026-12-01", "{date 2026-12-01}"}},
	{name: "its evaluation is over", world: organizationThat(`, "billingType": "EVALUATION"` + inDays(-1)), want: []string{"fail organizations/acme"}, says: []string{"has expired on 2026-11-01"}},
	{name: "paid, whatever day an earlier evaluation had", world: organizationThat(`, "billingType": "SUBSCRIPTION"` + inDays(-1)), want: []string{"pass organizations/acme"}},
	{name: "an evaluation without a day", world: organizationThat(`, "billingType": "EVALUATION"`), want: []string{"unknown organizations/acme"}, says: []string{"apigee.organizations.get"}},
	{name: "the day is 0, which is none", world: organizationThat(`, "billingType": "EVALUATION", "expiresAt": "0"`), want: []string{"unknown organizations/acme"}},
	{name: "nothing of it is told", world: organizationThat(""), want: []string{"unknown organizations/acme"}},
	{name: "the billing is known later", world: organizationThat(`, "$address": "google_apigee_organization.acme", "billingType": "?known after apply"`), want: []string{"unknown google_apigee_organization.acme"}},
	{name: "Terraform does not tell the day", world: organizationThat(`, "$address": "google_apigee_organization.acme", "billingType": "EVALUATION"`), want: []string{"not_applicable google_apigee_organization.acme"}},
	{name: "Terraform does not tell the billing", world: organizationThat(`, "$address": "google_apigee_organization.acme"`), want: []string{"not_applicable google_apigee_organization.acme"}},
}
