package gatewayca

import (
	"crypto/x509"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"golang.org/x/crypto/x509roots/fallback/bundle"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
)

//go:embed roots.txt
var list string

// aliases are the names of the listed certificates by their fingerprints.
var aliases = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(list) {
		if fingerprint, alias, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			out[fingerprint] = alias
		}
	}
	return out
})

// Listed is the alias by which API Gateway's list has a certificate, by the SHA-256 of its
// DER form in hexadecimal digits.
func Listed(fingerprint string) (alias string, ok bool) {
	alias, ok = aliases()[strings.ToLower(fingerprint)]
	return alias, ok
}

// A root is one that Mozilla trusts.
type root struct {
	*x509.Certificate
	constraint  func([]*x509.Certificate) error
	fingerprint string
	alias       string // "" where API Gateway's list lacks it
}

var roots = sync.OnceValue(func() []root {
	var out []root
	for r := range bundle.Roots() {
		x, err := x509.ParseCertificate(r.Certificate)
		if err != nil {
			continue // Go has stopped to read it
		}
		one := root{Certificate: x, constraint: r.Constraint, fingerprint: cert.Fingerprint(x.Raw)}
		one.alias, _ = Listed(one.fingerprint)
		out = append(out, one)
	}
	return out
})

// bySubject are the roots of a name, as [cert.Certificate] spells it.
func bySubject(subject string) []root {
	return slices.DeleteFunc(slices.Clone(roots()), func(r root) bool { return r.Subject.String() != subject })
}

// isPublic says whether Mozilla trusts a root.
func isPublic(fingerprint string) bool {
	return slices.ContainsFunc(roots(), func(r root) bool { return r.fingerprint == fingerprint })
}

// pool has the roots that Mozilla trusts; only the listed ones, or all.
func pool(all bool) *x509.CertPool {
	out := x509.NewCertPool()
	for _, r := range roots() {
		switch {
		case r.alias == "" && !all:
		case r.constraint != nil:
			out.AddCertWithConstraint(r.Certificate, r.constraint)
		default:
			out.AddCert(r.Certificate)
		}
	}
	return out
}
