package apigee

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProxySubnetPrivateGoogleAccess asks whether proxies can download their startup script.
var ProxySubnetPrivateGoogleAccess = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "proxy-subnet-private-google-access",
		Title:    "The proxies' subnetwork lets them download their startup script",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502",
		Why: "Proxies are ordinary instances until their startup script, which they download from Cloud Storage, makes them forward to Apigee. " +
			"Without an external address an instance reaches Google's APIs only if its subnetwork has private Google access, or a Cloud NAT takes it to the internet. " +
			"Both are off unless somebody asks for them. Without them instances start as usual, forward nothing and fail their health check, so that clients get 502.",
		Fix: "Set `private_ip_google_access = true` on the `google_compute_subnetwork` of the proxies, then replace the instances. " +
			"A `google_compute_router_nat` for the subnetwork does as well, and so does an image that has the script's effect baked in.",
		Unknown: "Unknown when the template, its subnetwork, the latter's private Google access or the Cloud NATs of the region are not known; when the script is set inline, as what it downloads is not told, or comes from a host that is not Google's; " +
			"when there may be another way to Google's APIs: a route through an appliance, or one that a router learns or a peering imports; when instances have several interfaces; " +
			"when instances are healthy all the same; and when it is not known whether they are proxies. " +
			"Unknown, too, where their service account has no scope for Cloud Storage and the script is none of Google's own, as it may be public: instances that are healthy show that it is; and where instances start from an image that Google gives everybody, without a script: what makes them forward requests is not told. " +
			"Not applicable to templates without a startup script whose image is one of your own, to groups that no backend service sends to, and to organizations without groups of proxies.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.instanceGroupManagers", "compute.instanceTemplates", "compute.backendServices",
			"compute.subnetworks", "compute.routers", "compute.routes", "compute.networks",
		},
		References: []string{
			"https://docs.cloud.google.com/vpc/docs/private-google-access",
			"https://gcpdiag.dev/rules/apigee",
			"https://github.com/apigee/terraform-modules",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perProxyGroup(org, func(g proxyGroup) []check.Result {
				return []check.Result{unless(inv.downloads(g), g.doubts())}
			})
		})
	},
}

// downloads judges a group by its templates: the first that cannot, else the first of
// which it is not known.
func (inv *Inventory) downloads(g proxyGroup) check.Result {
	var all []check.Result
	for _, t := range g.templates {
		r := inv.downloadsOf(g, t)
		if missing := inv.unscoped(g, t); r.Verdict == check.Pass && len(missing) > 0 {
			r = related(undecided(g.Identity, "may not get its startup script", missing...), t.Subject())
		}
		all = append(all, r)
	}
	if len(g.missing) > 0 {
		all = append(all, undecided(g.Identity, "may not get its startup script", g.missing...))
	}
	order := []check.Verdict{check.Fail, check.Unknown, check.Pass, check.NotApplicable}
	return slices.MinFunc(all, func(a, b check.Result) int { return slices.Index(order, a.Verdict) - slices.Index(order, b.Verdict) })
}

// downloadsOf judges the instances of one template.
func (inv *Inventory) downloadsOf(g proxyGroup, t InstanceTemplate) check.Result {
	script := t.script()
	nics := t.Properties.NetworkInterfaces
	switch {
	case script.none() && len(t.unscripted()) > 0:
		return related(undecided(g.Identity, "may not forward requests", t.unscripted()...), t.Subject())
	case script.none():
		return inapplicable(g.Identity, "starts with no script to download")
	case len(nics.Value()) == 0:
		return undecided(g.Identity, "may not get its startup script", lacking("the network interfaces of "+t.Subject(), orNotSet(!nics.IsUnknown(), nics.Why())))
	}
	nic := nics.Value()[0]
	external := some(nic.AccessConfigs)
	if external == value.True {
		return related(passed(g.Identity, "has external addresses"), t.Subject())
	}
	subnetwork := inv.subnetworkOf(g, t, nic)
	if !subnetwork.ok {
		return undecided(g.Identity, "may not get its startup script", subnetwork.missing...)
	}
	s := subnetwork.item
	access := value.Is(s.PrivateIPGoogleAccess, true)
	if s.PrivateIPGoogleAccess.IsNull() {
		access = value.Undecided
	}
	if access == value.True && script.elsewhere == nil {
		return related(passed(g.Identity, "is in a subnetwork with private Google access"), s.Subject(), t.Subject())
	}
	natted, missing := inv.natted(s)
	if natted == value.True {
		return related(passed(g.Identity, "is in a subnetwork with Cloud NAT"), s.Subject(), t.Subject())
	}
	if external == value.Undecided {
		missing = append(missing, lacking("the external addresses of "+t.Subject(), nic.AccessConfigs.Why()))
	}
	if access == value.Undecided {
		missing = append(missing, lacking("privateIpGoogleAccess of "+s.Subject(), orNotSet(s.PrivateIPGoogleAccess.IsNull(), s.PrivateIPGoogleAccess.Why())))
	}
	missing = append(missing, script.doubts...)
	missing = append(missing, script.elsewhere...)
	missing = append(missing, inv.startsAnyway(g, t, nic, s)...)
	if len(missing) > 0 {
		return related(undecided(g.Identity, "may not get its startup script", once(missing)...), s.Subject(), t.Subject())
	}
	r := failed(g.Identity, "cannot download its startup script")
	r.Detail = fmt.Sprintf("Instances of %s have no external address, %s has no private Google access, and no Cloud NAT is for it: they do not reach Cloud Storage, where their startup script is (%s).", g.Subject(), s.Subject(), script.url)
	r.Remediation = fmt.Sprintf("Enable private Google access on %s and replace the instances, or add a Cloud NAT for it.", s.Subject())
	r.Witness = []check.Fact{{Name: "group", Value: g.Subject()}, {Name: "subnetwork", Value: s.Subject()}, {Name: "private_ip_google_access", Value: "false"}, {Name: "script", Value: script.url}}
	return related(r, s.Subject(), t.Subject())
}

