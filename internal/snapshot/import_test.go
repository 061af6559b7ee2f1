package snapshot_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// folder writes files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	organization = `{"name":"acme","projectId":"acme","runtimeType":"CLOUD","authorizedNetwork":"prod"}`
	apigeeURL    = "https://apigee.googleapis.com/v1/organizations/acme"
	computeURL   = "https://compute.googleapis.com/compute/v1/projects/acme"
	self         = "https://www.googleapis.com/compute/v1/projects/acme"
)

// imported imports files beside an organization.
func imported(t *testing.T, files map[string]string, opts snapshot.ImportOptions) (*snapshot.Snapshot, snapshot.ImportReport) {
	t.Helper()
	all := map[string]string{"org.json": organization}
	for name, text := range files {
		all[name] = text
	}
	dir := filepath.Join(t.TempDir(), "snap")
	report, err := snapshot.Import(folder(t, all), dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s, report
}

func TestFilesAreRecognised(t *testing.T) {
	t.Parallel()
	const (
		instances = `{"instances":[{"name":"i","host":"10.0.0.2"},{"name":"i-2"}]}`
		groups    = `{"environmentGroups":[{"name":"g","hostnames":["a.example"]}]}`
		network   = `{"kind":"compute#network","name":"prod","selfLink":"` + self + `/global/networks/prod"}`
		firewalls = `{"firewalls":[{"name":"f","network":"` + self + `/global/networks/prod"}],"firewallPolicys":[{"name":"1","type":"HIERARCHY"}]}`
		rule      = `{"kind":"compute#forwardingRule","name":"r","selfLink":"` + self + `/regions/us-east1/forwardingRules/r"}`
		global    = `{"kind":"compute#forwardingRule","name":"r","selfLink":"` + self + `/global/forwardingRules/r"}`
		address   = `{"name":"a","selfLink":"` + self + `/global/addresses/a"}`
		conns     = `{"connections":[{"network":"projects/123/global/networks/prod","peering":"p","reservedPeeringRanges":["r"]}]}`
		partly    = `"warning":{"code":"NOT_ALL_IMPORTED","message":"only what was imported is known"}`
	)
	cases := map[string]struct {
		files map[string]string
		// answers maps URLs to what they must be answered with.
		answers map[string]string
	}{
		"the organization": {nil, map[string]string{apigeeURL: organization}},
		"instances, groups and their attachments": {map[string]string{
			"instances.json": instances, "groups.json": groups,
			"instance-i-2-attachments.json": `{"attachments":[{"name":"u","environment":"e"}]}`,
			"any.json":                      `{"environmentGroupAttachments":[{"name":"u","environment":"e","environmentGroupId":"g"}]}`,
		}, map[string]string{
			apigeeURL + "/instances":                 instances,
			apigeeURL + "/envgroups":                 groups,
			apigeeURL + "/instances/i-2/attachments": `{"attachments":[{"name":"u","environment":"e"}]}`,
			apigeeURL + "/envgroups/g/attachments":   `{"environmentGroupAttachments":[{"name":"u","environment":"e","environmentGroupId":"g"}]}`,
			apigeeURL + "/instances/i/attachments":   "",
		}},
		"attachments of which there are none, by the file's name": {map[string]string{
			"instances.json": instances, "groups.json": groups,
			"x_i_attachments.json": `{}`, "envgroups/g-attachments.json": ` {} `,
		}, map[string]string{
			apigeeURL + "/instances/i/attachments": `{}`,
			apigeeURL + "/envgroups/g/attachments": `{}`,
		}},
		"a network and its firewalls": {map[string]string{"n.json": network, "f.json": firewalls}, map[string]string{
			computeURL + "/global/networks/prod":                       network,
			computeURL + "/global/networks/prod/getEffectiveFirewalls": firewalls,
		}},
		"a list of networks": {map[string]string{"n.json": `{"kind":"compute#networkList","id":"projects/acme/global/networks","items":[` + network + `]}`},
			map[string]string{computeURL + "/global/networks/prod": network}},
		"networks as gcloud lists them": {map[string]string{"n.json": `[` + network + `]`},
			map[string]string{computeURL + "/global/networks/prod": network}},
		"firewalls of a network that only the file's name tells": {map[string]string{"effective-prod-run-v2.json": `{"firewallPolicys":[]}`},
			map[string]string{computeURL + "/global/networks/prod/getEffectiveFirewalls": `{"firewallPolicys":[]}`}},
		"firewalls of a region": {map[string]string{"prod-us-east1.json": `{"firewalls":[],"firewallPolicys":[{"type":"NETWORK_REGIONAL"}]}`}, map[string]string{
			computeURL + "/regions/us-east1/firewallPolicies/getEffectiveFirewalls?network=" + self + "/global/networks/prod": `{"firewalls":[],"firewallPolicys":[{"type":"NETWORK_REGIONAL"}]}`,
			computeURL + "/global/networks/prod/getEffectiveFirewalls":                                                        "",
		}},
		"an aggregated list": {map[string]string{"r.json": `{"id":"projects/acme/aggregated/forwardingRules","items":{"regions/us-east1":{"forwardingRules":[` + rule + `]},"regions/us-west1":{"warning":{"code":"NO_RESULTS_ON_PAGE"}}}}`},
			map[string]string{
				computeURL + "/aggregated/forwardingRules": `{"items":{"regions/us-east1":{"forwardingRules":[` + rule + `]},"regions/us-west1":{"warning":{"code":"NO_RESULTS_ON_PAGE"}}}}`,
				computeURL + "/global/forwardingRules":     "",
			}},
		"an aggregated list without items": {map[string]string{"r.json": `{"kind":"compute#forwardingRuleAggregatedList","id":"projects/acme/aggregated/forwardingRules"}`},
			map[string]string{computeURL + "/aggregated/forwardingRules": `{"items":{}}`}},
		"an aggregated list that goes on": {map[string]string{"r.json": `{"id":"projects/acme/aggregated/forwardingRules","nextPageToken":"t","items":{"regions/us-east1":{"forwardingRules":[` + rule + `]}}}`},
			map[string]string{computeURL + "/aggregated/forwardingRules": `{"items":{"regions/us-east1":{"forwardingRules":[` + rule + `]}},` + partly + `}`}},
		"a list of one region": {map[string]string{"r.json": `{"kind":"compute#forwardingRuleList","id":"projects/acme/regions/us-east1/forwardingRules","items":[` + rule + `]}`},
			map[string]string{
				computeURL + "/aggregated/forwardingRules": `{"items":{"regions/us-east1":{"forwardingRules":[` + rule + `]}},` + partly + `}`,
				computeURL + "/global/forwardingRules":     "",
			}},
		"a list of what is global": {map[string]string{"r.json": `{"kind":"compute#forwardingRuleList","selfLink":"` + self + `/global/forwardingRules","items":[` + global + `]}`},
			map[string]string{
				computeURL + "/aggregated/forwardingRules": `{"items":{"global":{"forwardingRules":[` + global + `]}},` + partly + `}`,
			}},
		"resources one by one": {map[string]string{"a.json": rule, "b.json": `[` + global + `]`},
			map[string]string{
				computeURL + "/aggregated/forwardingRules": `{"items":{"global":{"forwardingRules":[` + global + `]},"regions/us-east1":{"forwardingRules":[` + rule + `]}},` + partly + `}`,
			}},
		"a list of global addresses": {map[string]string{"a.json": `{"id":"projects/acme/global/addresses","items":[` + address + `]}`},
			map[string]string{computeURL + "/global/addresses": `{"items":[` + address + `]}`, computeURL + "/aggregated/addresses": ""}},
		"global addresses among others": {map[string]string{"a.json": `{"id":"projects/acme/aggregated/addresses","items":{"global":{"addresses":[` + address + `]},"regions/us-east1":{}}}`},
			map[string]string{computeURL + "/global/addresses": `{"items":[` + address + `]}`}},
		"one global address": {map[string]string{"a.json": address},
			map[string]string{computeURL + "/global/addresses": `{"items":[` + address + `],` + partly + `}`}},
		"a resource that a list has already": {map[string]string{
			"list.json": `{"id":"projects/acme/aggregated/forwardingRules","items":{"regions/us-east1":{"forwardingRules":[` + rule + `]}}}`, "one.json": rule,
		}, map[string]string{computeURL + "/aggregated/forwardingRules": `{"items":{"regions/us-east1":{"forwardingRules":[` + rule + `]}}}`}},
		"a project, in version 3": {map[string]string{"p.json": `{"name":"projects/123","projectId":"acme","state":"ACTIVE"}`}, map[string]string{
			"https://cloudresourcemanager.googleapis.com/v1/projects/acme": `{"lifecycleState":"ACTIVE","projectId":"acme","projectNumber":"123"}`,
			"https://cloudresourcemanager.googleapis.com/v1/projects/123":  `{"lifecycleState":"ACTIVE","projectId":"acme","projectNumber":"123"}`,
		}},
		"connections": {map[string]string{"c.json": conns}, map[string]string{
			"https://servicenetworking.googleapis.com/v1/services/servicenetworking.googleapis.com/connections?network=projects/123/global/networks/prod": conns,
		}},
		"connections as gcloud lists them": {map[string]string{
			"c.json": `[{"network":"projects/acme/global/networks/prod","reservedPeeringRanges":["r"]}]`, "p.json": `{"projectNumber":"123","projectId":"acme"}`,
		}, map[string]string{
			"https://servicenetworking.googleapis.com/v1/services/servicenetworking.googleapis.com/connections?network=projects/123/global/networks/prod": `{"connections":[{"network":"projects/acme/global/networks/prod","reservedPeeringRanges":["r"]}]}`,
		}},
		"a file by hand": {map[string]string{
			"nothing.json": `{}`, "requests.json": `{"nothing.json":["GET /v1/organizations/acme/envgroups/g/attachments","https://apigee.googleapis.com/v1/organizations/acme/envgroups"]}`,
		}, map[string]string{
			apigeeURL + "/envgroups/g/attachments": `{}`,
			apigeeURL + "/envgroups":               `{}`,
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, report := imported(t, c.files, snapshot.ImportOptions{})
			if len(report.Ignored) > 0 {
				t.Errorf("ignored %+v", report.Ignored)
			}
			for url, want := range c.answers {
				_, got, err := do(t, s, "GET", url, "")
				switch {
				case want == "" && err == nil:
					t.Errorf("%s: is answered with %s", url, got)
				case want != "" && !sameJSON(got, want):
					t.Errorf("%s\ngot  %s %v\nwant %s", url, compact(got), err, want)
				}
			}
		})
	}
}

func compact(text string) string {
	var doc any
	if json.Unmarshal([]byte(text), &doc) != nil {
		return text
	}
	out, _ := json.Marshal(doc)
	return string(out)
}

func TestFilesThatAnswerNothingAreTold(t *testing.T) {
	t.Parallel()
	const sayIt = "; name the request that it answers with --map or in requests.json"
	cases := map[string]struct {
		name, text, want string
	}{
		"another API":               {"iam.json", `{"bindings":[]}`, "no check reads what is in it"},
		"another collection":        {"regions.json", `{"kind":"compute#regionList","id":"projects/acme/regions","items":[]}`, "no check reads what is in it"},
		"a disk":                    {"disk.json", `{"kind":"compute#disk","selfLink":"` + self + `/zones/us-east1-b/disks/d"}`, "no check reads what is in it"},
		"a list of anything":        {"list.json", `["a"]`, "it is a list of something that no check reads"},
		"an empty list":             {"list.json", `[]`, "it is an empty list and does not say of what" + sayIt},
		"nothing":                   {"empty.json", `{}`, "it is empty, and its name does not say what is" + sayIt},
		"attachments of nobody":     {"attachments-empty.json", `{}`, "it is empty, and its name does not say what is" + sayIt},
		"attachments of two":        {"attachments-i-g.json", `{}`, "it is empty, and its name does not say what is" + sayIt},
		"attachments of a stranger": {"ii-attachments.json", `{"attachments":[{"environment":"e"}]}`, "they are the attachments of an instance, but its name is not in the file's name" + sayIt},
		"firewalls of nobody":       {"fw.json", `{"firewalls":[]}`, "they are the effective firewalls of a network, but neither a rule nor the file's name says of which" + sayIt},
		"firewalls of some region":  {"prod-regional.json", `{"firewalls":[]}`, "they are the effective firewalls of a region, but the file's name does not say of which" + sayIt},
		"a connection of nobody":    {"c.json", `{"connections":[{}]}`, "no connection in it names a network" + sayIt},
		"notes":                     {"notes.txt", `hello`, "its name does not end in .json"},
		"a string":                  {"s.json", `"hello"`, "no check reads what is in it"},
		"a second answer":           {"x.json", `{"instances":[{"name":"other"}]}`, "instances.json answers GET /v1/organizations/acme/instances already"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, report := imported(t, map[string]string{
				"instances.json": `{"instances":[{"name":"i"}]}`, "groups.json": `{"environmentGroups":[{"name":"g"}]}`, c.name: c.text,
			}, snapshot.ImportOptions{})
			if want := []snapshot.Ignored{{File: c.name, Reason: c.want}}; !slices.Equal(report.Ignored, want) {
				t.Errorf("got  %+v\nwant %+v", report.Ignored, want)
			}
		})
	}
}

