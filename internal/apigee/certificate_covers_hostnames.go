package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// CertificateCoversHostnames asks whether clients find the name that they ask for in
// the certificate that they get.
var CertificateCoversHostnames = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "certificate-covers-hostnames",
		Title:    "The certificates cover the host names that clients use",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "TLS name mismatch",
		Why: "Clients take a certificate only for a name that is among its subject alternative names: `*.example.com` stands for one label, " +
			"so neither for `a.b.example.com` nor for `example.com`, and a common name alone no longer counts. Which certificate they get the load balancer decides: " +
			"the one whose name fits best, else the first; with a certificate map the entry of the exact name, else of its wildcard, else the primary one, else none, " +
			"and then the handshake is aborted. Certificates of `ssl_certificates` do not count beside a map. " +
			"Judged are the host names that you say clients use, and those that a host rule of the URL map sends to Apigee. Without either the check fails " +
			"only if no host name of any environment group is covered, for then every request is refused by its client, or by Apigee with 404.",
		Fix: "Have the certificate issued for the host names of the environment groups, or add a certificate or an entry of the certificate map for them.",
		Unknown: "Unknown when names of certificates, entries or groups are not known, and for a group none of whose host names is covered while nobody says whether clients use them " +
			"through this load balancer: `hostnames` says so. Placeholders (`example.GROUP`) and names of internal domains need no certificate. " +
			"Not applicable without a load balancer in front of Apigee that ends TLS.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations.envgroups", "compute.targetHttpsProxies", "compute.urlMaps", "compute.sslCertificates",
			"certificatemanager.certificates", "certificatemanager.certificateMapEntries",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://docs.cloud.google.com/load-balancing/docs/ssl-certificates",
			"https://docs.cloud.google.com/certificate-manager/docs/how-it-works",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			all := inv.frontsOf(org)
			return all.perFront(all.coversHostnames)
		})
	},
}

// A coverage says whether a host is covered by what a client gets for it.
type coverage struct {
	host    clientHost
	covered value.Truth
	// how says what the client gets instead, and lacks why that is not known.
	how     string
	related []string
	lacks   []check.Missing
}

func (all fronts) coversHostnames(f tlsFront) check.Result {
	inv := all.inv
	p, of := inv.presentation(f), f.proxy.Identity
	if p.none {
		return inapplicable(of, "has no certificate")
	}
	hosts, open := all.ClientHosts(f)
	var each []coverage
	for _, h := range hosts {
		c := p.covers(h)
		each = append(each, c)
	}
	var bad, unsure, required []coverage
	covered := 0
	for _, c := range each {
		if c.covered == value.True {
			covered++
		}
		if !c.host.required {
			continue
		}
		required = append(required, c)
		switch c.covered {
		case value.False:
			bad = append(bad, c)
		case value.Undecided:
			unsure = append(unsure, c)
		case value.True:
		}
	}
	switch {
	case len(bad) > 0:
		return inv.uncovered(f, bad, fmt.Sprintf("presents no certificate for %s that clients use", plural(len(bad), "host name")))
	case len(unsure) > 0:
		return blaming(p.field(), undecided(of, "may present no certificate for a host name that clients use", lacksOfHosts(unsure)...))
	case len(each) == 0 && len(open) == 0:
		return inapplicable(of, "leads no host name of an environment group to Apigee")
	case len(each) == 0:
		return undecided(of, "is asked for host names that are not known", once(open)...)
	case len(required) > 0:
		return passedWith(of, "presents a certificate for every host name that clients use", each)
	}
	return inv.anyCovered(f, p, each, open, covered)
}

// anyCovered judges a front of which nobody says which host names clients use there.
func (inv *Inventory) anyCovered(f tlsFront, p presentation, all []coverage, open []check.Missing, covered int) check.Result {
	of := f.proxy.Identity
	var public, doubtful, bare []coverage
	groups := map[string]bool{}
	for _, c := range all {
		switch {
		case c.covered == value.True:
			for _, g := range c.host.groups {
				groups[g] = true
			}
		case c.covered == value.Undecided:
			doubtful = append(doubtful, c)
		case !c.host.internal:
			public = append(public, c)
		}
	}
	for _, c := range public {
		in := false
		for _, g := range c.host.groups {
			in = in || groups[g]
		}
		if !in {
			bare = append(bare, c)
		}
	}
	switch {
	case covered == 0 && len(doubtful) == 0 && len(open) == 0 && len(public) > 0 && !f.rewritesHosts():
		return inv.uncovered(f, public, "presents no certificate for any host name of Apigee's")
	case covered > 0 && len(bare) == 0:
		return passedWith(of, "presents certificates for host names of every group that it serves", all)
	}
	missing := append(lacksOfHosts(doubtful), open...)
	for _, c := range bare {
		missing = append(missing, check.Missing{
			What:   fmt.Sprintf("whether clients use %s through %s: %s", c.host.name, of.Subject(), c.how),
			Settle: "say which host names clients use in hostnames, or name them in host rules of the URL map",
		})
	}
	if len(missing) == 0 {
		return inapplicable(of, "leads only host names to Apigee that need no public certificate")
	}
	return blaming(p.field(), undecided(of, "presents no certificate that is known for some host names", once(missing)...))
}

