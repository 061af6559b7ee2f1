package apigee_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	templateEast = "projects/acme/global/instanceTemplates/east"
	templateWest = "projects/acme/global/instanceTemplates/west"
	endpointEast = `{"key": "ENDPOINT", "value": "10.0.0.2"}, `
	runtimes     = "apigee.organizations.instances"
)

var proxyEndpointIsInstance = []verdictCase{
	{name: "both are the hosts of instances", want: []string{"pass " + templateEast, "pass " + templateWest}},
	{
		name: "an address of the range kept for Apigee that no instance has", world: world(but(templates, "10.0.0.2", "10.0.12.2")),
		want: []string{"fail " + templateEast, "pass " + templateWest},
		says: []string{"{endpoint 10.0.12.2}", "{hosts 10.0.0.2, 10.0.4.2}", "10.0.0.0/19", "{group " + east + "}"},
	},
	{name: "another address of an instance's range", world: world(but(templates, "10.0.0.2", "10.0.0.3")), want: []string{"fail " + templateEast, "pass " + templateWest}},
	{
		name: "an address outside, on a Shared VPC", world: world(but(templates, "10.0.0.2", "10.9.9.9")), want: []string{"unknown " + templateEast, "pass " + templateWest},
		says: []string{"in another project of the Shared VPC"},
	},
	{
		name: "an address outside, on the project's own VPC", want: []string{"fail " + templateEast, "pass " + templateWest},
		world: world(but(templates, "10.0.0.2", "10.9.9.9", prodEast, `"network": "prod"`)),
	},
	{
		name: "an address outside that a load balancer of one's own has", want: []string{"unknown " + templateEast, "pass " + templateWest}, says: []string{"forwardingRules/psc"},
		world: world(but(templates, "10.0.0.2", "10.9.9.9", prodEast, `"network": "prod"`), endpointRule("10.9.9.9", link("regions/us-east1/targetHttpsProxies/own"))),
	},
	{
		name: "an address outside, when there may be other forwarding rules", want: []string{"unknown " + templateEast, "pass " + templateWest},
		world: world(but(templates, "10.0.0.2", "10.9.9.9", prodEast, `"network": "prod"`), gaps("denied", rules)),
	},
	{name: "an instance that could not be listed may have it", world: world(but(templates, "10.0.0.2", "10.0.12.2"), gaps("denied", runtimes)), want: []string{"unknown " + templateEast, "pass " + templateWest}},
	{name: "an instance whose host is known after apply may have it", world: world(but(runtimes, "10.0.0.2", "?known after apply")), want: []string{"unknown " + templateEast, "pass " + templateWest}},
	{
		name: "a Private Service Connect endpoint that leads to an instance", want: []string{"pass " + templateEast, "pass " + templateWest},
		world: world(but(templates, "10.0.0.2", "10.64.0.9"), attachedInstances(), endpointRule("10.64.0.9", attachment("us-east1"))),
	},
	{
		name: "a Private Service Connect endpoint of another service", want: []string{"not_applicable " + templateEast, "pass " + templateWest},
		world: world(but(templates, "10.0.0.2", "10.64.0.9"), attachedInstances(), endpointRule("10.64.0.9", "projects/saas/regions/us-east1/serviceAttachments/db")),
	},
	{
		name: "a Private Service Connect endpoint to what is known after apply", want: []string{"unknown " + templateEast, "pass " + templateWest},
		world: world(but(templates, "10.0.0.2", "10.64.0.9"), attachedInstances(), endpointRule("10.64.0.9", "?known after apply")),
	},
	{name: "a name", world: world(but(templates, "10.0.0.2", "apigee.acme.internal")), want: []string{"unknown " + templateEast, "pass " + templateWest}, says: []string{"no IP address"}},
	{name: "blanks around it", world: world(but(templates, "10.0.0.2", " 10.0.0.2 ")), want: []string{"pass " + templateEast, "pass " + templateWest}},
	{name: "known after apply", world: world(but(templates, "10.0.0.2", "?known after apply")), want: []string{"unknown " + templateEast, "pass " + templateWest}},
	{name: "none, with Google's script", world: world(but(templates, endpointEast, "")), want: []string{"fail " + templateEast, "pass " + templateWest}, says: []string{"case-sensitive"}},
	{name: "a key in small letters, with Google's script", world: world(but(templates, endpointEast, `{"key": "endpoint", "value": "10.0.0.2"}, `)), want: []string{"fail " + templateEast, "pass " + templateWest}},
	{name: "none, with a script of one's own", world: world(but(templates, endpointEast, "", "gs://apigee-5g-saas/", "gs://acme-apigee/")), want: []string{"unknown " + templateEast, "pass " + templateWest}},
	{name: "none, with the variant that has a bucket", world: world(but(templates, endpointEast, `{"key": "BUCKET", "value": null}, `)), want: []string{"unknown " + templateEast, "pass " + templateWest}},
	{
		name: "the group sets another on all its instances", want: []string{"fail " + east, "pass " + templateWest}, says: []string{"{endpoint 10.0.12.2}"},
		world: world(but(managers, `instanceTemplates/east"}]`, `instanceTemplates/east"}], "allInstancesConfig": {"properties": {"metadata": {"ENDPOINT": "10.0.12.2"}}}`)),
	},
	{
		name: "the group sets the right one on all its instances", want: []string{"pass " + east, "pass " + templateWest},
		world: world(but(templates, "10.0.0.2", "10.0.12.2"), but(managers, `instanceTemplates/east"}]`, `instanceTemplates/east"}], "allInstancesConfig": {"properties": {"metadata": {"ENDPOINT": "10.0.0.2"}}}`)),
	},
	{name: "a template that could not be read", world: world(withoutTemplates()), want: []string{"unknown " + east, "unknown " + west}},
	{name: "a group that no backend service sends to", world: world(but(templates, "10.0.0.2", "10.0.12.2"), fronted("us-east1/instanceGroups/east", "us-east1/instanceGroups/other")), want: []string{"not_applicable " + east, "pass " + templateWest}},
	{name: "Private Service Connect", world: world(pscWorld()), want: []string{"not_applicable organizations/acme"}},
}

