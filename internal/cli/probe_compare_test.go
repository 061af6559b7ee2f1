package cli_test

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// comparedWith is what a probe of a local server says next to a recording.
type comparedWith struct {
	OnLoadBalancer *bool    `json:"on_load_balancer"`
	Addresses      []string `json:"load_balancer_addresses"`
	Configured     *bool    `json:"configured"`
	Certificate    string   `json:"certificate"`
	Predicted      []string `json:"predicted"`
	Differences    []string `json:"differences"`
	Policy         bool     `json:"client_certificate_policy"`
	Missing        []struct{ What, Settle string }
}

func TestProbeComparesWithARecording(t *testing.T) {
	t.Parallel()
	own := testkit.Leaf{Names: []string{"*.acme.example"}}
	here := func() *testkit.World {
		return testkit.NewWorld().Set(gcp.ForwardingRules, testkit.Front, "IPAddress", "127.0.0.1")
	}
	yes, no := true, false
	front := []string{"projects/acme/global/sslCertificates/gateway"}
	for _, c := range []struct {
		name   string
		serves testkit.Leaf
		world  *testkit.World
		want   comparedWith
		says   []string
	}{
		{
			"what is configured", own, here(),
			comparedWith{OnLoadBalancer: &yes, Addresses: []string{"127.0.0.1"}, Configured: &yes, Certificate: front[0], Predicted: front},
			[]string{"a load balancer of acme", "as configured: " + front[0]},
		},
		{
			"another certificate", testkit.Leaf{Names: []string{"api.acme.example"}}, here(),
			comparedWith{OnLoadBalancer: &yes, Addresses: []string{"127.0.0.1"}, Configured: &no, Predicted: front},
			[]string{"another certificate than any that is configured", "perhaps", "to expect    " + front[0]},
		},
		{
			"another address", own, testkit.NewWorld(),
			comparedWith{OnLoadBalancer: &no, Addresses: []string{"203.0.113.10"}, Configured: &yes, Certificate: front[0], Predicted: front},
			[]string{"no load balancer of acme, whose addresses are 203.0.113.10"},
		},
		{
			"a policy about clients", own, here().Set(gcp.TargetProxies, "global/"+testkit.Front, "serverTlsPolicy", "//networksecurity.googleapis.com/projects/acme/locations/global/serverTlsPolicies/mtls"),
			comparedWith{OnLoadBalancer: &yes, Addresses: []string{"127.0.0.1"}, Configured: &yes, Certificate: front[0], Predicted: front, Policy: true},
			[]string{"asks for their certificates"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pair, err := tls.X509KeyPair([]byte(c.serves.PEM()), []byte(c.serves.Key()))
			if err != nil {
				t.Fatal(err)
			}
			port := testkit.Listen(t, testkit.Shaking(t, &tls.Config{Certificates: []tls.Certificate{pair}}))
			dir := filepath.Join(t.TempDir(), "acme")
			if err := testkit.Record(t.Context(), c.world, dir); err != nil {
				t.Fatal(err)
			}
			args := []string{fmt.Sprintf("api.acme.example:%d", port), "--address", "127.0.0.1", "--apigee", "acme", "--snapshot", dir}
			code, out, errors := probing(t, append(args, "--format", "json")...)
			var got struct{ Comparison comparedWith }
			if err := json.Unmarshal([]byte(out), &got); err != nil {
				t.Fatalf("%v: %s%s", err, out, errors)
			}
			if len(got.Comparison.Missing) > 0 || code != 1 { // no trusted root has issued it, in any case
				t.Errorf("code %d, missing %+v", code, got.Comparison.Missing)
			}
			if *c.want.Configured == (len(got.Comparison.Differences) > 0) {
				t.Errorf("differences %q", got.Comparison.Differences)
			}
			got.Comparison.Differences, got.Comparison.Missing = nil, nil
			if diff := cmp.Diff(c.want, got.Comparison); diff != "" {
				t.Error(diff)
			}
			_, out, _ = probing(t, args...)
			for _, s := range c.says {
				if !strings.Contains(out, s) {
					t.Errorf("%q is not said: %s", s, out)
				}
			}
		})
	}
}

// Nothing answers: where the name leads is not known, and nothing is said of it.
func TestProbeComparesNothingThatNobodySaid(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "acme")
	if err := testkit.Record(t.Context(), testkit.NewWorld(), dir); err != nil {
		t.Fatal(err)
	}
	code, out, _ := probing(t, "api.acme.example:1", "--address", "127.0.0.1", "--timeout", "2s", "--apigee", "acme", "--snapshot", dir)
	if code != 1 || !strings.Contains(out, "no load balancer of acme") || !strings.Contains(out, "served       not known") {
		t.Errorf("code %d: %s", code, out)
	}
}
