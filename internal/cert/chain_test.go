package cert_test

import (
	"net"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
)

func TestChainsSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	root, intermediate, leaf := family(t)
	stranger := bake(t, recipe{cn: "Stranger", ca: true, key: edKey()})
	forger := bake(t, recipe{cn: "Intermediate", ca: true, key: edKey()})
	for name, tc := range map[string]struct {
		text              string
		count             int
		ordered, shuffled bool
		breaks            int
	}{
		"a leaf alone":                             {bundle(leaf), 1, true, false, 0},
		"a leaf and its issuer":                    {bundle(leaf, intermediate), 2, true, false, 0},
		"up to the root":                           {bundle(leaf, intermediate, root), 3, true, false, 0},
		"self-signed":                              {bundle(root), 1, true, false, 0},
		"the root in front of the intermediate":    {bundle(leaf, root, intermediate), 3, false, true, 0},
		"the issuer first":                         {bundle(intermediate, leaf), 2, false, true, 0},
		"a stranger behind":                        {bundle(leaf, intermediate, stranger), 3, false, false, 1},
		"an issuer of the same name, another key":  {bundle(leaf, forger), 2, false, false, 0},
		"text around and between":                  {"Certificate:\n" + leaf.pem() + "\nsubject=x\n" + intermediate.pem() + "bye", 2, true, false, 0},
		"Windows line ends":                        {strings.ReplaceAll(bundle(leaf, intermediate), "\n", "\r\n"), 2, true, false, 0},
		"the same certificate twice is no issuing": {bundle(leaf, leaf), 2, false, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := cert.ParseChain(tc.text)
			if err != nil {
				t.Fatal(err)
			}
			at, broken := c.Break()
			if len(c.Certificates) != tc.count || c.Ordered() != tc.ordered || c.Shuffled != tc.shuffled || at != tc.breaks || broken == tc.ordered {
				t.Errorf("%d certificates, ordered %v, shuffled %v, broken %v at %d", len(c.Certificates), c.Ordered(), c.Shuffled, broken, at)
			}
		})
	}
}

func TestCertificatesSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	_, intermediate, leaf := family(t)
	c, err := cert.ParseChain(bundle(leaf, intermediate))
	if err != nil {
		t.Fatal(err)
	}
	switch got := c.Leaf(); {
	case got.Subject != "CN=api.acme.example", got.Issuer != "CN=Intermediate", got.CommonName != "api.acme.example":
		t.Errorf("%+v", got)
	case got.Key.String() != "RSA 2048", got.SelfSigned, got.CA, !got.PubliclyIssued:
		t.Errorf("%+v", got)
	case got.Fingerprint != cert.Fingerprint(leaf.x.Raw), len(got.Fingerprint) != 64, got.PublicKey == got.Fingerprint:
		t.Errorf("%+v", got)
	}
	if got := c.Last(); !got.CA || got.SelfSigned || got.PubliclyIssued || got.Key.String() != "ECDSA 256" {
		t.Errorf("%+v", got)
	}
	own := bake(t, recipe{cn: "x", ips: []net.IP{net.IPv4(203, 0, 113, 1)}, key: edKey()})
	if got := cert.Facts(own.x); !got.SelfSigned || got.Key.String() != "Ed25519" || got.IPAddresses[0].String() != "203.0.113.1" {
		t.Errorf("%+v", got)
	}
	if got := (cert.Key{}).String(); got != "a key of an unknown kind" {
		t.Error(got)
	}
}

