package apigee

import (
	"fmt"
	"strconv"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// EvaluationNotExpiring asks whether an organization that was made to try Apigee is
// about to be deleted.
var EvaluationNotExpiring = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "evaluation-not-expiring",
		Title:    "The organization is none for evaluation that is about to expire",
		Hop:      check.HopPrerequisite,
		Severity: check.Warning,
		Symptom:  "502, later no answer",
		Why: "Google deletes an organization for evaluation at its `expiresAt`, with its instances and the addresses that proxies send to. " +
			"From then on nothing answers behind the load balancer.",
		Fix: "Make a paid organization, pay-as-you-go or by subscription, and move the proxies to it before that day; an organization for evaluation cannot be converted.",
		Unknown: "Unknown when the day is not known: credentials that may call apigee.organizations.get settle it. Not applicable when only Terraform tells of the organization, " +
			"as no Terraform attribute carries the day, and to hybrid organizations. The time before the day is that of certificates, 30 days.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations"},
		References: []string{
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return []check.Result{blaming("expiresAt", inv.notExpiring(org))}
		})
	},
}

func (inv *Inventory) notExpiring(org Organization) check.Result {
	billing, known := org.BillingType.Get()
	until, dated := epoch(org.ExpiresAt.Value())
	switch {
	case known && billing != "EVALUATION":
		return passed(org.Identity, "is not for evaluation")
	case !known && !dated && org.fromTerraform() && !org.BillingType.IsUnknown(), known && !dated && org.fromTerraform():
		return inapplicable(org.Identity, "has an end that Terraform does not carry")
	case !dated:
		return undecided(org.Identity, "may be for evaluation and end on a day that is not known", check.Missing{
			What: "billingType and expiresAt of " + org.Subject() + ": not both are told", Settle: "read the organization with credentials that may call apigee.organizations.get",
		})
	case inv.Now.IsZero():
		return undecided(org.Identity, "ends on a day that is not compared", check.Missing{What: "the time: nobody said what it is", Settle: "give the time"})
	case until.After(inv.Now.AddDate(0, 0, inv.WarningDays)):
		return passed(org.Identity, "is for evaluation until "+day(until))
	}
	r := failed(org.Identity, "expires on %s", day(until))
	r.Detail = fmt.Sprintf("%s is for evaluation: Google deletes it and its instances on %s, and nothing answers any more.", org.Subject(), day(until))
	if !until.After(inv.Now) {
		r = failed(org.Identity, "has expired on %s", day(until))
		r.Detail = fmt.Sprintf("%s is for evaluation, and its time is over: Google deletes it and its instances.", org.Subject())
	}
	r.Remediation = "Move the proxies to a paid organization."
	r.Witness = []check.Fact{{Name: "organization", Value: org.Subject()}, {Name: "date", Value: day(until)}}
	return r
}

// epoch reads a time as Apigee tells it, in milliseconds since 1970. None is 0.
func epoch(text string) (time.Time, bool) {
	ms, err := strconv.ParseInt(text, 10, 64)
	if err != nil || ms <= 0 {
		return time.Time{}, false
	}
	return time.UnixMilli(ms).UTC(), true
}
