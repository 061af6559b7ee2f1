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

// numbered is a project's number, or the gap that takes its place.
type numbered struct {
	number string
	gap    apigee.Gap
}

// number resolves a project, given by id or number, once.
func (c *collector) number(project string) *future[numbered] {
	return once(c, c.numbers, project, func() numbered { return c.resolve(project) })
}

func (c *collector) resolve(project string) numbered {
	k := call{api: managerAPI, path: "projects/" + project, permission: "resourcemanager.projects.get", role: "roles/browser"}
	pages, how, f := c.try(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := cloudresourcemanager.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Projects.Get(project).Context(ctx).Do()
		}
		return err
	})
	if how != read {
		return numbered{gap: apigee.Gap{What: k.what(), Reason: f.reason, Settle: f.settle}}
	}
	id, number := pages[0].Get("projectId").Text(), pages[0].Get("projectNumber").Text()
	if !isName(id) || !isNumber(number) || project != id && project != number {
		return numbered{gap: apigee.Gap{What: k.what(), Reason: "the answer is not that of the project", Settle: "run again"}}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.projects[number] = id
	return numbered{number: number}
}

// connect reads the private connections of a network, once the number of its
// project is known. A network that does not exist has none, whatever the answer.
func (c *collector) connect(ref value.Ref) {
	exists := c.network(ref)
	n := c.number(ref.Project()).get()
	if n.number != "" {
		c.connections(ref, n.number, exists)
		return
	}
	if exists.get() {
		n.gap.Scope = ref
		c.gap(gcp.Connections, n.gap)
	}
}

// connections reads the private connections of a network, which has to be named by
// its project's number.
func (c *collector) connections(ref value.Ref, number string, exists *future[bool]) {
	const service = "services/servicenetworking.googleapis.com"
	network := "projects/" + number + "/global/networks/" + ref.Name()
	k := call{
		api: networkingAPI, path: service + "/connections?network=" + network,
		permission: "servicenetworking.services.get", role: "a custom role",
		fills: []gcp.Type{gcp.Connections}, scope: ref,
	}
	pages, how, f := c.try(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := servicenetworking.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Services.Connections.List(service).Network(network).Context(ctx).Do()
		}
		return err
	})
	if how == failed && exists.get() {
		c.lack(k, f.reason, f.settle)
	}
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
