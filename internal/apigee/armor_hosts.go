package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ClientHosts are the exact host names that requests are for: those that the user
// says, or those of the environment groups.
func (inv *Inventory) ClientHosts() []string {
	if len(inv.Hostnames) > 0 {
		return inv.Hostnames
	}
	var out []string
	for _, g := range inv.EnvironmentGroups.Items {
		for _, h := range g.Hostnames.Value() {
			if name, known := h.Get(); known && !strings.Contains(name, "*") && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// hostsByService returns, by the place of a backend service, the hosts whose
// requests certainly may get to it.
func (p *servedPath) hostsByService() map[int][]string {
	services := Listing[placed]{}
	for n, s := range p.inv.BackendServices.Items {
		services.Items = append(services.Items, placed{s.Identity, n})
	}
	out := map[int][]string{}
	for _, host := range p.inv.ClientHosts() {
		for _, end := range p.ends {
			targets := end.targets()
			if end.mapped {
				outcomes, _ := end.urlMap.outcomes(value.Known(host))
				if len(outcomes) != 1 {
					continue // which rule takes the host is not known
				}
				targets = outcomes[0]
			}
			for _, t := range targets {
				for _, text := range t.services {
					s := find(p.inv, "a backend service", computeReference(text, "global/backendServices", end.project()), services)
					if place := s.item.place; s.ok && !slices.Contains(out[place], host) {
						out[place] = append(out[place], host)
					}
				}
			}
		}
	}
	return out
}
