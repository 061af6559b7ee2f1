package apigee_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const measured = "compute.backendServices.getHealth"

// finds is what the load balancer finds of the groups in the east and in the west: a
// state for each instance.
func finds(inEast, inWest []string) string {
	return fmt.Sprintf("%q: [%s, %s]", measured, found("proxies", "regions/us-east1/instanceGroups/east", inEast...), found("proxies", "regions/us-west1/instanceGroups/west", inWest...))
}

// found is what a service finds of a group; a state that is no word is JSON.
func found(service, group string, states ...string) string {
	var status []string
	for i, s := range states {
		state := fmt.Sprintf(`"healthState": %q`, s)
		if strings.Contains(s, `"`) {
			state = s
		}
		status = append(status, fmt.Sprintf(`{"instance": %q, %s}`, link(fmt.Sprintf("zones/z/instances/%s-%d", group[strings.LastIndexByte(group, '/')+1:], i)), state))
	}
	return fmt.Sprintf(`{"$ref": "projects/acme/%s", "$parent": "projects/acme/global/backendServices/%s", "healthStatus": [%s]}`, group, service, strings.Join(status, ", "))
}

func states(s ...string) []string { return s }

// secondInEast adds a zonal group of the same proxies to the east, and what is found of it.
func secondInEast(inEast, inSecond []string) string {
	const second = `{"name": "second", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/zones/us-east1-b/instanceGroupManagers/second",
		"zone": "https://www.googleapis.com/compute/v1/projects/acme/zones/us-east1-b", "instanceGroup": "https://www.googleapis.com/compute/v1/projects/acme/zones/us-east1-b/instanceGroups/second",
		"versions": [{"instanceTemplate": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/east"}], "namedPorts": [{"name": "https", "port": 443}], "targetSize": 2}`
	return world(but(managers, `{"name": "east"`, second+`, {"name": "east"`),
		but(services, `"backends": [{"group"`, `"backends": [{"group": "`+link("zones/us-east1-b/instanceGroups/second")+`", "capacityScaler": 1}, {"group"`),
		fmt.Sprintf("%q: [%s, %s, %s]", measured, found("proxies", "regions/us-east1/instanceGroups/east", inEast...),
			found("proxies", "regions/us-west1/instanceGroups/west", "HEALTHY"), found("proxies", "zones/us-east1-b/instanceGroups/second", inSecond...)))
}

const secondGroup = "projects/acme/zones/us-east1-b/instanceGroupManagers/second"

