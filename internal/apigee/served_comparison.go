package apigee

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A Comparison holds what a server presented against what is configured.
type Comparison struct {
	// OnLoadBalancer says whether the address is one of the load balancers in front of
	// Apigee, Addresses are theirs.
	OnLoadBalancer value.Truth
	Addresses      []string
	// Configured says whether the certificate is one that they have, which is
	// Certificate then. Predicted are those that they are expected to present for the name.
	Configured  value.Truth
	Certificate string
	Predicted   []string
	// Differences are what may explain that it is none of them, the likeliest first.
	Differences []string
	// ClientCertificates says that a policy of the load balancer asks for those of clients.
	ClientCertificates bool
	Missing            []check.Missing
}

// renewed is how fresh a certificate is that may have been exchanged between two reads.
const renewed = 24 * time.Hour

// Compare holds what was presented for a name at an address against the
// certificates of the load balancers in front of Apigee. Nil is no answer.
func (inv *Inventory) Compare(name string, address netip.Addr, presented *cert.Chain) Comparison {
	var out Comparison
	var at, all []tlsFront
	out.OnLoadBalancer, out.Configured = value.False, value.False
	text := value.Known(address.Unmap().String())
	for _, f := range inv.everyFront() {
		out.Missing = append(out.Missing, f.open...)
		all = append(all, f.tls...)
		for _, t := range f.tls {
			if out.consider(inv, t.ends, text) {
				at = append(at, t)
			}
		}
		out.consider(inv, f.others, text)
	}
	if len(out.Missing) > 0 {
		out.OnLoadBalancer = value.Or(out.OnLoadBalancer, value.Undecided)
	}
	asked := at
	if len(at) == 0 {
		asked = all
	}
	for _, t := range asked {
		p := inv.presentation(t)
		demands, _ := inv.demandsCertificates(t.proxy)
		out.ClientCertificates = out.ClientCertificates || demands != value.False
		certificates, _, _ := p.served(value.Known(name))
		for _, c := range certificates {
			if c.known {
				out.Predicted = appendOnce(out.Predicted, c.Subject())
			}
		}
		if presented != nil {
			out.match(p, presented.Leaf())
		}
	}
	switch {
	case presented == nil, len(asked) == 0 && len(out.Missing) > 0:
		out.Configured = value.Undecided
	case out.Configured == value.False && len(out.Missing) > 0:
		out.Configured = value.Undecided
	case out.Configured == value.False:
		out.explain(inv, all, asked, presented.Leaf())
	}
	out.Missing = once(out.Missing)
	return out
}

// consider adds what front ends tell of an address, and says whether one of them certainly
// is there: it may be none of those in front of Apigee even so.
func (c *Comparison) consider(inv *Inventory, ends []frontEnd, address value.String) (there bool) {
	for _, end := range ends {
		if own, err := netip.ParseAddr(inv.addressNamed(end.rule.IPAddress).Value()); err == nil {
			c.Addresses = appendOnce(c.Addresses, own.String())
		}
		switch at, missing := inv.isAddressOf(address, end.rule); {
		case at == value.Undecided:
			c.Missing = append(c.Missing, missing...)
		case at == value.False:
		case end.certain:
			there, c.OnLoadBalancer = true, value.True
		default:
			there, c.OnLoadBalancer = true, value.Or(c.OnLoadBalancer, value.Undecided)
			c.Missing = append(c.Missing, end.lacks...)
		}
	}
	return there
}

// match looks for a certificate among those that a proxy may present.
func (c *Comparison) match(p presentation, leaf cert.Certificate) {
	c.Missing = append(c.Missing, p.open...)
	for _, configured := range p.certificates {
		chain, known := configured.Chain.Get()
		switch {
		case known && chain.Leaf().Fingerprint == leaf.Fingerprint:
			c.Configured, c.Certificate = value.True, configured.Subject()
		case !known:
			c.Missing = append(c.Missing, configured.lacks("the text")...)
		}
	}
}

// explain lists what makes a server present something else.
func (c *Comparison) explain(inv *Inventory, all, asked []tlsFront, leaf cert.Certificate) {
	say := func(format string, args ...any) { c.Differences = append(c.Differences, fmt.Sprintf(format, args...)) }
	if c.OnLoadBalancer == value.False {
		say("the address is none of the load balancer's: DNS leads to another load balancer, or to a CDN in front")
	}
	for _, t := range asked {
		if t.proxy.CertificateMap.IsNull() {
			continue
		}
		for _, text := range t.proxy.SSLCertificates.Value() {
			listed := inv.certificateAt(t, text)
			if chain, known := listed.Chain.Get(); known && chain.Leaf().Fingerprint == leaf.Fingerprint {
				say("it is %s, which does not count: %s has a certificate map", listed.Subject(), t.proxy.Subject())
			}
		}
	}
	for _, t := range all {
		if slices.ContainsFunc(asked, func(a tlsFront) bool { return a.proxy.Subject() == t.proxy.Subject() }) {
			continue
		}
		var other Comparison
		if other.match(inv.presentation(t), leaf); other.Configured == value.True {
			say("it is %s of another proxy, %s", other.Certificate, t.proxy.Subject())
		}
	}
	if fresh := inv.Now.Sub(leaf.NotBefore); !inv.Now.IsZero() && fresh >= 0 && fresh < renewed {
		say("it is valid since less than a day: it may have been renewed between the two reads, or its predecessor is still being replaced at Google's edge")
	}
	if !leaf.PubliclyIssued {
		say("no public authority has issued it: a proxy on the way from here may open TLS connections")
	}
	if c.OnLoadBalancer == value.True {
		say("a change of the load balancer takes minutes to reach every edge")
	}
}
