package packet

// layout is a chain's rules in one row, in the order in which they are asked. A rule's
// index in the row is its place; the default's place is the one after the last rule.
type layout struct {
	chain Chain
	rules []placed
	// ends has for each place the place after the last rule of its filter.
	ends []int
	// fallback is what the default can do.
	fallback outcomes
}

// placed is a rule in the row.
type placed struct {
	filter, rule int
	action       Action
	// must and doubt are what the rule matches certainly, and uncertainly only.
	must, doubt Set
}

func newLayout(c Chain) *layout {
	l := &layout{chain: c, fallback: outcomes(0).with(c.Default)}
	if c.Default != Allow && c.Default != Deny {
		l.fallback = outcomes(0).with(Allow).with(Deny)
	}
	n := 0
	for _, f := range c.Filters {
		n += len(f.Rules)
	}
	l.rules, l.ends = make([]placed, 0, n), make([]int, 0, n)
	for i, f := range c.Filters {
		for j, r := range f.Rules {
			switch r.Action {
			case Allow, Deny, Next:
				l.place(i, j, r)
			default:
				// What is not known to do one thing may do any.
				for _, r := range AnyOf(r, Allow, Deny, Next) {
					l.place(i, j, r)
				}
			}
		}
		for len(l.ends) < len(l.rules) {
			l.ends = append(l.ends, len(l.rules))
		}
	}
	return l
}

func (l *layout) place(filter, rule int, r Rule) {
	l.rules = append(l.rules, placed{
		filter: filter, rule: rule, action: r.Action,
		must: r.Must, doubt: r.May.Subtract(r.Must),
	})
}

// firstPlace is the first place of the rule at a place.
func (l *layout) firstPlace(place int) int {
	for place > 0 && place < len(l.rules) {
		before, here := l.rules[place-1], l.rules[place]
		if before.filter != here.filter || before.rule != here.rule {
			break
		}
		place--
	}
	return place
}

func (l *layout) ref(place int) RuleRef {
	if place == len(l.rules) {
		return RuleRef{Rule: l.chain.DefaultName, FilterIndex: -1, RuleIndex: -1, Default: true}
	}
	p := l.rules[place]
	f := l.chain.Filters[p.filter]
	r := f.Rules[p.rule]
	return RuleRef{Filter: f.Name, Rule: r.Name, FilterIndex: p.filter, RuleIndex: p.rule, Note: r.Note}
}

// outcomes is a set of actions, one bit each.
type outcomes uint8

func (o outcomes) with(a Action) outcomes { return o | 1<<a }
func (o outcomes) has(a Action) bool      { return o>>a&1 != 0 }

// undecided reports whether both Allow and Deny are possible.
func (o outcomes) undecided() bool { return o.has(Allow) && o.has(Deny) }

// final is what of the set ends the walk.
func (o outcomes) final() outcomes { return o & outcomes(0).with(Allow).with(Deny) }
