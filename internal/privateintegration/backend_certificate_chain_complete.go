package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/cert/gatewayca"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// BackendCertificateChainComplete asks whether imported certificates come with those of
// their issuers.
var BackendCertificateChainComplete = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backend-certificate-chain-complete",
		Title:    "Imported certificates come with their issuers, in order",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "500",
		Why: "API Gateway knows roots only and fetches nothing: a listener has to present its own certificate and then each that issued the one before, up to one that a root has issued. " +
			"Without them it is `PKIX path building failed`, even if browsers connect. A certificate that is imported into ACM presents what was given as its chain.",
		Fix:     "Give the certificates of all intermediate issuers as `certificate_chain`, in the order of issue; most issuers offer that as the full chain.",
		Unknown: "Unknown when the chain is not known, and for a certificate alone whose issuer may be a root. Not applicable to certificates that ACM has issued, and to integrations that call their backend without TLS.",
		Since:   "0.1.0",
		Reads:   certificateReads,
		References: []string{
			"https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-format.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perImported(inv, chainComplete)
	},
}

// perImported asks about the certificates of listeners that were not issued by ACM.
func perImported(inv *Inventory, ask func(s secured, c *Certificate) check.Result) []check.Result {
	return perCertificate(inv, nothingOfTargets, func(s secured, c *Certificate) check.Result {
		switch typ, known := c.Type.Get(); {
		case known && typ != importedType:
			return inapplicable(c.Identity, "is issued by ACM")
		case !known && c.Chain.IsNull():
			return undecided(c.Identity, "may be imported", lacking("how ACM came by "+c.Subject(), orWhy(c.Type.Why(), value.Why{Reason: "it is not told", Settle: "grant acm:DescribeCertificate"})))
		}
		return ask(s, c)
	})
}

func chainComplete(s secured, c *Certificate) check.Result {
	chain, known := c.Chain.Get()
	if !known {
		return undecided(c.Identity, "has issuers that are not known", lacking("the chain of "+c.Subject(), orWhy(c.Chain.Why(), value.Why{Reason: "it is not told", Settle: "grant acm:GetCertificate"})))
	}
	leaf, alone := chain.Leaf(), len(chain.Certificates) == 1
	fail := func(fact, detail, remedy string) check.Result {
		r := blaming("Certificate", failed(c.Identity, "%s", fact))
		r.Detail = fmt.Sprintf("Requests of %s fail with 500 and \"PKIX path building failed\": %s", s.call.name, detail)
		r.Remediation = remedy
		r.Witness = []check.Fact{{Name: "certificates", Value: len(chain.Certificates)}, {Name: "issuer", Value: leaf.Issuer}}
		for n, x := range chain.Certificates {
			r.Trace = append(r.Trace, fmt.Sprintf("certificate %d is %s, issued by %s", n+1, x.Subject, x.Issuer))
		}
		r.Related = []string{s.of}
		return r
	}
	at, broken := chain.Break()
	trust := gatewayca.OfFacts(chain).Trust
	switch {
	case broken && chain.Shuffled:
		return fail("has its certificates in the wrong order", fmt.Sprintf("certificate %d did not issue the one before it.", at+2), "Put behind each certificate the one that issued it.")
	case broken:
		return fail("comes with certificates that did not issue it", fmt.Sprintf("certificate %d did not issue the one before it.", at+2), fmt.Sprintf("Put the certificate of %s behind certificate %d.", chain.Certificates[at].Issuer, at+1))
	case alone && leaf.SelfSigned:
		return passed(c.Identity, "is its own issuer")
	case alone && (trust == gatewayca.Trusted || trust == gatewayca.Unlisted):
		return passed(c.Identity, "is issued by a root itself")
	case alone && leaf.PubliclyIssued:
		return fail("comes without its issuer", leaf.Issuer+" is no root, and its certificate is not presented.", "Give the certificate of "+leaf.Issuer+" as certificate_chain.")
	case alone:
		return undecided(c.Identity, "comes without its issuer, which may be a root", check.Missing{What: "whether " + leaf.Issuer + ", which issued " + c.Subject() + ", is a root", Settle: "give its certificate as certificate_chain"})
	}
	return passed(c.Identity, "comes with its issuers, in order")
}
