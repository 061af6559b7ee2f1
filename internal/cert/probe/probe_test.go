package probe_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"net"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/cert/probe"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

var now = time.Date(2030, 6, 15, 12, 0, 0, 0, time.UTC)

// issued is a certificate for names with a lifetime in days around now, and its root.
func issued(t *testing.T, from, until int, names ...string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key := func() *ecdsa.PrivateKey {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	rootKey, own := key(), key()
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Root"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: now.AddDate(-9, 0, 0), NotAfter: now.AddDate(9, 0, 0), KeyUsage: x509.KeyUsageCertSign,
	}
	made := func(x, issuer *x509.Certificate, k, by *ecdsa.PrivateKey) *x509.Certificate {
		der, err := x509.CreateCertificate(rand.Reader, x, issuer, k.Public(), by)
		if err != nil {
			t.Fatal(err)
		}
		out, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	root = made(root, root, rootKey, rootKey)
	leaf := made(&x509.Certificate{
		SerialNumber: big.NewInt(2), DNSNames: names, NotBefore: now.AddDate(0, 0, from), NotAfter: now.AddDate(0, 0, until), KeyUsage: x509.KeyUsageDigitalSignature,
	}, root, own, rootKey)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return tls.Certificate{Certificate: [][]byte{leaf.Raw}, PrivateKey: own}, pool
}

// serve answers every connection until the test ends.
func serve(t *testing.T, answer func(net.Conn)) probe.Target {
	t.Helper()
	return probe.Target{Host: "api.acme.example", Address: "127.0.0.1", Port: testkit.Listen(t, answer), Timeout: 5 * time.Second, Now: now}
}

func TestServersAnswer(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		from, until int
		names       []string
		trust       bool
		protocol    uint16
		auth        tls.ClientAuthType
		ok          bool
		trusted     bool
		covers      bool
		validity    cert.Validity
	}{
		"in order":            {-1, 90, []string{"*.acme.example"}, true, 0, 0, true, true, true, cert.Valid},
		"expired":             {-90, -1, []string{"api.acme.example"}, true, 0, 0, false, true, true, cert.Expired},
		"not valid yet":       {1, 90, []string{"api.acme.example"}, true, 0, 0, false, true, true, cert.NotYet},
		"for another name":    {-1, 90, []string{"www.acme.example"}, true, 0, 0, false, true, false, cert.Valid},
		"of a stranger":       {-1, 90, []string{"api.acme.example"}, false, 0, 0, false, false, true, cert.Valid},
		"an old protocol":     {-1, 90, []string{"api.acme.example"}, true, tls.VersionTLS11, 0, true, true, true, cert.Valid},
		"asks for a client's": {-1, 90, []string{"api.acme.example"}, true, 0, tls.RequestClientCert, true, true, true, cert.Valid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, roots := issued(t, tc.from, tc.until, tc.names...)
			target := serve(t, testkit.Shaking(t, &tls.Config{Certificates: []tls.Certificate{c}, MinVersion: tls.VersionTLS10, MaxVersion: tc.protocol, ClientAuth: tc.auth}))
			if target.Roots = x509.NewCertPool(); tc.trust {
				target.Roots = roots
			}
			a, err := probe.Ask(t.Context(), target)
			if err != nil {
				t.Fatal(err)
			}
			if a.OK() != tc.ok || a.Trusted != tc.trusted || a.Covers != tc.covers || a.Validity != tc.validity || a.DemandsCertificate != (tc.auth != 0) {
				t.Errorf("got %+v", a)
			}
			if a.Chain.Leaf().Fingerprint != cert.Fingerprint(c.Certificate[0]) || a.Protocol == "" || a.Cipher == "" {
				t.Errorf("got %+v", a)
			}
			if tc.protocol != 0 && a.Protocol != tls.VersionName(tc.protocol) {
				t.Errorf("protocol %s", a.Protocol)
			}
		})
	}
}

func TestServersFail(t *testing.T) {
	t.Parallel()
	c, _ := issued(t, -1, 90, "api.acme.example")
	closed := serve(t, func(net.Conn) {})
	for name, tc := range map[string]struct {
		answer func(net.Conn)
		want   probe.Kind
		reason string
	}{
		"closed during the handshake": {func(net.Conn) {}, probe.NoHandshake, "the server closes the connection during the handshake"},
		"not TLS": {func(c net.Conn) {
			_, _ = c.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n"))
			_, _ = c.Read(make([]byte, 1024))
		}, probe.NoTLS, "the server does not speak TLS on this port"},
		"hangs": {func(c net.Conn) { time.Sleep(time.Second) }, probe.NoAnswer, "the server takes the connection but does not finish the handshake"},
		"no name that it knows": {testkit.Shaking(t, &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, errors.New("none") }}),
			probe.NoHandshake, "the server aborts the handshake: tls: internal error"},
		"demands a client's certificate": {testkit.Shaking(t, &tls.Config{Certificates: []tls.Certificate{c}, MaxVersion: tls.VersionTLS12, ClientAuth: tls.RequireAnyClientCert}),
			probe.NoHandshake, "the server demands a certificate of its client"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			target := serve(t, tc.answer)
			if tc.want == probe.NoAnswer {
				target.Timeout = 200 * time.Millisecond
			}
			_, err := probe.Ask(t.Context(), target)
			var f *probe.Failure
			if !errors.As(err, &f) || f.Kind != tc.want || f.Reason != tc.reason {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("nobody listens", func(t *testing.T) {
		t.Parallel()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		at, _ := l.Addr().(*net.TCPAddr)
		l.Close()
		target := closed
		target.Port = at.Port
		var f *probe.Failure
		if _, err := probe.Ask(t.Context(), target); !errors.As(err, &f) || f.Kind != probe.NoConnection {
			t.Errorf("got %v", err)
		}
	})
}
