package live_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// agentLost is an organization whose Apigee agent has lost its role.
func agentLost() *testkit.World {
	return testkit.NewWorld().Set(gcp.IAMPolicies, "projects/acme", "bindings", []any{})
}

// asked lists the calls that contain a text.
func asked(s *testkit.Server, text string) []string {
	var out []string
	for _, call := range s.Calls() {
		call, _, _ = strings.Cut(call, "?")
		if strings.Contains(call, text) {
			out = append(out, call)
		}
	}
	slices.Sort(out)
	return out
}

func TestWhatAProjectInheritsIsReadOnlyIfItsOwnPolicyDoesNotDo(t *testing.T) {
	t.Parallel()
	const own, host = "POST /v1/projects/acme:getIamPolicy", "POST /v1/projects/acme-host:getIamPolicy"
	database, disk := "/v1/"+testkit.Key("us-east1", "database"), "/v1/"+testkit.Key("us-west1", "disk-us-west1")
	eastDisk := "/v1/" + testkit.Key("us-east1", "disk-us-east1")
	for name, c := range map[string]struct {
		world *testkit.World
		want  []string
	}{
		"both agents have their role": {testkit.NewWorld(), []string{host, own}},
		"one has lost it": {agentLost(), []string{
			"POST /v1/organizations/3003:getIamPolicy", host, "POST /v1/projects/acme:getAncestry", own, "POST /v3/folders/2020:getIamPolicy",
		}},
		"keys may be used": {testkit.NewWorld().Encrypted(), []string{
			"GET " + database + ":getIamPolicy", "GET " + eastDisk + ":getIamPolicy", "GET " + disk + ":getIamPolicy", host, own,
		}},
		"a key may be used by a grant on its project": {testkit.NewWorld().Encrypted().Set(gcp.IAMPolicies, testkit.Key("us-east1", "database"), "bindings", []any{}).
			Append(gcp.IAMPolicies, "projects/acme", "bindings", testkit.Binding(testkit.EncrypterRole, testkit.NewWorld().ApigeeAgent("acme"))), []string{
			"GET " + database + ":getIamPolicy", "GET " + eastDisk + ":getIamPolicy", "GET /v1/projects/acme/locations/us-east1/keyRings/apigee:getIamPolicy",
			"GET " + disk + ":getIamPolicy", host, own,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, c.world.World())
			w, _, err := collect(t, inside(s))
			if err != nil {
				t.Fatal(err)
			}
			got := append(asked(s, ":getIamPolicy"), asked(s, ":getAncestry")...)
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("asked\n%q\nwant\n%q", got, c.want)
			}
			if gaps := gapsOf(w); len(gaps) > 0 {
				t.Errorf("there are gaps: %q", gaps)
			}
		})
	}
}

func TestAMissingRoleIsCertainOnlyIfAllPoliciesWereRead(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		denied string
		want   check.Verdict
		says   string
	}{
		"all were read":                   {"", check.Fail, ""},
		"the folder's policy is denied":   {"/v3/folders/2020:getIamPolicy", check.Unknown, "resourcemanager.folders.getIamPolicy"},
		"the organization's is denied":    {"/v1/organizations/3003:getIamPolicy", check.Unknown, "resourcemanager.organizations.getIamPolicy"},
		"where the project is, is denied": {"/v1/projects/acme:getAncestry", check.Unknown, "resourcemanager.projects.get"},
		"its own policy is denied":        {"/v1/projects/acme:getIamPolicy", check.Unknown, "resourcemanager.projects.getIamPolicy"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, agentLost().World())
			if c.denied != "" {
				s.Break(func(r *http.Request) bool { return strings.Contains(r.URL.Path, c.denied) }, testkit.Deny403(""))
			}
			w, _, err := collect(t, inside(s))
			if err != nil {
				t.Fatal(err)
			}
			f, said := findings(t, w)["service-agents-have-roles organizations/acme"], ""
			for _, m := range f.Missing {
				said += m.What + " " + m.Settle
			}
			if f.Verdict != c.want || !strings.Contains(said, c.says) {
				t.Errorf("%v: %s", f.Verdict, said)
			}
		})
	}
}

func TestFoldersAreAskedAtACustomEndpointToo(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, agentLost().World())
	if _, _, err := collect(t, s.Config()); err != nil {
		t.Fatal(err)
	}
	if got := asked(s, "/folders/"); !slices.Equal(got, []string{"POST /v3/folders/2020:getIamPolicy"}) {
		t.Errorf("asked %q", got)
	}
}