// rewritesHosts says that the URL map may give requests another host than clients do.
func (f tlsFront) rewritesHosts() bool {
	for _, end := range f.ends {
		if end.urlMap.mayRewriteHosts() {
			return true
		}
	}
	return false
}

// uncovered is the verdict on host names that clients do not find in what they get.
func (inv *Inventory) uncovered(f tlsFront, bad []coverage, fact string) check.Result {
	p := inv.presentation(f)
	r := blaming(p.field(), failed(f.proxy.Identity, "%s", fact))
	first := bad[0]
	r.Detail = fmt.Sprintf("Clients of https://%s end the connection: %s.", first.host.name, first.how)
	r.Remediation = fmt.Sprintf("Present a certificate whose subject alternative names cover %s.", first.host.name)
	r.Witness = []check.Fact{{Name: "hostname", Value: first.host.name}, {Name: "presented", Value: strings.Join(first.related, ", ")}}
	for _, c := range bad {
		r.Trace = append(r.Trace, c.host.name+": "+c.how)
		for _, s := range c.related {
			r.Related = appendOnce(r.Related, s)
		}
	}
	if p.mapped && len(f.proxy.SSLCertificates.Value()) > 0 {
		r.Trace = append(r.Trace, "the proxy's ssl_certificates do not count, as it has a certificate map")
	}
	if other := inv.unattached(first.host.name); other != "" {
		r.Remediation += fmt.Sprintf(" %s does, but the load balancer does not present it.", other)
		r.Related = appendOnce(r.Related, other)
	}
	return r
}

// unattached finds a certificate that would do, but is not presented.
func (inv *Inventory) unattached(host string) string {
	var all []presentable
	for _, c := range inv.SSLCertificates.Items {
		all = append(all, ofCompute(c))
	}
	for _, c := range inv.ManagerCertificates.Items {
		all = append(all, ofManager(c))
	}
	for _, c := range all {
		if names, known := c.certNames().Get(); known && names.Covers(host) {
			return c.Subject()
		}
	}
	return ""
}

// field is where the proxy says what it presents.
func (p presentation) field() string {
	if p.mapped {
		return "certificateMap"
	}
	return "sslCertificates"
}

// covers says whether a host is covered by all that may be presented for it.
func (p presentation) covers(h clientHost) coverage {
	certificates, abort, hidden := p.served(value.Known(h.name))
	out := coverage{host: h, covered: value.True}
	if abort == value.True {
		out.covered, out.how = value.False, "the certificate map has no entry for it and no primary one, so that the handshake is aborted"
		return out
	}
	var each []value.Truth
	for _, c := range certificates {
		names, known := c.certNames().Get()
		switch {
		case !known:
			each = append(each, value.Undecided)
			out.lacks = append(out.lacks, c.lacks("the names")...)
			continue
		case names.Covers(h.name):
			each = append(each, value.True)
		case strings.Contains(h.name, "*"):
			each = append(each, value.Undecided)
			out.lacks = append(out.lacks, check.Missing{What: "which host names Apigee takes for " + h.name, Settle: "list the host names in full"})
		default:
			each = append(each, value.False)
			out.how = c.Subject() + " is for " + orElse(strings.Join(names.DNS, ", "), "no name")
			if names.OnlyCommonName(h.name) {
				out.how = c.Subject() + " has it as its common name only, which clients do not look at"
			}
		}
		out.related = append(out.related, c.Subject())
	}
	out.lacks = append(out.lacks, hidden...)
	all, none := value.And(each...), value.Or(each...)
	switch {
	case len(each) > 0 && none == value.False && len(hidden) == 0 && abort != value.True:
		out.covered = value.False
	case len(each) > 0 && all == value.True && len(hidden) == 0 && abort == value.False:
		out.covered = value.True
	default:
		out.covered = value.Undecided
		if len(out.lacks) == 0 {
			out.lacks = []check.Missing{{
				What:   "which of several certificates is presented for " + h.name + ": names that fit alike are not told apart",
				Settle: "present one certificate for the name only",
			}}
		}
	}
	return out
}

func lacksOfHosts(all []coverage) []check.Missing {
	var out []check.Missing
	for _, c := range all {
		out = append(out, c.lacks...)
	}
	return once(out)
}

func passedWith(of Identity, fact string, all []coverage) check.Result {
	r := passed(of, fact)
	for _, c := range all {
		if c.covered == value.True {
			for _, s := range c.related {
				r.Related = appendOnce(r.Related, s)
			}
		}
	}
	return r
}
