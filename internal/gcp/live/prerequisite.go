package live

import (
	"context"
	"slices"

	"google.golang.org/api/cloudkms/v1"
	"google.golang.org/api/option"
	"google.golang.org/api/serviceusage/v1"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	usageRole = "roles/serviceusage.serviceUsageViewer"
	kmsRole   = "roles/cloudkms.viewer"
)

// prerequisites reads what Apigee needs beside the path: the APIs and the roles of
// service agents, in the organization's project and in that of its network, and the
// keys of the organization. Organizations whose runtimes Google does not run have none.
func (c *collector) prerequisites(org *gcp.Resource) {
	if org == nil || org.Body.Get("runtimeType").Text() == "HYBRID" {
		return
	}
	own := projectOf(*org)
	host := ""
	if n, ok := c.authorized(org); ok {
		host = n.Project()
	}
	for _, p := range slices.Compact([]string{own, host}) {
		var apis []string
		if p == own {
			apis = append(apis, apigeeAPI.host())
			c.begin(func() { c.agent(own, own, apigee.Agent) })
		}
		if p == host && p != "" {
			apis = append(apis, networkingAPI.host())
			c.begin(func() { c.agent(host, host, apigee.NetworkingAgent) })
		}
		if p != "" {
			c.begin(func() { c.services(p, apis) })
		}
	}
	for _, field := range organizationKeys {
		c.key(org.Body.Get(field).Text())
	}
	for _, name := range c.query.keys {
		c.key(name)
	}
}

// organizationKeys are the fields by which an organization names keys.
var organizationKeys = []string{"runtimeDatabaseEncryptionKeyName", "controlPlaneEncryptionKeyName", "apiConsumerDataEncryptionKeyName"}

// projectOf is the organization's project, which is called like it where it does not say.
func projectOf(org gcp.Resource) string {
	if own := org.Body.Get("projectId").Text(); isName(own) {
		return own
	}
	return org.Ref.Value().Name()
}

// services reads whether a project has APIs enabled.
func (c *collector) services(project string, apis []string) {
	parent := "projects/" + project
	of, err := gcp.ProjectRef(parent)
	if err != nil {
		return
	}
	var names []string
	for _, a := range apis {
		names = append(names, parent+"/services/"+a)
	}
	k := call{
		api: usageAPI, path: parent + "/services:batchGet", permission: "serviceusage.services.get", role: usageRole,
		fills: []gcp.Type{gcp.Services}, scope: of,
	}
	pages, how := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := serviceusage.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Services.BatchGet(parent).Names(names...).Context(ctx).Do()
		}
		return err
	})
	for _, page := range pages {
		for _, item := range page.Get("services").Elements() {
			api := item.Get("config", "name").Text()
			ref, err := gcp.ServiceRef(project, api)
			if err != nil || !slices.Contains(apis, api) {
				c.misshapen(k)
				continue
			}
			c.put(gcp.Resource{
				Type: gcp.Services, Identity: apigee.Identity{Ref: value.Known(ref)},
				Body: value.OfObject(map[string]value.Value{"state": item.Get("state")}),
			})
		}
		if len(page.Get("services").Elements()) < len(apis) && how == read {
			c.lack(k, "the answer leaves out some of them", "run again")
		}
	}
}

// key reads a key that Apigee encrypts with, once, and who may use it.
func (c *collector) key(name string) {
	ref := apigee.KeyRef(name)
	if ref.IsZero() || !ref.Complete() {
		return
	}
	once(c, c.keys, ref.Path(), func() bool {
		c.begin(func() { c.readKey(ref) })
		c.begin(func() { c.keyAgent(ref) })
		return true
	})
}

func (c *collector) readKey(ref value.Ref) {
	k := call{
		api: kmsAPI, path: ref.Path(), permission: "cloudkms.cryptoKeys.get", role: kmsRole,
		fills: []gcp.Type{gcp.CryptoKeys}, scope: ref,
	}
	c.one(k, ref, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := cloudkms.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Projects.Locations.KeyRings.CryptoKeys.Get(ref.Path()).Context(ctx).Do()
		}
		return err
	})
}

// one reads one resource by its name, of the type that the call fills.
func (c *collector) one(k call, ref value.Ref, get func(context.Context, ...option.ClientOption) error) {
	pages, _ := c.do(k, get)
	for _, page := range pages {
		if page.Get("name").IsNull() {
			c.misshapen(k)
			continue
		}
		c.put(gcp.Resource{Type: k.fills[0], Identity: apigee.Identity{Ref: value.Known(ref)}, Body: page})
	}
}
