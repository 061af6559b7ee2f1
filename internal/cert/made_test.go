package cert_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// A made certificate, with its key.
type made struct {
	x   *x509.Certificate
	key crypto.Signer
}

func (m made) pem() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: m.x.Raw}))
}

func bundle(ms ...made) string {
	var b strings.Builder
	for _, m := range ms {
		b.WriteString(m.pem())
	}
	return b.String()
}

// A recipe of a certificate; the issuer nil makes it its own.
type recipe struct {
	cn     string
	dns    []string
	ips    []net.IP
	issuer *made
	ca     bool
	public bool
	key    crypto.Signer
}

var (
	noon     = time.Date(2030, 6, 15, 12, 0, 0, 0, time.UTC)
	ecKey    = sync.OnceValue(func() crypto.Signer { return must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)) })
	otherKey = sync.OnceValue(func() crypto.Signer { return must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)) })
	rsaKey   = sync.OnceValue(func() crypto.Signer { return must(rsa.GenerateKey(rand.Reader, 2048)) })
	edKey    = sync.OnceValue(func() crypto.Signer {
		_, key, err := ed25519.GenerateKey(rand.Reader)
		return must(key, err)
	})
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func bake(t *testing.T, r recipe) made {
	t.Helper()
	if r.key == nil {
		r.key = ecKey()
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: r.cn}, DNSNames: r.dns, IPAddresses: r.ips,
		NotBefore: noon.AddDate(0, -1, 0), NotAfter: noon.AddDate(0, 2, 0),
		IsCA: r.ca, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	if r.ca {
		template.KeyUsage |= x509.KeyUsageCertSign
	}
	if r.public {
		template.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11129, 2, 4, 2}, Value: []byte{4, 0}}}
	}
	parent, signer := template, r.key
	if r.issuer != nil {
		parent, signer = r.issuer.x, r.issuer.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, r.key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	x, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return made{x, r.key}
}

// family is a root, an intermediate and a leaf.
func family(t *testing.T) (root, intermediate, leaf made) {
	t.Helper()
	root = bake(t, recipe{cn: "Root", ca: true, key: otherKey()})
	intermediate = bake(t, recipe{cn: "Intermediate", ca: true, issuer: &root})
	leaf = bake(t, recipe{cn: "api.acme.example", dns: []string{"api.acme.example"}, issuer: &intermediate, public: true, key: rsaKey()})
	return root, intermediate, leaf
}

func keyPEM(t *testing.T, kind string, key crypto.Signer) string {
	t.Helper()
	var der []byte
	switch k := key.(type) {
	case *rsa.PrivateKey:
		der = x509.MarshalPKCS1PrivateKey(k)
	case *ecdsa.PrivateKey:
		der = must(x509.MarshalECPrivateKey(k))
	}
	if kind == "PRIVATE KEY" {
		der = must(x509.MarshalPKCS8PrivateKey(key))
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}
