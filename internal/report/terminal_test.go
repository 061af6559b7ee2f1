package report_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

func TestTheTextTellsWhatIsBrokenFirstAndTheOutcomeLast(t *testing.T) {
	t.Parallel()
	same(t, report.Text(broken(), report.TextOptions{}), `firewall: 1 failed
  error: load-balancer-reaches-proxies: google_compute_region_instance_group_manager.use1 does not admit <35.191.0.0/16> & "co"
    At: modules/proxies/main.tf:12
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

    Docs: https://registry.terraform.io/providers/apireach/apireach/latest/docs/guides/check-load-balancer-reaches-proxies

environment: 1 warned, 1 waived
  warning: instance-active: organizations/acme/instances/i is UPDATING
    Subject: organizations/acme/instances/i
    Clients see: 502

    Fix: Mend it.

    Docs: https://registry.terraform.io/providers/apireach/apireach/latest/docs/guides/check-instance-active

  waived: environment-group-routes: organizations/acme/envgroups/old routes to no environment
    Waived: moved in spring

network: 1 unknown, 1 passed
  unknown: peering-range-large-enough: organizations/acme: the reserved ranges are not known
    At: main.tf:7
      7:   reserved_peering_ranges = [var.range]

    Missing: global addresses of acme: permission denied
    To settle it: grant compute.globalAddresses.list

  pass: authorized-network-peered: organizations/acme is peered

prerequisite: not applicable
  not applicable: required-apis-enabled: organizations/acme is hybrid

warning: waiver of authorized-network-peered for projects/*: accepts nothing: no such failure was found
warning: waiver of instance-active: expired on 2025-03-04

API traffic would not get through: 2 failed, 1 unknown, 1 waived, 1 passed, 1 not applicable
`)
}

func TestTheTextTellsSubjectsThatPassTogether(t *testing.T) {
	t.Parallel()
	r := run(nil, asked{"a", check.HopDNS, check.Error, []check.Result{
		{Verdict: check.Pass, Subject: "s", Summary: "s is well"}, {Verdict: check.Pass, Subject: "t", Summary: "t is well"},
		{Verdict: check.NotApplicable, Subject: "u", Summary: "u is none"},
	}})
	same(t, report.Text(r, report.TextOptions{}), `dns: 2 passed, not applicable
  pass: a: 2 subjects
  not applicable: a: u is none

Nothing that was checked stops API traffic: 2 passed, 1 not applicable
`)
	same(t, report.Text(run(nil), report.TextOptions{}), "There is nothing to check\n")
}

func TestTheTextFitsATerminal(t *testing.T) {
	t.Parallel()
	for _, width := range []int{1, 40, 80, 200} {
		for _, l := range strings.Split(report.Text(broken(), report.TextOptions{Width: width}), "\n") {
			if utf8.RuneCountInString(l) > width && strings.Contains(strings.TrimLeft(l, " "), " ") &&
				!strings.Contains(l, "Docs: ") && !strings.Contains(l, "google_compute") && width >= 40 {
				t.Errorf("width %d: %q", width, l)
			}
		}
	}
}

func TestOnlyTheLeadingWordsHaveColours(t *testing.T) {
	t.Parallel()
	got := report.Text(broken(), report.TextOptions{Color: true, Width: 60})
	for _, want := range []string{
		"\x1b[1;4mfirewall\x1b[", "\n  \x1b[31;1merror\x1b[", "\n  \x1b[35;1munknown\x1b[", "\n  \x1b[33mwaived\x1b[",
		"\n\x1b[31;1mAPI traffic would not get through\x1b[",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%q", want, got)
		}
	}
	plain := report.Text(broken(), report.TextOptions{Width: 60})
	for _, l := range strings.Split(plain, "\n") {
		if strings.Contains(l, "\x1b") {
			t.Errorf("%q", l)
		}
	}
	if strings.Count(got, "\n") != strings.Count(plain, "\n") {
		t.Error("colours change where lines break")
	}
}

func TestWrapKeepsListsAndIndents(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"words":                 {"one two three four", "> one two\n> three four"},
		"a blank line":          {"one\n\ntwo", "> one\n>\n> two"},
		"an item":               {"- one two three", "> - one two\n>   three"},
		"a numbered item":       {"10. one two three", "> 10. one\n>     two\n>     three"},
		"an indent":             {"  one two three", ">   one two\n>   three"},
		"a long word":           {"one aaaaaaaaaaaaaaaa two", "> one aaaaaaaaaaaaaaaa\n> two"},
		"a word that just fits": {"one 1234567890", "> one\n> 1234567890"},
		"wide letters":          {"ééééé ééééé", "> ééééé\n> ééééé"},
		"ends":                  {"\none\n", "> one"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			same(t, report.Wrap(c.text, "> ", 12), c.want)
		})
	}
}
