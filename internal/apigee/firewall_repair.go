package apigee

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	typeFirewalls         = "compute.firewalls"
	typeInstanceTemplates = "compute.instanceTemplates"
)

// A lack is packets that VPC firewall rules do not admit to some targets.
type lack struct {
	wanted packet.Set
	// demanded is those and the others that belong with them.
	demanded packet.Set
	// priority is what a rule may have at most to come before those that deny; none if
	// no rule does.
	priority value.Int
	targets  []*proxyTarget
}

// repairs are changes of VPC rules that admit what is denied, and nothing else: a
// rule that is nearly right made right, or new ones.
func (q *questions) repairs(denials []denial) []check.Repair {
	lacks := lacksOf(denials)
	if len(lacks) == 0 {
		return nil
	}
	var out []check.Repair
	if len(lacks) == 1 {
		for i, r := range q.firewalls.vpc {
			out = append(out, q.mended(lacks[0], r, q.inv.Firewalls.Items[i])...)
		}
		const most = 3
		out = out[:min(len(out), most)]
	}
	return append(out, q.opened(lacks)...)
}

// lacksOf sorts denials by the priority that would come before them; none if VPC
// rules cannot mend all of them, or would have to open the network to any source.
func lacksOf(denials []denial) []lack {
	var out []lack
	network := denials[0].ruling.target.network
	for _, d := range denials {
		priority := value.Int{}
		if !d.by.Default {
			p, known := d.ruling.ruleOf(d.by).priority.Get()
			if d.by.Filter != vpcFilter || !known || p == 0 {
				return nil
			}
			priority = value.Known(p - 1)
		}
		if d.service == "" || d.ruling.target.network != network || anySource(d.packets) || !anyTCP.Covers(d.packets) {
			return nil
		}
		i := slices.IndexFunc(out, func(l lack) bool { return l.priority == priority })
		if i < 0 {
			i = len(out)
			out = append(out, lack{priority: priority})
		}
		l := &out[i]
		l.wanted, l.demanded = l.wanted.Union(d.packets), l.demanded.Union(d.demanded)
		if !slices.Contains(l.targets, d.ruling.target) {
			l.targets = append(l.targets, d.ruling.target)
		}
	}
	return out
}

// anySource says that packets have so many sources that who they are is a question
// for people: more than any load balancer's own.
func anySource(s packet.Set) bool {
	const shortest4, shortest6 = 8, 32
	return slices.ContainsFunc(s.Sources(), func(p netip.Prefix) bool {
		return p.Addr().Is4() && p.Bits() < shortest4 || p.Addr().Is6() && p.Bits() < shortest6
	})
}

// opened is new rules for exactly what is lacking.
func (q *questions) opened(lacks []lack) []check.Repair {
	var templates []InstanceTemplate
	for _, l := range lacks {
		for _, t := range l.targets {
			if !slices.ContainsFunc(templates, func(o InstanceTemplate) bool { return o.Subject() == t.template.Subject() }) {
				templates = append(templates, t.template)
			}
		}
	}
	var r check.Repair
	target := q.targetTag(templates, lacks[0].wanted)
	targets := value.OfObject(map[string]value.Value{"targetTags": value.OfList(value.OfString(target))})
	name := "allow-lb-to-" + target
	if account := sharedAccount(templates); target == "" && account != "" {
		targets, name = value.OfObject(map[string]value.Value{"targetServiceAccounts": value.OfList(value.OfString(account))}), "allow-lb-to-proxies"
	} else if target == "" {
		target = q.freshTag()
		targets, name = value.OfObject(map[string]value.Value{"targetTags": value.OfList(value.OfString(target))}), "allow-lb-to-"+target
		r = tagged(templates, target)
		if len(r.Changes) == 0 {
			return nil
		}
	}
	const longest = 60 // 63, less what tells it from others
	name = name[:min(len(name), longest)]
	var rules []check.Change
	for _, l := range lacks {
		network := l.targets[0].network
		for _, term := range termsOf(l.wanted) {
			body := value.Merge(value.OfObject(map[string]value.Value{
				"name": value.OfString(name), "network": referenceValue(network),
				"allowed":      value.OfList(value.OfObject(map[string]value.Value{"IPProtocol": value.OfString("tcp"), "ports": textList(term.ports)})),
				"sourceRanges": textList(term.sources),
			}), targets)
			if len(rules) > 0 {
				body = body.With("name", value.OfString(fmt.Sprintf("%s-%d", name, len(rules)+1)))
			}
			if p, ok := l.priority.Get(); ok {
				body = body.With("priority", value.OfInt(p))
			}
			rules = append(rules, check.Change{Type: typeFirewalls, Label: body.Get("name").Text(), In: network, Body: body})
		}
	}
	r.Changes = append(rules, r.Changes...)
	return []check.Repair{r}
}

