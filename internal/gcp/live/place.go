package live

import (
	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// live lists where the instances of managed groups are.
func (c *collector) live(behind []gcp.Resource, projects []string) []place {
	templates := map[value.Ref]gcp.Resource{}
	for _, r := range behind {
		if r.Type == gcp.InstanceTemplates {
			templates[r.Ref.Value()] = r
		}
	}
	var out []place
	for _, r := range behind {
		if r.Type != gcp.InstanceGroupManagers {
			continue
		}
		for _, t := range templatesOf(r) {
			template, ok := templates[t]
			if !ok {
				continue // a gap, or a template that is gone
			}
			for _, n := range c.networksOf(template, projects) {
				out = with(out, place{c.canonical(n), regionOf(r.Ref.Value().Path())})
			}
		}
	}
	return out
}

// templatesOf lists the templates of a managed group.
func templatesOf(group gcp.Resource) []value.Ref {
	texts := []value.Value{group.Body.Get("instanceTemplate")}
	for _, v := range group.Body.Get("versions").Elements() {
		texts = append(texts, v.Get("instanceTemplate"))
	}
	var out []value.Ref
	for _, t := range texts {
		if ref, err := gcp.ComputeRef(t.Text(), "global/instanceTemplates", group.Ref.Value().Project()); err == nil {
			out = with(out, ref)
		}
	}
	return out
}

// networksOf lists the networks that a template's instances are in. A template
// without a network is in that of its subnetwork.
func (c *collector) networksOf(template gcp.Resource, projects []string) []value.Ref {
	var out []value.Ref
	for _, nic := range template.Body.Get("properties", "networkInterfaces").Elements() {
		project := template.Ref.Value().Project()
		if ref, ok := networkRef(nic.Get("network").Text(), project); ok {
			out = append(out, ref)
			continue
		}
		subnetwork, err := gcp.ComputeRef(nic.Get("subnetwork").Text(), "", project)
		if ref, ok := c.networkOfSubnetwork(subnetwork, projects); ok && err == nil {
			out = append(out, ref)
			continue
		}
		for _, t := range []gcp.Type{gcp.Subnetworks, gcp.Firewalls, gcp.FirewallPolicies, gcp.Routers, gcp.RouterNATs, gcp.Routes} {
			c.gap(t, apigee.Gap{
				What:   "the network of " + template.Subject(),
				Reason: "its network interface names none, nor a subnetwork that was read",
				Settle: "add the project of its subnetwork to projects",
			})
		}
	}
	return out
}

// networkOfSubnetwork looks a subnetwork up among those of the projects.
func (c *collector) networkOfSubnetwork(ref value.Ref, projects []string) (value.Ref, bool) {
	for _, p := range projects {
		for _, s := range c.subnetworks(p).get() {
			if s.Ref.Value() == ref {
				return networkRef(s.Body.Get("network").Text(), p)
			}
		}
	}
	return value.Ref{}, false
}
