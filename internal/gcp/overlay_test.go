package gcp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// policy is a firewall policy with rules given as PRIORITY:ACTION.
func policy(t *testing.T, kind, name string, parent value.Of[value.Ref], rules ...string) gcp.Resource {
	t.Helper()
	var list []value.Value
	for _, text := range rules {
		priority, action, _ := strings.Cut(text, ":")
		rule := value.OfObject(map[string]value.Value{"action": value.OfString(action), "direction": value.OfString("INGRESS")})
		switch priority {
		case "":
		case "?":
			rule = rule.With("priority", value.Unknown(value.Why{}))
		default:
			rule = rule.With("priority", value.OfString(priority))
		}
		list = append(list, rule)
	}
	ref, err := gcp.ComputeRef(name, "global/firewallPolicies", "acme")
	if err != nil {
		t.Fatal(err)
	}
	r := gcp.Resource{Type: gcp.FirewallPolicies, Parent: parent, Body: value.OfObject(map[string]value.Value{
		"type": value.OfString(kind), "rules": value.OfList(list...),
	})}
	r.Ref = value.Known(ref)
	return r
}

func network(t *testing.T, name string) value.Of[value.Ref] {
	t.Helper()
	ref, err := gcp.ComputeRef(name, "global/networks", "acme")
	if err != nil {
		t.Fatal(err)
	}
	return value.Known(ref)
}

// shown writes the policies of a world: name, network, rules, gaps.
func shown(w *gcp.World) []string {
	var out []string
	for _, r := range w.Resources(gcp.FirewallPolicies) {
		var rules []string
		for _, rule := range r.Body.Get("rules").Elements() {
			priority := rule.Get("priority").Text()
			if rule.Get("priority").IsUnknown() {
				priority = "?"
			}
			rules = append(rules, priority+":"+rule.Get("action").Text())
		}
		on := r.Parent.Value().Name()
		if r.Parent.IsUnknown() {
			on = "?"
		}
		text := fmt.Sprintf("%s on %s L%d %v", r.Ref.Value().Name(), on, r.Level, rules)
		for _, g := range slices.Concat(r.Gaps, r.Partial) {
			text += " gap " + g.What
		}
		out = append(out, text)
	}
	return out
}

