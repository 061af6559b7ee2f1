package apigee_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// recorded is responses of a real organization: the proxies' group with its
// template, and the effective firewalls of its network. Which load balancer sends to
// the group was not recorded.
func recorded(t *testing.T) *gcp.World {
	t.Helper()
	folder := filepath.Join("..", "..", "..", "shared", "real", "gcpdiag-apigee1")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the recorded organization is not beside this repository")
	}
	read := func(name string) value.Value {
		body, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := value.ParseJSON(body)
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	w := gcp.NewWorld()
	network, err := gcp.ComputeRef("apigee-network", "global/networks", "gcpdiag-apigee1-aaaa")
	if err != nil {
		t.Fatal(err)
	}
	put := func(typ gcp.Type, bodies ...value.Value) {
		for _, body := range bodies {
			r := gcp.Resource{Type: typ, Body: body}
			if link := body.Get("selfLink"); !link.IsNull() {
				ref, err := gcp.ComputeRef(link.Text(), "", "")
				if err != nil {
					t.Fatal(err)
				}
				r.Ref = value.Known(ref)
			}
			if typ == gcp.FirewallPolicies {
				ref, err := gcp.ComputeRef("locations/global/firewallPolicies/"+body.Get("name").Text(), "", "")
				if err != nil {
					t.Fatal(err)
				}
				r.Ref, r.Parent = value.Known(ref), value.Known(network)
			}
			w.Put(r)
		}
	}
	organization := gcp.Resource{Type: gcp.Organizations, Body: read("apigee-organization.json")}
	ref, err := gcp.ApigeeRef("organizations/gcpdiag-apigee1-aaaa", "", "")
	if err != nil {
		t.Fatal(err)
	}
	organization.Ref = value.Known(ref)
	w.Put(organization)
	effective := read("compute-effective-firewalls-apigee-network.json")
	put(gcp.Networks, read("compute-network-apigee-network.json"))
	put(gcp.Firewalls, effective.Get("firewalls").Elements()...)
	put(gcp.FirewallPolicies, effective.Get("firewallPolicys").Elements()...)
	put(gcp.InstanceGroupManagers, read("compute-migs-us-central1.json").Get("items").Elements()...)
	put(gcp.InstanceTemplates, read("compute-templates.json").Get("items").Elements()...)
	w.AddGap(gcp.BackendServices, apigee.Gap{What: "backend services", Reason: "not recorded", Settle: "record them"})
	return w
}

func judgeRecorded(t *testing.T, w *gcp.World) check.Finding {
	t.Helper()
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	const group = "projects/gcpdiag-apigee1-aaaa/regions/us-central1/instanceGroupManagers/mig-bridge-manager-us-central1"
	for _, f := range check.Run(inv, []check.Check[*apigee.Inventory]{apigee.LoadBalancerReachesProxies}, check.Options{}).Findings {
		if f.Subject == group {
			return f
		}
	}
	t.Fatal("nothing is said about the group of proxies")
	return check.Finding{}
}

// The group's instances have the tags https-server and mig-bridge, and the rule for
// load balancers targets gke-apigee-proxy. A hierarchical policy passes their
// packets on.
func TestRecordedOrganization_itsProxiesLackTheTagOfTheRule(t *testing.T) {
	t.Parallel()
	f := judgeRecorded(t, recorded(t))
	if f.Verdict != check.Fail || f.Confidence != check.Certain {
		t.Fatalf("%v: %+v", f.Verdict, f.Result)
	}
	for _, s := range []string{
		"k8s-allow-lb-to-apigee-proxy would admit some of them, but applies only to instances with the network tag gke-apigee-proxy",
		"gives them https-server and mig-bridge", "which every load balancer sends, reach no TCP port",
	} {
		if !strings.Contains(f.Detail, s) {
			t.Errorf("%q is not said: %s", s, f.Detail)
		}
	}
	if !slices.Contains(f.Witness, check.Fact{Name: "rule", Value: "implied deny"}) {
		t.Errorf("witness %v", f.Witness)
	}
	if !slices.ContainsFunc(f.Trace, func(line string) bool {
		return strings.Contains(line, "hierarchical policy default-firewall-policy: rule 601 matches: next filter")
	}) {
		t.Errorf("the trace leaves out the policy: %q", f.Trace)
	}
	if !slices.Contains(f.Related, "projects/gcpdiag-apigee1-aaaa/global/firewalls/k8s-allow-lb-to-apigee-proxy") {
		t.Errorf("related %v", f.Related)
	}
}

// With the tag the health checks get in, but what else the load balancer sends is
// not known.
func TestRecordedOrganization_withTheTagNothingIsKnownToFail(t *testing.T) {
	t.Parallel()
	w := recorded(t)
	for _, r := range w.Resources(gcp.InstanceTemplates) {
		properties := r.Body.Get("properties")
		tagged := r.Body.With("properties", properties.With("tags", properties.Get("tags").With("items", value.OfList(value.OfString("gke-apigee-proxy")))))
		r.Body = tagged
		w.Put(r)
	}
	if f := judgeRecorded(t, w); f.Verdict != check.Unknown || !strings.Contains(f.Missing[0].What, "not recorded") {
		t.Errorf("%v: %+v", f.Verdict, f.Result)
	}
}

// Regional policies that were not read may admit what nothing else decides.
func TestRecordedOrganization_dependsOnRegionalPolicies(t *testing.T) {
	t.Parallel()
	w := recorded(t)
	w.AddGap(gcp.FirewallPolicies, apigee.Gap{What: "policies of us-central1", Reason: "not recorded", Settle: "record them", Location: "us-central1"})
	if f := judgeRecorded(t, w); f.Verdict != check.Unknown {
		t.Errorf("%v: %+v", f.Verdict, f.Result)
	}
}