// An instance that a plan deletes or replaces takes its address with it.
func TestAnEndpointIsStaleOnceItsInstanceIsReplaced(t *testing.T) {
	t.Parallel()
	gone := gcp.Resource{Type: gcp.Instances, Body: value.OfObject(map[string]value.Value{"host": value.OfString(testkit.Host(0))})}
	gone.Address = "google_apigee_instance.east"
	for name, c := range map[string]struct {
		successor map[string]value.Value
		want      check.Verdict
		confident check.Confidence
	}{
		"deleted":                             {nil, check.Fail, check.Certain},
		"replaced":                            {map[string]value.Value{"host": value.Unknown(value.Why{Reason: "known after apply"})}, check.Fail, check.Inferred},
		"replaced, in the range that it had":  {map[string]value.Value{"host": value.Unknown(value.Why{Reason: "known after apply"}), "ipRange": value.OfString("10.64.0.0/22")}, check.Unknown, check.Certain},
		"replaced, with an address it has":    {map[string]value.Value{"host": value.OfString("10.64.8.2")}, check.Fail, check.Inferred},
		"replaced, and has the same after it": {map[string]value.Value{"host": value.OfString(testkit.Host(0))}, check.Pass, check.Certain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			live := testkit.NewWorld().Drop(gcp.Instances, eastRuntime).World()
			plan := gcp.NewWorld()
			if c.successor != nil {
				r := gcp.Resource{Type: gcp.Instances, Body: value.OfObject(c.successor)}
				r.Address = gone.Address
				plan.Put(r)
			}
			deleted := gcp.NewWorld()
			deleted.Put(gone)
			plan.Remove(deleted)
			live.Overlay(plan)
			inv, err := live.Inventory()
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range check.Run(inv, []check.Check[*apigee.Inventory]{apigee.ProxyEndpointIsInstance}, check.Options{}).Findings {
				if f.Subject == "projects/acme/global/instanceTemplates/proxy-us-east1" && (f.Verdict != c.want || f.Confidence != c.confident) {
					t.Errorf("%v, want %v: %s", f.Verdict, c.want, tell([]check.Finding{f}))
				}
			}
		})
	}
}
