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
	c.organizationOf = org
	c.begin(func() { c.prerequisites(org.get()) })
	c.begin(c.instances)
	c.begin(c.groups)
	c.begin(c.deployed)
	for _, n := range c.query.networks {
		c.begin(func() { c.peer(n) })
	}

	projects := start(c, func() []string { return c.projectsOf(org.get) })
	front := start(c, func() []gcp.Resource { return c.lists(projects.get(), frontEnds()...) })
	c.begin(func() { c.managed(front.get()) })
	c.begin(func() { c.clientPolicies(front.get()) })
	c.begin(func() { c.lists(projects.get(), sizes()) })
	c.begin(func() { c.health(projects.get()) })
	behind := start(c, func() []gcp.Resource {
		for _, p := range projects.get() {
			c.subnetworks(p)
		}
		return c.lists(projects.get(), proxies()...)
	})
	known := start(c, func() []value.Ref {
		named := c.query.networks
		if n, ok := c.authorized(org.get()); ok {
			c.begin(func() { c.peer(n) })
			named = with(named, n)
		}
		for _, n := range named {
			c.number(n.Project()).get()
		}
		return named
	})
	c.begin(func() { c.proxyNetworks(behind.get(), projects.get(), known.get()) })
	c.begin(func() {
		known.get() // for the numbers of projects
		c.outside(append(front.get(), behind.get()...), projects.get())
	})
}

// lists reads listings of projects, all at once.
func (c *collector) lists(projects []string, listings ...listing) []gcp.Resource {
	var all []*future[[]gcp.Resource]
	for _, p := range projects {
		for _, l := range listings {
			all = append(all, c.listing(l, p))
		}
	}
	var out []gcp.Resource
	for _, f := range all {
		out = append(out, f.get()...)
	}
	return out
}

// listing reads a listing of a project, once.
func (c *collector) listing(l listing, project string) *future[[]gcp.Resource] {
	return once(c, c.listings, project+"/"+l.collection, func() []gcp.Resource { return c.list(l, project) })
}

// subnetworks reads the subnetworks of a project.
func (c *collector) subnetworks(project string) *future[[]gcp.Resource] {
	return c.listing(subnetworks(), project)
}

// projectsOf is where the load balancer and the proxies are when nobody says: in
// the organization's own project. Others are not searched for.
func (c *collector) projectsOf(org func() *gcp.Resource) []string {
	if len(c.query.Projects) > 0 {
		out := c.query.Projects
		for _, p := range c.query.also {
			out = with(out, p)
		}
		return out
	}
	o := org()
	if o == nil {
		return c.query.also // the organization's gap is that of its project too
	}
	own := o.Body.Get("projectId").Text()
	if !isName(own) {
		own = o.Ref.Value().Name()
	}
	return with(c.query.also, own)
}

// authorized is the organization's authorized network, if it names one.
func (c *collector) authorized(org *gcp.Resource) (value.Ref, bool) {
	if org == nil {
		return value.Ref{}, false
	}
	text := org.Body.Get("authorizedNetwork").Text()
	ref, ok := networkRef(text, org.Body.Get("projectId").Text())
	if !ok && text != "" {
		for _, t := range []gcp.Type{gcp.Connections, gcp.Networks} {
			c.gap(t, apigee.Gap{
				What:   "the authorized network of " + org.Ref.Value().Path(),
				Reason: "authorizedNetwork is no reference to a network",
				Settle: "look at `gcloud apigee organizations describe`",
			})
		}
	}
	return ref, ok
}

// peer reads a network that the organization is, or may come to be, authorized
// for, with all that its private connection needs.
func (c *collector) peer(ref value.Ref) {
	c.subnetworks(ref.Project())
	c.listing(globalAddresses(), ref.Project())
	c.connect(ref)
}

// proxyNetworks reads the networks that proxies are in, as far as that has not been
// done, and the regional policies of each in the regions of its proxies.
func (c *collector) proxyNetworks(behind []gcp.Resource, projects []string, known []value.Ref) {
	numbers := map[string]string{}
	exists := map[value.Ref]*future[bool]{}
	for _, k := range known {
		numbers[c.canonical(k).Project()] = c.number(k.Project()).get().number
		exists[c.canonical(k)] = c.network(k)
		projects = with(projects, k.Project()) // a Shared VPC's host has the subnetworks
	}
	for _, p := range c.places(behind, projects) {
		for _, l := range waysOut() {
			c.listing(l, p.network.Project())
		}
		there, done := exists[p.network]
		if !done {
			there = c.network(p.network)
			exists[p.network] = there
		}
		if p.region != "" {
			c.begin(func() { c.regional(p.network, p.region, there) })
		}
		if done {
			continue
		}
		project := p.network.Project()
		c.subnetworks(project)
		if isNumber(project) {
			c.number(project)
		}
		if number := numbers[project]; number != "" {
			c.begin(func() { c.connections(p.network, number, there) })
			continue
		}
		c.gap(gcp.Connections, apigee.Gap{
			What:   "the private connections of " + p.network.Path(),
			Reason: "not read, as it is not the authorized network and the number of its project is not known",
			Settle: "look at `gcloud services vpc-peerings list`", Scope: p.network,
		})
	}
}

// canonical spells project numbers as ids, as far as they are known by now.
func (c *collector) canonical(ref value.Ref) value.Ref {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.projects.Canonical(ref)
}

// place is a network and a region that has proxies in it, or may come to have.
type place struct {
	network value.Ref
	region  string // "" when only the network matters
}

// places lists where proxies are: those of managed groups, and those of a plan,
// which may be in any of its regions and networks.
func (c *collector) places(behind []gcp.Resource, projects []string) []place {
	var out []place
	regions, networks := c.query.regions, c.query.networks
	for _, s := range c.query.subnetworks {
		if n, ok := c.networkOfSubnetwork(s, projects); ok {
			networks = with(networks, c.canonical(n))
		}
	}
	for _, p := range c.live(behind, projects) {
		out = with(out, p)
		for _, n := range networks {
			out = with(out, place{c.canonical(n), p.region})
		}
		for _, r := range regions {
			out = with(out, place{p.network, r})
		}
	}
	for _, n := range networks {
		out = with(out, place{network: c.canonical(n)})
		for _, r := range regions {
			out = with(out, place{c.canonical(n), r})
		}
	}
	return slices.Clip(out)
}
