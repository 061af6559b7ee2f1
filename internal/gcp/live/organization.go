package live

import (
	"context"
	"strings"

	apigeev1 "google.golang.org/api/apigee/v1"
	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	apigeeRole      = "roles/apigee.readOnlyAdmin"
	getOrganization = "apigee.organizations.get"
	// pageSize of Apigee's lists, whose default is 25.
	pageSize = 100
)

// organization reads the organization. What it names cannot be read without it.
func (c *collector) organization() *gcp.Resource {
	name := "organizations/" + c.query.Organization
	k := call{api: apigeeAPI, path: name, permission: getOrganization, role: apigeeRole, mayBeAbsent: true, fills: []gcp.Type{
		gcp.Organizations, gcp.Environments, gcp.Networks, gcp.Connections, gcp.GlobalAddresses, gcp.Subnetworks, gcp.Firewalls, gcp.FirewallPolicies,
		gcp.Routers, gcp.RouterNATs, gcp.Routes,
		gcp.Services, gcp.CryptoKeys, gcp.IAMPolicies,
	}}
	if len(c.query.Projects) == 0 {
		k.fills = append(append(k.fills, loadBalancerTypes()...), gcp.BackendHealth, gcp.VirtualMachines)
	}
	pages, how := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := apigeeService(ctx, opts)
		if err == nil {
			_, err = s.Organizations.Get(name).Context(ctx).Do()
		}
		return err
	})
	switch {
	case how == absent:
		c.abort(c.client.config.fault(KindOrganizationNotFound, "organization", "there is no Apigee organization %s (GET %s: 404)", c.query.Organization, k.path))
		return nil
	case how == failed:
		return nil
	case pages[0].Get("name").Text() == "":
		c.misshapen(k)
		return nil
	}
	r := gcp.Resource{Type: gcp.Organizations, Identity: apigeeIdentity(name), Body: pages[0]}
	c.put(r)
	for _, e := range pages[0].Get("environments").Elements() {
		if !isName(e.Text()) {
			c.misshapen(k)
			continue
		}
		c.put(gcp.Resource{
			Type: gcp.Environments, Identity: apigeeIdentity(name + "/environments/" + e.Text()),
			Body: value.OfObject(map[string]value.Value{"name": e}),
		})
	}
	return &r
}

// instances reads the instances, and the environments attached to each.
func (c *collector) instances() {
	parent := "organizations/" + c.query.Organization
	k := call{
		api: apigeeAPI, path: parent + "/instances", permission: "apigee.instances.list", role: apigeeRole,
		fills: []gcp.Type{gcp.Instances, gcp.InstanceAttachments},
	}
	pages, _ := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := apigeeService(ctx, opts)
		if err != nil {
			return err
		}
		return s.Organizations.Instances.List(parent).PageSize(pageSize).
			Pages(ctx, func(*apigeev1.GoogleCloudApigeeV1ListInstancesResponse) error { return nil })
	})
	for _, page := range pages {
		for _, i := range page.Get("instances").Elements() {
			c.key(i.Get("diskEncryptionKeyName").Text())
		}
	}
	for _, name := range c.putNamed(k, gcp.Instances, pages, "instances", value.Ref{}) {
		c.begin(func() { c.instanceAttachments(name) })
	}
}

func (c *collector) instanceAttachments(instance string) {
	ref := apigeeIdentity(instance).Ref
	k := call{
		api: apigeeAPI, path: instance + "/attachments", permission: "apigee.instanceattachments.list", role: apigeeRole,
		fills: []gcp.Type{gcp.InstanceAttachments}, scope: ref.Value(),
	}
	pages, _ := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := apigeeService(ctx, opts)
		if err != nil {
			return err
		}
		return s.Organizations.Instances.Attachments.List(instance).PageSize(pageSize).
			Pages(ctx, func(*apigeev1.GoogleCloudApigeeV1ListInstanceAttachmentsResponse) error { return nil })
	})
	c.putNamed(k, gcp.InstanceAttachments, pages, "attachments", ref.Value())
}

