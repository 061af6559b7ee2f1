package gatewayca_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"testing"
	"time"

	"golang.org/x/crypto/x509roots/fallback/bundle"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/cert/gatewayca"
)

var now = time.Date(2026, time.November, 2, 12, 0, 0, 0, time.UTC)

// A signer is a certificate with its key.
type signer struct {
	x   *x509.Certificate
	key *ecdsa.PrivateKey
}

// issue makes a certificate; by nil it is its own issuer.
func issue(t *testing.T, name string, by *signer, authority, mayIssue bool) *signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	x := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: now.AddDate(-1, 0, 0), NotAfter: now.AddDate(1, 0, 0),
		IsCA: authority, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature, DNSNames: []string{name},
	}
	if mayIssue {
		x.KeyUsage = x509.KeyUsageCertSign
	}
	out := &signer{x, key}
	if by == nil {
		by = out
	}
	der, err := x509.CreateCertificate(rand.Reader, x, by.x, key.Public(), by.key)
	if err != nil {
		t.Fatal(err)
	}
	if out.x, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return out
}

// public is a root that Mozilla trusts, by its name.
func public(t *testing.T, name string) *x509.Certificate {
	t.Helper()
	for r := range bundle.Roots() {
		if x, err := x509.ParseCertificate(r.Certificate); err == nil && x.Subject.CommonName == name {
			return x
		}
	}
	t.Fatalf("there is no root %s", name)
	return nil
}

// About half of the roots that Mozilla trusts are on API Gateway's list.
func TestMozillas_roots_are_no_stand_in_for_the_list(t *testing.T) {
	t.Parallel()
	listed, all := 0, 0
	for r := range bundle.Roots() {
		if all++; true {
			if _, ok := gatewayca.Listed(cert.Fingerprint(r.Certificate)); ok {
				listed++
			}
		}
	}
	if listed < 55 || all-listed < 40 {
		t.Errorf("%d of %d roots are listed", listed, all)
	}
	for name, want := range map[string]bool{"ISRG Root X1": true, "ISRG Root X2": false, "Amazon Root CA 1": true, "GlobalSign Root R46": false} {
		if _, ok := gatewayca.Listed(cert.Fingerprint(public(t, name).Raw)); ok != want {
			t.Errorf("%s is listed: %v", name, ok)
		}
	}
}

func TestChains_are_judged_by_their_roots(t *testing.T) {
	t.Parallel()
	privateRoot := issue(t, "Acme Root", nil, true, true)
	between := issue(t, "Acme Issuer", privateRoot, true, true)
	leaf := issue(t, "api.acme.example", between, false, false)
	own := issue(t, "own.acme.example", nil, false, false)
	ownAuthority := issue(t, "ca.acme.example", nil, true, true)
	weakRoot := issue(t, "Weak Root", nil, true, false)
	weakLeaf := issue(t, "weak.acme.example", weakRoot, false, false)
	for name, tc := range map[string]struct {
		chain        []*x509.Certificate
		trust        gatewayca.Trust
		plain, skip  bool
		plainUnknown bool
		skipUnknown  bool
		weak         bool // only the certificates themselves tell that the root may not issue
	}{
		"a listed root itself":                     {chain: []*x509.Certificate{public(t, "Amazon Root CA 1")}, trust: gatewayca.Trusted, plain: true, skip: true},
		"a public root that is not on the list":    {chain: []*x509.Certificate{public(t, "ISRG Root X2")}, trust: gatewayca.Unlisted, plainUnknown: true, skip: true},
		"a private root that the chain shows":      {chain: []*x509.Certificate{leaf.x, between.x, privateRoot.x}, trust: gatewayca.Private, skip: true},
		"a private root that the chain leaves out": {chain: []*x509.Certificate{leaf.x, between.x}, trust: gatewayca.Unknown, plainUnknown: true, skipUnknown: true},
		"its own issuer":                           {chain: []*x509.Certificate{own.x}, trust: gatewayca.Itself},
		"its own issuer, and one that may be":      {chain: []*x509.Certificate{ownAuthority.x}, trust: gatewayca.Itself, skip: true},
		"a root that may not issue":                {chain: []*x509.Certificate{weakLeaf.x, weakRoot.x}, trust: gatewayca.Private, weak: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for way, v := range map[string]gatewayca.Verdict{"chain": gatewayca.OfChain(tc.chain, now), "facts": gatewayca.OfFacts(cert.ChainOf(tc.chain))} {
				if v.Trust != tc.trust {
					t.Errorf("%s: %+v", way, v)
				}
				if yes, known := v.Accepts(false); yes != tc.plain || known == tc.plainUnknown {
					t.Errorf("%s: accepted %v, known %v", way, yes, known)
				}
				if yes, known := v.Accepts(true); (yes != tc.skip || known == tc.skipUnknown) && (!tc.weak || way != "facts") {
					t.Errorf("%s: accepted when skipping %v, known %v", way, yes, known)
				}
			}
		})
	}
}

// An expired certificate is trusted like another: its date is judged apart.
func TestTrust_is_no_matter_of_dates(t *testing.T) {
	t.Parallel()
	root := public(t, "Amazon Root CA 1")
	if v := gatewayca.OfChain([]*x509.Certificate{root}, root.NotAfter.AddDate(1, 0, 0)); v.Trust != gatewayca.Trusted {
		t.Errorf("%+v", v)
	}
}

// A certificate that only follows, and has issued nothing, lends no trust.
func TestTrust_is_not_lent_by_strangers(t *testing.T) {
	t.Parallel()
	own := issue(t, "own.acme.example", nil, false, false)
	chain := []*x509.Certificate{own.x, public(t, "Amazon Root CA 1")}
	if v := gatewayca.OfChain(chain, now); v.Trust == gatewayca.Trusted {
		t.Errorf("%+v", v)
	}
	if v := gatewayca.OfFacts(cert.ChainOf(chain)); v.Trust == gatewayca.Trusted {
		t.Errorf("%+v", v)
	}
}

// An issuer is known by the name of its root when the chain leaves the root out, as
// chains do.
func TestRoots_are_known_by_name(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]gatewayca.Trust{"ISRG Root X1": gatewayca.Trusted, "ISRG Root X2": gatewayca.Unlisted} {
		issuer := public(t, name).Subject.String()
		chain := cert.Chain{Certificates: []cert.Certificate{{Subject: "CN=leaf", Issuer: "CN=R3"}, {Subject: "CN=R3", Issuer: issuer, CA: true}}, Issued: []bool{true}}
		if v := gatewayca.OfFacts(chain); v.Trust != want {
			t.Errorf("%s: %+v", name, v)
		}
	}
}
