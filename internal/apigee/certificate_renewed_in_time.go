package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// WarningDays is how long before its end a certificate is to be replaced, where nobody
// says otherwise.
const WarningDays = 30

// MostWarningDays is the most that can be asked for: no certificate is longer valid.
const MostWarningDays = 398

// CertificateRenewedInTime asks whether a certificate is about to end that nobody renews.
var CertificateRenewedInTime = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "certificate-renewed-in-time",
		Title:    "No certificate is about to expire",
		Hop:      check.HopTLS,
		Severity: check.Warning,
		Symptom:  "TLS certificate expired, soon",
		Why: "A certificate that its owner has uploaded nobody renews but the owner. Google renews the certificates that it manages, and goes on presenting the old one " +
			"while it fails to, until that is expired: from then on clients end the connection.",
		Fix: "Replace the certificate before its end. If Google fails to renew one, see the status of its domains: each must resolve to the load balancer, and CAA records must permit the issuer.",
		Unknown: "Unknown when the end of a certificate is not known. The time before the end is 30 days. " +
			"Not applicable to certificates that Google has still to make, and to those that no host name gets that is known.",
		Since:      "0.1.0",
		Reads:      []string{"compute.sslCertificates", "certificatemanager.certificates", "compute.targetHttpsProxies"},
		References: []string{"https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/troubleshooting"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.frontsOf(org).perCertificate(inv.renewedInTime)
		})
	},
}

// renewalFailed is the status of a certificate that Google fails to renew.
const renewalFailed = "RENEWAL_FAILED"

func (inv *Inventory) renewedInTime(a attached) check.Result {
	of, until := a.Identity, a.until()
	failing := a.compute != nil && a.compute.Managed.Status.Value() == renewalFailed
	switch {
	case a.unused():
		return inapplicable(of, "is presented for no host name that is known")
	case failing:
		r := blaming("managed", failed(of, "cannot be renewed by Google"))
		r.Detail = "It is presented until it expires" + beforeWhen(a) + "; then clients end the connection."
		r.Remediation = "Make every domain of it resolve to the load balancer alone, IPv6 addresses included, and let CAA records permit the issuer."
		r.Witness = []check.Fact{{Name: "certificate", Value: of.Subject()}, {Name: "status", Value: renewalFailed}}
		r.Trace = a.domainTrace()
		return r
	case a.managed && until.IsKnown():
		return passed(of, "is renewed by Google")
	case a.managed:
		return inapplicable(of, "is still to be made by Google, or its end is not told")
	case !until.IsKnown():
		return blaming(a.certificateField(), undecided(of, "is valid until a day that is not known",
			lacking("the certificate of "+of.Subject(), orNotTold(until.IsNull(), a))))
	case inv.Now.IsZero():
		return undecided(of, "is valid for a time that is not compared", check.Missing{What: "the time: nobody said what it is", Settle: "give the time"})
	case cert.ValidityOf(until.Value().AddDate(-200, 0, 0), until.Value(), inv.Now, inv.WarningDays) == cert.Ending:
		r := blaming(a.certificateField(), failed(of, "expires on %s", day(until.Value())))
		r.Detail = fmt.Sprintf("%s end the connection from then on; nobody renews it but its owner.", a.whose())
		r.Remediation = fmt.Sprintf("Replace %s before %s.", of.Subject(), day(until.Value()))
		r.Witness = []check.Fact{{Name: "certificate", Value: of.Subject()}, {Name: "date", Value: day(until.Value())}}
		return r
	}
	return passed(of, "is not about to expire")
}

func beforeWhen(a attached) string {
	if at, known := a.until().Get(); known {
		return " on " + day(at)
	}
	return ""
}

// domainTrace says what is the matter with the domains of a managed certificate.
func (a attached) domainTrace() []string {
	var out []string
	if a.compute != nil {
		for _, d := range a.compute.DomainStatus.Value() {
			if s := d.Status.Value(); s != "" && s != stateActive {
				out = append(out, d.Domain.Value()+" is "+s)
			}
		}
	}
	if a.manager != nil {
		for _, t := range a.manager.Managed.Attempts.Value() {
			if t.State.Value() == "FAILED" {
				out = append(out, fmt.Sprintf("%s is not authorized: %s", t.Domain.Value(), orElse(t.FailureReason.Value(), "no reason given")))
			}
		}
	}
	return out
}
