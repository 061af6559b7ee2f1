package apigee

import (
	"net/netip"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// Observed is what a host name showed to somebody who asked: the addresses that it
// resolves to, and what the servers there presented for it.
type Observed struct {
	Host string `json:"host"`
	// Unknown says why nobody knows the addresses; "" where they are known, and none of
	// them is that the name does not resolve.
	Unknown string           `json:"unknown,omitempty"`
	Servers []ObservedServer `json:"servers"`
}

// ObservedServer is one address of a host.
type ObservedServer struct {
	Address netip.Addr `json:"address"`
	// Chain is nil where nothing was presented; Failure says why.
	Chain   *cert.Chain `json:"chain,omitempty"`
	Failure string      `json:"failure,omitempty"`
}

// An observedHost is what a host name of an organization showed.
type observedHost struct {
	Observed
	// of is the environment group that has the host, else the organization.
	of Identity
	// used says that clients are said to use it.
	used bool
}

// observedOf lists what is known of the host names of an organization.
func (inv *Inventory) observedOf(org Organization) []observedHost {
	var out []observedHost
	for _, o := range inv.Observed {
		host := observedHost{Observed: o, of: org.Identity}
		host.used = slices.ContainsFunc(inv.Hostnames, func(h string) bool { return bare(h) == bare(o.Host) })
		for _, g := range inv.EnvironmentGroups.Items {
			if inv.owns(org, g.Identity) && slices.ContainsFunc(knownTexts(g.Hostnames), func(h string) bool { return bare(h) == bare(o.Host) }) {
				host.of = g.Identity
			}
		}
		if !inv.isOthers(org, o.Host) {
			out = append(out, host)
		}
	}
	return out
}

// unasked answers where nobody looked host names up.
func unasked(org Organization) []check.Result {
	return []check.Result{inapplicable(org.Identity, "was judged without asking what its host names show")}
}