func TestBadTextIsOneErrorWithoutIt(t *testing.T) {
	t.Parallel()
	_, _, leaf := family(t)
	const canary = "hunter2"
	for name, tc := range map[string]struct{ text, want string }{
		"nothing":                 {"", "there is no PEM block of a certificate"},
		"no PEM":                  {canary, "there is no PEM block of a certificate"},
		"no DER":                  {"-----BEGIN CERTIFICATE-----\naHVudGVyMg==\n-----END CERTIFICATE-----\n", "certificate 1 is malformed"},
		"a truncated block":       {leaf.pem()[:200], "there is no PEM block of a certificate"},
		"a key behind":            {leaf.pem() + keyPEM(t, "PRIVATE KEY", ecKey()), "PEM block 2 is no certificate"},
		"a block of another kind": {"-----BEGIN " + canary + "-----\naHVudGVyMg==\n-----END " + canary + "-----\n", "PEM block 1 is no certificate"},
		"too many":                {strings.Repeat(leaf.pem(), 21), "there are more than 20 certificates"},
		"too long":                {strings.Repeat(canary, 50000), "the text is longer than 262144 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := cert.ParseChain(tc.text)
			if err == nil || err.Error() != tc.want {
				t.Errorf("got %v, want %s", err, tc.want)
			}
		})
	}
}

func TestKeysMatchTheirCertificates(t *testing.T) {
	t.Parallel()
	_, intermediate, leaf := family(t)
	own := bake(t, recipe{cn: "x", key: edKey()})
	const params = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
	for name, tc := range map[string]struct {
		chain, key string
		want       bool
		problem    string
	}{
		"RSA":                          {chain: bundle(leaf, intermediate), key: keyPEM(t, "RSA PRIVATE KEY", rsaKey()), want: true},
		"RSA in PKCS 8":                {chain: bundle(leaf), key: keyPEM(t, "PRIVATE KEY", rsaKey()), want: true},
		"ECDSA behind its parameters":  {chain: bundle(intermediate), key: params + keyPEM(t, "EC PRIVATE KEY", ecKey()), want: true},
		"Ed25519":                      {chain: bundle(own), key: keyPEM(t, "PRIVATE KEY", edKey()), want: true},
		"the key of the issuer":        {chain: bundle(leaf, intermediate), key: keyPEM(t, "PRIVATE KEY", ecKey())},
		"another key of the same kind": {chain: bundle(intermediate), key: keyPEM(t, "PRIVATE KEY", otherKey())},
		"no key":                       {chain: bundle(leaf), key: "hunter2", problem: "there is no PEM block of a private key"},
		"a certificate in its place":   {chain: bundle(leaf), key: leaf.pem(), problem: "there is no PEM block of a private key"},
		"an encrypted key":             {chain: bundle(leaf), key: "-----BEGIN ENCRYPTED PRIVATE KEY-----\naHVudGVyMg==\n-----END ENCRYPTED PRIVATE KEY-----\n", problem: "the private key is encrypted"},
		"a key encrypted as of old":    {chain: bundle(leaf), key: "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES,0\n\naHVudGVyMg==\n-----END RSA PRIVATE KEY-----\n", problem: "the private key is encrypted"},
		"a malformed key":              {chain: bundle(leaf), key: "-----BEGIN PRIVATE KEY-----\naHVudGVyMg==\n-----END PRIVATE KEY-----\n", problem: "the private key is malformed, or of an unknown kind"},
		"a malformed certificate":      {chain: "hunter2", key: keyPEM(t, "PRIVATE KEY", ecKey()), problem: "there is no PEM block of a certificate"},
		"a key that is too long":       {chain: bundle(leaf), key: strings.Repeat("hunter2", 50000), problem: "the private key is too long"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := cert.KeyMatches(tc.chain, tc.key)
			problem := ""
			if err != nil {
				problem = err.Error()
			}
			if got != tc.want || problem != tc.problem {
				t.Errorf("got %v, %q", got, problem)
			}
		})
	}
}

func FuzzParseChain(f *testing.F) {
	f.Add("-----BEGIN CERTIFICATE-----\naHVudGVyMg==\n-----END CERTIFICATE-----\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := cert.ParseChain(text)
		if err == nil && (len(c.Certificates) == 0 || len(c.Issued) != len(c.Certificates)-1) {
			t.Errorf("%d certificates, %d links", len(c.Certificates), len(c.Issued))
		}
	})
}
