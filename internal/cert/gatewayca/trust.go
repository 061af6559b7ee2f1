package gatewayca

import (
	"crypto/x509"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
)

// Trust says whether API Gateway trusts the issuer of a chain.
type Trust uint8

// What can be said of an issuer. Unknown is for a chain that does not show its root.
const (
	Unknown  Trust = iota
	Trusted        // a root on API Gateway's list has issued it
	Unlisted       // a public root has issued it that the copy of the list here lacks
	Private        // a root that is neither public nor on the list has issued it
	Itself         // it is its own issuer
)

// Verdict is what can be said of a chain.
type Verdict struct {
	Trust Trust
	// Root is the root's alias on the list, or its subject.
	Root string
	// Usable says of a root that only the chain shows that it may issue certificates, as
	// API Gateway asks of it even where it does not ask for a listed one.
	Usable bool
}

// OfFacts judges a chain of which only facts are known. It believes that the issuer
// whose name is that of a public root is that root.
func OfFacts(c cert.Chain) Verdict {
	issued := c.Certificates
	if at, broken := c.Break(); broken && !c.Shuffled {
		issued = issued[:at+1] // the others have issued nothing here
	}
	for _, x := range issued {
		if alias, ok := Listed(x.Fingerprint); ok {
			return Verdict{Trust: Trusted, Root: alias}
		}
	}
	last := issued[len(issued)-1]
	if c.Shuffled {
		for _, x := range issued {
			if x.SelfSigned {
				last = x
			}
		}
	}
	out := Verdict{Root: last.Issuer, Usable: last.CA}
	switch {
	case last.SelfSigned && isPublic(last.Fingerprint):
		out.Trust = Unlisted
	case last.SelfSigned && len(issued) == 1:
		out.Trust = Itself
	case last.SelfSigned:
		out.Trust = Private
	default:
		for _, r := range bySubject(last.Issuer) {
			if r.alias != "" {
				return Verdict{Trust: Trusted, Root: r.alias}
			}
			out.Trust = Unlisted
		}
	}
	return out
}

// OfChain judges a chain that a server presents, its own certificate first.
func OfChain(presented []*x509.Certificate, now time.Time) Verdict {
	leaf := presented[0]
	// Dates are judged apart: an expired certificate of a trusted issuer is trusted.
	if now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
		now = leaf.NotAfter
	}
	listed, between := pool(false), x509.NewCertPool()
	var last *x509.Certificate
	for _, x := range presented {
		if _, ok := Listed(cert.Fingerprint(x.Raw)); ok {
			listed.AddCert(x)
		}
		between.AddCert(x)
		if cert.Facts(x).SelfSigned {
			last = x
		}
	}
	if chains := verified(leaf, listed, between, now); len(chains) > 0 {
		alias, _ := Listed(cert.Fingerprint(rootOf(chains).Raw))
		return Verdict{Trust: Trusted, Root: alias}
	}
	if chains := verified(leaf, pool(true), between, now); len(chains) > 0 {
		return Verdict{Trust: Unlisted, Root: rootOf(chains).Subject.String()}
	}
	if last == nil {
		return Verdict{Root: presented[len(presented)-1].Issuer.String()}
	}
	out := Verdict{Root: last.Subject.String(), Usable: last.IsCA && last.BasicConstraintsValid && last.KeyUsage&x509.KeyUsageCertSign != 0}
	own := x509.NewCertPool()
	own.AddCert(last)
	switch {
	case last.Equal(leaf):
		out.Trust = Itself
	case len(verified(leaf, own, between, now)) > 0 || !out.Usable:
		out.Trust = Private
	}
	return out
}

func verified(leaf *x509.Certificate, roots, between *x509.CertPool, at time.Time) [][]*x509.Certificate {
	chains, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: at})
	if err != nil {
		return nil
	}
	return chains
}

func rootOf(chains [][]*x509.Certificate) *x509.Certificate {
	return chains[0][len(chains[0])-1]
}

// Accepts says whether API Gateway takes a chain with this issuer: yes, no or not known.
// Skipping verification asks no longer for a root on the list, but for one that may issue
// certificates.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration-tls-config.html.
func (v Verdict) Accepts(skip bool) (yes, known bool) {
	switch {
	case v.Trust == Trusted:
		return true, true
	case skip && v.Trust == Unlisted:
		return true, true
	case skip && (v.Trust == Private || v.Trust == Itself):
		return v.Usable, true
	case v.Trust == Private || v.Trust == Itself:
		return false, true
	}
	return false, false
}
