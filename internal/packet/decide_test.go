package packet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// must is a rule that is fully known.
func must(t testing.TB, name string, action packet.Action, set string) packet.Rule {
	t.Helper()
	return packet.Rule{Name: name, Action: action, Must: mustSet(t, set)}
}

// may is a rule that possibly matches the set.
func may(t testing.TB, name string, action packet.Action, set, note string) packet.Rule {
	t.Helper()
	return packet.Rule{Name: name, Action: action, May: mustSet(t, set), Note: note}
}

// denyByDefault is a chain of filters f1, f2 and so on, ending in "implied deny".
func denyByDefault(filters ...[]packet.Rule) packet.Chain {
	c := packet.Chain{Default: packet.Deny, DefaultName: "implied deny"}
	for i, rules := range filters {
		c.Filters = append(c.Filters, packet.Filter{Name: "f" + string(rune('1'+i)), Rules: rules})
	}
	return c
}

// lines writes a decision, one part a line.
func lines(d packet.Decision) []string {
	var out []string
	for _, p := range d.Allow {
		out = append(out, "allow "+p.Set.String()+" by "+p.By.String())
	}
	for _, p := range d.Deny {
		out = append(out, "deny "+p.Set.String()+" by "+p.By.String())
	}
	for _, p := range d.Undecided {
		var rules []string
		for _, r := range p.Uncertain {
			rules = append(rules, r.String())
		}
		out = append(out, "undecided "+p.Set.String()+" by "+strings.Join(rules, ", "))
	}
	return out
}

const loadBalancer = "130.211.0.0/22,35.191.0.0/16 tcp:443"

