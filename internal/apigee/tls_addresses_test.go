package apigee_test

import (
	"fmt"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestTLSAddressesAreThoseOfApigeesLoadBalancers(t *testing.T) {
	t.Parallel()
	healthy := testkit.NewWorld()
	address := healthy.Get(gcp.ForwardingRules, testkit.Front, "IPAddress").Text()
	other := testkit.Body{"IPAddress": "198.51.100.9", "portRange": "443-443", "loadBalancingScheme": "EXTERNAL_MANAGED", "target": "https://www.googleapis.com/compute/v1/projects/acme/global/targetHttpsProxies/shop"}
	for name, c := range map[string]struct {
		world *testkit.World
		want  string
	}{
		"the healthy world":              {testkit.NewWorld(), "[" + address + "]"},
		"beside another load balancer":   {testkit.NewWorld().Add(gcp.ForwardingRules, "shop", other), "[" + address + "]"},
		"on another port":                {testkit.NewWorld().Set(gcp.ForwardingRules, testkit.Front, "portRange", "8443-8443"), "[]"},
		"on a port that begins likewise": {testkit.NewWorld().Set(gcp.ForwardingRules, testkit.Front, "portRange", "4430-4430"), "[]"},
		"at an address that comes later": {testkit.NewWorld().Set(gcp.ForwardingRules, testkit.Front, "IPAddress", nil), "[]"},
	} {
		inv, err := c.world.World().Inventory()
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(inv.TLSAddresses()); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}
