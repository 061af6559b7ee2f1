package report_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

func TestTheDiagramShowsWhereThePathBreaks(t *testing.T) {
	t.Parallel()
	same(t, report.Mermaid(broken()), `flowchart LR
  client(["client"])
  firewall["firewall<br/>fails: load-balancer-reaches-proxies"]:::fail
  client --x firewall
  network["network<br/>unknown: peering-range-large-enough"]:::unknown
  firewall -.-> network
  environment["environment<br/>warns: environment-group-routes<br/>warns: instance-active"]:::warn
  network --> environment
  prerequisite["prerequisite<br/>not applicable"]:::skip
  environment -.- prerequisite
  classDef fail fill:#fdd,stroke:#c00,stroke-width:2px,color:#600
  classDef unknown fill:#eee,stroke:#888,stroke-dasharray:4 3,color:#444
  classDef warn fill:#ffe9b8,stroke:#b07800,color:#5a3d00
  classDef pass fill:#dfd,stroke:#080,color:#040
  classDef skip fill:#fff,stroke:#bbb,color:#888
`)
}

func TestTheDiagramEscapesWhatMermaidReads(t *testing.T) {
	t.Parallel()
	r := run(nil, asked{"a\"]; click x \"javascript:<b>\n&#", check.HopDNS, check.Error, []check.Result{{Verdict: check.Fail, Subject: "s"}}})
	if got, want := strings.Split(report.Mermaid(r), "\n")[2],
		`  dns["dns<br/>fails: a#quot;]; click x #quot;javascript:#lt;b#gt; #amp;#35;"]:::fail`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTheDiagramNamesACheckOnce(t *testing.T) {
	t.Parallel()
	r := run(nil,
		asked{"a", check.HopDNS, check.Error, []check.Result{{Verdict: check.Fail, Subject: "s"}, {Verdict: check.Fail, Subject: "t"}}},
		asked{"b", check.HopDNS, check.Error, []check.Result{{Verdict: check.Unknown, Subject: "s"}}},
		asked{"c", check.HopTLS, check.Error, []check.Result{{Verdict: check.Pass, Subject: "s"}, {Verdict: check.NotApplicable, Subject: "t"}}})
	got := report.Mermaid(r)
	for _, want := range []string{
		"\n  dns[\"dns<br/>fails: a<br/>unknown: b\"]:::fail\n", "\n  client --x dns\n",
		"\n  tls[\"tls\"]:::pass\n", "\n  dns --> tls\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestTheSummaryNamesEveryFailure(t *testing.T) {
	t.Parallel()
	unknown := asked{"b", check.HopDNS, check.Error, []check.Result{{Verdict: check.Unknown, Subject: "t", Summary: "nobody knows"}}}
	cases := map[string]struct {
		report check.Report
		want   string
	}{
		"a failure": {broken(), `API traffic would not get through: 2 failed, 1 unknown, 1 waived, 1 passed, 1 not applicable
- error: load-balancer-reaches-proxies: google_compute_region_instance_group_manager.use1 does not admit <35.191.0.0/16> & "co"
- warning: instance-active: organizations/acme/instances/i is UPDATING
- waiver of authorized-network-peered: accepts nothing: no such failure was found
- waiver of instance-active: expired on 2025-03-04`},
		"an unknown": {run(nil, unknown), "It is not known whether API traffic would get through: 1 unknown\n- unknown: b: t: nobody knows"},
		"a pass": {run(nil, asked{"a", check.HopDNS, check.Error, []check.Result{{Verdict: check.Pass, Subject: "s"}}}),
			"Nothing that was checked stops API traffic: 1 passed"},
		"nothing": {run(nil), "There is nothing to check"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same(t, report.Summary(c.report), c.want)
		})
	}
}

func TestALineTellsOneFinding(t *testing.T) {
	t.Parallel()
	r := broken()
	for id, want := range map[string]string{
		"environment-group-routes":   "waived: environment-group-routes: organizations/acme/envgroups/old routes to no environment",
		"authorized-network-peered":  "pass: authorized-network-peered: organizations/acme is peered",
		"peering-range-large-enough": "unknown: peering-range-large-enough: organizations/acme: the reserved ranges are not known",
		"required-apis-enabled":      "not applicable: required-apis-enabled: organizations/acme is hybrid",
	} {
		same(t, report.Line(find(t, r, id)), want)
	}
}

func TestTheDetailOfAFailureHasTheProofAndTheFix(t *testing.T) {
	t.Parallel()
	same(t, report.Detail(find(t, broken(), "load-balancer-reaches-proxies")), `At: modules/proxies/main.tf:12
  12: resource "google_compute_region_instance_group_manager" "use1" {

The load balancer cannot open TCP port 443.

Subject: google_compute_region_instance_group_manager.use1
Region: us-east1
Clients see: 502
Witness: source 35.191.0.1, protocol tcp, port 443, rule implied deny
Related: google_compute_firewall.lb, google_compute_network.prod

Trace:
  1. hierarchical policy: goto_next
  2. no VPC rule matches

Fix: Add the tag to the template.

Docs: https://registry.terraform.io/providers/apireach/apireach/latest/docs/guides/check-load-balancer-reaches-proxies`)
}

func TestTheDetailOfAnUnknownSaysWhatSettlesIt(t *testing.T) {
	t.Parallel()
	same(t, report.Detail(find(t, broken(), "peering-range-large-enough")), `At: main.tf:7
  7:   reserved_peering_ranges = [var.range]

the reserved ranges are not known

Subject: organizations/acme
Confidence: inferred from references in the configuration

Missing: global addresses of acme: permission denied
To settle it: grant compute.globalAddresses.list

Docs: https://registry.terraform.io/providers/apireach/apireach/latest/docs/guides/check-peering-range-large-enough`)
}

func TestTheDetailOfAWaivedFailureSaysWhy(t *testing.T) {
	t.Parallel()
	got := report.Detail(find(t, broken(), "environment-group-routes"))
	if !strings.Contains(got, "\n\nWaived: moved in spring\n\n") || !strings.Contains(got, "\n\nFix: Mend it.\n\n") {
		t.Errorf("got\n%s", got)
	}
}
