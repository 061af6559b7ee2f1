package privateintegration

import (
	"fmt"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// BackendCertificateInDate asks whether the certificates that API Gateway gets are issued
// and valid.
var BackendCertificateInDate = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backend-certificate-in-date",
		Title:    "The certificate that API Gateway gets is issued, and neither expired nor revoked",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "500",
		Why: "API Gateway checks the dates of a backend's certificate, and goes on doing so with `insecure_skip_verification`. A certificate that ACM has not issued yet, has given up on or has revoked " +
			"secures nothing; Terraform does not wait for the validation of its domains unless `aws_acm_certificate_validation` does.",
		Fix: "Replace the certificate, or validate its domains: create the DNS records that `domain_validation_options` has, and refer to `aws_acm_certificate_validation.x.certificate_arn` in the listener.",
		Unknown: "Unknown when state or dates are not known, while a certificate is being validated, and for TCP listeners, behind which targets present certificates that AWS does not tell: `apireach probe --as api-gateway` settles it. " +
			"Not applicable to integrations that call their backend without TLS.",
		Since: "0.1.0",
		Reads: certificateReads,
		References: []string{
			"https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration-tls-config.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCertificate(inv, unknownOfTargets, func(s secured, c *Certificate) check.Result { return inv.certificateInDate(s, c) })
	},
}

func (inv *Inventory) certificateInDate(s secured, c *Certificate) check.Result {
	status, told := c.Status.Get()
	switch {
	case status == "EXPIRED" || status == "REVOKED" || status == "FAILED" || status == "VALIDATION_TIMED_OUT" || status == "INACTIVE":
		return s.unusable(c, "Status", "is not usable but "+status, status)
	case status == "PENDING_VALIDATION":
		return undecided(c.Identity, "is still being validated", check.Missing{What: "whether ACM issues " + c.Subject() + ": it is PENDING_VALIDATION", Settle: "create the DNS records that ACM asks for, and run again"})
	case told && status != "ISSUED":
		return undecided(c.Identity, "has a state that is not known here", check.Missing{What: fmt.Sprintf("what the status %q of %s means", status, c.Subject()), Settle: "look at the certificate"})
	case inv.Now.IsZero():
		return undecided(c.Identity, "is valid for a time that is not compared", check.Missing{What: "the time: nobody said what it is", Settle: "give the time"})
	}
	from := timeOf(c.NotBefore)
	until := c.until()
	if chain, known := c.Chain.Get(); known {
		from = chain.Leaf().NotBefore
	}
	switch {
	case !until.IsKnown() && c.Status.IsUnknown():
		return undecided(c.Identity, "may not be issued", lacking("the status of "+c.Subject(), c.Status.Why()))
	case !until.IsKnown() && value.Is(c.Type, amazonIssued) == value.True && told:
		return passed(c.Identity, "is issued by ACM")
	case !until.IsKnown():
		return undecided(c.Identity, "is valid until a day that is not known", lacking("the end of "+c.Subject(), orWhy(until.Why(), value.Why{Reason: "it is not told", Settle: "grant acm:DescribeCertificate"})))
	}
	switch cert.ValidityOf(from, until.Value(), inv.Now, 0) {
	case cert.Expired:
		return s.unusable(c, "NotAfter", "expired on "+day(until.Value()), day(until.Value()))
	case cert.NotYet:
		return s.unusable(c, "NotBefore", "is not valid before "+day(from), day(from))
	case cert.Valid, cert.Ending:
	}
	if chain, known := c.Chain.Get(); known {
		for _, x := range chain.Certificates[1:] {
			if !x.SelfSigned && x.ValidityAt(inv.Now, 0) == cert.Expired {
				return s.unusable(c, "NotAfter", "comes with an issuer that expired on "+day(x.NotAfter), day(x.NotAfter))
			}
		}
	}
	return passed(c.Identity, "is valid")
}

func (s secured) unusable(c *Certificate, field, fact, what string) check.Result {
	r := blaming(field, failed(c.Identity, "%s", fact))
	r.Detail = fmt.Sprintf("Requests of %s fail with 500: %s presents it, and API Gateway ends the connection, insecure_skip_verification or not.", s.call.name, s.of)
	r.Witness = []check.Fact{{Name: "certificate", Value: c.Subject()}, {Name: "state", Value: what}, {Name: "listener", Value: s.of}}
	r.Related = []string{s.of}
	return r
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }
