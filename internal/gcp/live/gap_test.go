package live_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// exactly spells gaps out: what lacks something, where, why, and what to do.
func exactly(w *gcp.World) []string {
	var out []string
	for _, typ := range types {
		for _, g := range w.Gaps(typ) {
			where := ""
			if !g.Scope.IsZero() {
				where += " of " + g.Scope.Path()
			}
			if g.Location != "" {
				where += " in " + g.Location
			}
			out = append(out, fmt.Sprintf("%s%s: %s: %s; %s", typ, where, g.What, g.Reason, g.Settle))
		}
	}
	return out
}

func TestAFailureIsAGapOfExactlyWhatItHides(t *testing.T) {
	t.Parallel()
	const prod = "projects/acme-host/global/networks/prod"
	tests := []struct {
		name  string
		call  string
		fault testkit.Fault
		want  []string
	}{
		{
			"attachments of an instance", "/instances/runtime-us-east1/attachments", testkit.Deny403(""),
			[]string{"apigee.organizations.instances.attachments of organizations/acme/instances/runtime-us-east1: GET organizations/acme/instances/runtime-us-east1/attachments (apigee.instanceattachments.list): permission apigee.instanceattachments.list denied; grant the caller apigee.instanceattachments.list, for instance with roles/apigee.readOnlyAdmin"},
		},
		{
			"attachments of a group", "/envgroups/public/attachments", testkit.Error500(),
			[]string{"apigee.organizations.envgroups.attachments of organizations/acme/envgroups/public: GET organizations/acme/envgroups/public/attachments (apigee.envgroupattachments.list): the API answered 500: INTERNAL, backendError; run again; if it stays, see what `curl` gets for it"},
		},
		{
			"a network", "/global/networks/prod HTTP", testkit.NotFound404(),
			[]string{"compute.networks of " + prod + ": GET " + prod + " (compute.networks.get): not found (404), though another call finds it or fails; run again"},
		},
		{
			"the firewall of a network", "/prod/getEffectiveFirewalls", testkit.Deny403(""),
			[]string{
				"compute.firewalls of " + prod + ": GET " + prod + "/getEffectiveFirewalls (compute.networks.getEffectiveFirewalls): permission compute.networks.getEffectiveFirewalls denied; grant the caller compute.networks.getEffectiveFirewalls, for instance with roles/compute.networkViewer in project acme-host",
				"compute.firewallPolicies of " + prod + ": GET " + prod + "/getEffectiveFirewalls (compute.networks.getEffectiveFirewalls): permission compute.networks.getEffectiveFirewalls denied; grant the caller compute.networks.getEffectiveFirewalls, for instance with roles/compute.networkViewer in project acme-host",
			},
		},
		{
			"the policies of a region", "/regions/us-east1/firewallPolicies/", testkit.TooMany429(""),
			[]string{"compute.firewallPolicies of " + prod + " in us-east1: GET projects/acme-host/regions/us-east1/firewallPolicies/getEffectiveFirewalls?network=prod (compute.networks.getRegionEffectiveFirewalls): the rate limit is exceeded (429), also after waiting; run again later, or raise the quota of compute.googleapis.com"},
		},
		{
			"a region that does not answer", "/aggregated/instanceGroupManagers", testkit.Unreachable("regions/us-east1"),
			[]string{
				"compute.instanceGroupManagers in us-east1: GET projects/acme/aggregated/instanceGroupManagers (compute.instanceGroupManagers.list): no answer for us-east1; run again when the API answers for all regions",
				"compute.instanceGroupManagers in us-east1: GET projects/acme/aggregated/instanceGroupManagers (compute.instanceGroupManagers.list): the API warns that the answer is not complete: UNREACHABLE; run again when the API answers for all regions",
				"compute.instances in us-east1: GET projects/acme/aggregated/instanceGroupManagers (compute.instanceGroupManagers.list): no answer for us-east1; run again when the API answers for all regions",
				"compute.instances in us-east1: GET projects/acme/aggregated/instanceGroupManagers (compute.instanceGroupManagers.list): the API warns that the answer is not complete: UNREACHABLE; run again when the API answers for all regions",
			},
		},
		{
			"an API that is disabled", "/aggregated/urlMaps", testkit.Disabled403("compute.googleapis.com"),
			[]string{"compute.urlMaps: GET projects/acme/aggregated/urlMaps (compute.urlMaps.list): the Compute Engine API (compute.googleapis.com) is disabled; enable compute.googleapis.com in project acme"},
		},
		{
			"pages in a circle", "/aggregated/healthChecks", testkit.SameToken(),
			[]string{"compute.healthChecks: GET projects/acme/aggregated/healthChecks (compute.healthChecks.list): the pages of the answer lead in a circle; run again"},
		},
		{
			"a shape nobody documents", "/global/addresses", testkit.WrongType(),
			[]string{"compute.globalAddresses: GET projects/acme-host/global/addresses (compute.globalAddresses.list): the answer has another shape than the API documents; run again; if it stays, update apireach"},
		},
		{
			"an answer that is cut short", "/acme-host/aggregated/subnetworks", testkit.Truncate(),
			[]string{"compute.subnetworks: GET projects/acme-host/aggregated/subnetworks (compute.subnetworks.list): the answer is cut short or no JSON; run again"},
		},
		{
			"an empty object for a list", "/aggregated/forwardingRules", testkit.EmptyPage(),
			[]string{"compute.forwardingRules: GET projects/acme/aggregated/forwardingRules (compute.forwardingRules.list): the answer is no list; run again; if it stays, update apireach"},
		},
		{
			"a connection that breaks", "/aggregated/backendServices", testkit.Reset(),
			[]string{
				"compute.backendServices: GET projects/acme/aggregated/backendServices (compute.backendServices.list): no answer: the connection broke; run again",
				"compute.backendServices.getHealth: GET projects/acme/aggregated/backendServices (compute.backendServices.list): no answer: the connection broke; run again",
				"compute.instances: GET projects/acme/aggregated/backendServices (compute.backendServices.list): no answer: the connection broke; run again",
				"compute.organizationSecurityPolicies: GET projects/acme/aggregated/backendServices (compute.backendServices.list): no answer: the connection broke; run again",
			},
		},
		{
			"the health of backends", "/getHealth", testkit.Deny403(""),
			[]string{
				"compute.backendServices.getHealth of projects/acme/global/backendServices/gateway: POST projects/acme/global/backendServices/gateway/getHealth for projects/acme/regions/us-east1/instanceGroups/proxy-us-east1 (compute.backendServices.get): permission compute.backendServices.get denied; grant the caller compute.backendServices.get, for instance with roles/compute.viewer in project acme",
				"compute.backendServices.getHealth of projects/acme/global/backendServices/gateway: POST projects/acme/global/backendServices/gateway/getHealth for projects/acme/regions/us-west1/instanceGroups/proxy-us-west1 (compute.backendServices.get): permission compute.backendServices.get denied; grant the caller compute.backendServices.get, for instance with roles/compute.viewer in project acme",
			},
		},
		{
			"an answer that tells no health", "/getHealth", testkit.EmptyPage(),
			[]string{
				"compute.backendServices.getHealth of projects/acme/global/backendServices/gateway: POST projects/acme/global/backendServices/gateway/getHealth for projects/acme/regions/us-east1/instanceGroups/proxy-us-east1 (compute.backendServices.get): the answer tells no health; run again; if it stays, update apireach",
				"compute.backendServices.getHealth of projects/acme/global/backendServices/gateway: POST projects/acme/global/backendServices/gateway/getHealth for projects/acme/regions/us-west1/instanceGroups/proxy-us-west1 (compute.backendServices.get): the answer tells no health; run again; if it stays, update apireach",
			},
		},
		{
			"the number of a project", "/v1/projects/acme-host HTTP", testkit.Deny403(""),
			[]string{"servicenetworking.services.connections of " + prod + ": GET projects/acme-host (resourcemanager.projects.get): permission resourcemanager.projects.get denied; grant the caller resourcemanager.projects.get, for instance with roles/browser in project acme-host",
				"iam.policies of projects/acme-host: GET projects/acme-host (resourcemanager.projects.get): permission resourcemanager.projects.get denied; grant the caller resourcemanager.projects.get, for instance with roles/browser in project acme-host"},
		},
		{
			"private connections", "/connections", testkit.Deny403(""),
			[]string{"servicenetworking.services.connections of " + prod + ": GET services/servicenetworking.googleapis.com/connections?network=projects/2002/global/networks/prod (servicenetworking.services.get): permission servicenetworking.services.get denied; grant the caller servicenetworking.services.get, for instance with a custom role in project acme-host"},
		},
		{"a failure that passes", "/aggregated/urlMaps", testkit.Unavailable503().Times(2), nil},
		{"a rate limit that passes", "/aggregated/urlMaps", testkit.RateLimited403().Times(1), nil},
		{"an answer that breaks off once", "/aggregated/urlMaps", testkit.CutOff().Times(1), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, testkit.NewWorld().World())
			s.Break(func(r *http.Request) bool {
				path := r.URL.Path + " HTTP"
				return strings.Contains(path, tt.call)
			}, tt.fault)
			c := inside(s)
			if tt.want != nil {
				c.MaxRetries = -1
			}
			w, _, err := collect(t, c)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, exactly(w)); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWithoutTheOrganizationAllThatDependsOnItIsUnknown(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	s.Break(func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "organizations/acme") }, testkit.Deny403(""))
	w, _, err := collect(t, inside(s))
	if err != nil {
		t.Fatal(err)
	}
	for key, f := range findings(t, w) {
		if f.Verdict != check.Unknown {
			t.Errorf("%s is %s", key, f.Verdict)
		}
		if missing := fmt.Sprint(f.Missing); !strings.Contains(missing, "GET organizations/acme (apigee.organizations.get): permission apigee.organizations.get denied") {
			t.Errorf("%s does not name the call: %s", key, missing)
		}
	}
}

