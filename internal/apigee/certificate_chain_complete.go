package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// CertificateChainComplete asks whether certificates come with those of their issuers.
var CertificateChainComplete = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "certificate-chain-complete",
		Title:    "The certificates come with their issuers, in order",
		Hop:      check.HopTLS,
		Severity: check.Warning,
		Symptom:  "unable to get local issuer certificate",
		Why: "Clients know roots only. A server has to present its own certificate and then each that issued the one before, up to one that a root has issued. " +
			"Browsers fetch what is missing; curl, Java and most programs do not, and end the connection. A self-signed certificate is trusted by those who were told to.",
		Fix: "Put the certificates of all intermediate issuers behind the server's own, in the order of issue; most issuers offer that as the full chain.",
		Unknown: "Unknown for a certificate alone whose issuer clients may know as a root of their own, and when the certificate is known only after apply. " +
			"Not applicable to certificates that Google makes.",
		Since:      "0.1.0",
		Reads:      []string{"compute.sslCertificates", "certificatemanager.certificates"},
		References: []string{"https://docs.cloud.google.com/load-balancing/docs/ssl-certificates", "https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/troubleshooting"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.frontsOf(org).perCertificate(chainComplete)
		})
	},
}

func chainComplete(a attached) check.Result {
	of := a.Identity
	chain, known := a.Chain.Get()
	switch {
	case a.managed:
		return inapplicable(of, "is made by Google")
	case !known:
		return blaming(a.certificateField(), undecided(of, "has issuers that are not known", lacking("the certificate of "+of.Subject(), a.untold())))
	}
	leaf, alone := chain.Leaf(), len(chain.Certificates) == 1
	fail := func(fact, detail, remedy string) check.Result {
		r := blaming(a.certificateField(), failed(of, "%s", fact))
		r.Detail, r.Remediation = detail, remedy
		r.Witness = []check.Fact{{Name: "certificates", Value: len(chain.Certificates)}, {Name: "issuer", Value: leaf.Issuer}}
		for n, c := range chain.Certificates {
			r.Trace = append(r.Trace, fmt.Sprintf("certificate %d is %s, issued by %s", n+1, orElse(c.Subject, "without a subject"), c.Issuer))
		}
		return r
	}
	at, broken := chain.Break()
	switch {
	case broken && chain.Shuffled:
		return fail("has its certificates in the wrong order", "Some clients end the connection: certificate "+fmt.Sprint(at+2)+" did not issue the one before it.",
			"Put the server's own certificate first, and behind each the one that issued it.")
	case broken:
		return fail("comes with certificates that did not issue it", "Clients that do not fetch issuers end the connection: certificate "+fmt.Sprint(at+2)+" did not issue the one before it.",
			"Put the certificate of "+chain.Certificates[at].Issuer+" behind certificate "+fmt.Sprint(at+1)+".")
	case alone && leaf.SelfSigned:
		return fail("is self-signed", "Clients end the connection, but for those that were told to trust this very certificate.",
			"Have the certificate issued by an authority that clients trust.")
	case alone && leaf.PubliclyIssued:
		return fail("comes without its issuer", "Programs that do not fetch issuers, such as curl and Java, end the connection: "+leaf.Issuer+" is no root.",
			"Put the certificate of "+leaf.Issuer+" behind it.")
	case alone:
		return blaming(a.certificateField(), undecided(of, "comes without its issuer, which may be a root", check.Missing{
			What:   "whether clients know " + leaf.Issuer + ", which issued " + of.Subject() + ", as a root",
			Settle: "put its certificate behind the server's own if it is no root, or waive this if it is one of your own",
		}))
	}
	return passed(of, "comes with its issuers, in order")
}