func TestAnImportThatCannotBeIsOneClearError(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		files map[string]string
		opts  snapshot.ImportOptions
		want  string // what follows "import DIR: "
	}{
		"no file":             {nil, snapshot.ImportOptions{}, "there is no .json file in it"},
		"a file cut short":    {map[string]string{"a.json": `{"name":"ac`}, snapshot.ImportOptions{}, "a.json: the file is cut short"},
		"no organization":     {map[string]string{"a.json": `{}`}, snapshot.ImportOptions{}, "no file is an Apigee organization, the answer to GET https://apigee.googleapis.com/v1/organizations/ORG"},
		"two organizations":   {map[string]string{"a.json": organization, "b.json": strings.ReplaceAll(organization, "acme", "other")}, snapshot.ImportOptions{}, "a.json is the organization acme, and b.json the organization other: expected one"},
		"a map of no file":    {map[string]string{"a.json": organization}, snapshot.ImportOptions{Map: map[string][]string{"x.json": {"GET /v1/organizations/acme"}}}, "there is no file x.json, which is said to answer GET /v1/organizations/acme"},
		"a map to no request": {map[string]string{"a.json": organization}, snapshot.ImportOptions{Map: map[string][]string{"a.json": {"acme"}}}, `a.json: "acme" is no request; expected one such as GET /v1/organizations/acme/instances`},
		"a broken map":        {map[string]string{"a.json": organization, "requests.json": `{"a`}, snapshot.ImportOptions{}, "requests.json: the file is cut short"},
		"a map of numbers":    {map[string]string{"a.json": organization, "requests.json": `{"a.json":1}`}, snapshot.ImportOptions{}, "requests.json: a.json: expected a request or a list of requests"},
		"emptiness of what nobody asks for": {map[string]string{"a.json": organization}, snapshot.ImportOptions{Empty: []string{"compute.disks"}},
			`"compute.disks" is said to be empty, but nothing that a collection reads is called so; expected a request such as GET /v1/organizations/acme/envgroups, with * for any text, or the name of a collection such as compute.forwardingRules`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, to := folder(t, c.files), filepath.Join(t.TempDir(), "snap")
			_, err := snapshot.Import(from, to, c.opts)
			if err == nil || err.Error() != "import "+from+": "+c.want {
				t.Errorf("got  %v\nwant import %s: %s", err, from, c.want)
			}
			if _, err := os.Stat(to); err == nil {
				t.Error("a folder was written")
			}
		})
	}
	t.Run("no folder", func(t *testing.T) {
		t.Parallel()
		_, err := snapshot.Import(filepath.Join(t.TempDir(), "none"), filepath.Join(t.TempDir(), "snap"), snapshot.ImportOptions{})
		if err == nil || !strings.HasSuffix(err.Error(), "none: there is no such folder") {
			t.Errorf("got %v", err)
		}
	})
}

