package live

import (
	"context"

	"google.golang.org/api/cloudresourcemanager/v1"
	"google.golang.org/api/option"
	"google.golang.org/api/servicenetworking/v1"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// number resolves a project, by its number or id, to its number; "" when that
// fails. The given listings lack something then.
func (c *collector) number(project string, scope value.Ref, fills ...gcp.Type) string {
	k := call{
		api: managerAPI, path: "projects/" + project, permission: "resourcemanager.projects.get", role: "roles/browser",
		fills: fills, scope: scope,
	}
	pages, how := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := cloudresourcemanager.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Projects.Get(project).Context(ctx).Do()
		}
		return err
	})
	if how != read {
		return ""
	}
	id, number := pages[0].Get("projectId").Text(), pages[0].Get("projectNumber").Text()
	if !isName(id) || !isNumber(number) || project != id && project != number {
		c.lack(k, "the answer does not tell its id and number", "run again; if it stays, update apireach")
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.projects[number] = id
	return number
}

// connections reads the private connections of a network, which has to be named by
// its project's number.
func (c *collector) connections(ref value.Ref, number string) {
	const service = "services/servicenetworking.googleapis.com"
	network := "projects/" + number + "/global/networks/" + ref.Name()
	k := call{
		api: networkingAPI, path: service + "/connections?network=" + network,
		permission: "servicenetworking.services.get", role: "a custom role",
		fills: []gcp.Type{gcp.Connections}, scope: ref,
	}
	pages, _ := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := servicenetworking.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Services.Connections.List(service).Network(network).Context(ctx).Do()
		}
		return err
	})
	for _, page := range pages {
		for _, item := range page.Get("connections").Elements() {
			on, err := gcp.ComputeRef(item.Get("network").Text(), "global/networks", number)
			if err != nil {
				c.misshapen(k)
				continue
			}
			name, err := gcp.ConnectionRef(c.canonical(on), item.Get("service").Text())
			if err != nil {
				c.misshapen(k)
				continue
			}
			c.put(gcp.Resource{Type: gcp.Connections, Identity: apigee.Identity{Ref: value.Known(name)}, Body: item})
		}
	}
}

func isNumber(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
