package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

type restBody = testkit.Body

// parityWorlds are organizations that every source of resources can tell of: a
// healthy one, and ones with a fault.
func parityWorlds() map[string]*testkit.World {
	w := testkit.NewWorld
	const compute = "https://www.googleapis.com/compute/v1/projects/"
	allow := func(ranges ...string) restBody {
		return restBody{"sourceRanges": ranges, "targetTags": []string{testkit.Tag}, "allowed": []restBody{{"IPProtocol": "tcp", "ports": []string{"443"}}}}
	}
	return map[string]*testkit.World{
		"healthy":                             w(),
		"healthy without a Shared VPC":        testkit.NewLocalWorld(),
		"healthy by Private Service Connect":  w().PSC(),
		"healthy without peering":             w().WithoutPeering(),
		"healthy behind a regional front":     w().RegionalFront("us-east1", "INTERNAL_MANAGED"),
		"hybrid":                              w().Hybrid(),
		"encrypted":                           w().Encrypted(),
		"a key is disabled":                   w().Encrypted().Set(gcp.CryptoKeys, testkit.Key("us-east1", "database"), "primary.state", "DISABLED"),
		"a key that Apigee may not use":       w().Encrypted().Set(gcp.IAMPolicies, testkit.Key("us-west1", "disk-us-west1"), "bindings", []any{}),
		"an agent without its role":           w().Set(gcp.IAMPolicies, "projects/acme", "bindings", []any{}),
		"no rule":                             w().Drop(gcp.Firewalls, "allow-lb"),
		"one range":                           w().Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"35.191.0.0/16"}),
		"another port":                        w().Set(gcp.Firewalls, "allow-lb", "allowed.0.ports", []string{"8443"}),
		"the rule is disabled":                w().Set(gcp.Firewalls, "allow-lb", "disabled", true),
		"the rule is for egress":              w().Set(gcp.Firewalls, "allow-lb", "direction", "EGRESS"),
		"the rule is for other tags":          w().Set(gcp.Firewalls, "allow-lb", "targetTags", []string{"web"}),
		"the rule is on another network":      w().Set(gcp.Firewalls, "allow-lb", "network", compute+"acme-host/global/networks/test"),
		"a rule for each range":               w().Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"35.191.0.0/16"}).Firewall("second", allow("130.211.0.0/22")),
		"a denial of equal priority":          w().Firewall("deny", restBody{"denied": []restBody{{"IPProtocol": "all"}}, "sourceRanges": []string{"0.0.0.0/0"}}),
		"a denial of one range":               w().Firewall("deny", restBody{"priority": 1, "denied": []restBody{{"IPProtocol": "tcp"}}, "sourceRanges": []string{"130.211.1.0/24"}}),
		"a denial in another network":         w().Firewall("deny", restBody{"priority": 1, "denied": []restBody{{"IPProtocol": "all"}}, "network": compute + "acme-host/global/networks/test"}),
		"the proxies of the east lack a tag":  w().Set(gcp.InstanceTemplates, "proxy-us-east1", "properties.tags.items", []string{"web"}),
		"a network policy denies first":       w().Set(gcp.Networks, "prod", "networkFirewallPolicyEnforcementOrder", "BEFORE_CLASSIC_FIREWALL").NetworkPolicy("p", testkit.Ingress(1, "deny", "tcp:443", "0.0.0.0/0")),
		"a network policy denies too late":    w().NetworkPolicy("p", testkit.Ingress(1, "deny", "tcp:443", "0.0.0.0/0")),
		"a regional policy denies first":      w().Drop(gcp.Firewalls, "allow-lb").RegionalPolicy("us-east1", "p", testkit.Ingress(1, "deny", "all", "0.0.0.0/0")),
		"no environment in the west":          w().Detach("runtime-us-west1", "live").Detach("runtime-us-west1", "test").Detach("runtime-us-west1", "lab"),
		"one environment lacks in the west":   w().Detach("runtime-us-west1", "live"),
		"one environment runs nowhere":        w().Detach("runtime-us-west1", "lab").Detach("runtime-us-east1", "lab"),
		"a group routes nowhere":              w().Unroute("public", "live"),
		"a group without hosts":               w().Set(gcp.EnvironmentGroups, "public", "hostnames", []string{}),
		"lacking behind an endpoint group":    w().PSC().Detach("runtime-us-west1", "live"),
		"the authorized network is another":   w().Set(gcp.Organizations, "acme", "authorizedNetwork", "projects/acme-host/global/networks/test").Add(gcp.Networks, "test", restBody{"peerings": []any{}, "networkFirewallPolicyEnforcementOrder": "AFTER_CLASSIC_FIREWALL"}),
		"the proxies are in another network":  w().Set(gcp.InstanceTemplates, "proxy-us-east1", "properties.networkInterfaces", []restBody{{"network": compute + "acme/global/networks/prod"}}),
		"no private connection":               w().DropAll(gcp.Connections).Set(gcp.Networks, "prod", "peerings", []any{}),
		"another network is peered":           w().Set(gcp.Connections, testkit.Connection, "network", "projects/2002/global/networks/test").Set(gcp.Networks, "prod", "peerings", []any{}),
		"a health check probes another port":  w().Set(gcp.HealthChecks, "gateway", "httpsHealthCheck.port", 8443),
		"the named port is another":           w().Set(gcp.InstanceGroupManagers, "us-west1/proxy-us-west1", "namedPorts.0.port", 8443),
		"no instance of the east is healthy":  w().Health("proxy-us-east1", "UNHEALTHY", "UNHEALTHY"),
		"one instance is not healthy":         w().Health("proxy-us-west1", "HEALTHY", "UNHEALTHY", "HEALTHY"),
		"a regional front without instances":  w().RegionalFront("us-east1", "INTERNAL_MANAGED").Health("proxy-us-east1"),
		"the proxies cannot download":         w().Set(gcp.Subnetworks, "prod-us-east1", "privateIpGoogleAccess", false).Health("proxy-us-east1", "UNHEALTHY"),
		"the proxies download through NAT":    w().Set(gcp.Subnetworks, "prod-us-east1", "privateIpGoogleAccess", false).NAT("us-east1", "prod-us-east1"),
		"instances of an older template":      w().Set(gcp.InstanceGroupManagers, "us-west1/proxy-us-west1", "status.versionTarget.isReached", false),
		"nothing may leave the network":       w().Firewall("deny-out", restBody{"direction": "EGRESS", "denied": []restBody{{"IPProtocol": "all"}}, "destinationRanges": []string{"0.0.0.0/0"}}).Health("proxy-us-east1", "UNHEALTHY").Health("proxy-us-west1", "UNHEALTHY"),
		"only Apigee may be sent to":          w().Firewall("deny-out", restBody{"direction": "EGRESS", "denied": []restBody{{"IPProtocol": "all"}}, "destinationRanges": []string{"0.0.0.0/0"}}).Firewall("allow-out", restBody{"direction": "EGRESS", "priority": 900, "allowed": []restBody{{"IPProtocol": "tcp", "ports": []string{"443"}}}, "destinationRanges": []string{"10.64.0.0/16"}}),
		"a second region that nobody uses":    w().Region("europe-west1").Set(gcp.BackendServices, "global/gateway", "backends.2.capacityScaler", 0),
		"a third region without environments": w().Region("europe-west1").Detach("runtime-europe-west1", "live").Detach("runtime-europe-west1", "test"),
	}
}

