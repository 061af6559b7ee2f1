package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A clientHost is a hostname that clients may use through a front.
type clientHost struct {
	name string
	// groups have the host.
	groups []string
	// required says that clients do use it there: they say so, or the URL map names it.
	required bool
	// internal says that it is hardly one that clients use: a placeholder, or a name
	// of a network of its owner's.
	internal bool
}

// ClientHosts are the hostnames that a front leads to Apigee, in order; open says why
// there may be others.
//
// A group holds more names than clients use: the placeholder that Apigee puts there,
// and names that only networks of its owner know.
func (f fronts) ClientHosts(t tlsFront) (hosts []clientHost, open []check.Missing) {
	inv, sole := f.inv, f.sole()
	add := func(name, group string, declared bool) {
		at := slices.IndexFunc(hosts, func(h clientHost) bool { return bare(h.name) == bare(name) })
		if at < 0 {
			led, named := f.path.leads(t, name)
			if !led {
				return
			}
			at = len(hosts)
			hosts = append(hosts, clientHost{name: name, required: declared && sole || named && (declared || len(inv.Hostnames) == 0), internal: !declared})
		}
		if group != "" {
			hosts[at].groups = append(hosts[at].groups, group)
			hosts[at].internal = hosts[at].internal && isInternal(name, group)
		}
	}
	for _, name := range inv.Hostnames {
		add(name, "", true)
	}
	for _, g := range inv.EnvironmentGroups.Items {
		if !inv.owns(f.org, g.Identity) {
			continue
		}
		if g.Hostnames.IsUnknown() {
			open = append(open, lacking("the host names of "+g.Subject(), g.Hostnames.Why()))
		}
		for _, h := range g.Hostnames.Value() {
			switch name, known := h.Get(); {
			case !known && !h.IsNull():
				open = append(open, lacking("a host name of "+g.Subject(), h.Why()))
			case len(inv.Hostnames) == 0 || slices.ContainsFunc(inv.Hostnames, func(d string) bool { return bare(d) == bare(name) }):
				add(name, orElse(g.Name.Value(), g.Subject()), len(inv.Hostnames) > 0)
			}
		}
	}
	return hosts, append(open, missingOf(inv.EnvironmentGroups.Gaps)...)
}

// leads says whether requests for a host may get to Apigee through the front, and
// whether its URL map names the host.
func (p *servedPath) leads(f tlsFront, host string) (led, named bool) {
	for _, end := range f.ends {
		way, by := p.from(end, value.Known(host), host)
		led = led || !way.empty()
		named = named || by && way.sure()
	}
	return led, named
}

// isInternal says that a name is a placeholder of its group's, or in a domain that
// no public authority issues certificates for.
func isInternal(name, group string) bool {
	name = bare(name)
	if !strings.Contains(name, ".") || name == "example."+strings.ToLower(group) {
		return true
	}
	return slices.ContainsFunc([]string{".internal", ".local", ".localhost", ".localdomain", ".lan", ".corp", ".home.arpa"},
		func(domain string) bool { return strings.HasSuffix(name, domain) })
}
