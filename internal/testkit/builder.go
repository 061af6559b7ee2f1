package testkit

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Body is a REST resource, or a part of one. A string that begins with "?" is an
// unknown value, as in [Scene]; a [value.Value] stands for itself.
type Body = map[string]any

// World builds the resources of one organization and its path. [NewWorld] is
// healthy; the methods change it one thing at a time and return it, so that a
// test says only what it is about:
//
//	testkit.NewWorld().Set(gcp.Firewalls, "allow-lb", "disabled", true).Inventory(t)
//
// A name that fits no resource, or more than one, is a mistake in the test and
// panics.
type World struct {
	organization, project, host string

	resources []resource
	gaps      []gap
	projects  []project
	hostnames []string
	clients   []netip.Prefix
	observed  []apigee.Observed
	// projectMetadata is the metadata of every project.
	projectMetadata []Body

	regions []string

	// states are those of the instances of groups, by the name of the group; unmeasured
	// says that no load balancer tells any.
	states     map[string][]string
	unmeasured bool
	// altered are fields of instances of groups, by the instance's name; unmade says that
	// nobody tells of instances.
	altered map[string][]alteration
	unmade  bool
	// basePaths are those of the API proxies of groups, by the name of the group.
	basePaths map[string][]string
	// table is what is deployed in groups that were hidden; untabled says that nobody tells.
	table    []Body
	untabled bool
}

// resource is one resource, with the path by which tests call it: that of the
// resource, but for attachments, whose own names are UUIDs.
type resource struct {
	gcp.Resource
	key string
}

type gap struct {
	typ gcp.Type
	gap apigee.Gap
}

// project is what the APIs tell of a project.
type project struct{ id, number, host string }

// The names in a new world. Tests that must compare with them may use these.
const (
	Organization = "acme"
	Project      = "acme"      // of the load balancer and the proxies
	HostProject  = "acme-host" // of the Shared VPC
	Network      = "prod"
	// Tag is the network tag of the proxies.
	Tag = "gke-apigee-proxy"
	// Front names each piece of the load balancer: forwarding rule, target
	// proxy, URL map, backend service and health check.
	Front = "gateway"
)

// NewWorld returns a healthy organization acme: instances in us-east1 and
// us-west1, environments live, test and lab on both, groups public and inner, a
// global external load balancer in project acme in front of one group of proxies
// per region, and a Shared VPC prod in project acme-host that is peered.
func NewWorld() *World {
	return newWorld(Project, HostProject)
}

// NewLocalWorld is [NewWorld] without a Shared VPC: the network lies in the
// project of the load balancer.
func NewLocalWorld() *World { return newWorld(Project, Project) }

func newWorld(project, host string) *World {
	w := &World{organization: Organization, project: project, host: host}
	w.Project(project, "1001")
	if host != project {
		w.Project(host, "2002").SharedVPC(project, host)
	}
	w.addOrganization()
	w.addNetwork()
	w.addPrerequisites()
	w.addFront()
	for _, e := range []string{"live", "test", "lab"} {
		w.Environment(e)
	}
	w.Group("public", []string{"api.acme.example"}, "live")
	w.Group("inner", []string{"inner.acme.example", "lab.acme.example"}, "test", "lab")
	return w.Region("us-east1").Region("us-west1")
}

// Project adds a project.
func (w *World) Project(id, number string) *World {
	w.projects = append(w.projects, project{id: id, number: number})
	return w
}

// SharedVPC makes one project the service project of another.
func (w *World) SharedVPC(service, host string) *World {
	for i, p := range w.projects {
		if p.id == service {
			w.projects[i].host = host
		}
	}
	return w
}

// Hostnames says which hostnames clients use.
func (w *World) Hostnames(names ...string) *World {
	w.hostnames = names
	return w
}

// Clients says where clients come from.
func (w *World) Clients(ranges ...string) *World {
	w.clients = nil
	for _, r := range ranges {
		w.clients = append(w.clients, netip.MustParsePrefix(r))
	}
	return w
}

// Gap says that a listing may lack resources, and why.
func (w *World) Gap(typ gcp.Type, reason string) *World {
	return w.AddGap(typ, apigee.Gap{What: string(typ), Reason: reason, Settle: "give credentials"})
}

// AddGap is [World.Gap] for a gap with a scope or a location.
func (w *World) AddGap(typ gcp.Type, g apigee.Gap) *World {
	w.gaps = append(w.gaps, gap{typ, g})
	return w
}

// Regions lists the regions that have an instance.
func (w *World) Regions() []string { return w.regions }

// World returns what was built, every project with its number.
func (w *World) World() *gcp.World {
	out := gcp.NewWorld()
	out.Observed = slices.Clone(w.observed)
	out.Hostnames, out.ClientRanges, out.Now, out.WarningDays = w.hostnames, w.clients, Now, 30
	for _, p := range w.projects {
		out.Projects[p.number] = p.id
		r := p.resource()
		if len(w.projectMetadata) > 0 {
			r.Body = r.Body.With("commonInstanceMetadata", of(Body{"kind": "compute#metadata", "items": w.projectMetadata}))
		}
		out.Put(r)
	}
	for _, r := range w.resources {
		out.Put(r.Resource)
	}
	for _, n := range w.nats() {
		out.Put(n)
	}
	for _, h := range slices.Concat(w.measured(), w.machines(), w.routeTable()) {
		out.Put(h)
	}
	for _, g := range w.gaps {
		out.AddGap(g.typ, g.gap)
	}
	return out
}

// Inventory returns what was built as the model that checks see.
func (w *World) Inventory(t testing.TB) *apigee.Inventory {
	t.Helper()
	inv, err := w.World().Inventory()
	if err != nil {
		t.Fatalf("testkit: the built world is no inventory: %v", err)
	}
	return inv
}

// Projects is the type of compute.projects in a built world. Its parent is the
// host project of its Shared VPC, if any. No check reads it; [Serve] does.
const Projects gcp.Type = "compute.projects"

func (p project) resource() gcp.Resource {
	r := gcp.Resource{Type: Projects, Body: of(Body{
		"kind": "compute#project", "id": p.number, "name": p.id,
		"selfLink":              selfLink("projects/" + p.id),
		"defaultServiceAccount": p.number + "-compute@developer.gserviceaccount.com",
		"xpnProjectStatus":      "UNSPECIFIED_XPN_PROJECT_STATUS",
	})}
	r.Ref = value.Known(mustRef(gcp.ComputeService, "projects/"+p.id))
	if p.host != "" {
		r.Parent = value.Known(mustRef(gcp.ComputeService, "projects/"+p.host))
	}
	return r
}
