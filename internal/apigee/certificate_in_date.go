package apigee

import (
	"fmt"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// CertificateInDate asks whether the certificates that clients get are valid now.
var CertificateInDate = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "certificate-in-date",
		Title:    "The certificates are valid now",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "TLS certificate expired",
		Why: "Clients end the connection when the certificate, or one that issued it, is expired or not valid yet. The load balancer does not look at dates: " +
			"it goes on presenting an expired certificate, even if another one for the same name is attached beside it.",
		Fix: "Replace the certificate, and take the expired one off the target proxy or the certificate map entry.",
		Unknown: "Unknown when neither the certificate nor its end is told, as for one whose text is known only after apply. " +
			"Not applicable to certificates that Google has still to make, and to those that no host name gets that is known.",
		Since:      "0.1.0",
		Reads:      []string{"compute.sslCertificates", "certificatemanager.certificates", "compute.targetHttpsProxies"},
		References: []string{"https://docs.cloud.google.com/load-balancing/docs/ssl-certificates", "https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/troubleshooting"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.frontsOf(org).perCertificate(inv.certificateInDate)
		})
	},
}

func (inv *Inventory) certificateInDate(a attached) check.Result {
	of := a.Identity
	until := a.until()
	switch {
	case inv.Now.IsZero():
		return undecided(of, "is valid for a time that is not compared", check.Missing{What: "the time: nobody said what it is", Settle: "give the time"})
	case a.unused():
		return inapplicable(of, "is presented for no host name that is known")
	case !until.IsKnown() && a.managed:
		return inapplicable(of, "is still to be made by Google, or its end is not told")
	case !until.IsKnown():
		return blaming(a.certificateField(), undecided(of, "is valid until a day that is not known",
			lacking("the certificate of "+of.Subject(), orNotTold(until.IsNull(), a))))
	}
	chain, known := a.Chain.Get()
	var from time.Time
	if known {
		from = chain.Leaf().NotBefore
	}
	switch cert.ValidityOf(from, until.Value(), inv.Now, 0) {
	case cert.Expired:
		return a.outOfDate("expired on "+day(until.Value()), "the certificate is expired", until.Value())
	case cert.NotYet:
		return a.outOfDate("is not valid before "+day(from), "the certificate is not valid yet", from)
	case cert.Valid, cert.Ending:
	}
	for _, c := range chain.Certificates[min(1, len(chain.Certificates)):] {
		if !c.SelfSigned && c.ValidityAt(inv.Now, 0) == cert.Expired {
			return a.outOfDate("comes with an issuer that expired on "+day(c.NotAfter), "the certificate of its issuer is expired", c.NotAfter)
		}
	}
	return passed(of, "is valid")
}

func (a attached) outOfDate(fact, why string, at time.Time) check.Result {
	r := blaming(a.certificateField(), failed(a.Identity, "%s", fact))
	r.Detail = fmt.Sprintf("%s end the connection: %s.", a.whose(), why)
	r.Remediation = fmt.Sprintf("Replace %s with a certificate that is valid, and take it off %s.", a.Subject(), a.fronts[0])
	r.Witness = []check.Fact{{Name: "certificate", Value: a.Subject()}, {Name: "date", Value: day(at)}}
	if len(a.hosts) > 0 {
		r.Witness = append(r.Witness, check.Fact{Name: "hostname", Value: a.hosts[0]})
	}
	return r
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// orNotTold says why nothing is known of a certificate.
func orNotTold(null bool, a attached) value.Why {
	if null {
		return a.untold()
	}
	if a.Chain.IsUnknown() {
		return a.Chain.Why()
	}
	return a.until().Why()
}
