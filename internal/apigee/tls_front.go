package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A tlsFront is a target proxy that ends TLS, and through which requests get to the
// organization's instances.
type tlsFront struct {
	proxy TargetProxy
	ends  []frontEnd
	// certain says that some requests certainly get there; if not, lacks says why.
	certain bool
	lacks   []check.Missing
}

// fronts is what is in front of an organization.
type fronts struct {
	inv  *Inventory
	org  Organization
	path *servedPath
	// tls are the target proxies that end TLS; others lead there, too.
	tls    []tlsFront
	others []frontEnd
	// open says why there may be more: of them, or of instances that they lead to.
	open []check.Missing
}

// sole says that there certainly is only one way in.
func (f fronts) sole() bool { return len(f.tls)+len(f.others) == 1 && len(f.open) == 0 }

// frontsOf finds what is in front of the organization.
func (inv *Inventory) frontsOf(org Organization) fronts { return inv.servedPath().frontsOf(org) }

// everyFront finds what is in front of each organization, in their order.
func (inv *Inventory) everyFront() []fronts {
	path := inv.servedPath()
	var out []fronts
	for _, org := range inv.Organizations.Items {
		out = append(out, path.frontsOf(org))
	}
	return out
}

func (p *servedPath) frontsOf(org Organization) fronts {
	inv := p.inv
	out := fronts{inv: inv, org: org, path: p, open: once(slices.Concat(p.open, missingOf(inv.Instances.Gaps)))}
	for _, end := range p.ends {
		way := p.anywhere(end)
		end.certain, end.lacks = inv.reachesOwned(org, way, value.True), way.missing
		if !end.certain && !inv.reachesOwned(org, way, value.Undecided) {
			continue
		}
		if !end.proxied || !endsTLS(end.proxy) {
			out.others = append(out.others, end)
			continue
		}
		at := slices.IndexFunc(out.tls, func(f tlsFront) bool { return f.proxy.Subject() == end.proxy.Subject() })
		if at < 0 {
			at = len(out.tls)
			out.tls = append(out.tls, tlsFront{proxy: end.proxy})
		}
		f := &out.tls[at]
		f.ends = append(f.ends, end)
		f.certain = f.certain || end.certain
		f.lacks = append(f.lacks, end.lacks...)
	}
	return out
}

// anywhere joins the ways of all requests that come through a front end.
func (p *servedPath) anywhere(end frontEnd) reach {
	out := p.inv.nowhere()
	for _, t := range end.targets() {
		for _, s := range t.services {
			out.add(p.service(s, end.project(), end.rule))
		}
		out.somewhere(t.missing)
	}
	return out
}

// reachesOwned says that a way leads, as certainly as asked, to one of the
// organization's instances.
func (inv *Inventory) reachesOwned(org Organization, way reach, how value.Truth) bool {
	for n, i := range inv.Instances.Items {
		if way.to[n] == how && inv.owns(org, i.Identity) {
			return true
		}
	}
	return false
}

// endsTLS says that a proxy is one for HTTPS or SSL. Where its name is not known yet
// Terraform's type of it tells.
func endsTLS(p TargetProxy) bool {
	if ref := value.Future(p.Ref); !ref.IsZero() {
		return ref.After("targetHttpsProxies") != "" || ref.After("targetSslProxies") != ""
	}
	return strings.Contains(p.Address, "target_https_proxy") || strings.Contains(p.Address, "target_ssl_proxy")
}

// region is the proxy's region; "" for global ones.
func (f tlsFront) region() string {
	if r := value.Future(f.proxy.Ref).After("regions"); r != value.Anything {
		return r
	}
	return ""
}

// global says that the proxy is in no region.
func (f tlsFront) global() bool {
	return value.Future(f.proxy.Ref).After("regions") == "" && !strings.Contains(f.proxy.Address, "google_compute_region_")
}

// perFront asks a question of every front, and answers where there is none. A front
// that may lead elsewhere fails nothing.
func (f fronts) perFront(ask func(tlsFront) check.Result) []check.Result {
	var out []check.Result
	for _, t := range f.tls {
		out = append(out, t.doubt(inRegion(t.region(), ask(t))))
	}
	return f.closing(out)
}

// doubt takes a failure back that is none if the front leads somewhere else.
func (f tlsFront) doubt(r check.Result) check.Result {
	if f.certain || r.Verdict != check.Fail {
		return r
	}
	return blaming(r.Field, check.Result{
		Verdict: check.Unknown, Subject: r.Subject, Region: r.Region,
		Summary: r.Subject + " would fail if it were in front of Apigee, which is not known",
		Missing: append([]check.Missing{{
			What:   fmt.Sprintf("whether %s leads to Apigee", f.proxy.Subject()),
			Settle: "decided when what it leads to is known; then: " + strings.TrimSuffix(r.Summary, "."),
		}}, once(f.lacks)...),
	})
}

// closing says what there may be beside what was judged.
func (f fronts) closing(out []check.Result) []check.Result {
	switch {
	case len(f.tls) > 0:
		return out
	case len(f.open) > 0:
		return append(out, undecided(f.org.Identity, "has no load balancer that is known to end TLS in front of it", f.open...))
	}
	return append(out, inapplicable(f.org.Identity, "has no load balancer in front of it that ends TLS"))
}