func TestTheUserSaysThatThereIsNothing(t *testing.T) {
	t.Parallel()
	rule := `{"kind":"compute#forwardingRule","name":"r","selfLink":"` + self + `/regions/us-east1/forwardingRules/r"}`
	asks := func(urls ...string) func(string, http.RoundTripper) error {
		return func(organization string, rt http.RoundTripper) error {
			if organization != "acme" {
				return fmt.Errorf("asked for %q", organization)
			}
			for _, url := range urls {
				req, err := http.NewRequest(http.MethodGet, url, nil)
				if err != nil {
					return err
				}
				if resp, err := rt.RoundTrip(req); err == nil {
					resp.Body.Close()
				}
			}
			return nil
		}
	}
	regional := computeURL + "/regions/us-east1/firewallPolicies/getEffectiveFirewalls?network=" + self + "/global/networks/prod"
	cases := map[string]struct {
		files            map[string]string
		empty            []string
		collect          func(string, http.RoundTripper) error
		answers          map[string]string
		emptied, lacking []string
	}{
		"a request, without a collection": {
			empty:   []string{"GET /v1/organizations/acme/envgroups"},
			answers: map[string]string{apigeeURL + "/envgroups": `{}`},
			emptied: []string{"GET /v1/organizations/acme/envgroups"},
		},
		"the rest of a list of which the files show a part": {
			files: map[string]string{"r.json": rule}, empty: []string{"compute.forwardingRules"},
			answers: map[string]string{computeURL + "/aggregated/forwardingRules": `{"items":{"regions/us-east1":{"forwardingRules":[` + rule + `]}}}`},
			emptied: []string{"GET /compute/v1/projects/acme/aggregated/forwardingRules"},
		},
		"a collection's requests, by name": {
			empty: []string{"compute.regionNetworkFirewallPolicies", "compute.globalAddresses", "compute.urlMaps", "apigee.organizations.instances.attachments", "servicenetworking.services.connections"},
			collect: asks(regional, computeURL+"/global/addresses?maxResults=500", computeURL+"/aggregated/urlMaps", apigeeURL+"/instances/i/attachments",
				"https://servicenetworking.googleapis.com/v1/services/servicenetworking.googleapis.com/connections?network=projects/1/global/networks/n", apigeeURL+"/instances"),
			answers: map[string]string{
				regional: `{}`, computeURL + "/global/addresses": `{"items":[]}`, computeURL + "/aggregated/urlMaps": `{"items":{}}`,
				apigeeURL + "/instances/i/attachments": `{}`, apigeeURL + "/instances": "",
			},
			emptied: []string{
				"GET /compute/v1/projects/acme/aggregated/urlMaps", "GET /compute/v1/projects/acme/global/addresses",
				"GET /compute/v1/projects/acme/regions/us-east1/firewallPolicies/getEffectiveFirewalls?network=projects/acme/global/networks/prod",
				"GET /v1/organizations/acme/instances/i/attachments",
				"GET /v1/services/servicenetworking.googleapis.com/connections?network=projects/1/global/networks/n",
			},
			lacking: []string{"GET /v1/organizations/acme/instances"},
		},
		"requests by a pattern": {
			empty:   []string{"GET /compute/v1/projects/*/getEffectiveFirewalls?network=projects/acme/global/networks/*"},
			collect: asks(regional),
			answers: map[string]string{regional: `{}`},
			emptied: []string{"GET /compute/v1/projects/acme/regions/us-east1/firewallPolicies/getEffectiveFirewalls?network=projects/acme/global/networks/prod"},
		},
		"what a file shows stays": {
			files: map[string]string{"i.json": `{"instances":[{"name":"i"}]}`}, empty: []string{"apigee.organizations.instances"},
			collect: asks(apigeeURL + "/instances"),
			answers: map[string]string{apigeeURL + "/instances": `{"instances":[{"name":"i"}]}`},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, report := imported(t, c.files, snapshot.ImportOptions{Empty: c.empty, Collect: c.collect})
			for url, want := range c.answers {
				_, got, err := do(t, s, "GET", url, "")
				if want == "" && err == nil || want != "" && !sameJSON(got, want) {
					t.Errorf("%s\ngot  %s %v\nwant %s", url, compact(got), err, want)
				}
			}
			if !slices.Equal(report.Emptied, c.emptied) || !slices.Equal(report.Lacking, c.lacking) {
				t.Errorf("emptied %q, lacking %q", report.Emptied, report.Lacking)
			}
		})
	}
}

