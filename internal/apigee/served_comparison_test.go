package apigee_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// compared spells a comparison.
func compared(c apigee.Comparison) string {
	lines := []string{fmt.Sprintf("on load balancer %v, configured %v %s", c.OnLoadBalancer, c.Configured, c.Certificate), "predicted " + strings.Join(c.Predicted, ", ")}
	lines = append(lines, c.Differences...)
	for _, m := range c.Missing {
		lines = append(lines, "missing "+m.What)
	}
	return strings.Join(lines, "\n")
}

func TestCompare(t *testing.T) {
	t.Parallel()
	const certificates = "projects/acme/global/sslCertificates/"
	own := testkit.Leaf{Names: []string{"*.acme.example"}}
	other := testkit.Leaf{Names: []string{"other.example"}}
	public := testkit.Leaf{Names: []string{"*.acme.example"}, Public: true}
	fresh := testkit.Leaf{Names: []string{"*.acme.example"}, Public: true, From: testkit.Now.Add(-time.Hour)}
	const there, elsewhere = "203.0.113.10", "198.51.100.1"
	const (
		another     = "the address is none of the load balancer's: DNS leads to another load balancer, or to a CDN in front"
		intercepted = "no public authority has issued it: a proxy on the way from here may open TLS connections"
		propagating = "a change of the load balancer takes minutes to reach every edge"
		renewed     = "it is valid since less than a day: it may have been renewed between the two reads, or its predecessor is still being replaced at Google's edge"
	)
	for _, c := range []struct {
		name    string
		world   *testkit.World
		address string
		served  *testkit.Leaf
		want    string
	}{
		{"the configured one", testkit.NewWorld(), there, &own, "on load balancer true, configured true " + certificates + "gateway\npredicted " + certificates + "gateway"},
		{"the configured one elsewhere", testkit.NewWorld(), elsewhere, &own, "on load balancer false, configured true " + certificates + "gateway\npredicted " + certificates + "gateway"},
		{
			"another one elsewhere", testkit.NewWorld(), elsewhere, &public,
			"on load balancer false, configured false \npredicted " + certificates + "gateway\n" + another,
		},
		{
			"one that no public authority has issued", testkit.NewWorld(), there, &other,
			"on load balancer true, configured false \npredicted " + certificates + "gateway\n" + intercepted + "\n" + propagating,
		},
		{
			"one that was just renewed", testkit.NewWorld(), there, &fresh,
			"on load balancer true, configured false \npredicted " + certificates + "gateway\n" + renewed + "\n" + propagating,
		},
		{
			"one of the list beside a map", testkit.NewWorld().ManagerCertificate("mapped", "ACTIVE", "*.acme.example").Map(map[string]string{"*.acme.example": "mapped"}), there, &own,
			"on load balancer true, configured false \npredicted projects/acme/locations/global/certificates/mapped\n" +
				"it is " + certificates + "gateway, which does not count: projects/acme/global/targetHttpsProxies/gateway has a certificate map\n" + intercepted + "\n" + propagating,
		},
		{
			"one that is configured, but for another name", testkit.NewWorld().SelfManaged("other", other).Present("gateway", "other"), there, &other,
			"on load balancer true, configured true " + certificates + "other\npredicted " + certificates + "gateway",
		},
		{"no answer", testkit.NewWorld(), there, nil, "on load balancer true, configured undecided \npredicted " + certificates + "gateway"},
		{
			"a certificate whose text is not known", testkit.NewWorld().Set(gcp.SSLCertificates, testkit.Front, "certificate", nil), there, &own,
			"on load balancer true, configured undecided \npredicted " + certificates + "gateway\nmissing the text of " + certificates + "gateway: it is not told",
		},
		{
			"an address that is not known", testkit.NewWorld().Set(gcp.ForwardingRules, testkit.Front, "IPAddress", nil), there, &own,
			"on load balancer undecided, configured true " + certificates + "gateway\npredicted " + certificates + "gateway\nmissing the address of projects/acme/global/forwardingRules/gateway: it is not given",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var chain *cert.Chain
			if c.served != nil {
				parsed, err := cert.ParseChain(c.served.PEM())
				if err != nil {
					t.Fatal(err)
				}
				chain = &parsed
			}
			inv := c.world.Inventory(t)
			inv.Now = testkit.Now
			if diff := cmp.Diff(c.want, compared(inv.Compare("api.acme.example", netip.MustParseAddr(c.address), chain))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
