package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// BackendCertificateKeyMatches asks whether imported certificates come with their own
// keys.
var BackendCertificateKeyMatches = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backend-certificate-key-matches",
		Title:    "The private keys of imported certificates belong to them",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "apply fails",
		Why: "A certificate is of use only with its own private key. ACM refuses any other pair at apply, after whatever the apply has changed before. " +
			"On a target that ends TLS itself nobody refuses it: API Gateway then says `Cannot verify ECDH ServerKeyExchange signature`. The key is compared where it is read, by its public half; nothing of it is kept or shown.",
		Fix: "Give the key that the certificate was requested with, and the server's own certificate as `certificate_body`.",
		Unknown: "Unknown when the key or the certificate is known only after apply, cannot be read, or is write-only, so that no plan has it. " +
			"Not applicable to certificates that ACM has issued, and to integrations that call their backend without TLS.",
		Since: "0.1.0",
		Reads: certificateReads,
		References: []string{
			"https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perImported(inv, keyMatches)
	},
}

func keyMatches(s secured, c *Certificate) check.Result {
	chain, told := c.Chain.Get()
	matches, known := c.KeyMatches.Get()
	switch {
	case known && matches:
		return passed(c.Identity, "comes with its own private key")
	case known:
		r := failed(c.Identity, "comes with another certificate's private key")
		r.Detail = "Apply fails: the private key does not belong to the certificate that " + s.of + " is to present."
		if told && chain.Leaf().CA {
			r.Detail += " The first certificate is an issuer's."
		}
		r.Witness = []check.Fact{{Name: "certificate", Value: c.Subject()}}
		if told {
			r.Witness = append(r.Witness, check.Fact{Name: "fingerprint", Value: chain.Leaf().Fingerprint})
		}
		return blaming("Certificate", r)
	case c.KeyMatches.IsUnknown():
		return undecided(c.Identity, "comes with a private key that is not known", lacking("the private key of "+c.Subject(), c.KeyMatches.Why()))
	case c.Chain.IsUnknown():
		return undecided(c.Identity, "is not known itself", lacking("the certificate of "+c.Subject(), c.Chain.Why()))
	case c.FromTerraform() && value.Is(c.Status, "ISSUED") != value.True || c.Created:
		return undecided(c.Identity, "comes with a private key that is not told", check.Missing{What: "the private key of " + c.Subject() + ": it is not set, or write-only", Settle: "decided at apply, as ACM refuses keys of other certificates"})
	}
	return passed(c.Identity, "was taken by ACM together with its private key")
}
