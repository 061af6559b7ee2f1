package packet

import (
	"cmp"
	"slices"
)

// Prioritized is a rule with its priority. A lower number comes first.
type Prioritized struct {
	Priority int64
	Rule     Rule
}

// SortByPriority gives the rules in the order in which they are asked: ascending
// priority, on equal priority Deny before Allow before Next, then by name. Rules alike
// in all three keep their order. A rule without an action comes first on its priority,
// as the one that could be a Deny. The input is left as it is.
func SortByPriority(rules []Prioritized) []Rule {
	out := make([]Rule, len(rules))
	for i, place := range OrderByPriority(rules) {
		out[i] = rules[place].Rule
	}
	return out
}

// OrderByPriority gives the places of the rules in the order of [SortByPriority], for a
// caller who has more to say about each.
func OrderByPriority(rules []Prioritized) []int {
	rank := map[Action]int{Deny: 1, Allow: 2, Next: 3}
	places := make([]int, len(rules))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(i, j int) int {
		a, b := rules[i], rules[j]
		return cmp.Or(
			cmp.Compare(a.Priority, b.Priority),
			cmp.Compare(rank[a.Rule.Action], rank[b.Rule.Action]),
			cmp.Compare(a.Rule.Name, b.Rule.Name),
		)
	})
	return places
}

// Floating places a rule whose priority is unknown. Put front before all rules of its
// filter and back after all of them.
//
// Front possibly matches all that the rule may match, back is the rule as it stands.
// For each packet this gives exactly the outcomes that some place in the filter gives:
// a rule in the middle either decides the packet, as front does if it matches, or is
// asked after an earlier match or without effect on a later one, as if it were last.
// The same holds for several floating rules, fronts before all and backs after all in
// any order.
//
// That is exact if the rule can be anywhere, in particular first and last, and its place
// is independent of all else unknown. If some places are impossible, say because on equal
// priority a deny comes first, the answer can only err towards undecided. To be exact
// again, put front after the rules that certainly come before it, and back before those
// that certainly come after it.
func Floating(rule Rule) (front, back Rule) {
	front = rule
	front.May = rule.May.Union(rule.Must)
	front.Must = Set{}
	return front, rule
}

// AnyOf gives the rules that stand, in this order and next to each other, for one whose
// action is unknown but one of the given. All but the last possibly match what the rule
// may match, so for each packet exactly the given actions are possible, and none of them
// only where the rule's match is uncertain itself. Without actions there is no rule.
func AnyOf(rule Rule, actions ...Action) []Rule {
	rules := make([]Rule, len(actions))
	for i, action := range actions {
		front, back := Floating(rule)
		if i < len(actions)-1 {
			back = front
		}
		back.Action = action
		rules[i] = back
	}
	return rules
}
