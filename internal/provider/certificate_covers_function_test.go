package provider

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestCertificateCovers(t *testing.T) {
	t.Parallel()
	s := functions(t)
	pem := testkit.Leaf{Names: []string{"api.example.com", "*.wild.example", "192.0.2.1"}, CommonName: "common.example"}.PEM()
	names := func(of ...any) []any { return of }
	for _, c := range []struct {
		name        string
		certificate any
		hostnames   []any
		want        string
	}{
		{"a name of a certificate", pem, names("api.example.com"), "true"},
		{"in capitals and with a dot at the end", pem, names("API.Example.COM."), "true"},
		{"one name of two", pem, names("api.example.com", "other.example.com"), "false"},
		{"a wildcard", pem, names("a.wild.example"), "true"},
		{"a wildcard is no apex", pem, names("wild.example"), "false"},
		{"a wildcard is one label", pem, names("a.b.wild.example"), "false"},
		{"a pattern needs the wildcard", pem, names("*.wild.example"), "true"},
		{"a pattern is more than a name", pem, names("*.example.com"), "false"},
		{"a common name, beside others", pem, names("common.example"), "false"},
		{"a common name alone", testkit.Leaf{CommonName: "common.example"}.PEM(), names("common.example"), "false"},
		{"an address", pem, names("192.0.2.1"), "true"},
		{"another address", pem, names("192.0.2.2"), "false"},
		{"names", names("api.example.com", "*.example.org"), names("api.example.com", "a.example.org"), "true"},
		{"another script", names("xn--mnchen-3ya.example"), names("münchen.example"), "true"},
		{"addresses among names", names("2001:db8::1"), names("2001:db8:0::1"), "true"},
		{"no hostname", pem, names(), "true"},
		{"no name", names(), names("api.example.com"), "false"},
		{"a certificate that is malformed", strings.Replace(pem, "M", "A", 1), names("a.example"), "certificate: expected certificates in PEM form, or a list of names; certificate 1 is malformed."},
		{"no certificate", "api.example.com", names("a.example"), "certificate: expected certificates in PEM form, or a list of names; there is no PEM block of a certificate."},
		{"a number", 7, names("a.example"), "certificate: expected certificates in PEM form, or a list of names, got number."},
		{"a null among the hostnames", pem, names(nil), "hostnames[0]: expected a hostname such as api.example.com, or an IP address."},
		{"an address in the web", pem, names("https://api.example.com"), "hostnames[0]: expected a hostname"},
		{"a name that is none", names("a b"), names("a.example"), "certificate[0]: expected a name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			expectBool(t, s, "certificate_covers", c.want, c.certificate, c.hostnames)
		})
	}
}

func TestCertificateCoversTellsNothingOfAPrivateKey(t *testing.T) {
	t.Parallel()
	s := functions(t)
	leaf := testkit.Leaf{Names: []string{"api.example.com"}}
	secret := strings.Split(leaf.Key(), "\n")[1]
	for _, c := range []struct {
		name        string
		certificate any
		hostnames   []any
	}{
		{"the key in place of the certificate", leaf.Key(), []any{"api.example.com"}},
		{"the key behind the certificate", leaf.PEM() + leaf.Key(), []any{"api.example.com"}},
		{"the key among the names", []any{leaf.Key()}, []any{"api.example.com"}},
		{"the key among the hostnames", leaf.PEM(), []any{leaf.Key()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := s.call(t, "certificate_covers", c.certificate, c.hostnames)
			if err == "" || strings.Contains(err, secret[:12]) {
				t.Errorf("error %q; want one that tells nothing of the key", err)
			}
		})
	}
}
