package apigee_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A private connection that is not known of cannot be on a network that does not
// exist yet.
func TestACreatedNetworkHasOnlyTheConnectionsOfItsPlan(t *testing.T) {
	t.Parallel()
	const network = "google_compute_network.a"
	for name, c := range map[string]struct {
		created, existing bool
		want              check.Verdict
	}{
		"created":                      {true, true, check.Fail},
		"there already":                {false, true, check.Unknown},
		"created, with any gap at all": {true, false, check.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			origin := value.Origin{Resource: network, Path: "id", Created: c.created}
			unknown := value.Why{Reason: "known after apply", Origin: origin}
			inv := &apigee.Inventory{}
			org := apigee.Organization{AuthorizedNetwork: value.UnknownOf[string](unknown), RuntimeType: value.Known("CLOUD")}
			org.Identity = apigee.Identity{Address: "google_apigee_organization.o", Created: true}
			inv.Organizations.Items = []apigee.Organization{org}
			n := apigee.Network{}
			n.Identity = apigee.Identity{Address: network, Ref: value.UnknownOf[value.Ref](unknown), Created: c.created}
			inv.Networks.Items = []apigee.Network{n}
			inv.Connections.Gaps = []apigee.Gap{{What: "connections", Reason: "not all are known", Existing: c.existing}}
			got := []check.Verdict{}
			for _, f := range check.Run(inv, apigee.Checks(), check.Options{}).Findings {
				if f.Check == "authorized-network-peered" {
					got = append(got, f.Verdict)
				}
			}
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("%v, want %s", got, c.want)
			}
		})
	}
}