var backendsHealthy = []verdictCase{
	{name: "all are healthy", want: []string{"pass " + east, "pass " + west}, says: []string{"has 2 healthy instances of 2"}},
	{
		name: "none in the east", world: world(finds(states("UNHEALTHY", "UNHEALTHY"), states("HEALTHY"))), want: []string{"fail " + east, "pass " + west},
		says: []string{"{healthy 0}", "{instances 2}", "{instance east-0}", "{backend_service projects/acme/global/backendServices/proxies}", "finds none of its 2 instances healthy", "No other check explains it"},
	},
	{name: "none anywhere", world: world(finds(states("UNHEALTHY"), states("UNHEALTHY"))), want: []string{"fail " + east, "fail " + west}},
	{name: "one of two", world: world(finds(states("UNHEALTHY", "HEALTHY"), states("HEALTHY"))), want: []string{"pass " + east, "pass " + west}, says: []string{"has 1 healthy instance of 2"}},
	{name: "no instance in the east", world: world(finds(nil, states("HEALTHY"))), want: []string{"fail " + east, "pass " + west}, says: []string{"has no instance, so that none is healthy", "{instances 0}"}},

	{
		name:  "none, as the firewall lets none in",
		world: world(finds(states("UNHEALTHY", "UNHEALTHY"), states("UNHEALTHY")), `"compute.firewalls": []`), want: []string{"fail " + east, "fail " + west},
		says: []string{"It is explained by load-balancer-reaches-proxies.", "Mend what load-balancer-reaches-proxies finds", `trace ["load-balancer-reaches-proxies: ` + east},
	},
	{
		name:  "none in the east, as the group has no size",
		world: world(finds(nil, states("HEALTHY")), sized(`, "targetSize": 0`)), want: []string{"fail " + east, "pass " + west}, says: []string{"It is explained by proxy-group-not-empty."},
	},
	{
		name:  "none, as the health check asks for another path",
		world: world(finds(states("UNHEALTHY"), states("UNHEALTHY")), but("compute.healthChecks", "/healthz/ingress", "/")), want: []string{"fail " + east, "fail " + west}, says: []string{"It is explained by health-check-fits-apigee."},
	},
	{
		name:  "none, as no group has the port's name",
		world: world(finds(states("UNHEALTHY"), states("UNHEALTHY")), but(services, `"portName": "https"`, `"portName": "apigee"`)), want: []string{"fail " + east, "fail " + west}, says: []string{"It is explained by backend-port-name-matches."},
	},
	{
		name:  "none in the east, and something is wrong in the west only",
		world: world(finds(states("UNHEALTHY"), states("HEALTHY")), but(managers, `"namedPorts": [{"name": "https", "port": 443}], "targetSize": 2}]`, `"namedPorts": [{"name": "https", "port": 443}], "targetSize": 0}]`)),
		want:  []string{"fail " + east, "pass " + west}, says: []string{"No other check explains it"}, hides: []string{"proxy-group-not-empty"},
	},

	{name: "another group of the region takes over", world: secondInEast(states("UNHEALTHY"), states("HEALTHY")), want: []string{"not_applicable " + east, "pass " + west, "pass " + secondGroup}},
	{name: "another group of the region is as bad", world: secondInEast(states("UNHEALTHY"), states("UNHEALTHY")), want: []string{"fail " + east, "pass " + west, "fail " + secondGroup}},

	{name: "the state of IPv6 is what counts", world: world(finds(states(`"ipv6HealthState": "HEALTHY"`), states(`"ipv6HealthState": "UNHEALTHY"`))), want: []string{"pass " + east, "fail " + west}},
	{name: "a state nobody has heard of", world: world(finds(states("DRAINING"), states("HEALTHY"))), want: []string{"unknown " + east, "pass " + west}, says: []string{`"DRAINING"`}},
	{name: "a state that is not told, beside an unhealthy one", world: world(finds(states("UNHEALTHY", `"port": 443`), states("HEALTHY"))), want: []string{"unknown " + east, "pass " + west}},
	{name: "a state that is not told, beside a healthy one", world: world(finds(states("HEALTHY", `"port": 443`), states("HEALTHY"))), want: []string{"pass " + east, "pass " + west}},

	{name: "health that was denied", world: world(`"`+measured+`": []`, gaps("permission compute.backendServices.get denied", measured)), want: []string{"unknown " + east, "unknown " + west}, says: []string{"permission compute.backendServices.get denied"}},
	{name: "health that nobody asked for", world: world(`"` + measured + `": []`), want: []string{"unknown " + east, "unknown " + west}, says: []string{"it was not read"}},
	{name: "health of another service", world: world(fmt.Sprintf("%q: [%s]", measured, found("other", "regions/us-east1/instanceGroups/east", "UNHEALTHY"))), want: []string{"unknown " + east, "unknown " + west}},
	{name: "none, of what may be proxies", world: world(finds(states("UNHEALTHY"), states("UNHEALTHY")), withoutTemplates()), want: []string{"unknown " + east, "unknown " + west}},
	{
		name:  "only Terraform tells of the group in the east",
		world: world(but(managers, `"name": "east"`, `"$address": "google_compute_region_instance_group_manager.east", "name": "east"`), `"`+measured+`": [`+found("proxies", "regions/us-west1/instanceGroups/west", "HEALTHY")+`]`),
		want:  []string{"not_applicable google_compute_region_instance_group_manager.east", "pass " + west}, says: []string{"Terraform does not carry"},
	},
	{name: "none, in a group that is drained", world: world(finds(states("UNHEALTHY"), states("HEALTHY")), fronted(`instanceGroups/east", "capacityScaler": 1`, `instanceGroups/east", "capacityScaler": 0`)), want: []string{"not_applicable " + east, "pass " + west}},
	{name: "Private Service Connect, which has no health checks", world: world(pscWorld()), want: []string{"not_applicable organizations/acme"}},
}

