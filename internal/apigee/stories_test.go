package apigee_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A story is what people have met, in one world or in several.
type story struct {
	id, tells string
	scenes    []scene
}

// A scene is a world of a story, and what is said of it.
type scene struct {
	world *testkit.World
	// plan says that a plan tells of the world; else the API does.
	plan bool
	// want are verdicts as "verdict check"; the failures among them are all that there are.
	want []string
	// says is text that the results of these checks must contain.
	says []string
	// unseen says why nothing is found in a story that has a fault.
	unseen string
}

func TestStory(t *testing.T) {
	t.Parallel()
	all := stories()
	for i, s := range all {
		if want := "G" + strconv.Itoa(i+1); s.id != want || len(s.scenes) == 0 {
			t.Errorf("story %d is %s, with %d scenes", i+1, s.id, len(s.scenes))
		}
		t.Run(s.id+" "+s.tells, func(t *testing.T) {
			t.Parallel()
			for _, sc := range s.scenes {
				sc.play(t)
			}
		})
	}
	if len(all) != 33 {
		t.Errorf("there are %d stories", len(all))
	}
}

func (s scene) play(t *testing.T) {
	t.Helper()
	w := s.world.World()
	if s.plan {
		w = fromPlan(t, change{world: s.world})
		w.Now, w.WarningDays = testkit.Now, apigee.WarningDays
	}
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	var about []check.Finding
	for _, f := range check.Run(inv, apigee.Checks(), check.Options{}).Findings {
		verdict := f.Verdict.String() + " " + f.Check
		switch {
		case slices.Contains(s.want, verdict):
			about = append(about, f)
		case f.Verdict != check.Fail:
			continue
		}
		got = append(got, verdict)
	}
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, slices.Sorted(slices.Values(s.want))) {
		t.Errorf("got %q, want %q: %s", got, s.want, tell(check.Run(inv, apigee.Checks(), check.Options{}).Findings))
	}
	if text := tell(about); !slices.ContainsFunc(s.says, func(say string) bool { return !strings.Contains(text, say) }) {
		return
	}
	t.Errorf("%q is not all said: %s", s.says, tell(about))
}

const (
	failsReaches  = "fail load-balancer-reaches-proxies"
	failsNamed    = "fail backend-port-name-matches"
	failsFits     = "fail health-check-fits-apigee"
	failsPeered   = "fail authorized-network-peered"
	failsProxies  = "fail proxies-in-authorized-network"
	failsEndpoint = "fail proxy-endpoint-is-instance"
	failsRegion   = "fail proxy-in-every-region"
	failsAttached = "fail environment-attached-everywhere"
	failsRoom     = "fail peering-range-large-enough"
	failsArmor    = "fail armor-admits-clients"
	failsCovers   = "fail certificate-covers-hostnames"
)

func stories() []story { return slices.Concat(backendStories(), networkStories(), frontStories()) }

