package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// ManagedCertificateActive asks whether Google has made the certificates that it is to make.
var ManagedCertificateActive = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "managed-certificate-active",
		Title:    "Google has made the certificates that it manages",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "TLS handshake failure",
		Why: "A certificate that Google manages does not exist until every domain of it is proved: by addresses that all lead to a load balancer which presents it on port 443, " +
			"or by a DNS authorization, and with CAA records that permit the issuer. Until then the load balancer has nothing to present, and the handshake fails. " +
			"Certificates of Compute Engine cover no wildcards.",
		Fix: "Make each domain's A and AAAA records lead to the load balancer and nowhere else, create the record of its DNS authorization, let CAA permit `pki.goog` and `letsencrypt.org`; " +
			"make a certificate whose provisioning failed permanently anew.",
		Unknown: "Records in Terraform's objects are looked at, too, where a public zone of theirs tells them: an authorization without its record, or a CAA record that permits others only, fails before Google tries. Unknown while Google still provisions, which takes up to a day, and where only Terraform tells of the certificate, which does not carry the status. " +
			"Credentials that may call compute.sslCertificates.list or certificatemanager.certs.list settle the latter. Not applicable to certificates that their owner has uploaded.",
		Since:      "0.1.0",
		Reads:      []string{"compute.sslCertificates", "certificatemanager.certificates", "certificatemanager.dnsAuthorizations", "compute.targetHttpsProxies", "dns.managedZones", "dns.resourceRecordSets"},
		References: []string{"https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/troubleshooting", "https://docs.cloud.google.com/certificate-manager/docs/core-components"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			f := inv.frontsOf(org)
			return f.perCertificate(f.managedActive)
		})
	},
}

// managedActive judges one certificate. While its state is not known, records tell that
// it will not be made.
func (f fronts) managedActive(a attached) check.Result {
	r := managedActive(a)
	if r.Verdict != check.Unknown || !a.awaited() {
		return r
	}
	if broken, certain := f.unproved(a); certain {
		return broken
	}
	return r
}

// awaited says that Google certainly has still to make the certificate.
func (a attached) awaited() bool {
	if !a.managed {
		return false
	}
	if a.compute != nil {
		return a.compute.Type.IsKnown() && (a.Created || a.compute.Managed.Status.Value() == "PROVISIONING")
	}
	return a.Created || a.manager.Managed.State.Value() == "PROVISIONING"
}

func managedActive(a attached) check.Result {
	switch {
	case a.compute != nil && a.compute.Type.IsUnknown():
		return blaming("managed", undecided(a.Identity, "may be one that Google manages", lacking("the type of "+a.Subject(), a.compute.Type.Why())))
	case !a.managed:
		return inapplicable(a.Identity, "is none that Google manages")
	case a.compute != nil:
		return a.computeActive(*a.compute)
	}
	return a.managerActive(*a.manager)
}

func (a attached) computeActive(c SSLCertificate) check.Result {
	status, known := c.Managed.Status.Get()
	for _, d := range knownTexts(c.Managed.Domains) {
		if strings.HasPrefix(d, "*.") {
			return a.unmade("cannot have the domain "+d, "Compute Engine makes no certificates for wildcards.",
				"Use a certificate of Certificate Manager with a DNS authorization, and a certificate map.", status)
		}
	}
	if !known && a.fromTerraform() || c.Managed.Status.IsUnknown() {
		return a.unsaidStatus()
	}
	for _, d := range c.DomainStatus.Value() {
		if s := d.Status.Value(); strings.HasPrefix(s, "FAILED") && status != renewalFailed {
			return a.unmade("is not made, as "+d.Domain.Value()+" is "+s, "The load balancer has no certificate to present: the domain's addresses, or its CAA record, do not let Google make one.",
				"Make "+d.Domain.Value()+" resolve to the load balancer alone, IPv6 addresses included, and let its CAA records permit the issuer.", s)
		}
	}
	switch status {
	case stateActive, renewalFailed:
		return passed(a.Identity, "is made")
	case "PROVISIONING":
		return a.provisioning()
	case "PROVISIONING_FAILED", "PROVISIONING_FAILED_PERMANENTLY":
		return a.unmade("could not be made: "+status, "The load balancer has no certificate to present.", "See what the status of its domains says, and make the certificate anew.", status)
	}
	return blaming("managed", undecided(a.Identity, "is in a state that is not known here", check.Missing{
		What: fmt.Sprintf("what a status of %q means for %s", status, a.Subject()), Settle: "look at its managed.status",
	}))
}

func (a attached) managerActive(c ManagerCertificate) check.Result {
	state, known := c.Managed.State.Get()
	if !known {
		return a.unsaidStatus()
	}
	trace := a.domainTrace()
	switch reason := c.Managed.Issue.Reason.Value(); {
	case state == stateActive:
		return passed(a.Identity, "is made")
	case state == "FAILED", state == "PROVISIONING" && (reason != "" || len(trace) > 0):
		return a.unmade("is not made: "+orElse(reason, state), "The load balancer has no certificate to present where a map leads to this one.",
			"Create the record of each domain's DNS authorization, and let its CAA records permit the issuer.", state)
	case state == "PROVISIONING":
		return a.provisioning()
	}
	return blaming("managed", undecided(a.Identity, "is in a state that is not known here", check.Missing{
		What: fmt.Sprintf("what a state of %q means for %s", state, a.Subject()), Settle: "look at its managed.state",
	}))
}

func (a attached) unmade(fact, detail, remedy, status string) check.Result {
	r := blaming("managed", failed(a.Identity, "%s", fact))
	r.Detail = a.whose() + " get no certificate. " + detail
	r.Remediation = remedy
	r.Witness = []check.Fact{{Name: "certificate", Value: a.Subject()}, {Name: "status", Value: status}}
	r.Trace = a.domainTrace()
	return r
}

func (a attached) provisioning() check.Result {
	return blaming("managed", undecided(a.Identity, "is still being made", check.Missing{
		What: "the certificate of " + a.Subject() + ": Google is provisioning it, and until it has there is nothing to present", Settle: "run again when its status is ACTIVE; that takes up to a day",
	}))
}

func (a attached) unsaidStatus() check.Result {
	return blaming("managed", undecided(a.Identity, "is made at a time that is not known", check.Missing{
		What: "the status of " + a.Subject() + ": Terraform does not tell it before Google has made the certificate", Settle: "give credentials that may read it (live)",
	}))
}
