package live

import (
	"context"
	"fmt"
	"strings"

	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// list reads a listing of a project and returns what it found. Scopes that did
// not answer are gaps of their region.
func (c *collector) list(l listing, project string) []gcp.Resource {
	k := call{
		api: computeAPI, path: "projects/" + project + "/" + l.scope + "/" + l.collection,
		permission: "compute." + l.collection + ".list", role: l.role, fills: []gcp.Type{l.typ},
	}
	switch l.typ {
	case gcp.GlobalAddresses:
		k.permission = "compute.globalAddresses.list"
	case gcp.BackendServices:
		k.fills = append(k.fills, gcp.HierarchicalSecurityPolicies, gcp.BackendHealth, gcp.VirtualMachines) // a service that is not known is not asked
	case gcp.InstanceGroupManagers:
		k.fills = append(k.fills, gcp.VirtualMachines) // nor is a group
	case gcp.Routers:
		k.fills = append(k.fills, gcp.RouterNATs)
	}
	pages, _ := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error { return l.list(ctx, project, opts...) })
	var out []gcp.Resource
	for _, page := range pages {
		if page.Get("kind").IsNull() && page.Get("items").IsNull() {
			c.lack(k, "the answer is no list", "run again; if it stays, update apireach")
		}
		c.partial(k, page, "")
		if l.scope == "global" {
			out = append(out, c.items(k, l, project, "global", page.Get("items"))...)
			continue
		}
		for _, scope := range page.Get("items").Keys() {
			in := page.Get("items", scope)
			c.partial(k, in, scope)
			out = append(out, c.items(k, l, project, scope, in.Get(l.collection))...)
		}
	}
	c.put(out...)
	switch l.typ {
	case gcp.BackendServices:
		c.hierarchies(out)
	case gcp.Routers:
		c.nats(k, out)
	}
	return out
}

// nats makes resources of the NATs of routers, as they are in Terraform.
func (c *collector) nats(k call, routers []gcp.Resource) {
	for _, r := range routers {
		for _, nat := range r.Body.Get("nats").Elements() {
			path := r.Ref.Value().Path()
			ref, err := gcp.ComputeRef(path+"/nats/"+nat.Get("name").Text(), "", "")
			if err != nil || !isName(nat.Get("name").Text()) {
				k.fills = []gcp.Type{gcp.RouterNATs}
				c.misshapen(k)
				continue
			}
			c.put(gcp.Resource{
				Type: gcp.RouterNATs, Identity: apigee.Identity{Ref: value.Known(ref)},
				Body: nat.With("router", value.OfString(path)).With("region", r.Body.Get("region")),
			})
		}
	}
}

// items turns the items of one scope, such as regions/us-east1, into resources.
func (c *collector) items(k call, l listing, project, scope string, items value.Value) []gcp.Resource {
	var out []gcp.Resource
	for _, item := range items.Elements() {
		ref, err := gcp.ComputeRef(item.Get("selfLink").Text(), "", "")
		if err != nil {
			ref, err = gcp.ComputeRef(fmt.Sprintf("projects/%s/%s/%s/%s", project, scope, l.collection, item.Get("name").Text()), "", "")
		}
		if err != nil {
			c.misshapen(k)
			continue
		}
		out = append(out, gcp.Resource{Type: l.typ, Identity: apigee.Identity{Ref: value.Known(ref)}, Body: item})
	}
	return out
}

// partial adds gaps for what a page says it lacks: a warning, of a scope or of
// the page, and scopes that could not be reached.
func (c *collector) partial(k call, page value.Value, scope string) {
	if code := page.Get("warning", "code").Text(); code != "" && code != "NO_RESULTS_ON_PAGE" {
		reason := "the API warns that the answer is not complete"
		if isCode(code) {
			reason += ": " + code
		}
		settle := "run again when the API answers for all regions"
		if code == snapshot.NotAllImported {
			reason = "only a part of the list was imported"
			settle = "import the whole list, or say with --empty that there is no more"
		}
		in := k
		in.location = regionOf(scope)
		c.lack(in, reason, settle)
	}
	for _, u := range page.Get("unreachables").Elements() {
		in := k
		in.location = regionOf(u.Text())
		where := in.location
		if where == "" {
			where = "a scope"
		}
		c.lack(in, "no answer for "+where, "run again when the API answers for all regions")
	}
}

// regionOf reads the region from a scope, such as zones/us-east1-b; "" is none.
func regionOf(scope string) string {
	segments := strings.Split(scope, "/")
	for i := 0; i+1 < len(segments); i++ {
		switch name := segments[i+1]; segments[i] {
		case "regions":
			return name
		case "zones":
			if cut := strings.LastIndexByte(name, '-'); cut > 0 {
				return name[:cut]
			}
		}
	}
	return ""
}
