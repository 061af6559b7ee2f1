package apigee_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// fixes lists the different fixes of a world's failures.
func fixes(t testing.TB, w *testkit.World) []string {
	t.Helper()
	var out []string
	for _, f := range proven(t, w.World()).Findings {
		if f.Verdict == check.Fail && f.Fix != nil && !slices.Contains(out, f.Fix.HCL) {
			out = append(out, f.Fix.HCL)
		}
	}
	return out
}

// What is printed is no wider than what is missing: the ranges that are not admitted,
// on the ports, for the tag of the proxies, and not before more than it has to be.
func TestFixes_areTheLeastThatMends(t *testing.T) {
	t.Parallel()
	rule := func(attributes string) string {
		return "# projects/acme-host/global/firewalls/allow-lb\nresource \"google_compute_firewall\" \"allow_lb\" {\n" + attributes + "\n}\n"
	}
	added := func(ports, sources, more string) string {
		return `resource "google_compute_firewall" "allow_lb_to_gke_apigee_proxy" {
  name     = "allow-lb-to-gke-apigee-proxy"
  project  = "acme-host"
  network  = "projects/acme-host/global/networks/prod"
` + more + `  allow {
    protocol = "tcp"
    ports    = [` + ports + `]
  }
  source_ranges = [` + sources + `]
  target_tags   = ["gke-apigee-proxy"]
}
`
	}
	const both = `"35.191.0.0/16", "130.211.0.0/22"`
	withAll := func(w *testkit.World) *testkit.World {
		return w.Set(gcp.Firewalls, "allow-lb", "allowed", []body{{"IPProtocol": "tcp"}})
	}
	for name, c := range map[string]struct {
		world *testkit.World
		want  []string
	}{
		"a range is added to a rule that has the ports": {ruled("sourceRanges", []string{"130.211.0.0/22", "35.191.0.0/17"}),
			[]string{rule(`  source_ranges = ["130.211.0.0/22", "35.191.0.0/17", "35.191.128.0/17"]`)}},
		"no range is added to a rule with more ports": {withAll(ruled("sourceRanges", []string{"130.211.0.0/22"})),
			[]string{added(`"443"`, `"35.191.0.0/16"`, "")}},
		"no range is added to a rule for all instances, but for this one's ports": {ruled("targetTags", nil).Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"130.211.0.0/22"}),
			[]string{rule(`  source_ranges = ["130.211.0.0/22", "35.191.0.0/16"]`)}},
		"no port is added to a rule with more sources": {ruled("allowed", []body{{"IPProtocol": "tcp", "ports": []string{"80"}}}).Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"0.0.0.0/0"}),
			[]string{added(`"443"`, both, "")}},
		"a rule comes just before the one that denies": {withAll(denied(700, "0.0.0.0/0")),
			[]string{added(`"443"`, both, "  priority = 699\n")}},
		"a rule for a part comes just before what denies that part": {withAll(denied(700, "35.191.7.0/24")),
			[]string{added(`"443"`, `"35.191.7.0/24"`, "  priority = 699\n")}},
		"a disabled rule that is wider is not enabled": {withAll(ruled("disabled", true)),
			[]string{added(`"443"`, both, "")}},
		"a rule that is wider gets no new priority": {denied(1000, "0.0.0.0/0").Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"0.0.0.0/0"}),
			[]string{added(`"443"`, both, "  priority = 999\n")}},
		"parts that two rules deny take two rules": {withAll(denied(700, "35.191.7.0/24")).Firewall("deny-2", body{"priority": 800, "sourceRanges": []string{"130.211.0.0/22"}, "denied": []body{{"IPProtocol": "tcp"}}}),
			nil},
		"a tag that opens more is not given": {testkit.NewWorld().SetAll(gcp.InstanceTemplates, "properties.tags.items", []string{"proxies"}).
			Firewall("ssh", body{"sourceRanges": []string{"35.235.240.0/20"}, "targetTags": []string{testkit.Tag}, "allowed": []body{{"IPProtocol": "tcp", "ports": []string{"22"}}}}),
			[]string{strings.ReplaceAll(strings.ReplaceAll(added(`"443"`, both, ""), "gke-apigee-proxy", "proxies"), "gke_apigee_proxy", "proxies")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := fixes(t, c.world)
			if c.want == nil {
				if len(got) != 1 || strings.Count(got[0], "resource ") != 2 || !strings.Contains(got[0], "priority = 699") || !strings.Contains(got[0], "priority = 799") {
					t.Errorf("fixes:\n%s", strings.Join(got, "\n"))
				}
				return
			}
			if plain := flat(got); !slices.Equal(plain, flat(c.want)) {
				t.Errorf("fixes:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// flat leaves out how text is aligned.
func flat(texts []string) []string {
	var out []string
	for _, t := range texts {
		out = append(out, strings.Join(strings.Fields(t), " "))
	}
	return out
}

// Where no single change mends, or none can be proven, there is no text to copy.
func TestFixes_areNotShownWhereTheyWouldNotMend(t *testing.T) {
	t.Parallel()
	anywhere := "0.0.0.0/0"
	org := testkit.Ingress(100, "deny", "tcp", anywhere)
	for name, w := range map[string]*testkit.World{
		"the organization denies":                              testkit.NewWorld().HierarchicalPolicy(0, "org", org),
		"the organization denies, and there is no rule":        testkit.NewWorld().DropAll(gcp.Firewalls).HierarchicalPolicy(0, "org", org),
		"the organization denies a part, and no rule the rest": testkit.NewWorld().DropAll(gcp.Firewalls).HierarchicalPolicy(0, "org", testkit.Ingress(1, "deny", "tcp", "35.191.1.0/24")),
		"a rule of priority 0 denies":                          denied(0, anywhere),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, f := range proven(t, w.World()).Findings {
				if f.Fix != nil {
					t.Errorf("%s:\n%s", f.Check, f.Fix.HCL)
				}
			}
		})
	}
}

func TestFixes_areTerraformsLanguage(t *testing.T) {
	t.Parallel()
	n := 0
	for _, m := range mutations() {
		for _, text := range fixes(t, m.world) {
			n++
			file, diags := hclsyntax.ParseConfig([]byte(text), m.name, hcl.InitialPos)
			if diags.HasErrors() {
				t.Errorf("%s: %v\n%s", m.name, diags, text)
				continue
			}
			for _, b := range file.Body.(*hclsyntax.Body).Blocks {
				if b.Type != "resource" || len(b.Labels) != 2 || !hclsyntax.ValidIdentifier(b.Labels[1]) {
					t.Errorf("%s: a block %s %q", m.name, b.Type, b.Labels)
				}
			}
		}
	}
	if n < 30 {
		t.Errorf("%d fixes are few", n)
	}
}
