package live

import (
	"context"
	"strings"

	compute "cloud.google.com/go/compute/apiv1"
	certificatemanager "google.golang.org/api/certificatemanager/v1"
	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const certificateRole = "roles/certificatemanager.viewer"

// presented are the listings of what load balancers present to clients.
func presented() []listing {
	return []listing{
		list(gcp.SSLCertificates, "aggregated", "sslCertificates", networkViewer, compute.NewSslCertificatesRESTClient, (*compute.SslCertificatesClient).AggregatedList),
		list(gcp.SSLPolicies, "aggregated", "sslPolicies", networkViewer, compute.NewSslPoliciesRESTClient, (*compute.SslPoliciesClient).AggregatedList),
	}
}

// A manager is what is to be read of Certificate Manager: the maps and the projects
// of certificates that target proxies name. Projects that do without are not asked,
// for they have the API disabled.
type manager struct {
	maps     []value.Ref
	projects []string
}

// including adds what a target proxy or an entry of a map names.
func (m manager) including(r gcp.Resource) manager {
	project := r.Ref.Value().Project()
	names := []value.Value{r.Body.Get("certificateMap")}
	names = append(append(names, r.Body.Get("sslCertificates").Elements()...), r.Body.Get("certificates").Elements()...)
	for _, name := range names {
		ref, err := gcp.CertificateManagerRef(name.Text(), "", project)
		if err != nil || !isName(ref.Project()) || !strings.HasPrefix(ref.String(), "//"+gcp.CertificateManagerService+"/") {
			continue
		}
		switch {
		case !strings.Contains(name.Text(), "/locations/"):
			continue
		case ref.After("certificateMaps") != "":
			m.maps = with(m.maps, ref)
			fallthrough
		case ref.After("certificates") != "":
			m.projects = with(m.projects, ref.Project())
		}
	}
	return m
}

// managed reads what the target proxies name of Certificate Manager. What is not known
// of proxies is not known of their certificates.
func (c *collector) managed(front []gcp.Resource) {
	m := c.query.manager
	for _, g := range c.gapsIn(gcp.TargetProxies) {
		for _, t := range []gcp.Type{gcp.ManagerCertificates, gcp.CertificateMaps, gcp.CertificateMapEntries} {
			c.gap(t, g)
		}
	}
	for _, r := range front {
		if r.Type == gcp.TargetProxies {
			m = m.including(r)
		}
	}
	for _, ref := range m.maps {
		c.begin(func() { c.entries(ref) })
	}
	for _, project := range m.projects {
		c.begin(func() { c.certificates(project) })
	}
}

// certificates reads the certificates of a project, in all locations.
func (c *collector) certificates(project string) {
	parent := "projects/" + project + "/locations/-"
	k := call{
		api: certificateAPI, path: parent + "/certificates", permission: "certificatemanager.certs.list", role: certificateRole,
		fills: []gcp.Type{gcp.ManagerCertificates},
	}
	pages, _ := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := certificatemanager.NewService(ctx, opts...)
		if err != nil {
			return err
		}
		return s.Projects.Locations.Certificates.List(parent).PageSize(pageSize).
			Pages(ctx, func(*certificatemanager.ListCertificatesResponse) error { return nil })
	})
	c.putFull(k, gcp.ManagerCertificates, pages, "certificates", value.Ref{})
}

// entries reads the entries of a certificate map. One that does not exist yet has none.
func (c *collector) entries(ref value.Ref) {
	k := call{
		api: certificateAPI, path: ref.Path() + "/certificateMapEntries", permission: "certificatemanager.certmapentries.list", role: certificateRole,
		fills: []gcp.Type{gcp.CertificateMapEntries}, scope: ref, mayBeAbsent: true,
	}
	pages, how := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := certificatemanager.NewService(ctx, opts...)
		if err != nil {
			return err
		}
		return s.Projects.Locations.CertificateMaps.CertificateMapEntries.List(ref.Path()).PageSize(pageSize).
			Pages(ctx, func(*certificatemanager.ListCertificateMapEntriesResponse) error { return nil })
	})
	if how == absent {
		return
	}
	c.put(gcp.Resource{Type: gcp.CertificateMaps, Identity: apigee.Identity{Ref: value.Known(ref)}, Body: value.OfObject(nil)})
	c.putFull(k, gcp.CertificateMapEntries, pages, "certificateMapEntries", ref)
}

// putFull puts items whose names are full ones.
func (c *collector) putFull(k call, t gcp.Type, pages []value.Value, field string, parent value.Ref) {
	for _, page := range pages {
		for _, item := range page.Get(field).Elements() {
			ref, err := gcp.CertificateManagerRef(item.Get("name").Text(), "", "")
			if err != nil || !ref.Complete() {
				c.misshapen(k)
				continue
			}
			r := gcp.Resource{Type: t, Identity: apigee.Identity{Ref: value.Known(ref)}, Body: item}
			if !parent.IsZero() {
				r.Parent = value.Known(parent)
			}
			c.put(r)
		}
		if unreachable := page.Get("unreachable"); len(unreachable.Elements()) > 0 {
			c.lack(k, "no answer for some locations", "run again when the API answers for all locations")
		}
	}
}

// gapsIn lists the gaps that a listing has by now.
func (c *collector) gapsIn(t gcp.Type) []apigee.Gap {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []apigee.Gap
	for _, g := range c.gaps {
		if g.typ == t {
			out = append(out, g.Gap)
		}
	}
	return out
}
