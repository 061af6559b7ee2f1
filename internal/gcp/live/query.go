package live

import (
	"net/netip"
	"slices"
	"strings"
	"unicode"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Query says what to collect.
type Query struct {
	Organization string
	// Projects hold the load balancer and the proxies; empty is the organization's own.
	Projects  []string
	Hostnames []string
	// ClientRanges are where clients come from.
	ClientRanges []netip.Prefix

	// Probe asks DNS for the hosts of clients, and shakes hands with what it tells of.
	Probe bool

	// What a plan refers to, beside what exists.
	also        []string // projects
	networks    []value.Ref
	subnetworks []value.Ref
	regions     []string
	manager     manager
	keys        []string
}

// Including asks also for what a plan refers to, so that laying the plan over the
// collected world leaves no existing network, region or project unread.
func (q Query) Including(plan *gcp.World) Query {
	for _, t := range append(loadBalancerTypes(), gcp.CertificateMapEntries, gcp.Organizations, gcp.Instances, gcp.Networks, gcp.Subnetworks, gcp.Connections, gcp.GlobalAddresses, gcp.Firewalls, gcp.FirewallPolicies) {
		for _, r := range plan.Resources(t) {
			q = q.including(r)
		}
	}
	named := q.networks
	q.networks = nil
	for _, n := range named {
		q.networks = with(q.networks, plan.Projects.Canonical(n))
	}
	return q
}

func (q Query) including(r gcp.Resource) Query {
	ref, project := r.Ref.Value(), r.Ref.Value().Project()
	switch r.Type {
	case gcp.Instances:
		return q.withKeys(r, "diskEncryptionKeyName")
	case gcp.Organizations:
		q = q.withKeys(r, organizationKeys...)
		return q.withNetwork(r.Body.Get("authorizedNetwork"), r.Body.Get("projectId").Text())
	case gcp.Networks:
		return q.withNetwork(value.OfString(ref.Path()), "")
	case gcp.FirewallPolicies:
		return q.withNetwork(value.OfString(r.Parent.Value().Path()), "")
	case gcp.InstanceTemplates:
		for _, nic := range r.Body.Get("properties", "networkInterfaces").Elements() {
			q = q.withNetwork(nic.Get("network"), project)
			if s, err := gcp.ComputeRef(nic.Get("subnetwork").Text(), "", project); err == nil && isName(s.Project()) {
				q.subnetworks = with(q.subnetworks, s)
			}
		}
	case gcp.InstanceGroupManagers:
		if region := regionOf(ref.Path()); isName(region) {
			q.regions = with(q.regions, region)
		}
	case gcp.TargetProxies, gcp.CertificateMapEntries:
		q.manager = q.manager.including(r)
	default:
		q = q.withNetwork(r.Body.Get("network"), project)
	}
	if slices.Contains(loadBalancerTypes(), r.Type) && isName(project) {
		q.also = with(q.also, project)
	}
	return q
}

// withKeys adds the keys that fields name.
func (q Query) withKeys(r gcp.Resource, fields ...string) Query {
	for _, f := range fields {
		if name := r.Body.Get(f).Text(); name != "" {
			q.keys = with(q.keys, name)
		}
	}
	return q
}

func (q Query) withNetwork(text value.Value, project string) Query {
	if ref, ok := networkRef(text.Text(), project); ok {
		q.networks = with(q.networks, ref)
	}
	return q
}

// with adds an element that is not there yet, leaving the given slice alone.
func with[T comparable](list []T, e T) []T {
	if slices.Contains(list, e) {
		return list
	}
	return append(slices.Clip(list), e)
}

// networkRef reads a reference to a network whose project is known.
func networkRef(text, project string) (value.Ref, bool) {
	ref, err := gcp.ComputeRef(text, "global/networks", project)
	ok := err == nil && isName(ref.Project()) && isName(ref.Name()) && ref.Path() == "projects/"+ref.Project()+"/global/networks/"+ref.Name()
	return ref, ok
}

// check reads a query: names may be spelled organizations/acme and projects/acme.
func (c Config) check(q Query) (Query, error) {
	q.Organization = strings.TrimPrefix(q.Organization, "organizations/")
	if !isName(q.Organization) {
		return q, c.fault(KindConfig, "organization", "expected the name of an Apigee organization, such as acme")
	}
	q.Projects = slices.Clone(q.Projects)
	for i, p := range q.Projects {
		if q.Projects[i] = strings.TrimPrefix(p, "projects/"); !isName(q.Projects[i]) {
			return q, c.fault(KindConfig, "projects", "expected ids of projects, such as acme")
		}
	}
	slices.Sort(q.Projects)
	q.Projects = slices.Compact(q.Projects)
	return q, nil
}

// isName says that a text can be a part of a path: projects may be domain-scoped,
// as in example.com:acme.
func isName(s string) bool {
	return s != "" && strings.Trim(s, "-.") != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.:", r)
	})
}