func TestTheReportSaysWhatEachFileAnswers(t *testing.T) {
	t.Parallel()
	rule := `{"name":"r","selfLink":"` + self + `/global/forwardingRules/r"}`
	_, report := imported(t, map[string]string{"r.json": rule, "also.json": rule}, snapshot.ImportOptions{})
	lists := []string{"GET /compute/v1/projects/acme/aggregated/forwardingRules"}
	want := []snapshot.Used{{"also.json", lists}, {"org.json", []string{"GET /v1/organizations/acme"}}, {"r.json", lists}}
	if report.Organization != "acme" || fmt.Sprint(report.Used) != fmt.Sprint(want) {
		t.Errorf("got %+v", report)
	}
}

func TestAnImportCutsSecrets(t *testing.T) {
	t.Parallel()
	template := `{"name":"t","properties":{"metadata":{"items":[{"key":"db","value":"c4n4ry"}]}},"selfLink":"` + self + `/global/instanceTemplates/t"}`
	from := folder(t, map[string]string{"org.json": organization, "t.json": template, "list.json": `[` + template + `]`, "hand.json": template})
	dir := filepath.Join(t.TempDir(), "snap")
	if _, err := snapshot.Import(from, dir, snapshot.ImportOptions{Map: map[string][]string{"hand.json": {"GET /compute/v1/projects/acme/global/instanceTemplates/t"}}}); err != nil {
		t.Fatal(err)
	}
	for _, name := range files(t, dir) {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err != nil || strings.Contains(string(data), "c4n4ry") {
			t.Errorf("%s holds the secret (%v)", name, err)
		}
	}
}