// silent are the checks of which Terraform's objects tell nothing, so that they
// apply only to what the API tells.
var silent = map[string]string{
	"peering-active":            "the state of a peering is no attribute of google_compute_network",
	"organization-active":       "the state of an organization is no attribute of google_apigee_organization",
	"service-agents-have-roles": "a project's number, by which its service agents are called, is no attribute of what is given",
	"encryption-keys-granted":   "a project's number, by which its service agents are called, is no attribute of what is given",
	"evaluation-not-expiring":   "the end of an evaluation is no attribute of google_apigee_organization",
	"instance-active":           "the state of an instance is no attribute of google_apigee_instance",
	"certificate-key-matches":   "a private key may be write-only, and then nobody has seen it",
	"proxies-follow-template":   "the state of a group's update is that of the last refresh",
	"api-proxy-deployed":        "API proxies are deployed otherwise",
	"backends-healthy":          "what a load balancer finds of instances is no attribute",
	"every-proxy-healthy":       "what a load balancer finds of instances is no attribute",
	// Of endpoints, which are forwarding rules, it is one.
	"psc-connection-accepted": "the state of a connection is no attribute of google_compute_region_network_endpoint_group",
}

// One world gives the same findings whatever tells of it: the API, a recording of
// it, a plan that changes nothing, or the objects given to the validation resource.
func TestOneWorldGivesTheSameFindingsFromEverySource(t *testing.T) {
	t.Parallel()
	worlds := parityWorlds()
	if len(worlds) < 25 {
		t.Errorf("%d worlds are few", len(worlds))
	}
	for name, w := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			objects := w.Terraform()
			want := told(t, fromAPI(t, w), nil, objects)
			for source, got := range map[string][]string{
				"the model":               told(t, w.World(), nil, objects),
				"a snapshot":              told(t, fromSnapshot(t, w), nil, objects),
				"a plan":                  told(t, fromPlan(t, objects), silent, objects),
				"the validation resource": told(t, fromResources(t, objects), silent, objects),
			} {
				wanted := want
				if strings.HasPrefix(source, "a plan") || strings.HasPrefix(source, "the validation") {
					wanted = told(t, fromAPI(t, w), silent, objects)
				}
				if diff := cmp.Diff(wanted, got); diff != "" {
					t.Errorf("%s differs (-live +%s):\n%s", source, source, diff)
				}
			}
		})
	}
}

