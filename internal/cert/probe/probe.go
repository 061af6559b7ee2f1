// Package probe asks a server for its certificate: a TLS handshake and nothing more.
// It sends no request.
package probe

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strconv"
	"syscall"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
)

// Target is whom to ask.
type Target struct {
	Host string
	Port int
	// ServerName is what the server is asked for, and has to prove; the host if "".
	ServerName string
	// Address is where the server is; the host's own, by DNS, if "".
	Address string
	Timeout time.Duration
	// Roots are trusted; those of the system if nil.
	Roots *x509.CertPool
	// Now is the time that certificates are judged at.
	Now time.Time
	// MaxVersion is the newest version of TLS that is offered; any if 0.
	MaxVersion uint16
}

// Answer is what the server presents.
type Answer struct {
	Address  string
	Protocol string
	Cipher   string
	Chain    cert.Chain
	// Presented are the certificates themselves, the server's own first.
	Presented []*x509.Certificate
	// Trusted says that a trusted root has issued the chain, Covers that the
	// certificate is for the server name, Validity whether it is in date.
	Trusted  bool
	Covers   bool
	Validity cert.Validity
	// DemandsCertificate says that the server asks clients for certificates.
	DemandsCertificate bool
}

// OK says that clients connect.
func (a Answer) OK() bool {
	return a.Trusted && a.Covers && (a.Validity == cert.Valid || a.Validity == cert.Ending)
}

// Kind says how far a probe that failed has come.
type Kind string

// The kinds of failures.
const (
	NoAddress    Kind = "no address"
	NoConnection Kind = "no connection"
	NoTLS        Kind = "no TLS"
	NoHandshake  Kind = "no handshake"
	NoAnswer     Kind = "no answer in time"
)

// Failure is why there is no answer.
type Failure struct {
	Kind Kind
	// Reason holds nothing that the server sent but the number of an alert, in words.
	Reason string
}

// Error is the reason.
func (f *Failure) Error() string { return string(f.Kind) + ": " + f.Reason }

// Ask shakes hands with a server. The error is a [*Failure].
func Ask(ctx context.Context, t Target) (Answer, error) {
	if t.ServerName == "" {
		t.ServerName = t.Host
	}
	host := t.Host
	if t.Address != "" {
		host = t.Address
	}
	ctx, cancel := context.WithTimeout(ctx, t.Timeout)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(t.Port)))
	if err != nil {
		return Answer{}, unconnected(err)
	}
	defer conn.Close() //nolint:errcheck // nothing was written that could be lost
	var out Answer
	client := tls.Client(conn, &tls.Config{
		ServerName: t.ServerName,
		// What the server presents is judged below: a bad certificate is an answer.
		InsecureSkipVerify: true, //nolint:gosec // nothing is sent
		MinVersion:         tls.VersionTLS10,
		MaxVersion:         t.MaxVersion,
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			out.DemandsCertificate = true
			return &tls.Certificate{}, nil
		},
	})
	if err := client.HandshakeContext(ctx); err != nil {
		return out, unshaken(err, out.DemandsCertificate)
	}
	state := client.ConnectionState()
	out.Address = conn.RemoteAddr().String()
	out.Protocol, out.Cipher = tls.VersionName(state.Version), tls.CipherSuiteName(state.CipherSuite)
	out.Chain, out.Presented = cert.ChainOf(state.PeerCertificates), state.PeerCertificates
	out.judge(t, state.PeerCertificates)
	return out, nil
}

// judge compares what was presented with what was asked for. Dates are apart from
// trust: an expired certificate of a trusted issuer is trusted.
func (a *Answer) judge(t Target, presented []*x509.Certificate) {
	leaf := a.Chain.Leaf()
	a.Covers = leaf.Names().Covers(t.ServerName)
	a.Validity = leaf.ValidityAt(t.Now, 0)
	at := t.Now
	if at.Before(leaf.NotBefore) || at.After(leaf.NotAfter) {
		at = leaf.NotAfter
	}
	between := x509.NewCertPool()
	for _, x := range presented[1:] {
		between.AddCert(x)
	}
	_, err := presented[0].Verify(x509.VerifyOptions{Roots: t.Roots, Intermediates: between, CurrentTime: at})
	a.Trusted = err == nil
}

func unconnected(err error) error {
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return &Failure{NoAddress, "the name does not resolve"}
	case errors.As(err, &dns):
		return &Failure{NoAnswer, "the name server does not answer"}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &Failure{NoAnswer, "nobody answers at the address"}
	case errors.Is(err, syscall.ECONNREFUSED):
		return &Failure{NoConnection, "the connection is refused"}
	}
	return &Failure{NoConnection, "the address cannot be reached"}
}

func unshaken(err error, demands bool) error {
	var record tls.RecordHeaderError
	var remote *net.OpError
	var timeout net.Error
	switch {
	case errors.As(err, &record):
		return &Failure{NoTLS, "the server does not speak TLS on this port"}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &Failure{NoAnswer, "the server takes the connection but does not finish the handshake"}
	case demands:
		return &Failure{NoHandshake, "the server demands a certificate of its client"}
	case errors.As(err, &remote) && remote.Op == "remote error":
		return &Failure{NoHandshake, "the server aborts the handshake: " + remote.Err.Error()}
	}
	return &Failure{NoHandshake, "the server closes the connection during the handshake"}
}
