package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A routedEnvironment is an environment that groups route to, and where the
// requests for the groups' hosts get.
type routedEnvironment struct {
	name   value.String
	groups []string
	// served says whether one of the groups has a host that clients use.
	served value.Truth
	reach  reach
	// hosts and at are, by instance, a host and its group that lead there.
	hosts, at []string
}

// text is the environment's name, or where it will come from.
func (r routedEnvironment) text() string {
	return orElse(r.name.Value(), r.name.Why().Origin.Resource)
}

// groupAt is the group whose host leads to an instance, or any.
func (r routedEnvironment) groupAt(n int) string { return orElse(r.at[n], r.groups[0]) }

// routed returns the environments that the organization's groups route to, and
// why there may be more. Environments that do not exist are another check's.
func (inv *Inventory) routed(org Organization) (out []routedEnvironment, missing []check.Missing) {
	path := inv.servedPath()
	for _, g := range inv.EnvironmentGroups.Items {
		if !inv.owns(org, g.Identity) || g.Hostnames.IsKnown() && len(g.Hostnames.Value()) == 0 || g.Hostnames.IsNull() {
			continue
		}
		ways, hosts := path.of(g)
		certain, maybe := inv.attachmentsTo(g)
		missing = append(missing, missingOf(inv.gapsOf(inv.GroupAttachments.Gaps, g.Identity))...)
		for n, a := range append(slices.Clone(certain), maybe...) {
			if exists, _ := inv.environmentExists(org, a); exists == value.False {
				continue
			}
			if name := environmentName(a.Environment); !name.IsKnown() && !name.Why().Origin.Known() {
				missing = append(missing, lacking("the environment of "+a.Subject(), orNotSet(name.IsNull(), name.Why())))
				continue
			}
			served, way := inv.serves(g), ways.clone()
			if n >= len(certain) {
				served = value.And(served, value.Undecided)
				way.uncertain(undecidedParent(a.Identity, a.Group, g.Identity))
			}
			out = inv.route(out, environmentName(a.Environment), g.Subject(), served, way, hosts)
		}
	}
	return out, once(append(missing, missingOf(inv.EnvironmentGroups.Gaps)...))
}

// route adds a group to an environment.
func (inv *Inventory) route(out []routedEnvironment, name value.String, group string, served value.Truth, way reach, hosts []string) []routedEnvironment {
	at := slices.IndexFunc(out, func(r routedEnvironment) bool { return sameEnvironment(r.name, name) == value.True })
	if at < 0 {
		n := len(inv.Instances.Items)
		at = len(out)
		out = append(out, routedEnvironment{name: name, served: value.False, reach: inv.nowhere(), hosts: make([]string, n), at: make([]string, n)})
	}
	r := &out[at]
	if served == value.False {
		return out
	}
	for n, t := range way.to {
		if t != value.False && (r.reach.to[n] == value.False || t == value.True && r.reach.to[n] != value.True) {
			r.hosts[n], r.at[n] = hosts[n], group
		}
	}
	r.groups = append(r.groups, group)
	r.served = value.Or(r.served, served)
	r.reach.add(way)
	return out
}

// of says where the requests for a group's hosts get, and by instance which host
// leads there. Only hosts that clients use count, when it is said which.
func (p *servedPath) of(g EnvironmentGroup) (reach, []string) {
	out := p.inv.nowhere()
	hosts := make([]string, len(out.to))
	add := func(way reach, name string) {
		for n, t := range way.to {
			if t != value.False && (hosts[n] == "" || t == value.True && out.to[n] != value.True) {
				hosts[n] = name
			}
		}
		out.add(way)
	}
	if g.Hostnames.IsUnknown() {
		unknown := value.UnknownOf[string](g.Hostnames.Why())
		add(p.host(unknown), "a host of "+g.Subject())
	}
	for _, h := range g.Hostnames.Value() {
		text, known := h.Get()
		exact := known && !strings.Contains(text, "*")
		switch {
		case len(p.inv.Hostnames) == 0:
			add(p.host(h), orElse(text, "a host of "+g.Subject()))
		case exact && slices.ContainsFunc(p.inv.Hostnames, func(want string) bool { return sameName(want, text) }):
			add(p.host(h), text)
		case !exact:
			for _, want := range p.inv.Hostnames {
				way := p.host(value.Known(want)).clone()
				way.uncertain(check.Missing{
					What:   fmt.Sprintf("whether %s has the host %s", g.Subject(), want),
					Settle: "name the host in the group",
				})
				add(way, want)
			}
		}
	}
	return out, hosts
}

// sameName compares two host names.
func sameName(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, "."), strings.TrimSuffix(b, "."))
}

// sameEnvironment compares the names of two environments. Those that will come
// from one Terraform resource are the same.
func sameEnvironment(a, b value.String) value.Truth {
	a, b = environmentName(a), environmentName(b)
	x, y := a.Why().Origin, b.Why().Origin
	if x.Known() && y.Known() {
		switch {
		case x.Resource == y.Resource:
			return value.True
		case x.Created && y.Created:
			return value.False
		}
	}
	return value.Equal(a, b)
}

// environmentNamed is the environment that findings are about: the resource when
// it is known, else what the organization calls it.
func (inv *Inventory) environmentNamed(org Organization, name value.String) Identity {
	for _, e := range inv.Environments.Items {
		if e.Subject() != "" && inv.owns(org, e.Identity) && value.Equal(e.Name, name) == value.True {
			return e.Identity
		}
	}
	text, known := name.Get()
	if !known {
		return Identity{Address: name.Why().Origin.Resource}
	}
	ref, ok := org.Ref.Get()
	if !ok {
		return Identity{Address: "environment " + text + " of " + org.Subject()}
	}
	ref, err := value.ParseRef("//"+apigeeService+"/"+ref.Path()+"/environments/"+text, value.RefBase{})
	if err != nil {
		return Identity{Address: "environment " + text + " of " + org.Subject()}
	}
	return Identity{Ref: value.Known(ref)}
}
