package cli_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A recipe is of a server's certificate and of what is presented with it.
type recipe struct {
	names     []string
	ends      time.Duration
	alone     bool // its issuer is not presented
	own       bool // it is its own issuer
	authority bool // the issuer, or itself, may issue certificates
}

func (r recipe) certificate(t *testing.T) tls.Certificate {
	t.Helper()
	key := func() *ecdsa.PrivateKey {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	template := func(name string, authority bool) *x509.Certificate {
		x := &x509.Certificate{
			SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(r.ends),
			IsCA: authority, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature,
		}
		if authority {
			x.KeyUsage |= x509.KeyUsageCertSign
		}
		return x
	}
	sign := func(x, by *x509.Certificate, k, byKey *ecdsa.PrivateKey) []byte {
		der, err := x509.CreateCertificate(rand.Reader, x, by, k.Public(), byKey)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	k := key()
	leaf := template("server", r.own && r.authority)
	leaf.DNSNames = r.names
	if r.own {
		return tls.Certificate{Certificate: [][]byte{sign(leaf, leaf, k, k)}, PrivateKey: k}
	}
	rootKey := key()
	root := template("Acme Root", r.authority)
	out := tls.Certificate{Certificate: [][]byte{sign(leaf, root, k, rootKey)}, PrivateKey: k}
	if !r.alone {
		out.Certificate = append(out.Certificate, sign(root, root, rootKey, rootKey))
	}
	return out
}

func TestProbeAsAPIGateway(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	names := []string{"*.acme.example"}
	for name, tc := range map[string]struct {
		recipe
		newest uint16
		oldest uint16
		skip   bool
		code   int
		says   string
	}{
		"a private root":                   {recipe: recipe{names: names, ends: day, authority: true}, code: 1, says: "API Gateway does not connect: its root, CN=Acme Root, is private"},
		"a private root, and it may":       {recipe: recipe{names: names, ends: day, authority: true}, skip: true, says: "API Gateway connects, as its list is not asked"},
		"a root that may not issue":        {recipe: recipe{names: names, ends: day}, skip: true, code: 1, says: "it needs CA:TRUE and keyCertSign"},
		"self-signed":                      {recipe: recipe{names: names, ends: day, own: true}, code: 1, says: "the certificate is self-signed"},
		"self-signed, and it may":          {recipe: recipe{names: names, ends: day, own: true, authority: true}, skip: true, says: "API Gateway connects"},
		"a chain without its root":         {recipe: recipe{names: names, ends: day, alone: true, authority: true}, says: "it is not known whether API Gateway connects: the chain does not show the root"},
		"skipping does not skip the name":  {recipe: recipe{names: []string{"www.other.example"}, ends: day, authority: true}, skip: true, code: 1, says: "the certificate is not for api.acme.example"},
		"skipping does not skip the dates": {recipe: recipe{names: names, ends: -day, authority: true}, skip: true, code: 1, says: "the certificate expired on"},
		"TLS 1.3 only":                     {recipe: recipe{names: names, ends: day, authority: true}, oldest: tls.VersionTLS13, skip: true, says: "it is not known whether API Gateway connects: the server speaks TLS 1.3 only"},
		"TLS 1.1 only":                     {recipe: recipe{names: names, ends: day, authority: true}, oldest: tls.VersionTLS10, newest: tls.VersionTLS11, skip: true, says: "the server speaks TLS 1.1 only"},
		"TLS 1.2 only":                     {recipe: recipe{names: names, ends: day, authority: true}, newest: tls.VersionTLS12, skip: true, says: "API Gateway connects"},
		"TLS 1.2 only, by the list":        {recipe: recipe{names: names, ends: day, authority: true}, oldest: tls.VersionTLS12, newest: tls.VersionTLS12, code: 1, says: "API Gateway does not connect"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := &tls.Config{Certificates: []tls.Certificate{tc.certificate(t)}, MinVersion: tc.oldest, MaxVersion: tc.newest} //nolint:gosec // what servers may speak
			port := testkit.Listen(t, testkit.Shaking(t, config))
			args := []string{"api.acme.example:" + strconv.Itoa(port), "--address", "127.0.0.1", "--as", "api-gateway", "--timeout", "5s"}
			if tc.skip {
				args = append(args, "--insecure-skip-verification")
			}
			code, out, problems := probing(t, args...)
			if code != tc.code || !strings.Contains(out, tc.says) {
				t.Errorf("code %d, %s%s", code, out, problems)
			}
			code, out, _ = probing(t, append(args, "--format", "json")...)
			if code != tc.code || !strings.Contains(out, `"api_gateway": {`) {
				t.Errorf("code %d, %s", code, out)
			}
			// By the rules of clients it is another matter.
			if code, out, _ := probing(t, args[0], args[1], args[2]); code != 1 || strings.Contains(out, "API Gateway") {
				t.Errorf("code %d, %s", code, out)
			}
		})
	}
}
