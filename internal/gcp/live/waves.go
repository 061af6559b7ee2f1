package live

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// collect starts everything that can be started, and lets what depends on an
// answer wait for it. No call waits for more than two others, one after the other:
// the organization or a project's listings, then what those name.
func (c *collector) collect() {
	org := start(c, c.organization)
	c.begin(c.instances)
	c.begin(c.groups)

	projects := start(c, func() []string {
		if len(c.query.Projects) > 0 {
			return c.query.Projects
		}
		return projectsOf(org.get())
	})
	front := start(c, func() []gcp.Resource { return c.lists(projects.get(), frontEnds()...) })
	behind := start(c, func() []gcp.Resource {
		for _, p := range projects.get() {
			c.subnetworks(p)
		}
		return c.lists(projects.get(), proxies()...)
	})
	peered := start(c, func() peered { return c.authorized(org.get()) })
	c.begin(func() {
		if p := peered.get(); p.exists && p.number != "" {
			c.connections(p.network, p.number)
		}
	})
	c.begin(func() { c.proxyNetworks(behind.get(), projects.get(), peered.get()) })
	c.begin(func() {
		peered.get() // for the number of its project
		c.outside(append(front.get(), behind.get()...), projects.get())
	})
}

// begin starts something whose result nobody waits for.
func (c *collector) begin(f func()) { c.wait.Go(f) }

// lists reads listings of projects, all at once.
func (c *collector) lists(projects []string, listings ...listing) []gcp.Resource {
	var all []*future[[]gcp.Resource]
	for _, p := range projects {
		for _, l := range listings {
			all = append(all, start(c, func() []gcp.Resource { return c.list(l, p) }))
		}
	}
	var out []gcp.Resource
	for _, f := range all {
		out = append(out, f.get()...)
	}
	return out
}

// subnetworks reads the subnetworks of a project, once.
func (c *collector) subnetworks(project string) *future[[]gcp.Resource] {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, ok := c.subnets[project]
	if !ok {
		f = start(c, func() []gcp.Resource { return c.list(subnetworks(), project) })
		c.subnets[project] = f
	}
	return f
}

// projectsOf is where the load balancer and the proxies are when nobody says: in
// the organization's own project. Others are not searched for.
func projectsOf(org *gcp.Resource) []string {
	if org == nil {
		return nil // the organization's gap is theirs too
	}
	if p := org.Body.Get("projectId").Text(); isName(p) {
		return []string{p}
	}
	return []string{org.Ref.Value().Name()}
}

// peered is the authorized network of the organization.
type peered struct {
	network value.Ref
	exists  bool
	number  string // of its project
}

// authorized reads the authorized network, with all that its reserved ranges need.
func (c *collector) authorized(org *gcp.Resource) peered {
	if org == nil {
		return peered{}
	}
	text := org.Body.Get("authorizedNetwork").Text()
	if text == "" {
		return peered{}
	}
	ref, ok := networkRef(text, org.Body.Get("projectId").Text())
	if !ok {
		for _, t := range []gcp.Type{gcp.Connections, gcp.Networks} {
			c.gap(t, apigee.Gap{
				What:   "the authorized network of " + org.Ref.Value().Path(),
				Reason: "authorizedNetwork is no reference to a network",
				Settle: "look at `gcloud apigee organizations describe`",
			})
		}
		return peered{}
	}
	project := ref.Project()
	c.subnetworks(project)
	c.begin(func() { c.list(globalAddresses(), project) })
	number := start(c, func() string { return c.number(project, ref, gcp.Connections) })
	exists := c.network(ref)
	return peered{network: ref, exists: exists, number: number.get()}
}

// networkRef reads a reference to a network whose project is known.
func networkRef(text, project string) (value.Ref, bool) {
	ref, err := gcp.ComputeRef(text, "global/networks", project)
	ok := err == nil && isName(ref.Project()) && isName(ref.Name()) && ref.Path() == "projects/"+ref.Project()+"/global/networks/"+ref.Name()
	return ref, ok
}

// proxyNetworks reads the networks that proxies are in, as far as that has not been
// done, and the regional policies of each in the regions of its proxies.
func (c *collector) proxyNetworks(behind []gcp.Resource, projects []string, known peered) {
	places := c.places(behind, projects)
	done := map[value.Ref]bool{c.canonical(known.network): true}
	for _, p := range places {
		ref := c.canonical(p.network)
		c.begin(func() { c.regional(p.network, p.region) })
		if done[ref] {
			continue
		}
		done[ref] = true
		c.begin(func() { c.network(ref) })
		c.subnetworks(ref.Project())
		if isNumber(ref.Project()) {
			c.begin(func() { c.number(ref.Project(), ref, gcp.Networks) })
		}
		switch {
		case ref.Project() == c.canonical(known.network).Project() && known.number != "":
			c.begin(func() { c.connections(ref, known.number) })
		default:
			c.gap(gcp.Connections, apigee.Gap{
				What:   "the private connections of " + ref.Path(),
				Reason: "not read, as it is not the authorized network, and its project's number is not known",
				Settle: "look at `gcloud services vpc-peerings list`", Scope: ref,
			})
		}
	}
}

// place is a network and a region that has proxies in it.
type place struct {
	network value.Ref
	region  string
}

// places lists where the instances of managed groups are. A template without a
// network is in that of its subnetwork.
func (c *collector) places(behind []gcp.Resource, projects []string) []place {
	networks := map[value.Ref][]value.Ref{} // by template
	for _, r := range behind {
		if r.Type == gcp.InstanceTemplates {
			networks[r.Ref.Value()] = c.networksOf(r, projects)
		}
	}
	var out []place
	for _, r := range behind {
		if r.Type != gcp.InstanceGroupManagers {
			continue
		}
		region := regionOf(r.Ref.Value().Path())
		for _, t := range templatesOf(r) {
			for _, n := range networks[t] {
				if p := (place{n, region}); region != "" && !slices.Contains(out, p) {
					out = append(out, p)
				}
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
			out = append(out, ref)
		}
	}
	return out
}

// networksOf lists the networks that a template's instances are in.
func (c *collector) networksOf(template gcp.Resource, projects []string) []value.Ref {
	var out []value.Ref
	for _, nic := range template.Body.Get("properties", "networkInterfaces").Elements() {
		project := template.Ref.Value().Project()
		if ref, ok := networkRef(nic.Get("network").Text(), project); ok {
			out = append(out, ref)
			continue
		}
		if ref, ok := c.networkOfSubnetwork(nic.Get("subnetwork").Text(), project, projects); ok {
			out = append(out, ref)
			continue
		}
		for _, t := range []gcp.Type{gcp.Subnetworks, gcp.Firewalls, gcp.FirewallPolicies} {
			c.gap(t, apigee.Gap{
				What:   "the network of " + template.Subject(),
				Reason: "its network interface does not name one whose subnetwork was read",
				Settle: "add the project of its subnetwork to projects",
			})
		}
	}
	return out
}

func (c *collector) networkOfSubnetwork(text, project string, projects []string) (value.Ref, bool) {
	subnetwork, err := gcp.ComputeRef(text, "", project)
	if err != nil {
		return value.Ref{}, false
	}
	for _, p := range projects {
		for _, s := range c.subnetworks(p).get() {
			if s.Ref.Value() == subnetwork {
				return networkRef(s.Body.Get("network").Text(), p)
			}
		}
	}
	return value.Ref{}, false
}

// canonical spells project numbers as ids, as far as they are known by now.
func (c *collector) canonical(ref value.Ref) value.Ref {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.projects.Canonical(ref)
}
