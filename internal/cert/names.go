package cert

import (
	"net/netip"
	"strings"

	"golang.org/x/net/idna"
)

// Names are what a certificate is for.
type Names struct {
	DNS []string
	IPs []netip.Addr
	// CommonName counts where there are no others, for those who choose a
	// certificate. Clients have stopped looking at it.
	CommonName string
}

// Names are what the certificate is for.
func (c Certificate) Names() Names {
	return Names{DNS: c.DNSNames, IPs: c.IPAddresses, CommonName: c.CommonName}
}

// Covers says whether clients take a certificate with these names for a host: a
// name, an IP address, or a pattern such as *.example.com, which stands for every
// name that it covers. A wildcard is the whole first label, and stands for exactly one.
func (n Names) Covers(host string) bool {
	if a, ok := address(host); ok {
		for _, ip := range n.IPs {
			if ip == a {
				return true
			}
		}
		return false
	}
	host, ok := Canonical(host)
	if !ok {
		return false
	}
	for _, name := range n.DNS {
		if length(name, host) > 0 {
			return true
		}
	}
	return false
}

// OnlyCommonName says that a certificate without other names has the host as its
// common name, which clients do not look at.
func (n Names) OnlyCommonName(host string) bool {
	host, ok := Canonical(host)
	return ok && n.bare() && length(n.CommonName, host) > 0
}

func (n Names) bare() bool { return len(n.DNS) == 0 && len(n.IPs) == 0 }

// longest is the length of the longest name that matches a host, for a server that
// chooses; 0 is none.
func (n Names) longest(host string) int {
	best := length(n.CommonName, host)
	for _, name := range n.DNS {
		best = max(best, length(name, host))
	}
	return best
}

// length is that of a certificate's name if it matches a canonical host, else 0.
func length(name, host string) int {
	name, ok := Canonical(name)
	if !ok {
		return 0
	}
	if name == host {
		return len(name)
	}
	suffix, wildcard := strings.CutPrefix(name, "*.")
	first, rest, _ := strings.Cut(host, ".")
	if wildcard && rest == suffix && suffix != "" && first != "" && first != "*" {
		return len(name)
	}
	return 0
}

// Canonical spells a hostname or a pattern as certificates do: in lower case, with
// A-labels in place of other scripts, without a dot at the end. What is no
// hostname is not ok.
func Canonical(name string) (string, bool) {
	name = strings.TrimSuffix(strings.TrimSpace(name), ".")
	rest, wildcard := strings.CutPrefix(name, "*.")
	if name == "" || rest == "" || strings.ContainsAny(rest, "*/:@ ") {
		return "", false
	}
	// Names with underscores exist, though no registry gives them out.
	out, err := profile.ToASCII(rest)
	if err != nil || len(out) > 253 || strings.HasPrefix(out, ".") || strings.Contains(out, "..") {
		return "", false
	}
	if wildcard {
		out = "*." + out
	}
	return out, true
}

var profile = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(false))

// address reads a host that is an IP address, with brackets or without.
func address(host string) (netip.Addr, bool) {
	if inner, ok := strings.CutPrefix(host, "["); ok {
		host = strings.TrimSuffix(inner, "]")
	}
	a, err := netip.ParseAddr(host)
	return a.Unmap().WithZone(""), err == nil
}
