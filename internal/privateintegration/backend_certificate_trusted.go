package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/cert/gatewayca"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// BackendCertificateTrusted asks whether API Gateway trusts who issued the certificates of
// backends.
var BackendCertificateTrusted = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backend-certificate-trusted",
		Title:    "API Gateway trusts the issuer of the certificate that it gets",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "500",
		Why: "API Gateway trusts the certificate authorities of a list of its own, which has about half of those that browsers trust, and none of yours: of any other it says `PKIX path building failed`. " +
			"A REST API can skip the comparison with `tls_config { insecure_skip_verification = true }`; the dates, the host name and that a root certificate authority has issued the certificate are still verified, so that " +
			"a private root needs `CA:TRUE` and `keyCertSign`. HTTP APIs cannot skip it. Certificates that ACM issues for public domains are trusted. Certificates between a load balancer and its targets nobody verifies.",
		Fix: "Use a certificate of ACM for a public domain or, for a REST API, skip the comparison with the list, and let the root certificate be one that may issue others.",
		Unknown: "Unknown when the chain is not known, does not show its root, or has one that was added to the list since April 2023 perhaps, and for certificates of AWS Private CA behind HTTP APIs. " +
			"Unknown for TCP listeners, behind which targets present certificates that AWS does not tell: `apireach probe --as api-gateway` settles it. Not applicable to integrations that call their backend without TLS.",
		Since: "0.1.0",
		Reads: certificateReads,
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-supported-certificate-authorities-for-http-endpoints.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration-tls-config.html",
			"https://docs.aws.amazon.com/apigateway/latest/api/API_TlsConfig.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCertificate(inv, unknownOfTargets, func(s secured, c *Certificate) check.Result { return s.trusted(c) })
	},
}

func (s secured) trusted(c *Certificate) check.Result {
	if s.skipVerify.IsUnknown() && s.kind != kindHTTP {
		with, without := s, s
		with.skipVerify, without.skipVerify = value.Known(true), value.Known(false)
		if a, b := with.trusted(c), without.trusted(c); a.Verdict == b.Verdict {
			return b
		}
		return undecided(c.Identity, "may come from an issuer that API Gateway does not trust", lacking("whether "+s.Subject()+" skips the verification", s.skipVerify.Why()))
	}
	skip := s.kind != kindHTTP && s.skipVerify.Value()
	issuer := value.Is(c.Type, privateType)
	if issuer != value.True && !c.Authority.IsNull() && value.Is(c.Authority, "") != value.True {
		issuer = value.True
		if c.Authority.IsUnknown() {
			issuer = value.Undecided
		}
	}
	switch {
	case value.Is(c.Type, amazonIssued) == value.True && issuer == value.False:
		return passed(c.Identity, "is issued by Amazon, whom API Gateway trusts")
	case issuer == value.True && skip:
		return passed(c.Identity, "is of a private authority, and the list is not asked")
	case issuer == value.True && s.kind == kindHTTP:
		return undecided(c.Identity, "is of a private authority", check.Missing{What: "whether HTTP APIs trust AWS Private CA: it is not documented, and they cannot skip the verification", Settle: "use a certificate of ACM for a public domain"})
	case issuer == value.True:
		return s.untrusted(c, "AWS Private CA", "")
	}
	chain, known := c.Chain.Get()
	if !known {
		why := c.Chain.Why()
		if c.Chain.IsNull() {
			why = value.Why{Reason: "its chain is not told", Settle: "grant acm:GetCertificate"}
			if c.Type.IsUnknown() {
				why = c.Type.Why()
			}
		}
		return undecided(c.Identity, "comes from an issuer that is not known", lacking("the issuer of "+c.Subject(), why))
	}
	v := gatewayca.OfFacts(chain)
	yes, decided := v.Accepts(skip)
	switch {
	case yes && v.Trust == gatewayca.Trusted:
		return passed(c.Identity, "comes from a root on API Gateway's list, %s", v.Root)
	case yes:
		return passed(c.Identity, "comes from another issuer, and the list is not asked")
	case decided && skip:
		return s.untrusted(c, v.Root, "Skipping the verification does not help: the root is no certificate authority that may issue certificates.")
	case decided:
		return s.untrusted(c, v.Root, "")
	case v.Trust == gatewayca.Unlisted:
		return undecided(c.Identity, "comes from a root that was not on API Gateway's list", check.Missing{
			What: "whether " + v.Root + " is on API Gateway's list by now: it was not in April 2023", Settle: "look at the list, or use another issuer",
		})
	}
	return undecided(c.Identity, "does not show its root", check.Missing{What: "which root has issued " + v.Root + ", the issuer of " + c.Subject(), Settle: "put the certificates of all its issuers into the chain"})
}

func (s secured) untrusted(c *Certificate, issuer, note string) check.Result {
	r := failed(c.Identity, "comes from an issuer that API Gateway does not trust")
	r.Detail = fmt.Sprintf("Requests of %s fail with 500 and \"PKIX path building failed\": %s presents a certificate of %s.", s.call.name, s.of, issuer)
	if note != "" {
		r.Detail += " " + note
	}
	r.Witness = []check.Fact{{Name: "certificate", Value: c.Subject()}, {Name: "issuer", Value: issuer}, {Name: "insecureSkipVerification", Value: fmt.Sprint(s.kind != kindHTTP && s.skipVerify.Value())}}
	r.Related = []string{s.of, s.Subject()}
	switch {
	case s.kind == kindHTTP:
		r.Remediation = "Use a certificate of ACM for a public domain: HTTP APIs cannot skip the verification."
	case note != "":
		r.Remediation = "Have the certificate issued by a root with CA:TRUE and keyCertSign, and put the root into the chain."
	default:
		r.Remediation = "Use a certificate of ACM for a public domain, or set tls_config { insecure_skip_verification = true } on the integration and deploy it."
	}
	return r
}
