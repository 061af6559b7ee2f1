package apigee

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// mended is the change of one attribute with which a rule admits what is lacking, if
// it then admits nothing beyond what belongs with it.
func (q *questions) mended(l lack, r *ingressRule, rule Firewall) []check.Repair {
	if !r.allows() || r.inbound != value.True || r.taggedSources || emptiness(rule.SourceRanges) != value.False ||
		value.SameRef(q.inv.Projects, l.targets[0].network, r.network) != value.True {
		return nil
	}
	set := func(field string, v value.Value) []check.Repair {
		return []check.Repair{{Changes: []check.Change{{Type: typeFirewalls, Of: r.subject, Body: value.OfObject(map[string]value.Value{field: v})}}}}
	}
	applies := func(want packet.Applicability) bool {
		return !slices.ContainsFunc(l.targets, func(t *proxyTarget) bool { return t.applies(r) != want })
	}
	whole := l.admits(r.sources.and(r.services))
	priority, denied := l.priority.Get()
	switch {
	case applies(packet.Always) && whole && r.enabled == value.False && !denied:
		return set("disabled", value.OfBool(false))
	case r.enabled != value.True:
		return nil
	case applies(packet.Always) && denied:
		if own, known := r.priority.Get(); whole && known && own > priority {
			return set("priority", value.OfInt(priority))
		}
		return nil
	case denied:
		return nil
	case applies(packet.Never) && whole:
		return q.retagged(l, r)
	case !applies(packet.Always):
		return nil
	}
	terms := termsOf(l.wanted)
	if len(terms) != 1 {
		return nil
	}
	if from := fromRanges(terms[0].sources...); l.admits(from.and(r.services)) && sameFamily(from, r.sources) {
		return set("sourceRanges", value.OfList(append(texts(rule.SourceRanges), textList(terms[0].sources).Elements()...)...))
	}
	to := servicesOf("", value.Known([]Service{{Protocol: value.Known("tcp"), Ports: value.KnownList(terms[0].ports...)}}))
	if services := rule.Allowed.Value(); l.admits(r.sources.and(to)) {
		return set("allowed", withPorts(services, terms[0].ports))
	}
	return nil
}

// admits says that an extent has all that is lacking and nothing that does not belong
// with it.
func (l lack) admits(e extent) bool { return e.must.Covers(l.wanted) && l.demanded.Covers(e.may) }

// sameFamily says that two extents have sources of one family of addresses, which
// VPC rules do not mix.
func sameFamily(a, b extent) bool {
	both := a.may.Union(b.may)
	return both.Intersect(anyIPv4).IsEmpty() || both.Intersect(anyIPv6).IsEmpty()
}

// withPorts is services with ports of TCP more.
func withPorts(services []Service, ports []string) value.Value {
	var out []value.Value
	added := false
	for _, s := range services {
		own := map[string]value.Value{"IPProtocol": value.OfText(s.Protocol)}
		list := texts(s.Ports)
		if !added && value.Is(s.Protocol, "tcp") == value.True && len(list) > 0 {
			list, added = append(list, textList(ports).Elements()...), true
		}
		if len(list) > 0 {
			own["ports"] = value.OfList(list...)
		}
		out = append(out, value.OfObject(own))
	}
	if !added {
		out = append(out, value.OfObject(map[string]value.Value{"IPProtocol": value.OfString("tcp"), "ports": textList(ports)}))
	}
	return value.OfList(out...)
}

// retagged gives the templates the tag that a rule is for, unless other rules admit
// more to it.
func (q *questions) retagged(l lack, r *ingressRule) []check.Repair {
	tags := r.targets.tags.Value()
	if len(tags) == 0 || !tags[0].IsKnown() {
		return nil
	}
	for _, other := range q.firewalls.vpc {
		wider := other != r && !slices.Equal(other.actions, []packet.Action{packet.Deny}) &&
			value.Contains(other.targets.tags, tags[0]) != value.False && !l.demanded.Covers(other.reach.may)
		if wider {
			return nil
		}
	}
	var templates []InstanceTemplate
	for _, t := range l.targets {
		templates = append(templates, t.template)
	}
	repair := tagged(templates, tags[0].Value())
	if len(repair.Changes) == 0 {
		return nil
	}
	return []check.Repair{repair}
}
