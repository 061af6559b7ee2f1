package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An attached certificate is one that fronts present, and to whom.
type attached struct {
	presentable
	// front is the first front that has it, and certain says that one of them
	// certainly leads to Apigee.
	front   tlsFront
	fronts  []string
	certain bool
	// hosts are those for which it may be presented; unsaid says that there may be
	// others, and first that it is what clients get who ask for no other.
	hosts  []string
	unsaid bool
	first  bool
}

// perCertificate asks a question of every certificate that fronts present, once each,
// and answers where there is none. What is not known of a proxy's certificates is told
// once, about the proxy.
func (f fronts) perCertificate(ask func(attached) check.Result) []check.Result {
	var all []attached
	var out []check.Result
	for _, t := range f.tls {
		p := f.inv.presentation(t)
		lacks := slices.Clone(p.open)
		hosts, open := f.ClientHosts(t)
		for n, c := range p.certificates {
			if !c.known {
				lacks = append(lacks, c.missing...)
				continue
			}
			a := attached{presentable: c, front: t, fronts: []string{t.proxy.Subject()}, certain: t.certain, unsaid: len(open) > 0 || len(p.open) > 0, first: n == 0}
			a.hosts = p.hostsOf(c, hosts)
			all = join(all, a)
		}
		if len(lacks) > 0 {
			out = append(out, blaming(p.field(), undecided(t.proxy.Identity, "may present certificates that are not known", once(lacks)...)))
		} else if p.none {
			out = append(out, inapplicable(t.proxy.Identity, "has no certificate"))
		}
	}
	for _, a := range all {
		r := inRegion(a.front.region(), ask(a))
		for _, s := range a.fronts {
			r.Related = appendOnce(r.Related, s)
		}
		t := a.front
		t.certain = a.certain
		out = append(out, t.doubt(r))
	}
	return f.closing(out)
}

// hostsOf are the hosts for which a certificate may be presented.
func (p presentation) hostsOf(c presentable, hosts []clientHost) []string {
	var out []string
	for _, h := range hosts {
		certificates, _, _ := p.served(value.Known(h.name))
		if slices.ContainsFunc(certificates, func(s presentable) bool { return s.Subject() == c.Subject() }) {
			out = append(out, h.name)
		}
	}
	return out
}

// join adds a certificate to those of other fronts.
func join(all []attached, a attached) []attached {
	at := slices.IndexFunc(all, func(o attached) bool { return o.Subject() == a.Subject() })
	if at < 0 {
		return append(all, a)
	}
	o := &all[at]
	o.certain, o.unsaid, o.first = o.certain || a.certain, o.unsaid || a.unsaid, o.first || a.first
	for _, f := range a.fronts {
		o.fronts = appendOnce(o.fronts, f)
	}
	for _, h := range a.hosts {
		o.hosts = appendOnce(o.hosts, h)
	}
	return all
}

// unused says that nobody who asks for a known host gets the certificate.
func (a attached) unused() bool { return len(a.hosts) == 0 && !a.unsaid }

// whose begins a sentence about the clients that get it.
func (a attached) whose() string {
	if len(a.hosts) == 0 {
		return "Clients that get it"
	}
	return fmt.Sprintf("Clients of https://%s", a.hosts[0])
}

// certificateField is where the resource has the certificate's text.
func (a attached) certificateField() string {
	if a.manager != nil {
		return "pemCertificate"
	}
	return "certificate"
}
