package provider

import (
	"crypto/tls"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const endpointType = "apireach_tls_endpoint"

// tlsServer serves a certificate on a port of this machine, until the test ends.
func tlsServer(t *testing.T, leaf testkit.Leaf, change func(*tls.Config)) int {
	t.Helper()
	pair, err := tls.X509KeyPair([]byte(leaf.PEM()), []byte(leaf.Key()))
	if err != nil {
		t.Fatal(err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	if change != nil {
		change(config)
	}
	return testkit.Listen(t, testkit.Shaking(t, config))
}

func askEndpoint(t *testing.T, w *testkit.World, config map[string]any) (map[string]tftypes.Value, []*tfprotov6.Diagnostic) {
	t.Helper()
	s := serve(t, around(&worlds{world: w.World}))
	noErrors(t, s.configure(t, nil))
	return s.read(t, endpointType, config)
}

func TestTLSEndpoint(t *testing.T) {
	t.Parallel()
	own := testkit.Leaf{Names: []string{"*.acme.example"}}
	// The load balancer of this world is this machine.
	here := func() *testkit.World {
		return testkit.NewWorld().Set(gcp.ForwardingRules, testkit.Front, "IPAddress", "127.0.0.1")
	}
	for _, c := range []struct {
		name               string
		port               int
		world              *testkit.World
		compare            bool
		problem            string
		configured, onLoad string
		says               []string
	}{
		{"no comparison", tlsServer(t, own, nil), here(), false, "no trusted root has issued the certificate", "null", "null", []string{"TLS 1.3", "*.acme.example"}},
		{"the configured certificate", tlsServer(t, own, nil), here(), true, "no trusted root has issued the certificate", "true", "true", []string{`"certificate":tftypes.String<"projects/acme/global/sslCertificates/gateway">`}},
		{"another certificate", tlsServer(t, testkit.Leaf{Names: []string{"api.acme.example"}}, nil), here(), true, "no trusted root", "false", "true", []string{"a proxy on the way from here may open TLS connections"}},
		{"another address", tlsServer(t, own, nil), testkit.NewWorld(), true, "no trusted root", "true", "false", nil},
		{"an expired certificate", tlsServer(t, testkit.Leaf{Names: []string{"api.acme.example"}, Until: today.AddDate(0, 0, -1)}, nil), here(), false, "the certificate expired on 2026-05-31", "null", "null", nil},
		{"a certificate for another name", tlsServer(t, testkit.Leaf{Names: []string{"www.example"}}, nil), here(), false, "the certificate is not for api.acme.example", "null", "null", nil},
		{"no chain", tlsServer(t, testkit.Leaf{Names: []string{"api.acme.example"}, Alone: true}, nil), here(), false, "an issuer is missing from what the server presents", "null", "null", []string{`"chain_length":tftypes.Number<"1">`}},
		{"an old protocol", tlsServer(t, own, func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11 }), here(), false, "no trusted root", "null", "null", []string{"TLS 1.1"}},
		{"a client's certificate demanded", tlsServer(t, own, func(c *tls.Config) { c.MaxVersion, c.ClientAuth = tls.VersionTLS12, tls.RequireAnyClientCert }),
			here().Set(gcp.TargetProxies, "global/"+testkit.Front, "serverTlsPolicy", "//networksecurity.googleapis.com/projects/acme/locations/global/serverTlsPolicies/mtls"), true,
			"the server demands a certificate of its client", "null", "true", []string{`"client_certificate_policy":tftypes.Bool<"true">`}},
		{"a name that the server does not know", tlsServer(t, own, func(c *tls.Config) {
			c.Certificates = nil
			c.GetCertificate = func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, fmt.Errorf("none") }
		}), here(), false, "the server aborts the handshake", "null", "null", nil},
		{"a reset during the handshake", testkit.Listen(t, func(c net.Conn) {
			if tcp, ok := c.(*net.TCPConn); ok {
				_, _ = c.Read(make([]byte, 1))
				_ = tcp.SetLinger(0)
			}
		}), here(), true, "the server closes the connection during the handshake", "null", "true", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			// An address that is told by hand says nothing about DNS; a host that is one does.
			config := map[string]any{"host": "127.0.0.1", "server_name": "api.acme.example", "port": c.port, "timeout": "5s"}
			if c.compare {
				config["organization"] = "acme"
			}
			state, diags := askEndpoint(t, c.world, config)
			noErrors(t, diags)
			if got := textOf(t, state["problem"]); !strings.Contains(got, c.problem) {
				t.Errorf("problem %q, want %q", got, c.problem)
			}
			if got := state["served_is_configured"].String(); !strings.Contains(got, c.configured) {
				t.Errorf("served_is_configured %s, want %s", got, c.configured)
			}
			if got := state["resolves_to_load_balancer"].String(); !strings.Contains(got, c.onLoad) {
				t.Errorf("resolves_to_load_balancer %s, want %s", got, c.onLoad)
			}
			for _, s := range c.says {
				if text := state["endpoints"].String(); !strings.Contains(text, s) {
					t.Errorf("%s is not said: %s", s, text)
				}
			}
		})
	}
}

func TestTLSEndpointSaysWhatIsWrongWithItsArguments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		config map[string]any
		want   string
	}{
		{"a URL", map[string]any{"host": "https://api.acme.example"}, "host: expected a host name or an IP address, without https://."},
		{"a port that is none", map[string]any{"host": "api.acme.example", "port": 0}, "port: expected 1 to 65535, got 0."},
		{"a name that is none", map[string]any{"host": "api.acme.example", "server_name": "a b"}, "server_name: expected a host name."},
		{"a time that is none", map[string]any{"host": "api.acme.example", "timeout": "soon"}, `timeout: expected a number and a unit above zero, such as 5s, got "soon".`},
		{"addresses that are none", map[string]any{"host": "api.acme.example", "addresses": []any{"203.0.113.0/24"}}, `addresses: expected IP addresses, got "203.0.113.0/24".`},
		{"an organization that is none", map[string]any{"host": "api.acme.example", "organization": "a b"}, "organization: expected the name of an Apigee organization"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, diags := askEndpoint(t, testkit.NewWorld(), c.config); !strings.Contains(texts(diags), c.want) {
				t.Errorf("want %q, got\n%s", c.want, texts(diags))
			}
		})
	}
}
