package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// regional has findings of two regions, and of none.
func regional() check.Report {
	r := run(nil,
		asked{"load-balancer-reaches-proxies", check.HopFirewall, check.Error, []check.Result{
			{Verdict: check.Fail, Subject: "google_compute_region_instance_group_manager.use1", Region: "us-east1", Summary: "google_compute_region_instance_group_manager.use1 is out of its load balancer's reach"},
			{Verdict: check.Pass, Subject: "google_compute_region_instance_group_manager.usw1", Region: "us-west1", Summary: "google_compute_region_instance_group_manager.usw1 is in reach of its load balancer"},
		}},
		asked{"authorized-network-peered", check.HopNetwork, check.Error, []check.Result{
			{Verdict: check.Pass, Subject: "organizations/acme", Summary: "organizations/acme is peered"},
		}},
		asked{"instance-active", check.HopEnvironment, check.Error, []check.Result{
			{Verdict: check.Pass, Subject: "organizations/acme/instances/e", Region: "us-east1", Summary: "organizations/acme/instances/e is active"},
			{Verdict: check.Unknown, Subject: "organizations/acme/instances/w", Region: "us-west1", Summary: "organizations/acme/instances/w is being updated"},
		}},
		asked{"required-apis-enabled", check.HopPrerequisite, check.Error, []check.Result{
			{Verdict: check.Pass, Subject: "projects/acme", Summary: "projects/acme has them"},
		}},
	)
	r.Locate(func(subject, _ string) *check.Location {
		if strings.HasSuffix(subject, "use1") {
			return &check.Location{File: "main.tf", Line: 12, Column: 1, EndLine: 31, Source: `resource "google_compute_region_instance_group_manager" "use1" {`}
		}
		return nil
	})
	return r
}

// lanesOf are the labels of the links to what lies in a region.
func lanesOf(p page, form string) []string {
	var out []string
	for _, stop := range p.all("g", "regional") {
		if !slices.Contains(strings.Fields(attribute(stop.Parent, "class")), form) {
			continue
		}
		for _, a := range (page{root: stop}).all("a", "") {
			out = append(out, attribute(a, "aria-label"))
		}
	}
	return out
}

func TestThePathIsDrawnRegionByRegion(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, regional())
	same(t, strings.Join(lanesOf(p, "wide"), "|"),
		"firewall in us-east1: 1 failed|environment in us-east1: 1 passed|firewall in us-west1: 1 passed|environment in us-west1: 1 unknown")
	// Where it stands below its hop the regions of a hop are together.
	same(t, strings.Join(lanesOf(p, "tall"), "|"),
		"firewall in us-east1: 1 failed|firewall in us-west1: 1 passed|environment in us-east1: 1 passed|environment in us-west1: 1 unknown")
	same(t, strings.Join(contents(p.all("text", "lane")), " "), "us-east1 us-west1")
	for _, a := range p.all("a", "") {
		region := attribute(a, "data-region")
		if region == "" {
			continue
		}
		i := slices.IndexFunc(findings(p), func(n *html.Node) bool { return "#"+attribute(n, "id") == attribute(a, "href") })
		if i < 0 || attribute(findings(p)[i], "data-region") != region || attribute(findings(p)[i], "data-hop") != attribute(a, "data-hop") {
			t.Errorf("%s leads to another region or hop", attribute(a, "aria-label"))
		}
	}
}

func TestOneRegionNeedsNoLane(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, broken())
	if got := append(lanesOf(p, "wide"), lanesOf(p, "tall")...); len(got) > 0 {
		t.Error(got)
	}
}

func TestStopsDoNotOverlap(t *testing.T) {
	t.Parallel()
	var results []check.Result
	for i := range 40 {
		results = append(results, check.Result{Verdict: check.Fail, Subject: "s", Region: strings.Repeat("x", 5+i)})
	}
	for _, r := range []check.Report{broken(), regional(), run(nil, asked{"a", check.HopDNS, check.Error, results}, asked{"b", check.HopPrerequisite, check.Error, results[:3]})} {
		for _, svg := range htmlOf(t, r).all("svg", "drawing") {
			var width, height int
			if _, err := fmt.Sscanf(attribute(svg, "viewbox")+attribute(svg, "viewBox"), "0 0 %d %d", &width, &height); err != nil {
				t.Fatal(err)
			}
			places := map[[2]int]bool{}
			for _, box := range (page{root: svg}).all("path", "box") {
				var at [2]int
				if _, err := fmt.Sscanf(attribute(box, "d"), "M%d %dh", &at[0], &at[1]); err != nil {
					t.Fatal(err)
				}
				if places[at] || at[0] < 0 || at[1] < 0 || at[0] > width || at[1]+regionHeight > height {
					t.Errorf("a stop at %v of %d × %d", at, width, height)
				}
				places[at] = true
			}
		}
	}
}

// regionHeight is that of the lowest stop.
const regionHeight = 36

func TestThePageQuotesTheLine(t *testing.T) {
	t.Parallel()
	source := htmlOf(t, regional()).all("figure", "source")
	same(t, strings.Join(contents(source), "|"), `main.tf:12 12 resource "google_compute_region_instance_group_manager" "use1" {`)
}
