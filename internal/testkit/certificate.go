package testkit

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"math/big"
	"net/netip"
	"sync"
	"time"
)

// Now is when worlds are judged.
var Now = time.Date(2026, time.November, 2, 12, 0, 0, 0, time.UTC)

// Leaf describes a certificate. The zero Leaf is valid from 2020 on for a hundred
// years, for no name, and comes with its issuer. The same description gives the same text.
type Leaf struct {
	Names []string // hostnames, and addresses
	// CommonName is all there is where Names is empty.
	CommonName  string
	From, Until time.Time
	// Alone leaves the issuer out, Backwards puts it in front.
	Alone, Backwards bool
	SelfSigned       bool
	// Public marks it as one that a publicly trusted issuer has made.
	Public bool
	// RSA makes the key one; always another one then.
	RSA bool
}

// PEM is the chain that the certificate comes in.
func (l Leaf) PEM() string {
	issuer, issuerKey := issuer()
	if l.SelfSigned {
		issuer, issuerKey = l.template(), l.signer()
	}
	own := encode("CERTIFICATE", sign(l.template(), issuer, l.signer().Public(), issuerKey))
	above := encode("CERTIFICATE", issuer.Raw)
	switch {
	case l.Alone || l.SelfSigned:
		return own
	case l.Backwards:
		return above + own
	}
	return own + above
}

// Key is the private key of the certificate; that of another leaf is another.
func (l Leaf) Key() string {
	der, err := x509.MarshalPKCS8PrivateKey(l.signer())
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return encode("PRIVATE KEY", der)
}

func (l Leaf) signer() crypto.Signer {
	if l.RSA {
		return rsaKey()
	}
	return keyOf("leaf of " + l.CommonName + l.first())
}

func (l Leaf) first() string {
	if len(l.Names) == 0 {
		return ""
	}
	return l.Names[0]
}

func (l Leaf) template() *x509.Certificate {
	x := &x509.Certificate{
		SerialNumber: big.NewInt(2026), Subject: pkix.Name{CommonName: l.CommonName, Organization: []string{"Acme"}},
		NotBefore: l.From, NotAfter: l.Until, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if x.NotBefore.IsZero() {
		x.NotBefore = time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	if x.NotAfter.IsZero() {
		x.NotAfter = x.NotBefore.AddDate(100, 0, 0)
	}
	for _, name := range l.Names {
		if a, err := netip.ParseAddr(name); err == nil {
			x.IPAddresses = append(x.IPAddresses, a.AsSlice())
		} else {
			x.DNSNames = append(x.DNSNames, name)
		}
	}
	if l.Public {
		x.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11129, 2, 4, 2}, Value: []byte{4, 0}}}
	}
	return x
}

// issuer is an issuer that a root, which is in no chain, has issued.
func issuer() (*x509.Certificate, crypto.Signer) {
	authority := func(name string) *x509.Certificate {
		return &x509.Certificate{
			SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true,
			NotBefore: time.Date(2019, time.January, 1, 0, 0, 0, 0, time.UTC), NotAfter: Now.AddDate(120, 0, 0), KeyUsage: x509.KeyUsageCertSign,
		}
	}
	key := keyOf("issuer")
	der := sign(authority("Test Issuer"), authority("Test Root"), key.Public(), keyOf("root"))
	x, err := x509.ParseCertificate(der)
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return x, key
}

// sign signs without randomness, so that the same certificate has the same text.
func sign(x, issuer *x509.Certificate, public crypto.PublicKey, key crypto.Signer) []byte {
	der, err := x509.CreateCertificate(nil, x, issuer, public, key)
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return der
}

// keyOf is always the same key for a name. It guards nothing.
func keyOf(name string) crypto.Signer {
	sum := sha256.Sum256([]byte("testkit " + name))
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), sum[:])
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return key
}

var rsaKey = sync.OnceValue(func() crypto.Signer {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return key
})

func encode(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}