var everyProxyHealthy = []verdictCase{
	{name: "all are healthy", want: []string{"pass " + east, "pass " + west}, says: []string{"has healthy instances only: 2 instances"}},
	{
		name: "one of two", world: world(finds(states("HEALTHY", "UNHEALTHY"), states("HEALTHY"))), want: []string{"fail " + east, "pass " + west},
		says: []string{"has 1 unhealthy instance of 2", "{instance east-1}", "{healthy 1}"},
	},
	{name: "many of them", world: world(finds(states("HEALTHY", "UNHEALTHY", "UNHEALTHY", "UNHEALTHY", "UNHEALTHY"), states("HEALTHY"))), want: []string{"fail " + east, "pass " + west}, says: []string{"east-1, east-2, east-3 of"}, hides: []string{"east-4"}},
	{name: "none in the east, which another check judges", world: world(finds(states("UNHEALTHY"), states("HEALTHY"))), want: []string{"not_applicable " + east, "pass " + west}},
	{name: "no instance in the east", world: world(finds(nil, states("HEALTHY"))), want: []string{"not_applicable " + east, "pass " + west}},
	{name: "none, but another group of the region takes over", world: secondInEast(states("UNHEALTHY"), states("HEALTHY")), want: []string{"fail " + east, "pass " + west, "pass " + secondGroup}},
	{name: "a state that is not told", world: world(finds(states("HEALTHY", `"port": 443`), states("HEALTHY"))), want: []string{"unknown " + east, "pass " + west}},
	{name: "a state that is not told, beside one that is not healthy", world: world(finds(states("HEALTHY", "UNHEALTHY", `"port": 443`), states("HEALTHY"))), want: []string{"fail " + east, "pass " + west}},
	{name: "health that was denied", world: world(`"`+measured+`": []`, gaps("denied", measured)), want: []string{"unknown " + east, "unknown " + west}},
	{name: "one of two, of what may be proxies", world: world(finds(states("UNHEALTHY", "HEALTHY"), states("HEALTHY")), withoutTemplates()), want: []string{"unknown " + east, "pass " + west}},
	{name: "Private Service Connect", world: world(pscWorld()), want: []string{"not_applicable organizations/acme"}},
}

// Health is measured before a plan, which may be what mends it.
func TestAPlanIsNotBlamedForWhatWasUnhealthyBefore(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().Health(eastProxies, "UNHEALTHY").Health(westProxies, "UNHEALTHY", "HEALTHY").World()
	w.Overlay(gcp.NewWorld())
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	checks := []check.Check[*apigee.Inventory]{apigee.BackendsHealthy, apigee.EveryProxyHealthy}
	var got []string
	for _, f := range check.Run(inv, checks, check.Options{}).Findings {
		owes(t, f)
		got = append(got, f.Check+" "+f.Verdict.String()+" "+f.Region)
		if f.Verdict == check.Unknown && !strings.Contains(f.Missing[0].What, "healthy") {
			t.Errorf("it is not said what was found before: %+v", f.Missing)
		}
	}
	if want := []string{"backends-healthy unknown us-east1", "backends-healthy pass us-west1", "every-proxy-healthy not_applicable us-east1", "every-proxy-healthy unknown us-west1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
