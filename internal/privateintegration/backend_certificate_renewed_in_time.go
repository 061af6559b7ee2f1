package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// BackendCertificateRenewedInTime asks whether a certificate that API Gateway gets is
// about to end.
var BackendCertificateRenewedInTime = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backend-certificate-renewed-in-time",
		Title:    "No certificate that API Gateway gets is about to expire",
		Hop:      check.HopTLS,
		Severity: check.Warning,
		Symptom:  "500, soon",
		Why: "ACM renews the certificates that it has issued, 60 days before their end, if their domains can still be validated. One that is closer to its end was not renewed. " +
			"A certificate that was imported nobody renews but its owner.",
		Fix:     "Import the certificate anew before its end. If ACM fails to renew one, put back the DNS records that validate its domains.",
		Unknown: "Unknown when the end of a certificate is not known. The time before the end is 30 days. Not applicable to certificates that ACM has not issued yet, and to integrations that call their backend without TLS.",
		Since:   "0.1.0",
		Reads:   certificateReads,
		References: []string{
			"https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
			"https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCertificate(inv, nothingOfTargets, func(s secured, c *Certificate) check.Result {
			until := c.until()
			switch {
			case !until.IsKnown() && value.Is(c.Type, importedType) != value.True:
				return inapplicable(c.Identity, "is still to be issued, or its end is not told")
			case !until.IsKnown():
				return undecided(c.Identity, "is valid until a day that is not known", lacking("the end of "+c.Subject(), orWhy(until.Why(), value.Why{Reason: "it is not told", Settle: "grant acm:DescribeCertificate"})))
			case inv.Now.IsZero():
				return undecided(c.Identity, "is valid for a time that is not compared", check.Missing{What: "the time: nobody said what it is", Settle: "give the time"})
			case cert.ValidityOf(until.Value().AddDate(-200, 0, 0), until.Value(), inv.Now, inv.WarningDays) != cert.Ending:
				return passed(c.Identity, "is not about to expire")
			}
			r := blaming("NotAfter", failed(c.Identity, "expires on %s", day(until.Value())))
			r.Detail = fmt.Sprintf("From then on requests of %s fail with 500: %s presents it.", s.call.name, s.of)
			if value.Is(c.Type, importedType) != value.True {
				r.Detail += " ACM renews certificates 60 days before their end, and has not renewed this one."
			}
			r.Witness = []check.Fact{{Name: "certificate", Value: c.Subject()}, {Name: "date", Value: day(until.Value())}, {Name: "listener", Value: s.of}}
			r.Related = []string{s.of}
			return r
		})
	},
}
