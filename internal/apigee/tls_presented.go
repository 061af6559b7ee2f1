package apigee

import (
	"slices"
	"strings"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const certificateManager = "certificatemanager.googleapis.com"

// A presentable certificate is one that a proxy may present.
type presentable struct {
	Identity
	Presented
	// known says that the certificate was found; if not, missing says why.
	known   bool
	missing []check.Missing
	expires value.String
	// managed says that Google makes it, for these domains.
	managed bool
	domains value.List[value.String]
	names   value.List[value.String]
	compute *SSLCertificate
	manager *ManagerCertificate
}

// Names are what the certificate is for, as far as anything tells.
func (p presentable) certNames() value.Of[cert.Names] {
	if c, ok := p.Chain.Get(); ok {
		return value.Known(c.Leaf().Names())
	}
	for _, list := range []value.List[value.String]{p.names, p.domains} {
		names, whole := knownTexts(list), list.IsKnown()
		if whole && len(names) == len(list.Value()) && len(names) > 0 {
			return value.Known(cert.Names{DNS: names})
		}
	}
	return value.UnknownOf[cert.Names](p.untold())
}

// untold says why nothing is known of the certificate's text.
func (p presentable) untold() value.Why {
	switch {
	case len(p.missing) > 0:
		return value.Why{Reason: p.missing[0].What, Settle: p.missing[0].Settle}
	case p.Chain.IsUnknown():
		return p.Chain.Why()
	case p.domains.IsUnknown():
		return p.domains.Why()
	}
	return value.Why{Reason: "it is not told", Settle: "give credentials that may read the certificate"}
}

// lacks says why a part of the certificate is not known.
func (p presentable) lacks(part string) []check.Missing {
	if len(p.missing) > 0 {
		return p.missing
	}
	return []check.Missing{lacking(part+" of "+p.Subject(), p.untold())}
}

// until is when the certificate ends, null where that is not told.
func (p presentable) until() value.Of[time.Time] {
	if c, ok := p.Chain.Get(); ok {
		return value.Known(c.Leaf().NotAfter)
	}
	text, ok := p.expires.Get()
	if !ok {
		return value.Map(p.expires, func(string) time.Time { return time.Time{} })
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return value.UnknownOf[time.Time](value.Why{Reason: "expireTime is no time", Settle: "look at the certificate"})
	}
	return value.Known(at.UTC())
}

// ofCompute and ofManager make what the two kinds have in common.
func ofCompute(c SSLCertificate) presentable {
	return presentable{
		Identity: c.Identity, Presented: c.Presented, known: true, expires: c.ExpireTime, compute: &c,
		managed: c.Type.Value() == "MANAGED", domains: c.Managed.Domains, names: c.Names,
	}
}

func ofManager(c ManagerCertificate) presentable {
	return presentable{
		Identity: c.Identity, Presented: c.Presented, known: true, expires: c.ExpireTime, manager: &c,
		managed: !c.Managed.Domains.IsNull(), domains: c.Managed.Domains, names: c.Names,
	}
}

// A presentation is everything that a proxy may present: the certificates of a list,
// or of the entries of a certificate map.
type presentation struct {
	certificates []presentable
	// mapped says that a certificate map decides; entries are then those of it, and
	// of each the places of its certificates.
	mapped  bool
	entries []CertificateMapEntry
	of      [][]int
	// open says why there may be more.
	open []check.Missing
	// none says that there certainly is nothing.
	none bool
}

// presentation is what a front presents.
func (inv *Inventory) presentation(f tlsFront) presentation {
	if !f.proxy.CertificateMap.IsNull() {
		return inv.mapPresentation(f)
	}
	var out presentation
	list := f.proxy.SSLCertificates
	if list.IsUnknown() {
		out.open = []check.Missing{lacking("the certificates of "+f.proxy.Subject(), list.Why())}
		return out
	}
	for _, text := range list.Value() {
		out.certificates = append(out.certificates, inv.certificateAt(f, text))
	}
	out.none = len(out.certificates) == 0
	return out
}

// certificateAt looks one certificate of a proxy up.
func (inv *Inventory) certificateAt(f tlsFront, text value.String) presentable {
	what, project := "a certificate of "+f.proxy.Subject(), f.proxy.Ref.Value().Project()
	if isManagers(text) {
		return inv.managerCertificate(what, text, project)
	}
	collection := "global/sslCertificates"
	if r := f.region(); r != "" {
		collection = "regions/" + r + "/sslCertificates"
	}
	found := find(inv, what, computeReference(text, collection, project), inv.SSLCertificates)
	if !found.ok {
		return presentable{missing: found.missing}
	}
	return ofCompute(found.item)
}

// isManagers says that a reference is to a certificate of Certificate Manager.
func isManagers(text value.String) bool {
	return strings.Contains(text.Value(), certificateManager) || strings.Contains(text.Why().Origin.Resource, "google_certificate_manager_")
}

func (inv *Inventory) managerCertificate(what string, text value.String, project string) presentable {
	found := find(inv, what, managerReference(text, "certificates", project), inv.ManagerCertificates)
	if !found.ok {
		return presentable{missing: found.missing}
	}
	return ofManager(found.item)
}

// managerReference reads a reference to a resource of Certificate Manager.
func managerReference(text value.String, collection, project string) value.Of[value.Ref] {
	s, ok := text.Get()
	if !ok {
		return value.Map(text, func(string) value.Ref { return value.Ref{} })
	}
	base := value.RefBase{Service: certificateManager, Collection: "locations/global/" + collection}
	if project != "" {
		base.Parent = "projects/" + project
	}
	ref, err := value.ParseRef(s, base)
	if err != nil {
		return value.UnknownOf[value.Ref](value.Why{Reason: err.Error(), Settle: "name the resource as projects/PROJECT/locations/LOCATION/" + collection + "/NAME"})
	}
	return value.Known(ref)
}

func (inv *Inventory) mapPresentation(f tlsFront) presentation {
	out := presentation{mapped: true}
	project := f.proxy.Ref.Value().Project()
	ref := managerReference(f.proxy.CertificateMap, "certificateMaps", project)
	found := find(inv, "the certificate map of "+f.proxy.Subject(), ref, inv.CertificateMaps, "name")
	of := found.item.Identity
	if !found.ok {
		if !ref.IsKnown() {
			out.open = found.missing
			return out
		}
		// The entries name the map, be it among the resources known or not.
		of = Identity{Ref: ref}
		if len(inv.CertificateMaps.Gaps) == 0 && len(found.possible) == 0 {
			out.open = found.missing
		}
	}
	for _, e := range inv.CertificateMapEntries.Items {
		switch inv.isIn(e.Map, of) {
		case value.True:
			places := []int{}
			if e.Certificates.IsUnknown() {
				out.open = append(out.open, lacking("the certificates of "+e.Subject(), e.Certificates.Why()))
			}
			for _, text := range e.Certificates.Value() {
				places = append(places, len(out.certificates))
				out.certificates = append(out.certificates, inv.managerCertificate("a certificate of "+e.Subject(), text, project))
			}
			out.entries, out.of = append(out.entries, e), append(out.of, places)
		case value.Undecided:
			out.open = append(out.open, undecidedParent(e.Identity, e.Map, of))
		case value.False:
		}
	}
	out.open = append(out.open, missingOf(inv.gapsOf(inv.CertificateMapEntries.Gaps, of))...)
	out.none = len(out.entries) == 0 && len(out.open) == 0
	return out
}

// isIn says whether a reference to a map, which may be its name, is to this one.
func (inv *Inventory) isIn(ref value.Of[value.Ref], of Identity) value.Truth {
	if o := ref.Why().Origin; o.Known() && of.Address != "" && o.Resource == of.Address && slices.Contains(append(itself, "name"), o.Path) {
		return value.True
	}
	return value.SameRef(inv.Projects, ref, of.Ref)
}

// served says which certificates the proxy may present for a host, and whether it may
// abort the handshake instead. Hidden says why it may be another.
func (p presentation) served(host value.String) (certificates []presentable, abort value.Truth, hidden []check.Missing) {
	if !p.mapped {
		if len(p.open) > 0 {
			return nil, value.Undecided, p.open
		}
		names := make([]value.Of[cert.Names], len(p.certificates))
		for i, c := range p.certificates {
			names[i] = c.certNames()
		}
		choice := cert.OfList(names, host)
		for _, i := range choice.Possible {
			certificates = append(certificates, p.certificates[i])
		}
		return certificates, choice.Abort, nil
	}
	entries := make([]cert.Entry, len(p.entries))
	for i, e := range p.entries {
		entries[i] = cert.Entry{Hostname: e.Hostname, Primary: value.Is(e.Matcher, "PRIMARY")}
	}
	choice := cert.OfMap(entries, len(p.open) > 0, host)
	for _, i := range choice.Possible {
		for _, place := range p.of[i] {
			certificates = append(certificates, p.certificates[place])
		}
	}
	if choice.Hidden {
		hidden = p.open
	}
	return certificates, choice.Abort, hidden
}