// referenceValue is a reference as a value.
func referenceValue(ref value.Of[value.Ref]) value.Value {
	if known, ok := ref.Get(); ok {
		return value.OfString(known.Path())
	}
	return value.Unknown(ref.Why())
}

func textList(texts []string) value.Value {
	out := make([]value.Value, len(texts))
	for i, t := range texts {
		out[i] = value.OfString(t)
	}
	return value.OfList(out...)
}

// A term is what one VPC rule can say: sources of one family, and ports of TCP.
type term struct{ sources, ports []string }

// termsOf are the terms of packets of load balancers, all of which are TCP.
func termsOf(s packet.Set) []term {
	var out []term
	for _, family := range []packet.Set{anyIPv4, anyIPv6} {
		for _, t := range s.Intersect(family).Terms() {
			one := term{}
			for _, p := range t.Sources {
				one.sources = append(one.sources, p.String())
			}
			for _, service := range t.Services {
				one.ports = append(one.ports, service.Ports.Texts()...)
			}
			out = append(out, one)
		}
	}
	return out
}

// freshTag is a tag that neither instances nor rules have.
func (q *questions) freshTag() string {
	used := func(tag string) bool {
		return slices.ContainsFunc(q.inv.InstanceTemplates.Items, func(t InstanceTemplate) bool {
			return value.Contains(t.Properties.Tags.Items, value.Known(tag)) != value.False
		}) || slices.ContainsFunc(q.firewalls.vpc, func(r *ingressRule) bool {
			return value.Contains(r.targets.tags, value.Known(tag)) != value.False
		})
	}
	const plain = "apigee-proxy"
	tag := plain
	for n := 2; used(tag) && n < 10; n++ {
		tag = fmt.Sprintf("%s-%d", plain, n)
	}
	return tag
}

// tagged gives templates a tag.
func tagged(templates []InstanceTemplate, tag string) check.Repair {
	r := check.Repair{Note: "Terraform replaces the instance template; the group's instances get the tag when they are replaced."}
	for _, t := range templates {
		have := t.Properties.Tags.Items
		if have.IsUnknown() || value.Contains(have, value.Known(tag)) != value.False {
			return check.Repair{}
		}
		items := value.OfList(append(texts(have), value.OfString(tag))...)
		r.Changes = append(r.Changes, check.Change{
			Type: typeInstanceTemplates, Of: t.Subject(),
			Body: value.OfObject(map[string]value.Value{"properties": value.OfObject(map[string]value.Value{
				"tags": value.OfObject(map[string]value.Value{"items": items}),
			})}),
		})
	}
	return r
}

// sharedAccount is the service account that all templates act as, "" if there is
// none that is their own.
func sharedAccount(templates []InstanceTemplate) string {
	var account string
	for i, t := range templates {
		accounts := t.Properties.ServiceAccounts.Value()
		if len(accounts) != 1 {
			return ""
		}
		email := accounts[0].Email.Value()
		if email == defaultAccount || i > 0 && email != account {
			return ""
		}
		account = email
	}
	return account
}
