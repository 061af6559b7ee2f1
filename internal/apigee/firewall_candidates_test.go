package apigee_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// created is the world as a plan sees it that creates everything: no reference is
// known yet.
func created(w *testkit.World) {
	const later = "?known after apply"
	w.Set(gcp.InstanceGroupManagers, "proxy-us-east1", "instanceTemplate", later)
	w.Set(gcp.InstanceGroupManagers, "proxy-us-east1", "versions", []testkit.Body{{"instanceTemplate": later}})
	w.Set(gcp.InstanceTemplates, "proxy-us-east1", "properties.networkInterfaces", []testkit.Body{{"network": later, "subnetwork": later}})
	w.Set(gcp.BackendServices, "gateway", "backends", []testkit.Body{{"group": later}})
	w.Set(gcp.BackendServices, "gateway", "healthChecks", later)
	w.SetAll(gcp.Firewalls, "network", later)
}

func closed(inv *apigee.Inventory) { inv.Closed = true }

// In a closed world a reference that is not known means one of the resources there.
func TestFirewall_judgesWhatAPlanCreates(t *testing.T) {
	t.Parallel()
	// spare adds a template with tags, which the group may take as well.
	spare := func(tags ...string) func(*testkit.World) {
		return func(w *testkit.World) {
			properties := w.Get(gcp.InstanceTemplates, "proxy-us-east1", "properties")
			w.Add(gcp.InstanceTemplates, "spare", testkit.Body{"properties": properties})
			w.Set(gcp.InstanceTemplates, "spare", "properties.tags.items", tags)
		}
	}
	// other adds a backend service, whose backend the group may be as well.
	other := func(portName string) func(*testkit.World) {
		return func(w *testkit.World) {
			w.Add(gcp.BackendServices, "other", testkit.Body{"loadBalancingScheme": "EXTERNAL_MANAGED", "protocol": "HTTPS", "portName": portName, "backends": []testkit.Body{{"group": "?known after apply"}}})
			manager("namedPorts", []testkit.Body{{"name": "https", "port": 443}, {"name": "debug", "port": 9999}})(w)
		}
	}
	second := func(w *testkit.World) {
		w.Add(gcp.HealthChecks, "second", testkit.Body{"type": "TCP", "tcpHealthCheck": testkit.Body{"port": 15021}})
	}
	// probed tells of which of both health checks the service's list will be made.
	probed := func(name string) func(*apigee.Inventory) {
		return func(inv *apigee.Inventory) {
			inv.Closed = true
			inv.BackendServices.Items[0].HealthChecks = value.UnknownOf[[]value.String](value.Why{
				Reason: "known after apply", Origin: value.Origin{Resource: "google_compute_health_check." + name, Path: "id", Created: true},
			})
		}
	}
	anywhere := func(inv *apigee.Inventory) {
		inv.Closed = true
		inv.FirewallPolicies.Items[0].Network = value.UnknownOf[value.Ref](value.Why{Reason: "which networks lie below is not told"})
	}
	named := func(w *testkit.World) {
		for _, name := range []string{"gateway", "second"} {
			w.Address(gcp.HealthChecks, name, "google_compute_health_check."+name)
		}
	}
	judgeAll(t, []firewallCase{
		{name: "the standard setup", vpc: []string{allowLB}, edit: created, model: closed, want: "pass"},
		{name: "a world that is not closed", vpc: []string{allowLB}, edit: created, want: "unknown", says: []string{"known after apply"}},
		{name: "a world that is not closed, and no rule", edit: created, want: "unknown"},
		{name: "no rule", edit: created, model: closed, want: "fail", by: "implied deny", source: "35.191.0.1", port: 443},
		{name: "the wrong tag", vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22,35.191.0.0/16 tag apigee"}, edit: created, model: closed, want: "fail", says: []string{"applies only to instances with the network tag apigee"}},
		{name: "the wrong port", vpc: []string{"lb allow 1000 tcp:80 from 130.211.0.0/22,35.191.0.0/16"}, edit: created, model: closed, want: "fail", says: []string{"it is for tcp:80 only"}},
		{name: "one range", vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22"}, edit: created, model: closed, want: "fail", source: "35.191.0.1"},
		{name: "either of two templates, both with the tag", vpc: []string{allowLB}, edit: all(created, spare("gke-apigee-proxy")), model: closed, want: "pass"},
		{name: "either of two templates, one with the tag", vpc: []string{allowLB}, edit: all(created, spare("db")), model: closed, want: "unknown", says: []string{"the instance template of"}},
		{name: "either of two templates, none with the tag", vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22,35.191.0.0/16 tag apigee"}, edit: all(created, spare("db")), model: closed, want: "fail"},
		{name: "either of two services, one on a closed port", vpc: []string{allowLB}, edit: all(created, other("debug")), model: closed, want: "unknown", says: []string{"the group of a backend of"}},
		{name: "either of two services, both on the open port", vpc: []string{allowLB}, edit: all(created, other("https")), model: closed, want: "pass"},
		{name: "either of two services, both on closed ports", vpc: []string{"lb allow 1000 tcp:80 from 130.211.0.0/22,35.191.0.0/16"}, edit: all(created, other("debug")), model: closed, want: "fail"},
		{name: "either of two health checks, one on a closed port", vpc: []string{allowLB}, edit: all(created, second), model: closed, want: "unknown", says: []string{"healthChecks of"}},
		{name: "the list will be made of the health check on the open port", vpc: []string{allowLB}, edit: all(created, second, named), model: probed("gateway"), want: "pass"},
		{name: "the list will be made of the health check on a closed port", vpc: []string{allowLB}, edit: all(created, second, named), model: probed("second"), want: "fail", port: 15021},
		{name: "a folder's policy denies, and may not have the only network", vpc: []string{allowLB}, policies: []string{"hierarchy/1 folder: deny 1 all from 0.0.0.0/0"}, edit: created, model: anywhere, want: "unknown", says: []string{"whether locations/global/firewallPolicies/"}},
		{name: "a folder's policy admits, and may not have the only network", policies: []string{"hierarchy/1 folder: allow 1 all from 0.0.0.0/0"}, edit: created, model: anywhere, want: "unknown"},
		{name: "either of two networks", vpc: []string{allowLB}, edit: all(created, func(w *testkit.World) { w.Add(gcp.Networks, otherNetwork, testkit.Body{}) }), model: closed, want: "unknown", says: []string{"known after apply"}},
		{name: "either of two networks, and the wrong tag", vpc: []string{"lb allow 1000 tcp:443 from 130.211.0.0/22,35.191.0.0/16 tag apigee"}, edit: all(created, func(w *testkit.World) { w.Add(gcp.Networks, otherNetwork, testkit.Body{}) }), model: closed, want: "fail"},
		{name: "templates that are not all known", vpc: []string{allowLB}, edit: all(created, func(w *testkit.World) { w.Gap(gcp.InstanceTemplates, "not read") }), model: closed, want: "unknown"},
		{name: "services that are not all known", vpc: []string{allowLB}, edit: all(created, func(w *testkit.World) { w.Gap(gcp.BackendServices, "not read") }), model: closed, want: "unknown", says: []string{"not read"}},
	})
}