func TestOverlayOfFirewallPolicies(t *testing.T) {
	t.Parallel()
	const hierarchy, global = apigee.PolicyHierarchy, apigee.PolicyNetwork
	nowhere, somewhere := value.Of[value.Ref]{}, value.UnknownOf[value.Ref](value.Why{Reason: "later"})
	partial := func(r gcp.Resource) gcp.Resource {
		r.Partial = []apigee.Gap{{What: "partial"}}
		return r
	}
	gapped := func(r gcp.Resource) gcp.Resource {
		r.Gaps = []apigee.Gap{{What: "a rule"}}
		return r
	}
	level := func(n int, r gcp.Resource) gcp.Resource {
		r.Level = n
		return r
	}
	for name, tc := range map[string]struct {
		live, plan []gcp.Resource
		want       []string
	}{
		"a plan that does not say where a policy applies": {
			[]gcp.Resource{policy(t, global, "p", network(t, "n"), "1:allow")},
			[]gcp.Resource{policy(t, global, "p", nowhere, "1:deny")},
			[]string{"p on n L0 [1:deny]"},
		},
		"a plan that has all rules": {
			[]gcp.Resource{policy(t, global, "p", network(t, "n"), "1:allow", "2:allow")},
			[]gcp.Resource{policy(t, global, "p", network(t, "n"), "3:deny")},
			[]string{"p on n L0 [3:deny]"},
		},
		"a plan that has some rules": {
			[]gcp.Resource{policy(t, global, "p", network(t, "n"), "1:allow", "2:allow", ":goto_next")},
			[]gcp.Resource{partial(policy(t, global, "p", network(t, "n"), "2:deny", "0:deny", "?:deny"))},
			[]string{"p on n L0 [1:allow 2:deny 0:deny ?:deny]"},
		},
		"a plan that does not know some rules": {
			[]gcp.Resource{policy(t, global, "p", network(t, "n"), "1:allow")},
			[]gcp.Resource{gapped(partial(policy(t, global, "p", network(t, "n"))))},
			[]string{"p on n L0 [1:allow] gap a rule"},
		},
		"a live policy of which rules are missing": {
			[]gcp.Resource{gapped(policy(t, global, "p", network(t, "n"), "1:allow"))},
			[]gcp.Resource{partial(policy(t, global, "p", nowhere, "2:deny"))},
			[]string{"p on n L0 [1:allow 2:deny] gap a rule"},
		},
		"a plan that associates a policy with one more network": {
			[]gcp.Resource{policy(t, global, "p", network(t, "n"), "1:allow")},
			[]gcp.Resource{partial(policy(t, global, "p", network(t, "m"), "2:deny"))},
			[]string{"p on n L0 [1:allow 2:deny]", "p on m L0 [1:allow 2:deny]"},
		},
		"a plan that associates a policy with a network it creates": {
			[]gcp.Resource{policy(t, global, "p", network(t, "n"), "1:allow")},
			[]gcp.Resource{policy(t, global, "p", somewhere, "2:deny")},
			[]string{"p on n L0 [2:deny]", "p on ? L0 [2:deny]"},
		},
		"a hierarchical policy applies where it did": {
			[]gcp.Resource{level(2, policy(t, hierarchy, "p", network(t, "n"), "1:allow")), level(2, policy(t, hierarchy, "p", network(t, "m"), "1:allow"))},
			[]gcp.Resource{level(1, policy(t, hierarchy, "p", somewhere, "1:deny"))},
			[]string{"p on n L2 [1:deny]", "p on m L2 [1:deny]"},
		},
		"a new hierarchical policy may apply": {
			[]gcp.Resource{policy(t, hierarchy, "p", network(t, "n"), "1:allow")},
			[]gcp.Resource{level(1, policy(t, hierarchy, "q", somewhere, "1:deny"))},
			[]string{"p on n L0 [1:allow]", "q on ? L1 [1:deny]"},
		},
		"two networks that a plan creates": {
			nil,
			[]gcp.Resource{policy(t, global, "p", somewhere, "1:allow"), policy(t, global, "p", value.UnknownOf[value.Ref](value.Why{Reason: "else"}), "1:allow")},
			[]string{"p on ? L0 [1:allow]", "p on ? L0 [1:allow]"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			live, plan := gcp.NewWorld(), gcp.NewWorld()
			for _, r := range tc.live {
				live.Put(r)
			}
			for _, r := range tc.plan {
				plan.Put(r)
			}
			live.Overlay(plan)
			if got := shown(live); !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestOverlayKeepsAddressesAndOpensWhatMayBeAdded(t *testing.T) {
	t.Parallel()
	live, plan := gcp.NewWorld(), gcp.NewWorld()
	put := func(w *gcp.World, address string) {
		r := gcp.Resource{Type: gcp.Networks, Body: value.OfObject(nil)}
		r.Address, r.Ref = address, network(t, "n")
		w.Put(r)
	}
	put(live, "")
	put(plan, "google_compute_network")
	live.AddGap(gcp.Networks, apigee.Gap{What: "live"})
	plan.AddGap(gcp.Networks, apigee.Gap{What: "unforeseen"})
	plan.AddPartial(gcp.Networks, apigee.Gap{What: "partial"})
	plan.Hostnames = []string{"api.acme.example"}
	live.Overlay(plan)
	if got := live.Resources(gcp.Networks); len(got) != 1 || got[0].Address != "google_compute_network" {
		t.Errorf("resources: %+v", got)
	}
	if got := live.Gaps(gcp.Networks); !slices.Equal(got, []apigee.Gap{{What: "live"}, {What: "unforeseen"}}) {
		t.Errorf("gaps: %+v", got)
	}
	if got := plan.Gaps(gcp.Networks); len(got) != 2 {
		t.Errorf("the plan's own gaps: %+v", got)
	}
	if !slices.Equal(live.Hostnames, plan.Hostnames) {
		t.Errorf("hostnames: %v", live.Hostnames)
	}
}