// groups reads the environment groups, and the environments attached to each.
func (c *collector) groups() {
	parent := "organizations/" + c.query.Organization
	k := call{
		api: apigeeAPI, path: parent + "/envgroups", permission: "apigee.envgroups.list", role: apigeeRole,
		fills: []gcp.Type{gcp.EnvironmentGroups, gcp.GroupAttachments},
	}
	pages, _ := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := apigeeService(ctx, opts)
		if err != nil {
			return err
		}
		return s.Organizations.Envgroups.List(parent).PageSize(pageSize).
			Pages(ctx, func(*apigeev1.GoogleCloudApigeeV1ListEnvironmentGroupsResponse) error { return nil })
	})
	for _, name := range c.putNamed(k, gcp.EnvironmentGroups, pages, "environmentGroups", value.Ref{}) {
		c.begin(func() { c.groupAttachments(name) })
	}
}

func (c *collector) groupAttachments(group string) {
	ref := apigeeIdentity(group).Ref
	k := call{
		api: apigeeAPI, path: group + "/attachments", permission: "apigee.envgroupattachments.list", role: apigeeRole,
		fills: []gcp.Type{gcp.GroupAttachments}, scope: ref.Value(),
	}
	pages, _ := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := apigeeService(ctx, opts)
		if err != nil {
			return err
		}
		return s.Organizations.Envgroups.Attachments.List(group).PageSize(pageSize).
			Pages(ctx, func(*apigeev1.GoogleCloudApigeeV1ListEnvironmentGroupAttachmentsResponse) error { return nil })
	})
	c.putNamed(k, gcp.GroupAttachments, pages, "environmentGroupAttachments", ref.Value())
}

// deployed reads which API proxies are deployed behind the host names.
func (c *collector) deployed() {
	org := "organizations/" + c.query.Organization
	k := call{
		api: apigeeAPI, path: org + "/deployedIngressConfig", permission: "apigee.ingressconfigs.get", role: apigeeRole,
		fills: []gcp.Type{gcp.RouteTables},
	}
	pages, how := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := apigeeService(ctx, opts)
		if err == nil {
			_, err = s.Organizations.GetDeployedIngressConfig(k.path).View("FULL").Context(ctx).Do()
		}
		return err
	})
	switch {
	case how != read:
	case pages[0].Get("name").Text() == "":
		c.misshapen(k)
	default:
		c.put(gcp.Resource{Type: gcp.RouteTables, Identity: apigeeIdentity(org), Body: value.OfObject(map[string]value.Value{"environmentGroups": pages[0].Get("environmentGroups")})})
	}
}

// putNamed puts the items of a listing of Apigee's, whose names are last segments
// below the path of the call, and returns their full names.
func (c *collector) putNamed(k call, t gcp.Type, pages []value.Value, field string, parent value.Ref) []string {
	var names []string
	for _, page := range pages {
		for _, item := range page.Get(field).Elements() {
			name := item.Get("name").Text()
			name = name[strings.LastIndexByte(name, '/')+1:]
			if !isName(name) {
				c.misshapen(k)
				continue
			}
			r := gcp.Resource{Type: t, Identity: apigeeIdentity(k.path + "/" + name), Body: item}
			if !parent.IsZero() {
				r.Parent = value.Known(parent)
			}
			c.put(r)
			names = append(names, k.path+"/"+name)
		}
	}
	return names
}

// misshapen is for an item that lacks what it cannot lack.
func (c *collector) misshapen(k call) {
	c.lack(k, "an item of the answer has no name", "run again; if it stays, update apireach")
}

func apigeeIdentity(path string) apigee.Identity {
	ref, err := gcp.ApigeeRef(path, "", "")
	if err != nil {
		return apigee.Identity{} // not for names that passed isName
	}
	return apigee.Identity{Ref: value.Known(ref)}
}

func apigeeService(ctx context.Context, opts []option.ClientOption) (*apigeev1.Service, error) {
	return apigeev1.NewService(ctx, opts...)
}
