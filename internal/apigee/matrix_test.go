package apigee_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// spell is a row of a matrix in one line: the last word of each cell, and the verdict
// and the check of what is not well.
func spell(row check.Row) string {
	var cells []string
	for _, c := range row {
		text := c.Text[strings.LastIndexByte(c.Text, '/')+1:]
		switch {
		case c.Verdict == check.Fail:
			text += "!" + c.Check
		case c.Verdict == check.Unknown && c.Check != "":
			text += "?" + c.Check
		case c.Verdict == check.Unknown:
			text += "?"
		}
		cells = append(cells, text)
	}
	return strings.Join(cells, " | ")
}

func TestTheMatrixTellsEveryWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, world string
		want        []string
	}{
		{"all is well", "", []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | proxies | west | west | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west | west | attached | 2 of 2 healthy",
		}},
		{"an environment is missing in a region", world(but("apigee.organizations.instances.attachments", `"organizations/acme/instances/west", "environment": "live"`, `"organizations/acme/instances/west", "environment": "lab"`)), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | proxies | west | west | not attached!environment-attached-everywhere | 2 of 2 healthy",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west | west | attached | 2 of 2 healthy",
		}},
		{"the west is not healthy", world(finds(states("HEALTHY", "HEALTHY", "HEALTHY"), states("UNHEALTHY", "UNHEALTHY"))), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 3 of 3 healthy",
			"api.acme.example | public | live | us-west1 | proxies | west | west | attached | 0 of 2 healthy!backends-healthy",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 3 of 3 healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west | west | attached | 0 of 2 healthy!backends-healthy",
		}},
		{"one of the west is not healthy, and the state of one in the east is not told", world(finds(states("HEALTHY", "DRAINING"), states("UNHEALTHY", "HEALTHY"))), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 1 of 2 healthy?every-proxy-healthy",
			"api.acme.example | public | live | us-west1 | proxies | west | west | attached | 1 of 2 healthy!every-proxy-healthy",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 1 of 2 healthy?every-proxy-healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west | west | attached | 1 of 2 healthy!every-proxy-healthy",
		}},
		{"health that was denied", world(`"`+measured+`": []`, gaps("denied", measured)), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | unknown?backends-healthy",
			"api.acme.example | public | live | us-west1 | proxies | west | west | attached | unknown?backends-healthy",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | unknown?backends-healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west | west | attached | unknown?backends-healthy",
		}},
		{"proxies that only Terraform tells of", world(but(managers, `"name": "west"`, `"$address": "google_compute_region_instance_group_manager.west", "name": "west"`), `"`+measured+`": [`+found("proxies", "regions/us-east1/instanceGroups/east", "HEALTHY")+`]`), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 1 of 1 healthy",
			"api.acme.example | public | live | us-west1 | proxies | google_compute_region_instance_group_manager.west | west | attached | not measured",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 1 of 1 healthy",
			"test.acme.example | inner | test | us-west1 | proxies | google_compute_region_instance_group_manager.west | west | attached | not measured",
		}},
		{"no backend leads to the west", world(eastOnly()), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | none!proxy-in-every-region | none | west | attached | none",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | none!proxy-in-every-region | none | west | attached | none",
		}},
		{"the west is drained", world(fronted(`instanceGroups/west", "capacityScaler": 1`, `instanceGroups/west", "capacityScaler": 0`)), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | proxies | west (drained) | west | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west (drained) | west | attached | 2 of 2 healthy",
		}},
		{"the west's proxies send to the east", world(but(templates, "10.0.4.2", "10.0.0.2")), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | none!proxy-in-every-region | none | west | attached | none",
			"api.acme.example | public | live | us-west1 | proxies | west | east | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | none!proxy-in-every-region | none | west | attached | none",
			"test.acme.example | inner | test | us-west1 | proxies | west | east | attached | 2 of 2 healthy",
		}},
		{"an ENDPOINT known after apply", world(but(templates, "10.0.4.2", "?known after apply")), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | proxies | west?proxy-endpoint-is-instance | unknown?proxy-endpoint-is-instance | unknown? | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | unknown?proxy-in-every-region | unknown? | west | attached | unknown?",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west?proxy-endpoint-is-instance | unknown?proxy-endpoint-is-instance | unknown? | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | unknown?proxy-in-every-region | unknown? | west | attached | unknown?",
		}},
		{"an ENDPOINT that is no instance's", world(but(templates, "10.0.4.2", "10.9.9.9")), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | proxies | west?proxy-endpoint-is-instance | unknown?proxy-endpoint-is-instance | unknown? | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | unknown?proxy-in-every-region | unknown? | west | attached | unknown?",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west?proxy-endpoint-is-instance | unknown?proxy-endpoint-is-instance | unknown? | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | unknown?proxy-in-every-region | unknown? | west | attached | unknown?",
		}},
		{"Private Service Connect", world(pscWorld()), []string{
			"api.acme.example | public | live | us-east1 | proxies | psc-east | east | attached | none",
			"api.acme.example | public | live | us-west1 | proxies | psc-west | west | attached | none",
			"test.acme.example | inner | test | us-east1 | proxies | psc-east | east | attached | none",
			"test.acme.example | inner | test | us-west1 | proxies | psc-west | west | attached | none",
		}},
		{"a connection that is not accepted", world(pscWorld(), endpointGroups(`"ACCEPTED"`, `"PENDING"`)), []string{
			"api.acme.example | public | live | us-east1 | proxies | psc-east!psc-connection-accepted | east | attached | none",
			"api.acme.example | public | live | us-west1 | proxies | psc-west!psc-connection-accepted | west | attached | none",
			"test.acme.example | inner | test | us-east1 | proxies | psc-east!psc-connection-accepted | east | attached | none",
			"test.acme.example | inner | test | us-west1 | proxies | psc-west!psc-connection-accepted | west | attached | none",
		}},
		{"a host that is sent to one region", world(moreServices(), urlMap(toAll, host("test.acme.example", toEast))), []string{
			"api.acme.example | public | live | us-east1 | proxies | east?backend-port-name-matches | east | attached | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | proxies | west | west | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-east1 | east-only!health-check-fits-apigee | east?backend-port-name-matches | east | attached | unknown?backends-healthy",
			"test.acme.example | inner | test | us-west1 | none | none | west | attached | none",
		}},
		{"no load balancer", world(`"compute.backendServices": [], "compute.forwardingRules": []`), []string{
			"api.acme.example | public | live | us-east1 | none | none | east | attached | none",
			"api.acme.example | public | live | us-west1 | none | none | west | attached | none",
			"test.acme.example | inner | test | us-east1 | none | none | east | attached | none",
			"test.acme.example | inner | test | us-west1 | none | none | west | attached | none",
		}},
		{"load balancers that could not be listed", world(`"compute.backendServices": [], "compute.forwardingRules": []`, gaps("denied", services, rules)), []string{
			"api.acme.example | public | live | us-east1 | unknown?proxy-in-every-region | unknown? | east | attached | unknown?",
			"api.acme.example | public | live | us-west1 | unknown?proxy-in-every-region | unknown? | west | attached | unknown?",
			"test.acme.example | inner | test | us-east1 | unknown?proxy-in-every-region | unknown? | east | attached | unknown?",
			"test.acme.example | inner | test | us-west1 | unknown?proxy-in-every-region | unknown? | west | attached | unknown?",
		}},
		{"forwarding rules that could not be listed", world(`"compute.forwardingRules": []`, gaps("denied", rules)), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | proxies | west | west | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-east1 | proxies | east | east | attached | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west | west | attached | 2 of 2 healthy",
		}},
		{"attachments that could not be listed", world(`"apigee.organizations.instances.attachments": []`, gaps("denied", "apigee.organizations.instances.attachments")), []string{
			"api.acme.example | public | live | us-east1 | proxies | east | east?instance-has-environment | unknown?environment-attached-everywhere | 2 of 2 healthy",
			"api.acme.example | public | live | us-west1 | proxies | west | west?instance-has-environment | unknown?environment-attached-everywhere | 2 of 2 healthy",
			"test.acme.example | inner | test | us-east1 | proxies | east | east?instance-has-environment | unknown?environment-attached-everywhere | 2 of 2 healthy",
			"test.acme.example | inner | test | us-west1 | proxies | west | west?instance-has-environment | unknown?environment-attached-everywhere | 2 of 2 healthy",
		}},
		{"a group without an environment", world(`"apigee.organizations.envgroups.attachments": []`), []string{
			"api.acme.example | public!environment-group-routes | none | us-east1 | proxies | east | east | none | 2 of 2 healthy",
			"api.acme.example | public!environment-group-routes | none | us-west1 | proxies | west | west | none | 2 of 2 healthy",
			"test.acme.example | inner!environment-group-routes | none | us-east1 | proxies | east | east | none | 2 of 2 healthy",
			"test.acme.example | inner!environment-group-routes | none | us-west1 | proxies | west | west | none | 2 of 2 healthy",
		}},
		{"no environment group", world(`"apigee.organizations.envgroups": [], "apigee.organizations.envgroups.attachments": []`), []string{
			"none | none!environment-group-routes | none | us-east1 | proxies | east | east | none | 2 of 2 healthy",
			"none | none!environment-group-routes | none | us-west1 | proxies | west | west | none | 2 of 2 healthy",
		}},
		{"no instance", world(`"apigee.organizations.instances": []`), nil},
		{"a hybrid organization", world(but("apigee.organizations", "CLOUD", "HYBRID")), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, m := range apigee.Judge(sceneOf(t, c.world), check.Options{}).Matrices {
				for _, row := range m.Rows {
					got = append(got, spell(row))
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// ways are worlds of all kinds.
func ways(t *testing.T) map[string]*apigee.Inventory {
	t.Helper()
	out := map[string]*apigee.Inventory{}
	for id, cases := range specification() {
		for _, c := range cases {
			out[id+": "+c.name] = sceneOf(t, c.world)
		}
	}
	for _, m := range mutations() {
		out["mutation: "+m.name] = m.world.Inventory(t)
	}
	return out
}

// A hole is a finding, and what is missing in a region is a hole.
func TestTheHolesOfTheMatrixAreTheFindings(t *testing.T) {
	t.Parallel()
	for name, inv := range ways(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := apigee.Judge(inv, check.Options{})
			cells := map[[2]string]bool{}
			for _, m := range r.Matrices {
				if len(m.Rows) == 0 {
					t.Errorf("%s has no row", m.Title)
				}
				for _, row := range m.Rows {
					if len(row) != len(m.Columns) {
						t.Fatalf("%d cells in %d columns", len(row), len(m.Columns))
					}
					for _, c := range row {
						owesCell(t, c, r.Findings)
						cells[[2]string{c.Check, c.Subject}] = true
					}
				}
			}
			for _, f := range r.Findings {
				regional := f.Check == apigee.ProxyInEveryRegion.ID || f.Check == apigee.EnvironmentAttachedEverywhere.ID
				if regional && f.Verdict == check.Fail && !cells[[2]string{f.Check, f.Subject}] {
					t.Errorf("no cell tells that %s", f.Summary)
				}
			}
		})
	}
}

func owesCell(t *testing.T, c check.Cell, findings []check.Finding) {
	t.Helper()
	if c.Text == "" {
		t.Errorf("a cell says nothing: %+v", c)
	}
	if c.Verdict == check.Pass && c.Text == "unknown" {
		t.Errorf("what is not known passes: %+v", c)
	}
	if c.Check == "" {
		if c.Verdict == check.Fail {
			t.Errorf("no check fails: %+v", c)
		}
		return
	}
	if !slices.ContainsFunc(findings, func(f check.Finding) bool {
		return f.Check == c.Check && f.Subject == c.Subject && f.Verdict == c.Verdict && f.Severity == c.Severity
	}) {
		t.Errorf("no finding says so: %+v", c)
	}
}
