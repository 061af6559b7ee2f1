package tfresource_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
)

// types are those of the model.
var types = []gcp.Type{
	gcp.Organizations, gcp.Instances, gcp.InstanceAttachments, gcp.Environments, gcp.EnvironmentGroups, gcp.GroupAttachments,
	gcp.Connections, gcp.Networks, gcp.Subnetworks, gcp.GlobalAddresses, gcp.Firewalls, gcp.FirewallPolicies, gcp.ForwardingRules,
	gcp.TargetProxies, gcp.URLMaps, gcp.BackendServices, gcp.HealthChecks, gcp.InstanceGroupManagers, gcp.InstanceTemplates,
	gcp.NetworkEndpointGroups, gcp.SecurityPolicies, gcp.HierarchicalSecurityPolicies, gcp.SSLCertificates, gcp.SSLPolicies, gcp.ManagerCertificates, gcp.CertificateMaps, gcp.CertificateMapEntries,
}

func TestWithoutCompleteEveryListingIsOpen(t *testing.T) {
	t.Parallel()
	w := world(t, `{"google_compute_network": `+network+`}`, tfresource.Options{})
	for _, typ := range types {
		gaps := w.Gaps(typ)
		want := 1
		if typ == gcp.FirewallPolicies {
			want = 2 // those of networks, and those of folders and organizations
		}
		if len(gaps) != want || gaps[0].Reason != "only the resources given are known" ||
			gaps[0].Settle != "set complete = true if these are all there are, or live = true to read the rest" ||
			!strings.HasSuffix(gaps[0].What, " resources") || !strings.HasPrefix(gaps[0].What, "google_") {
			t.Errorf("%s: %+v", typ, gaps)
		}
	}
	if got := w.Gaps(gcp.Firewalls)[0].What; got != "google_compute_firewall resources" {
		t.Errorf("got %q", got)
	}
	if got := w.Gaps(gcp.ForwardingRules)[0].What; got != "google_compute_global_forwarding_rule and google_compute_forwarding_rule resources" {
		t.Errorf("got %q", got)
	}
}

func TestCompleteClosesEveryListing(t *testing.T) {
	t.Parallel()
	w := world(t, `{}`, tfresource.Options{Complete: true, Hostnames: []string{"api.acme.example"}})
	for _, typ := range types {
		if gaps := w.Gaps(typ); len(gaps) > 0 {
			t.Errorf("%s: %v", typ, gaps)
		}
	}
	if !slices.Equal(w.Hostnames, []string{"api.acme.example"}) {
		t.Errorf("hostnames: %v", w.Hostnames)
	}
}

func TestWhatIsNotForeseenOpensAListing(t *testing.T) {
	t.Parallel()
	want := apigee.Gap{
		What: "google_compute_firewall resources", Reason: "how many there are is not known yet (known after apply)",
		Settle: "decided at apply; a count or for_each that is known when planning settles it before",
	}
	for name, given := range map[string]string{
		"all of a type":        `"?known after apply"`,
		"an element of a list": `[{"name": "f", "network": "n"}, "?known after apply"]`,
		"an element of a map":  `{"a": "?known after apply"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := world(t, `{"google_compute_firewall": `+given+`}`, options())
			if gaps := w.Gaps(gcp.Firewalls); !slices.Equal(gaps, []apigee.Gap{want}) {
				t.Errorf("got %+v, want %+v", gaps, want)
			}
			for _, typ := range types {
				if gaps := w.Gaps(typ); typ != gcp.Firewalls && len(gaps) > 0 {
					t.Errorf("%s: %v", typ, gaps)
				}
			}
		})
	}
}

func TestUnknownResourcesOpenEveryListing(t *testing.T) {
	t.Parallel()
	w := world(t, `"?known after apply"`, options())
	for _, typ := range types {
		if gaps := w.Gaps(typ); len(gaps) != 1 || !strings.Contains(gaps[0].Reason, "known after apply") {
			t.Errorf("%s: %+v", typ, gaps)
		}
	}
}

// A plan laid over what was read live does not open what was read, but what it
// will add is still to come.
func TestLaidOverALiveWorldOnlyTheUnforeseenIsAGap(t *testing.T) {
	t.Parallel()
	live := gcp.NewWorld()
	live.Overlay(world(t, `{"google_compute_firewall": "?", "google_compute_network": `+network+`}`, tfresource.Options{}))
	if gaps := live.Gaps(gcp.Networks); len(gaps) > 0 {
		t.Errorf("networks: %+v", gaps)
	}
	if gaps := live.Gaps(gcp.Firewalls); len(gaps) != 1 || !strings.HasPrefix(gaps[0].Reason, "how many") {
		t.Errorf("firewalls: %+v", gaps)
	}
}

func TestTypes(t *testing.T) {
	t.Parallel()
	got := tfresource.Types()
	if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Errorf("not sorted or not unique: %v", got)
	}
	for _, name := range []string{
		"google_apigee_organization", "google_compute_firewall", "google_compute_region_network_firewall_policy_with_rules",
		"google_compute_address", "google_compute_target_ssl_proxy",
	} {
		if !slices.Contains(got, name) {
			t.Errorf("%s is not read", name)
		}
	}
}
