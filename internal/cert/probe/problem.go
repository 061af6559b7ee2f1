package probe

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
)

// Problem says why clients who ask for a name do not take what they get; "" if they do.
func (a Answer) Problem(name string) string {
	leaf := a.Chain.Leaf()
	switch {
	case !a.Covers:
		return "the certificate is not for " + name
	case a.Validity == cert.Expired:
		return "the certificate expired on " + leaf.NotAfter.Format(time.DateOnly)
	case a.Validity == cert.NotYet:
		return "the certificate is not valid before " + leaf.NotBefore.Format(time.DateOnly)
	case !a.Trusted && leaf.SelfSigned:
		return "the certificate is self-signed"
	case !a.Trusted:
		return "no trusted root has issued the certificate, or an issuer is missing from what the server presents"
	}
	return ""
}

// Addresses are those that DNS tells of a host, in order; an address is its own. The
// error is a [*Failure].
func Addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a.Unmap()}, nil
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, unconnected(err)
	}
	for i := range found {
		found[i] = found[i].Unmap()
	}
	slices.SortFunc(found, netip.Addr.Compare)
	return slices.Compact(found), nil
}
