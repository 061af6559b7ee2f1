package apigee

import (
	"net/netip"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// TLSAddresses are those, as far as they are known, at which the load balancers in
// front of the organizations listen for HTTPS clients.
func (inv *Inventory) TLSAddresses() []netip.Addr {
	var out []netip.Addr
	for _, org := range inv.Organizations.Items {
		for _, f := range inv.frontsOf(org).tls {
			for _, end := range f.ends {
				a, err := netip.ParseAddr(end.rule.IPAddress.Value())
				if err == nil && end.rule.listens(httpsPort) == value.True && !slices.Contains(out, a) {
					out = append(out, a)
				}
			}
		}
	}
	return out
}
