package apigee

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// CertificateAttached asks whether a load balancer has any certificate to present,
// of a kind that it takes.
var CertificateAttached = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "certificate-attached",
		Title:    "The load balancer has certificates that it can present",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "TLS handshake failure",
		Why: "A target HTTPS proxy presents the certificates of its `ssl_certificates` or, if it has a certificate map, those of the map's entries and no others. " +
			"Without any, or with an empty map, it aborts every handshake. Some pairs Google refuses at apply: a regional certificate on a global proxy and the reverse, " +
			"certificates of both kinds in one list, those of Certificate Manager directly on a global external load balancer, which needs a certificate map, " +
			"a map that is not spelled in full, and certificates of another scope or location.",
		Fix: "Name certificates of the proxy's own scope in `ssl_certificates`, or a certificate map in `certificate_map`: " +
			"its id behind `//certificatemanager.googleapis.com/`. Give the map entries.",
		Unknown: "Unknown while an entry of the map is pending, some minutes after each change. Unknown while the certificates or the map are known only after apply and the configuration does not tell, and when the entries of a map are not all known. " +
			"Credentials that may call certificatemanager.certmapentries.list settle the latter. Not applicable without a load balancer in front of Apigee that ends TLS.",
		Since:      "0.1.0",
		Reads:      []string{"compute.targetHttpsProxies", "compute.sslCertificates", "certificatemanager.certificates", "certificatemanager.certificateMapEntries"},
		References: []string{"https://docs.cloud.google.com/load-balancing/docs/ssl-certificates", "https://docs.cloud.google.com/certificate-manager/docs/core-components"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.frontsOf(org).perFront(inv.certificateAttached)
		})
	},
}

func (inv *Inventory) certificateAttached(f tlsFront) check.Result {
	p, of := inv.presentation(f), f.proxy.Identity
	field := "sslCertificates"
	if !f.proxy.CertificateMap.IsNull() {
		field = "certificateMap"
	}
	fail := func(fact, detail, remedy, witness string) check.Result {
		r := blaming(field, failed(of, "%s", fact))
		r.Detail, r.Remediation = detail, remedy
		r.Witness = []check.Fact{{Name: "proxy", Value: of.Subject()}, {Name: "certificate", Value: witness}}
		return r
	}
	switch text := f.proxy.CertificateMap.Value(); {
	case strings.HasPrefix(text, "projects/"):
		return fail("names its certificate map in a way that Google refuses", "Apply fails: "+text+" is no full resource name.",
			"Put //"+certificateManager+"/ in front of the map's id.", text)
	case p.none && p.mapped:
		return fail("has a certificate map without entries", "Every handshake is aborted: the map has no certificate for any name, and no primary one.",
			"Give the map a google_certificate_manager_certificate_map_entry for each host name, or one with matcher = \"PRIMARY\".", text)
	case p.none:
		return fail("has no certificate", "Every handshake fails: the proxy has neither ssl_certificates nor a certificate_map.",
			"Set ssl_certificates or certificate_map.", "none")
	}
	for _, c := range p.certificates {
		if fact, detail, remedy := f.refuses(c, p.mapped); fact != "" {
			return fail(fact, detail, remedy, c.Subject())
		}
	}
	if mixed(p) {
		return fail("mixes certificates of two kinds", "Apply fails: certificates of Compute Engine and of Certificate Manager are not allowed in one list.",
			"Use one kind.", p.certificates[0].Subject())
	}
	missing := append([]check.Missing{}, p.open...)
	for _, c := range p.certificates {
		missing = append(append(missing, c.missing...), f.mayRefuse(c, p.mapped)...)
	}
	for _, e := range p.entries {
		if e.State.Value() == "PENDING" {
			missing = append(missing, check.Missing{
				What:   e.Subject() + ": it is pending, and until Google's edges have it, its host name gets another certificate or none",
				Settle: "run again in some minutes",
			})
		}
	}
	if len(missing) > 0 {
		return blaming(field, undecided(of, "may have certificates that it cannot present", once(missing)...))
	}
	r := passed(of, "has certificates to present")
	for _, c := range p.certificates {
		r.Related = append(r.Related, c.Subject())
	}
	return r
}

// refuses says why Google takes no such certificate on the proxy.
func (f tlsFront) refuses(c presentable, mapped bool) (fact, detail, remedy string) {
	region := f.region()
	switch {
	case c.compute != nil:
		own := value.Future(c.Ref).After("regions")
		if own == value.Anything || value.Future(c.Ref).IsZero() || own == region || !f.global() && region == "" {
			return "", "", ""
		}
		return "has a certificate of another place", "Apply fails: " + c.Subject() + " is " + where(own) + ", and the proxy " + where(region) + ".",
			"Use a certificate of the proxy's own region, or a global one for a global proxy."
	case c.manager == nil:
		return "", "", ""
	}
	external := f.globalExternal()
	scope, scoped := c.manager.Scope.Or("DEFAULT").Get()
	location := value.Future(c.Ref).After("locations")
	switch {
	case external == value.True && !mapped:
		return "has certificates of Certificate Manager without a map", "Apply fails: a global external load balancer takes " + c.Subject() + " only through a certificate map.",
			"Make a certificate map with an entry for it, and set certificate_map."
	case mapped && location != "" && location != value.Anything && location != "global":
		return "has a regional certificate in its map", "Apply fails: " + c.Subject() + " is in " + location + ", and certificate maps are global.", "Make the certificate in location global."
	case external == value.True && mapped && scoped && scope != "DEFAULT":
		return "has a certificate of another scope", "The load balancer does not serve " + c.Subject() + ": its scope is " + scope + ", not DEFAULT.", "Make the certificate anew with scope DEFAULT."
	}
	return "", "", ""
}

// mayRefuse says what it would take to know whether Google takes the certificate.
func (f tlsFront) mayRefuse(c presentable, mapped bool) []check.Missing {
	if c.manager == nil || f.globalExternal() == value.False {
		return nil
	}
	scope := c.manager.Scope.Or("DEFAULT")
	switch {
	case mapped && scope.IsUnknown():
		return []check.Missing{lacking("scope of "+c.Subject(), scope.Why())}
	case f.globalExternal() == value.True || mapped && scope.Value() == "DEFAULT":
		return nil
	}
	var out []check.Missing
	for _, end := range f.ends {
		if end.rule.LoadBalancingScheme.IsUnknown() {
			out = append(out, lacking("loadBalancingScheme of "+end.rule.Subject(), end.rule.LoadBalancingScheme.Why()))
		}
	}
	return out
}

func where(region string) string {
	if region == "" {
		return "global"
	}
	return "in " + region
}

// globalExternal says whether all of the front's rules are those of a global external
// load balancer, or of a classic one.
func (f tlsFront) globalExternal() value.Truth {
	if !f.global() {
		return value.False
	}
	var all []value.Truth
	for _, end := range f.ends {
		scheme := end.rule.LoadBalancingScheme.Or("EXTERNAL")
		all = append(all, value.Or(value.Is(scheme, "EXTERNAL"), value.Is(scheme, "EXTERNAL_MANAGED")))
	}
	return value.And(all...)
}

// mixed says that a list certainly has certificates of both kinds.
func mixed(p presentation) bool {
	compute, manager := false, false
	for _, c := range p.certificates {
		compute, manager = compute || c.compute != nil, manager || c.manager != nil
	}
	return !p.mapped && compute && manager
}