func TestDecide(t *testing.T) {
	t.Parallel()
	rules := func(rules ...packet.Rule) []packet.Rule { return rules }
	allow, deny, next := packet.Allow, packet.Deny, packet.Next
	for _, c := range []struct {
		name  string
		chain packet.Chain
		query string
		want  []string
	}{{
		name:  "no filter: the default denies",
		chain: denyByDefault(),
		query: loadBalancer,
		want:  []string{"deny 35.191.0.0/16,130.211.0.0/22 tcp:443 by implied deny"},
	}, {
		name:  "no packets: nothing to decide",
		chain: denyByDefault(rules(must(t, "a", allow, "any all"))),
		query: "none",
	}, {
		name:  "a rule for exactly the query",
		chain: denyByDefault(rules(must(t, "a", allow, loadBalancer))),
		query: loadBalancer,
		want:  []string{"allow 35.191.0.0/16,130.211.0.0/22 tcp:443 by f1: a"},
	}, {
		name: "split ranges that cover the query together",
		chain: denyByDefault(rules(
			must(t, "low", allow, "35.191.0.0/17 tcp:443"),
			must(t, "high", allow, "35.191.128.0/17 tcp:400-500"),
			must(t, "old", allow, "130.211.0.0/22 all"),
		)),
		query: loadBalancer,
		want: []string{
			"allow 35.191.0.0/17 tcp:443 by f1: low",
			"allow 35.191.128.0/17 tcp:443 by f1: high",
			"allow 130.211.0.0/22 tcp:443 by f1: old",
		},
	}, {
		name:  "a superset",
		chain: denyByDefault(rules(must(t, "wide", allow, "0.0.0.0/0 tcp"))),
		query: loadBalancer,
		want:  []string{"allow 35.191.0.0/16,130.211.0.0/22 tcp:443 by f1: wide"},
	}, {
		name:  "one of two ranges, and a hole",
		chain: denyByDefault(rules(must(t, "one", allow, "35.191.0.0/16,130.211.0.0/23 tcp:443"))),
		query: loadBalancer,
		want: []string{
			"allow 35.191.0.0/16,130.211.0.0/23 tcp:443 by f1: one",
			"deny 130.211.2.0/23 tcp:443 by implied deny",
		},
	}, {
		name:  "the wrong port",
		chain: denyByDefault(rules(must(t, "web", allow, "any tcp:80,8443"))),
		query: loadBalancer,
		want:  []string{"deny 35.191.0.0/16,130.211.0.0/22 tcp:443 by implied deny"},
	}, {
		name:  "a deny before the allow",
		chain: denyByDefault(rules(must(t, "d", deny, "any all"), must(t, "a", allow, loadBalancer))),
		query: loadBalancer,
		want:  []string{"deny 35.191.0.0/16,130.211.0.0/22 tcp:443 by f1: d"},
	}, {
		name:  "a deny after the allow",
		chain: denyByDefault(rules(must(t, "a", allow, loadBalancer), must(t, "d", deny, "any all"))),
		query: loadBalancer,
		want:  []string{"allow 35.191.0.0/16,130.211.0.0/22 tcp:443 by f1: a"},
	}, {
		name:  "a deny of a part of the range",
		chain: denyByDefault(rules(must(t, "d", deny, "35.191.10.0/24 tcp"), must(t, "a", allow, loadBalancer))),
		query: "35.191.8.0/22 tcp:443",
		want: []string{
			"allow 35.191.8.0/23,35.191.11.0/24 tcp:443 by f1: a",
			"deny 35.191.10.0/24 tcp:443 by f1: d",
		},
	}, {
		name: "next leaves the filter, not only the rule",
		chain: denyByDefault(
			rules(must(t, "go on", next, loadBalancer), must(t, "a", allow, loadBalancer)),
			rules(must(t, "d", deny, "35.191.0.0/16 tcp")),
			rules(must(t, "late", allow, loadBalancer)),
		),
		query: loadBalancer,
		want: []string{
			"allow 130.211.0.0/22 tcp:443 by f3: late",
			"deny 35.191.0.0/16 tcp:443 by f2: d",
		},
	}, {
		name:  "an earlier filter decides before a later one",
		chain: denyByDefault(rules(must(t, "org", deny, loadBalancer)), rules(must(t, "a", allow, loadBalancer))),
		query: loadBalancer,
		want:  []string{"deny 35.191.0.0/16,130.211.0.0/22 tcp:443 by f1: org"},
	}, {
		name:  "families are apart: all of IPv4 does not admit IPv6",
		chain: denyByDefault(rules(must(t, "v4", allow, "0.0.0.0/0 all"))),
		query: "35.191.0.0/16,2600:2d00:1:b029::/64 tcp:443",
		want: []string{
			"allow 35.191.0.0/16 tcp:443 by f1: v4",
			"deny 2600:2d00:1:b029::/64 tcp:443 by implied deny",
		},
	}, {
		name:  "all of IPv6 does not admit IPv4, written as mapped or not",
		chain: denyByDefault(rules(must(t, "v6", allow, "::/0 all"))),
		query: "10.0.0.0/8,::ffff:11.0.0.0/104 tcp:443",
		want:  []string{"deny 10.0.0.0/7 tcp:443 by implied deny"},
	}, {
		name:  "protocols are told apart",
		chain: denyByDefault(rules(must(t, "a", allow, "10.0.0.0/8 icmp tcp:443"))),
		query: "10.0.0.0/8 icmp,tcp,udp:443 icmp",
		want:  []string{"allow 10.0.0.0/8 icmp tcp:443 by f1: a", "deny 10.0.0.0/8 udp:443 by implied deny"},
	}, {
		name:  "a rule that may match is undecided",
		chain: denyByDefault(rules(may(t, "tagged", allow, loadBalancer, ""))),
		query: loadBalancer,
		want:  []string{"undecided 35.191.0.0/16,130.211.0.0/22 tcp:443 by f1: tagged"},
	}, {
		name: "an uncertain allow before a certain allow changes nothing",
		chain: denyByDefault(rules(
			may(t, "tagged", allow, "any all", ""),
			must(t, "a", allow, "35.191.0.0/16 tcp"),
		)),
		query: loadBalancer,
		want: []string{
			"allow 35.191.0.0/16 tcp:443 by f1: a",
			"undecided 130.211.0.0/22 tcp:443 by f1: tagged",
		},
	}, {
		name: "an uncertain deny before the allow that it would undo",
		chain: denyByDefault(rules(
			may(t, "tagged", deny, "35.191.0.0/16 tcp", ""),
			must(t, "a", allow, loadBalancer),
		)),
		query: loadBalancer,
		want: []string{
			"allow 130.211.0.0/22 tcp:443 by f1: a",
			"undecided 35.191.0.0/16 tcp:443 by f1: tagged",
		},
	}, {
		name: "an uncertain deny behind a certain allow is never asked",
		chain: denyByDefault(rules(
			must(t, "a", allow, loadBalancer),
			may(t, "tagged", deny, "any all", ""),
		)),
		query: loadBalancer,
		want:  []string{"allow 35.191.0.0/16,130.211.0.0/22 tcp:443 by f1: a"},
	}, {
		name: "a rule partly unknown",
		chain: denyByDefault(rules(packet.Rule{
			Name: "a", Action: allow,
			Must: mustSet(t, "35.191.0.0/16 tcp:443"), May: mustSet(t, "130.211.0.0/22 tcp:443"),
		})),
		query: "130.211.0.0/21,35.191.0.0/16 tcp:443",
		want: []string{
			"allow 35.191.0.0/16 tcp:443 by f1: a",
			"deny 130.211.4.0/22 tcp:443 by implied deny",
			"undecided 130.211.0.0/22 tcp:443 by f1: a",
		},
	}, {
		name: "an uncertain next lets a later filter decide otherwise",
		chain: denyByDefault(
			rules(may(t, "skip", next, "any all", ""), must(t, "d", deny, loadBalancer)),
			rules(must(t, "a", allow, "35.191.0.0/16 tcp")),
		),
		query: loadBalancer,
		want: []string{
			"deny 130.211.0.0/22 tcp:443 by f1: d",
			"undecided 35.191.0.0/16 tcp:443 by f1: skip",
		},
	}, {
		name: "only the uncertain rules that matter are named",
		chain: denyByDefault(
			rules(may(t, "early", allow, "any all", ""), must(t, "go on", next, "35.191.0.0/16 all")),
			rules(may(t, "skip", next, "any all", ""), may(t, "x", deny, "any all", ""), must(t, "a", allow, loadBalancer)),
			rules(may(t, "no matter", allow, "any all", ""), must(t, "b", allow, "any all")),
		),
		query: "35.191.0.0/16 tcp:443",
		want: []string{
			"undecided 35.191.0.0/16 tcp:443 by f1: early, f2: skip, f2: x",
		},
	}, {
		name: "a rule without an action may do anything",
		chain: denyByDefault(rules(
			packet.Rule{Name: "?", Must: mustSet(t, "35.191.0.0/16 tcp")},
			must(t, "a", allow, loadBalancer),
		)),
		query: loadBalancer,
		want: []string{
			"allow 130.211.0.0/22 tcp:443 by f1: a",
			"undecided 35.191.0.0/16 tcp:443 by f1: ?",
		},
	}, {
		name:  "a chain without a default leaves the rest undecided",
		chain: packet.Chain{DefaultName: "unknown default"},
		query: loadBalancer,
		want:  []string{"undecided 35.191.0.0/16,130.211.0.0/22 tcp:443 by unknown default"},
	}, {
		name: "a filter that can only allow",
		chain: packet.AllowOnly("sg-1",
			must(t, "a", 0, "35.191.0.0/16 tcp:443"),
			may(t, "other group", 0, "10.0.0.0/8 tcp:443", ""),
			must(t, "b", deny, "130.211.0.0/22 tcp:443"),
		),
		query: "10.0.0.0/8,11.0.0.0/8,35.191.0.0/16,130.211.0.0/22 tcp:443",
		want: []string{
			"allow 35.191.0.0/16 tcp:443 by sg-1: a",
			"allow 130.211.0.0/22 tcp:443 by sg-1: b",
			"deny 11.0.0.0/8 tcp:443 by no rule of sg-1 allows it",
			"undecided 10.0.0.0/8 tcp:443 by sg-1: other group",
		},
	}, {
		name: "everything is asked",
		chain: denyByDefault(rules(
			must(t, "web", allow, "any tcp:443"),
			must(t, "ping", allow, "10.0.0.0/8 icmp"),
		)),
		query: "any all",
		want: []string{
			"allow any tcp:443 by f1: web",
			"allow 10.0.0.0/8 icmp by f1: ping",
			"deny any 0,2-5,7-255 tcp:0-442,444-65535; " +
				"0.0.0.0/5,8.0.0.0/7,11.0.0.0/8,12.0.0.0/6,16.0.0.0/4,32.0.0.0/3,64.0.0.0/2,128.0.0.0/1,::/0 icmp by implied deny",
		},
	}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := lines(c.chain.Decide(mustSet(t, c.query)))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("decision (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecisionNamesPlacesAndNotes(t *testing.T) {
	t.Parallel()
	c := denyByDefault(nil, []packet.Rule{
		must(t, "other", packet.Deny, "10.0.0.0/8 all"),
		may(t, "tagged", packet.Allow, loadBalancer, "source tags are known after apply"),
	})
	d := c.Decide(mustSet(t, "35.191.0.0/16,1.0.0.0/8 tcp:443"))
	want := packet.RuleRef{
		Filter: "f2", Rule: "tagged", FilterIndex: 1, RuleIndex: 1, Note: "source tags are known after apply",
	}
	if got := d.Undecided[0].By; got != want {
		t.Errorf("undecided by %+v, want %+v", got, want)
	}
	want = packet.RuleRef{Rule: "implied deny", FilterIndex: -1, RuleIndex: -1, Default: true}
	if got := d.Deny[0].By; got != want {
		t.Errorf("denied by %+v, want %+v", got, want)
	}
	if got := d.Undecided[0].Witness().String(); got != "35.191.0.0 tcp:443" {
		t.Errorf("witness %s", got)
	}
	if d.AllAllowed() {
		t.Error("nothing is allowed for certain")
	}
}