func TestWhatLiesOutsideTheProjectsReadIsNotMissing(t *testing.T) {
	t.Parallel()
	link := func(path string) string { return "https://www.googleapis.com/compute/v1/projects/" + path }
	tests := []struct {
		name  string
		world *testkit.World
		query live.Query
		want  []string
	}{
		{
			"a backend service of another project", testkit.NewWorld().Set(gcp.URLMaps, "gateway", "defaultService", link("backends/global/backendServices/b")), live.Query{},
			[]string{"compute.backendServices: backendServices of project backends: referred to, but only what is in acme was read; add backends to projects"},
		},
		{
			"a template of another project", testkit.NewWorld().Set(gcp.InstanceGroupManagers, testkit.Proxies("us-east1"), "instanceTemplate", link("images/global/instanceTemplates/t")), live.Query{},
			[]string{"compute.instanceTemplates: instanceTemplates of project images: referred to, but only what is in acme was read; add images to projects"},
		},
		{
			"a health check of an old kind", testkit.NewWorld().Set(gcp.BackendServices, "gateway", "healthChecks", []string{link("acme/global/httpHealthChecks/h")}), live.Query{},
			[]string{"compute.healthChecks: the health check projects/acme/global/httpHealthChecks/h: it is of a kind (httpHealthChecks) that is no longer read; replace it with a health check of the current kind"},
		},
		{"a project that was asked for", testkit.NewWorld(), live.Query{Projects: []string{"projects/acme", "acme"}}, nil},
		{"a project that was asked for, without a load balancer", testkit.NewWorld().Hybrid(), live.Query{Projects: []string{"acme"}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.query.Organization = "acme"
			w, _, err := newClient(t, inside(testkit.Serve(t, tt.world.World()))).Collect(t.Context(), tt.query)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, exactly(w)); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWithoutALoadBalancerOthersMayHaveIt(t *testing.T) {
	t.Parallel()
	w, _, err := collect(t, inside(testkit.Serve(t, testkit.NewWorld().WithoutFront().World())))
	if err != nil {
		t.Fatal(err)
	}
	want := "compute.backendServices: load balancers outside project acme: only the organization's own project was read, and it has no backend service; name the projects of the load balancer and the proxies in projects"
	if got := exactly(w); !slices.Contains(got, want) {
		t.Errorf("gaps %q, want among them %q", got, want)
	}
}

func TestNothingSecretIsCollected(t *testing.T) {
	t.Parallel()
	w, _, err := collect(t, inside(testkit.Serve(t, testkit.NewWorld().Canaries().World())))
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range types {
		for _, r := range w.Resources(typ) {
			testkit.NoCanary(t, r.Subject(), fmt.Sprintf("%+v", r))
		}
	}
	testkit.NoCanary(t, "the gaps", fmt.Sprint(exactly(w)))
}
