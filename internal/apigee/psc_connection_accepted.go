package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// PSCConnectionAccepted asks whether Private Service Connect is connected.
var PSCConnectionAccepted = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "psc-connection-accepted",
		Title:    "The Private Service Connect connection is accepted",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502 or 503",
		Why: "A connection carries requests only in the state ACCEPTED. It is PENDING or REJECTED while the instance does not accept the project it comes from, " +
			"CLOSED once the service attachment is gone, as after the instance was created anew, and NEEDS_ATTENTION when the other side has a problem.",
		Fix: "PENDING or REJECTED: add the project to the instance's `consumer_accept_list`. CLOSED: set the target to the attachment that the instance has now, and create the endpoint group anew. " +
			"NEEDS_ATTENTION: recreate the connection, or ask Google's support.",
		Unknown: "Unknown when the state was not read or is one that is not known here. " +
			"Not applicable to endpoint groups that only Terraform tells of, as none of their attributes carries the state, and to organizations that are reached without Private Service Connect.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.networkEndpointGroups", "compute.forwardingRules", "compute.backendServices",
		},
		References: []string{
			"https://docs.cloud.google.com/vpc/docs/private-service-connect",
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/northbound-networking-psc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perEnd(org, func(e pscEnd) check.Result { return blaming(e.statusField, unless(e.connected(), e.missing)) })
		})
	},
}

// connectionStates are why a connection in such a state carries nothing, and the remedy.
var connectionStates = map[string]struct{ because, remedy string }{
	"PENDING":         {"the instance has not accepted its project", "Add its project to the instance's consumerAcceptList."},
	"REJECTED":        {"the instance does not accept its project", "Add its project to the instance's consumerAcceptList."},
	"CLOSED":          {"the service attachment is gone", "Set its target to the attachment that the instance has now, and create it anew."},
	"NEEDS_ATTENTION": {"the other side has a problem", "Create it anew; if that does not help, ask Google's support."},
}

func (e pscEnd) connected() check.Result {
	status, known := e.status.Get()
	state, bad := connectionStates[status]
	switch {
	case status == "ACCEPTED":
		return passed(e.Identity, "is connected")
	case bad:
		r := failed(e.Identity, "is not connected: %s", status)
		r.Detail = fmt.Sprintf("Requests that reach %s get no answer: its connection is %s, as %s.", e.Subject(), status, state.because)
		r.Remediation = state.remedy
		r.Witness = []check.Fact{{Name: "endpoint", Value: e.Subject()}, {Name: "status", Value: status}, {Name: "target", Value: e.target.Value()}}
		return r
	case known:
		return undecided(e.Identity, "is in a state that is not known here", check.Missing{
			What: fmt.Sprintf("what the connection status %q of %s means", status, e.Subject()), Settle: "run again when it is ACCEPTED",
		})
	case e.status.IsNull() && e.fromTerraform():
		return inapplicable(e.Identity, "has a connection state that Terraform does not carry")
	}
	return undecided(e.Identity, "is in a state that is not known", lacking("the connection status of "+e.Subject(), orNotSet(e.status.IsNull(), e.status.Why())))
}
