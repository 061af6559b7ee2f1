package cert

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"net/netip"
	"slices"
	"strconv"
	"time"
)

// The algorithms of keys.
const (
	RSA     = "RSA"
	ECDSA   = "ECDSA"
	Ed25519 = "Ed25519"
)

// Key is the kind of a public key.
type Key struct {
	// Algorithm is one of the constants, "" for others.
	Algorithm string `json:"algorithm"`
	Bits      int    `json:"bits"`
}

// String names the key: RSA 2048.
func (k Key) String() string {
	switch {
	case k.Algorithm == "":
		return "a key of an unknown kind"
	case k.Bits == 0:
		return k.Algorithm
	}
	return k.Algorithm + " " + strconv.Itoa(k.Bits)
}

// Certificate is what one certificate says.
type Certificate struct {
	Subject    string `json:"subject"`
	Issuer     string `json:"issuer"`
	CommonName string `json:"commonName"`
	// DNSNames and IPAddresses are those of the subject's alternative names.
	DNSNames    []string     `json:"dnsNames"`
	IPAddresses []netip.Addr `json:"ipAddresses"`
	NotBefore   time.Time    `json:"notBefore"`
	NotAfter    time.Time    `json:"notAfter"`
	Key         Key          `json:"key"`
	// Fingerprint is the SHA-256 of the certificate, PublicKey that of its key.
	Fingerprint string `json:"fingerprint"`
	PublicKey   string `json:"publicKey"`
	CA          bool   `json:"ca"`
	// SelfSigned says that it is its own issuer.
	SelfSigned bool `json:"selfSigned"`
	// PubliclyIssued says that it carries what only certificates of publicly trusted
	// issuers do: timestamps of public logs, or a policy of the CA/Browser Forum.
	PubliclyIssued bool `json:"publiclyIssued"`
}

// Facts returns what a parsed certificate says.
func Facts(x *x509.Certificate) Certificate {
	c := Certificate{
		Subject: x.Subject.String(), Issuer: x.Issuer.String(), CommonName: x.Subject.CommonName,
		DNSNames: slices.Clone(x.DNSNames), NotBefore: x.NotBefore.UTC(), NotAfter: x.NotAfter.UTC(),
		Key: keyOf(x.PublicKey), Fingerprint: Fingerprint(x.Raw), PublicKey: Fingerprint(x.RawSubjectPublicKeyInfo),
		CA: x.IsCA, SelfSigned: issues(x, x), PubliclyIssued: publiclyIssued(x),
	}
	for _, ip := range x.IPAddresses {
		if a, ok := netip.AddrFromSlice(ip); ok {
			c.IPAddresses = append(c.IPAddresses, a.Unmap())
		}
	}
	return c
}

// Fingerprint is the SHA-256 of a certificate's DER form.
func Fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:])
}

func keyOf(public any) Key {
	switch k := public.(type) {
	case *rsa.PublicKey:
		return Key{RSA, k.N.BitLen()}
	case *ecdsa.PublicKey:
		return Key{ECDSA, k.Curve.Params().BitSize}
	case ed25519.PublicKey:
		return Key{Algorithm: Ed25519}
	}
	return Key{}
}

// What certificates of publicly trusted issuers carry.
//
// Sources: RFC 6962 section 3.3;
// https://cabforum.org/resources/object-registry/.
var (
	publicTimestamps = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 11129, 2, 4, 2}
	forumPolicies    = asn1.ObjectIdentifier{2, 23, 140, 1}
)

func publiclyIssued(x *x509.Certificate) bool {
	for _, e := range x.Extensions {
		if e.Id.Equal(publicTimestamps) {
			return true
		}
	}
	return slices.ContainsFunc(x.PolicyIdentifiers, func(id asn1.ObjectIdentifier) bool {
		return len(id) > len(forumPolicies) && id[:len(forumPolicies)].Equal(forumPolicies)
	})
}
