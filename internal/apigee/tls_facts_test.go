package apigee_test

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// facts are those of a certificate, and of whether its key is its own.
func facts(key string) string {
	text := cert.PresentedFacts(value.OfString(testkit.Leaf{Names: []string{"*.acme.example"}}.PEM()), value.Null()).Get("chain", "certificates").Elements()[0]
	var fields string
	for _, name := range []string{"issuer", "fingerprint", "publicKey", "subject", "commonName", "notBefore", "notAfter"} {
		fields += fmt.Sprintf("%q: %q, ", name, text.Get(name).Text())
	}
	return fmt.Sprintf(`{"chain": {"certificates": [{%s"dnsNames": ["*.acme.example"], "key": {"algorithm": "ECDSA", "bits": 256}}], "issued": []}, "keyMatches": %s}`, fields, key)
}