// startsAnyway says why instances may have the script though nothing that is known lets
// them download it.
func (inv *Inventory) startsAnyway(g proxyGroup, t InstanceTemplate, nic NetworkInterface, s Subnetwork) []check.Missing {
	var missing []check.Missing
	if n := len(t.Properties.NetworkInterfaces.Value()); n > 1 {
		missing = append(missing, severalInterfaces(n, t, "Google's APIs", "enable private Google access in the subnetworks of all"))
	}
	if some(nic.IPv6AccessConfigs) != value.False {
		missing = append(missing, check.Missing{What: "whether instances of " + t.Subject() + " reach Google's APIs by IPv6", Settle: "enable private Google access"})
	}
	missing = append(missing, inv.healthyAnyway(g, "enable private Google access")...)
	return append(missing, inv.otherWaysOut(s.network())...)
}

// healthyAnyway says that an instance has its script, however it came by it.
func (inv *Inventory) healthyAnyway(g proxyGroup, settle string) []check.Missing {
	var missing []check.Missing
	for _, h := range inv.healthOf(g) {
		if len(h.healthy) > 0 {
			missing = append(missing, check.Missing{
				What:   fmt.Sprintf("how %s, which is healthy, got its startup script", h.healthy[0]),
				Settle: settle + ": an instance that is made anew may not get it",
			})
		}
	}
	return missing
}

// severalInterfaces says that it is not known by which interface instances send.
func severalInterfaces(n int, t InstanceTemplate, to, settle string) check.Missing {
	return check.Missing{What: fmt.Sprintf("by which of its %d interfaces an instance of %s reaches %s", n, t.Subject(), to), Settle: settle}
}

// subnetworkOf is the subnetwork of an interface of a template's instances. A network that
// makes its own subnetworks has one in each region.
func (inv *Inventory) subnetworkOf(g proxyGroup, t InstanceTemplate, nic NetworkInterface) found[Subnetwork] {
	project := orElse(t.Ref.Value().Project(), g.Ref.Value().Project())
	what := "the subnetwork of " + t.Subject()
	if !nic.Subnetwork.IsNull() {
		ref := computeReference(nic.Subnetwork, "regions/"+orElse(g.region(), value.Anything)+"/subnetworks", project)
		return find(inv, what, ref, inv.Subnetworks)
	}
	network, missing := inv.networkOf(nic, project)
	var in []Subnetwork
	for _, s := range inv.Subnetworks.Items {
		ordinary := value.Is(s.Purpose.Or("PRIVATE"), "PRIVATE") == value.True
		if ordinary && g.region() != "" && value.SameRef(inv.Projects, network, s.network()) == value.True && value.Is(regionOf(s.Region, s.Ref), g.region()) == value.True {
			in = append(in, s)
		}
	}
	if len(in) == 1 && len(inv.gapsIn(inv.Subnetworks.Gaps, network)) == 0 {
		return found[Subnetwork]{item: in[0], ok: true}
	}
	return found[Subnetwork]{missing: append([]check.Missing{{What: what + ": it is not set", Settle: "set it"}}, missing...)}
}

// A startupScript is where instances have their startup script from.
type startupScript struct {
	url string
	// inline says that it is, or may be, in the metadata.
	inline bool
	// doubts says why it is not known what they download, elsewhere why it is not from
	// Google.
	doubts, elsewhere []check.Missing
}

// none says that there is no script.
func (s startupScript) none() bool { return s.url == "" && !s.inline && s.doubts == nil }

func (t InstanceTemplate) script() startupScript {
	link, text := t.metadata(keyStartupScriptURL), t.metadata(keyStartupScript)
	out := startupScript{url: link.Value(), inline: !text.IsNull()}
	if link.IsUnknown() {
		out.doubts = append(out.doubts, lacking("where the startup script of "+t.Subject()+" is", link.Why()))
	}
	if out.url == "" && out.inline {
		out.doubts = append(out.doubts, check.Missing{What: "what the startup script of " + t.Subject() + " downloads: it is set inline", Settle: "enable private Google access if it downloads anything from Google"})
	}
	if out.url != "" && !fromGoogle(out.url) {
		out.elsewhere = append(out.elsewhere, check.Missing{What: "whether instances reach the host of their startup script, " + out.url, Settle: "add a Cloud NAT for their subnetwork, or keep the script in Cloud Storage"})
	}
	return out
}

// fromGoogle says that private Google access leads to a startup script.
//
// Source: https://cloud.google.com/compute/docs/instances/startup-scripts/linux.
func fromGoogle(link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	return u.Scheme == "gs" || u.Host == "storage.googleapis.com" || strings.HasSuffix(u.Host, ".storage.googleapis.com")
}

// some says whether a list has an element.
func some[T any](list value.List[T]) value.Truth {
	if list.IsUnknown() {
		return value.Undecided
	}
	return value.TruthOf(len(list.Value()) > 0)
}

func related(r check.Result, subjects ...string) check.Result {
	r.Related = subjects
	return r
}
