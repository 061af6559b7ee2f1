package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// CertificateKeyMatches asks whether certificates come with their own keys.
var CertificateKeyMatches = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "certificate-key-matches",
		Title:    "The private keys belong to their certificates",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "apply fails",
		Why: "A certificate is of use only with its own private key, and the server's own certificate has to come first. Google refuses any other pair at apply, " +
			"after whatever the apply has changed before. The key is compared where it is read, by its public half; nothing of it is kept or shown.",
		Fix: "Give the key that the certificate was requested with, and the server's own certificate before those of its issuers.",
		Unknown: "Unknown when the key or the certificate is known only after apply, cannot be read, or is write-only, so that no plan has it. " +
			"Not applicable to certificates that Google makes.",
		Since:      "0.1.0",
		Reads:      []string{"compute.sslCertificates", "certificatemanager.certificates"},
		References: []string{"https://docs.cloud.google.com/load-balancing/docs/ssl-certificates/self-managed-certs"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.frontsOf(org).perCertificate(keyMatches)
		})
	},
}

func keyMatches(a attached) check.Result {
	of := a.Identity
	matches, known := a.KeyMatches.Get()
	switch {
	case a.managed:
		return inapplicable(of, "is made by Google")
	case known && matches:
		return passed(of, "comes with its own private key")
	case known:
		r := blaming(a.certificateField(), failed(of, "comes with another certificate's private key"))
		r.Detail = "Apply fails: the private key does not belong to the first certificate."
		if chain, ok := a.Chain.Get(); ok && chain.Leaf().CA {
			r.Detail = "Apply fails: the first certificate is an issuer's, and the private key does not belong to it."
		}
		r.Remediation = "Give the key that the certificate was requested with, and the server's own certificate first."
		r.Witness = []check.Fact{{Name: "certificate", Value: of.Subject()}, {Name: "fingerprint", Value: a.Chain.Value().Leaf().Fingerprint}}
		return r
	case a.KeyMatches.IsUnknown():
		return undecided(of, "comes with a private key that is not known", lacking("the private key of "+of.Subject(), a.KeyMatches.Why()))
	case a.Chain.IsUnknown():
		return undecided(of, "is not known itself", lacking("the certificate of "+of.Subject(), a.Chain.Why()))
	case a.fromTerraform():
		return undecided(of, "comes with a private key that is not told", check.Missing{
			What:   "the private key of " + of.Subject() + ": it is not set, or write-only",
			Settle: "decided at apply, as Google refuses keys of other certificates",
		})
	}
	return passed(of, "was taken by Google together with its private key")
}