// Every exception is one: it differs for a healthy organization.
func TestWhatTerraformIsSilentOfDiffers(t *testing.T) {
	t.Parallel()
	var from [][2][]string
	for _, w := range []*testkit.World{testkit.NewWorld(), testkit.NewWorld().PSC(), testkit.NewWorld().Encrypted()} {
		objects := w.Terraform()
		from = append(from, [2][]string{told(t, fromAPI(t, w), nil, objects), told(t, fromPlan(t, objects), nil, objects)})
	}
	eachDiffers(t, silent, from)
}

// eachDiffers says that the findings of every check that is an exception differ from one
// source to the other, in some of the pairs.
func eachDiffers(t *testing.T, exceptions map[string]string, from [][2][]string) {
	t.Helper()
	for id, why := range exceptions {
		about := func(findings []string) []string {
			return slices.DeleteFunc(slices.Clone(findings), func(f string) bool { return !strings.HasPrefix(f, id+" ") })
		}
		if !slices.ContainsFunc(from, func(pair [2][]string) bool { return !slices.Equal(about(pair[0]), about(pair[1])) }) {
			t.Errorf("%s is no exception (%s)", id, why)
		}
	}
}

func fromAPI(t *testing.T, w *testkit.World) *gcp.World {
	t.Helper()
	return collect(t, testkit.Serve(t, w.World()).Config())
}

func collect(t *testing.T, config live.Config) *gcp.World {
	t.Helper()
	client, err := live.NewClient(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := client.Collect(t.Context(), live.Query{Organization: testkit.Organization})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func fromSnapshot(t *testing.T, w *testkit.World) *gcp.World {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "recording")
	if err := testkit.Record(t.Context(), w, dir); err != nil {
		t.Fatal(err)
	}
	recording, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return collect(t, live.Config{Transport: recording})
}

func planOf(t *testing.T, objects []testkit.TerraformObject) *tfplan.Plan {
	t.Helper()
	plan, err := tfplan.Read(bytes.NewReader(testkit.PlanOf(objects)))
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func fromPlan(t *testing.T, objects []testkit.TerraformObject) *gcp.World {
	t.Helper()
	w, err := planOf(t, objects).World(tfplan.Options{Complete: true})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// given is what the validation resource is given.
func given(t *testing.T, objects []testkit.TerraformObject) value.Value {
	t.Helper()
	byType := map[string]any{}
	for _, o := range objects {
		list, _ := byType[o.Type].([]any)
		byType[o.Type] = append(list, o.Attributes)
	}
	text, err := json.Marshal(byType)
	if err != nil {
		t.Fatal(err)
	}
	resources, err := value.ParseJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	return resources
}

func fromResources(t *testing.T, objects []testkit.TerraformObject) *gcp.World {
	t.Helper()
	w, err := tfresource.FromResources(given(t, objects), tfresource.Options{Path: "resources", Complete: true})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// told lists the findings, with the cloud's own names for all subjects, those of
// some checks left out.
func told(t *testing.T, w *gcp.World, without map[string]string, objects []testkit.TerraformObject) []string {
	t.Helper()
	w.Now, w.WarningDays = testkit.Now, apigee.WarningDays
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, o := range objects {
		// The validation resource counts the objects of a type.
		names = append(names, o.Address, o.Name, strings.Replace(o.Address, ".r[", "[", 1), o.Name)
	}
	spell := strings.NewReplacer(names...)
	var out []string
	for _, f := range check.Run(inv, apigee.Checks(), check.Options{Now: time.Unix(0, 0)}).Findings {
		if without[f.Check] == "" {
			out = append(out, spell.Replace(fmt.Sprintf("%s %s %s %s", f.Check, f.Verdict, f.Subject, f.Summary)))
		}
	}
	slices.Sort(out)
	return out
}
