package packet_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

func TestSortByPriority(t *testing.T) {
	t.Parallel()
	at := func(priority int64, action packet.Action, name string) packet.Prioritized {
		return packet.Prioritized{Priority: priority, Rule: packet.Rule{Name: name, Action: action}}
	}
	for _, c := range []struct {
		name  string
		rules []packet.Prioritized
		want  string
	}{
		{"none", nil, ""},
		{
			"lower numbers first",
			[]packet.Prioritized{at(1000, packet.Allow, "c"), at(0, packet.Allow, "a"), at(-1, packet.Deny, "z"), at(999, packet.Deny, "b")},
			"z a b c",
		},
		{
			"deny before allow before next on equal priority, whatever the names",
			[]packet.Prioritized{at(1, packet.Next, "a"), at(1, packet.Allow, "b"), at(1, packet.Deny, "c"), at(0, packet.Next, "d")},
			"d c b a",
		},
		{
			"an unknown action could be a deny",
			[]packet.Prioritized{at(1, packet.Deny, "a"), at(1, 0, "b")},
			"b a",
		},
		{
			"by name among equals",
			[]packet.Prioritized{at(1, packet.Allow, "y"), at(1, packet.Allow, "x")},
			"x y",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			before := slices.Clone(c.rules)
			var names []string
			for _, r := range packet.SortByPriority(c.rules) {
				names = append(names, r.Name)
			}
			if got := strings.Join(names, " "); got != c.want {
				t.Errorf("order %q, want %q", got, c.want)
			}
			for i := range before {
				if before[i].Rule.Name != c.rules[i].Rule.Name {
					t.Error("the input is changed")
				}
			}
		})
	}
}

func TestEqualPriorityDenyDecides(t *testing.T) {
	t.Parallel()
	rules := packet.SortByPriority([]packet.Prioritized{
		{Priority: 1000, Rule: must(t, "a-allow", packet.Allow, loadBalancer)},
		{Priority: 1000, Rule: must(t, "z-deny", packet.Deny, "35.191.0.0/16 tcp")},
	})
	got := strings.Join(lines(denyByDefault(rules).Decide(mustSet(t, loadBalancer))), "\n")
	want := "allow 130.211.0.0/22 tcp:443 by f1: a-allow\ndeny 35.191.0.0/16 tcp:443 by f1: z-deny"
	if got != want {
		t.Errorf("decision\n%s\nwant\n%s", got, want)
	}
}

// Floating rules leave a packet decided exactly if every place they can have in their
// filter decides it, and alike.
func TestFloatingIsAnyPlace(t *testing.T) {
	t.Parallel()
	all := corners()
	rapid.Check(t, func(t *rapid.T) {
		raw := drawChain.Draw(t, "chain")
		if len(raw.filters) == 0 {
			raw.filters = []oracleFilter{{name: "f0"}}
		}
		in := rapid.IntRange(0, len(raw.filters)-1).Draw(t, "filter")
		floating := rapid.SliceOfN(drawRule, 1, 2).Draw(t, "floating")

		chain := raw.chain(t)
		rules := chain.Filters[in].Rules
		worlds := []oracleChain{raw}
		for i, r := range floating {
			r.name = "floating" + string(rune('0'+i))
			front, back := packet.Floating(packet.Rule{Name: r.name, Action: r.action, Must: r.must.set(t), May: r.may.set(t)})
			rules = append(slices.Insert(slices.Clone(rules), 0, front), back)
			worlds = everyPlace(worlds, in, r)
		}
		chain.Filters[in].Rules = rules
		compareWithWorlds(t, chain, worlds, manyCorners(t, all)[:12])
	})
}

// everyPlace gives each world with the rule at every place of a filter.
func everyPlace(worlds []oracleChain, filter int, r oracleRule) []oracleChain {
	var out []oracleChain
	for _, w := range worlds {
		for place := range len(w.filters[filter].rules) + 1 {
			with := w
			with.filters = slices.Clone(w.filters)
			with.filters[filter].rules = slices.Insert(slices.Clone(w.filters[filter].rules), place, r)
			out = append(out, with)
		}
	}
	return out
}

func TestAnyOfIsAnyOfTheActions(t *testing.T) {
	t.Parallel()
	all := corners()
	rapid.Check(t, func(t *rapid.T) {
		raw := drawChain.Filter(func(c oracleChain) bool {
			return len(c.filters) > 0 && len(c.filters[0].rules) > 0
		}).Draw(t, "chain")
		actions := rapid.SliceOfNDistinct(rapid.SampledFrom([]packet.Action{packet.Allow, packet.Deny, packet.Next}), 1, 3, rapid.ID).Draw(t, "actions")
		place := rapid.IntRange(0, len(raw.filters[0].rules)-1).Draw(t, "place")

		chain := raw.chain(t)
		rules := chain.Filters[0].Rules
		chain.Filters[0].Rules = slices.Replace(slices.Clone(rules), place, place+1, packet.AnyOf(rules[place], actions...)...)
		var worlds []oracleChain
		for _, action := range actions {
			with := raw
			with.filters = slices.Clone(raw.filters)
			with.filters[0].rules = slices.Clone(raw.filters[0].rules)
			with.filters[0].rules[place].action = action
			worlds = append(worlds, with)
		}
		compareWithWorlds(t, chain, worlds, manyCorners(t, all)[:20])
	})
}

// compareWithWorlds checks that the chain decides a packet exactly if all worlds do.
func compareWithWorlds(t *rapid.T, chain packet.Chain, worlds []oracleChain, packets []packet.Packet) {
	for _, p := range packets {
		want := worlds[0].fate(p).outcome
		for _, w := range worlds[1:] {
			if w.fate(p).outcome != want {
				want = 0
			}
		}
		parts := allParts(chain.Decide(packet.Single(p)))
		if len(parts) != 1 || parts[0].fate.outcome != want {
			t.Fatalf("packet %v: %v, want outcome %v", p, parts, want)
		}
	}
}