// backendStories are those of firewalls, ports and health checks.
func backendStories() []story {
	probe := func(field string, v any) *testkit.World {
		return testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck."+field, v)
	}
	plain := testkit.NewWorld().Set(gcp.HealthChecks, testkit.Front, "type", "HTTP").Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck", nil).
		Set(gcp.HealthChecks, testkit.Front, "httpHealthCheck", body{"port": 443, "requestPath": "/healthz/ingress"})
	serving := testkit.NewWorld().SetAll(gcp.InstanceGroupManagers, "namedPorts", []body{{"name": "https", "port": 8080}})
	third := testkit.NewWorld().Region("europe-west1")
	third.Set(gcp.InstanceTemplates, testkit.Proxies("europe-west1"), "properties.tags.items", []string{"web"})
	return []story{
		{"G1", "the old one of two ranges", []scene{
			{world: ruled("sourceRanges", []string{"130.211.0.0/22"}), want: []string{failsReaches}, says: []string{"35.191.0.0", "443"}},
			{world: ruled("sourceRanges", []string{"130.211.0.0/22"}), plan: true, want: []string{failsReaches}, says: []string{"35.191.0.0"}},
		}},
		{"G2", "the firewall opens the serving port, the health check asks another", []scene{
			{world: probe("port", 8443), want: []string{failsReaches, failsFits}, says: []string{"8443"}},
		}},
		{"G3", "the health check's port is open, the serving port is shut", []scene{
			{world: serving, want: []string{failsReaches, failsNamed}, says: []string{"8080"}},
		}},
		{"G4", "a health check by the name of a port, without a number", []scene{
			{world: probe("port", nil).Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck.portSpecification", "USE_SERVING_PORT"), want: []string{"pass load-balancer-reaches-proxies"}},
			{world: probe("port", nil).Set(gcp.HealthChecks, testkit.Front, "httpsHealthCheck.portSpecification", "USE_NAMED_PORT"), want: []string{"unknown load-balancer-reaches-proxies", "unknown health-check-fits-apigee"}},
			{world: testkit.NewWorld().Set(gcp.InstanceGroupManagers, eastProxies, "namedPorts", "?known after apply"), want: []string{"pass load-balancer-reaches-proxies", "unknown backend-port-name-matches", "unknown load-balancer-reaches-proxies"}, says: []string{"known after apply"}},
		}},
		{"G5", "a port name that the group does not have", []scene{
			{world: testkit.NewWorld().SetAll(gcp.InstanceGroupManagers, "namedPorts", []body{{"name": "http", "port": 443}}), want: []string{failsNamed}, says: []string{"https"}},
		}},
		{"G6", "a named port with a wrong number", []scene{
			{world: testkit.NewWorld().SetAll(gcp.InstanceGroupManagers, "namedPorts", []body{{"name": "https", "port": 8443}}).Firewall("all-ports", body{
				"sourceRanges": []string{"130.211.0.0/22", "35.191.0.0/16"}, "allowed": []body{{"IPProtocol": "tcp"}},
			}), want: []string{failsNamed}, says: []string{"8443"}},
		}},
		{"G7", "a module turns the HTTPS health check into an HTTP one", []scene{{world: plain, want: []string{failsFits}}, {world: plain, plan: true, want: []string{failsFits}}}},
		{"G8", "failed_to_pick_backend, for the health check's path is wrong", []scene{{world: probe("requestPath", "/"), want: []string{failsFits}}}},
		{"G9", "the health check asks for / or for a path of its own", []scene{
			{world: probe("requestPath", "/"), want: []string{failsFits}, says: []string{"/healthz/ingress", "404"}},
			{world: probe("requestPath", "/status"), want: []string{"unknown health-check-fits-apigee"}, says: []string{"/healthz/ingress"}},
		}},
		{"G10", "one region of three gives 502", []scene{
			{world: third, want: []string{failsReaches, "pass load-balancer-reaches-proxies"}, says: []string{"fail projects/acme/regions/europe-west1/", "pass projects/acme/regions/us-east1/", "pass projects/acme/regions/us-west1/"}},
		}},
		{"G11", "no way out, so that the proxies never get their script", []scene{
			{world: unprepared(testkit.NewWorld()), want: []string{"fail proxy-subnet-private-google-access", "fail backends-healthy"}},
		}},
		{"G12", "the way out is made by the same apply, after the proxies", []scene{
			{world: testkit.NewWorld(), plan: true, unseen: "a plan tells the world after apply, not the order of its steps"},
		}},
		{"G13", "the load balancer in one project, the proxies in another", []scene{
			{world: inHostProject(), unseen: "Google refuses a backend of another project at apply"},
		}},
	}
}

// inHostProject is the healthy world with the east's proxies in the host project.
func inHostProject() *testkit.World {
	const group = "projects/acme-host/regions/us-east1/instanceGroup"
	w := testkit.NewWorld()
	manager := body{"instanceGroup": "https://www.googleapis.com/compute/v1/" + group + "s/" + eastProxies, "targetSize": 2,
		"versions": []body{{"instanceTemplate": link("global/instanceTemplates/" + eastProxies)}}, "namedPorts": []body{{"name": "https", "port": 443}}}
	w.Drop(gcp.InstanceGroupManagers, eastProxies).Add(gcp.InstanceGroupManagers, group+"Managers/"+eastProxies, manager)
	return w.Set(gcp.BackendServices, "global/"+testkit.Front, "backends.0.group", manager["instanceGroup"])
}

// A log line of the story leads to the check that decides it.
func TestStory_G8_theLogNamesTheCheck(t *testing.T) {
	t.Parallel()
	var q symptom.Inquiry
	if err := symptom.Read(strings.NewReader(`{"logName": "projects/acme/logs/requests", "httpRequest": {"status": 502}, "jsonPayload": {"statusDetails": "failed_to_pick_backend"}}`), q.Add); err != nil {
		t.Fatal(err)
	}
	named := q.Diagnosis().Suspects[0].Checks
	if !slices.Contains(named, "health-check-fits-apigee") || !slices.Contains(named, "load-balancer-reaches-proxies") {
		t.Errorf("%q", named)
	}
}
