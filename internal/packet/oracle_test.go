package packet_test

import (
	"net/netip"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// This file is a second, slow and simple answer to what the package computes: packets
// one at a time, sets as lists of boxes, every way the unknowns can turn out tried.

// box is sources × protocols × port ranges.
type box struct {
	sources   []netip.Prefix
	protocols []packet.Protocol // none: all
	ports     [][2]uint16       // none: any port
}

func (b box) contains(p packet.Packet) bool {
	source := p.Source.Unmap()
	inSources := slices.ContainsFunc(b.sources, func(s netip.Prefix) bool { return s.Contains(source) })
	inProtocols := len(b.protocols) == 0 || slices.Contains(b.protocols, p.Protocol)
	inPorts := len(b.ports) == 0
	for _, r := range b.ports {
		all := r == [2]uint16{0, 65535}
		if all || p.Protocol.HasPorts() && r[0] <= p.Port && p.Port <= r[1] {
			inPorts = true
		}
	}
	return inSources && inProtocols && inPorts
}

type boxes []box

func (bs boxes) contains(p packet.Packet) bool {
	return slices.ContainsFunc(bs, func(b box) bool { return b.contains(p) })
}

type oracleRule struct {
	name      string
	action    packet.Action
	must, may boxes
}

type oracleFilter struct {
	name  string
	rules []oracleRule
}

type oracleChain struct {
	filters  []oracleFilter
	fallback packet.Action
}

// choice is one thing unknown about a packet's way: what a rule does with it (0 if the
// rule does not match), or what the default does.
type choice struct {
	rule    string
	options []packet.Action
}

const defaultName = "default"

// choices lists what is unknown for a packet, in order. A rule that is known has one
// option and is listed too.
func (c oracleChain) choices(p packet.Packet) []choice {
	var out []choice
	for _, f := range c.filters {
		for _, r := range f.rules {
			var options []packet.Action
			if !r.must.contains(p) {
				options = append(options, 0)
			}
			if r.must.contains(p) || r.may.contains(p) {
				if r.action == 0 {
					options = append(options, packet.Next, packet.Allow, packet.Deny)
				} else {
					options = append(options, r.action)
				}
			}
			out = append(out, choice{f.name + ": " + r.name, options})
		}
	}
	last := choice{defaultName, []packet.Action{c.fallback}}
	if c.fallback != packet.Allow && c.fallback != packet.Deny {
		last.options = []packet.Action{packet.Allow, packet.Deny}
	}
	return append(out, last)
}

// run walks one packet when nothing is unknown any more: did has what each rule does.
func (c oracleChain) run(did []packet.Action) (outcome packet.Action, by int) {
	at := 0
	for _, f := range c.filters {
		start := at
		at += len(f.rules)
		for i := range f.rules {
			action := did[start+i]
			if action == packet.Next {
				break
			}
			if action != 0 {
				return action, start + i
			}
		}
	}
	return did[at], at
}

// fate is what the oracle says of one packet.
type fate struct {
	outcome   packet.Action // 0: undecided
	by        string
	uncertain []string
}

func (c oracleChain) fate(p packet.Packet) fate {
	choices := c.choices(p)
	did := make([]packet.Action, len(choices))
	for i, ch := range choices {
		did[i] = ch.options[0]
	}
	first, by := c.run(did)

	outcomes := map[packet.Action]bool{}
	matters := make([]bool, len(choices))
	var try func(i int)
	try = func(i int) {
		if i < len(choices) {
			for _, option := range choices[i].options {
				did[i] = option
				try(i + 1)
			}
			return
		}
		outcome, _ := c.run(did)
		outcomes[outcome] = true
		for j, ch := range choices {
			if len(ch.options) == 1 {
				continue
			}
			saved := did[j]
			for _, option := range ch.options {
				did[j] = option
				if other, _ := c.run(did); other != outcome {
					matters[j] = true
				}
			}
			did[j] = saved
		}
	}
	try(0)

	if len(outcomes) == 1 {
		return fate{outcome: first, by: choices[by].rule}
	}
	var out fate
	for j, ch := range choices {
		if matters[j] {
			out.uncertain = append(out.uncertain, ch.rule)
		}
	}
	out.by = out.uncertain[0]
	return out
}
