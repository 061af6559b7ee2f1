package testkit

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// collections are where the compute types live by default, and the kind that
// their resources say they are.
var collections = map[gcp.Type]struct{ name, kind string }{
	gcp.Networks:              {"networks", "network"},
	gcp.Subnetworks:           {"subnetworks", "subnetwork"},
	gcp.Routers:               {"routers", "router"},
	gcp.Routes:                {"routes", "route"},
	gcp.GlobalAddresses:       {"addresses", "address"},
	gcp.Firewalls:             {"firewalls", "firewall"},
	gcp.FirewallPolicies:      {"firewallPolicies", "firewallPolicy"},
	gcp.ForwardingRules:       {"forwardingRules", "forwardingRule"},
	gcp.TargetProxies:         {"targetHttpsProxies", "targetHttpsProxy"},
	gcp.URLMaps:               {"urlMaps", "urlMap"},
	gcp.BackendServices:       {"backendServices", "backendService"},
	gcp.HealthChecks:          {"healthChecks", "healthCheck"},
	gcp.InstanceGroupManagers: {"instanceGroupManagers", "instanceGroupManager"},
	gcp.InstanceTemplates:     {"instanceTemplates", "instanceTemplate"},
	gcp.NetworkEndpointGroups: {"networkEndpointGroups", "networkEndpointGroup"},
	gcp.SSLCertificates:       {"sslCertificates", "sslCertificate"},
	gcp.SSLPolicies:           {"sslPolicies", "sslPolicy"},
	gcp.SecurityPolicies:      {"securityPolicies", "securityPolicy"},
	gcp.Autoscalers:           {"autoscalers", "autoscaler"},
	gcp.VirtualMachines:       {"instances", "instance"},
}

// inHost are the types that belong to the network's project.
var inHost = map[gcp.Type]bool{
	gcp.Networks: true, gcp.Subnetworks: true, gcp.Routers: true, gcp.Routes: true, gcp.GlobalAddresses: true, gcp.Firewalls: true, gcp.FirewallPolicies: true,
}

var zone = regexp.MustCompile(`-[a-z]$`)

// Add adds a resource. The name is a relative resource name (projects/…,
// organizations/…), or a short one that is completed as is usual for the type:
// "extra" is global or the organization's, "us-east1/extra" regional,
// "us-east1-b/extra" zonal, "runtime-us-east1/live" an attachment to an instance
// or group. The API's bookkeeping (kind, id, selfLink, name, region) is filled in
// unless the body has it.
func (w *World) Add(typ gcp.Type, name string, body Body) *World {
	path := w.path(typ, name)
	r := resource{key: path}
	r.Type, r.Body = typ, of(body)
	service := gcp.ComputeService
	def := func(field string, v any) {
		if !r.Body.Has(field) {
			r.Body = r.Body.With(field, of(v))
		}
	}
	parent, last := cutLast(path)
	switch {
	case typ == gcp.InstanceAttachments || typ == gcp.GroupAttachments:
		service = gcp.ApigeeService
		owner := strings.TrimSuffix(parent, "/attachments")
		r.Parent = value.Known(mustRef(service, owner))
		def("name", uuid(path))
		def("environment", last)
		if typ == gcp.GroupAttachments {
			_, group := cutLast(owner)
			def("environmentGroupId", group)
		}
		path = parent + "/" + r.Body.Get("name").Text()
	case strings.HasPrefix(string(typ), "apigee."):
		service = gcp.ApigeeService
		def("name", last)
	case strings.HasPrefix(string(typ), "certificatemanager."):
		service = gcp.CertificateManagerService
		def("name", path)
		if typ == gcp.CertificateMapEntries {
			r.Parent = value.Known(mustRef(service, strings.TrimSuffix(parent, "/certificateMapEntries")))
		}
	case typ == gcp.ServerTLSPolicies:
		service = gcp.NetworkSecurityService
		def("name", path)
	case strings.HasPrefix(string(typ), "dns."):
		service = gcp.DNSService
		if typ == gcp.RecordSets {
			r.Parent = value.Known(zoneOf(path))
		}
	case typ == gcp.Connections:
		service = gcp.ServiceNetworkingService
	case typ == gcp.Services:
		service = gcp.ServiceUsageService
	case typ == gcp.CryptoKeys:
		service = gcp.KMSService
		def("name", path)
	case typ == gcp.IAMPolicies:
		service = serviceOf(path)
	default:
		def("name", last)
		def("kind", "compute#"+collections[typ].kind)
		def("id", number(path))
		def("selfLink", selfLink(path))
		for _, scope := range []string{"region", "zone"} {
			project, rest, found := strings.Cut(path, "/"+scope+"s/")
			if found {
				place, _, _ := strings.Cut(rest, "/")
				def(scope, selfLink(project+"/"+scope+"s/"+place))
			}
		}
	}
	if typ == gcp.FirewallPolicies {
		r.Parent = value.Known(mustRef(gcp.ComputeService, w.networkPath()))
	}
	if typ == gcp.Connections {
		path = w.connectionPath(r.Body)
		r.key = strings.TrimSuffix(path, "servicenetworking.googleapis.com") + last
	}
	r.Ref = value.Known(mustRef(service, path))
	w.resources = append(w.resources, r)
	if typ == gcp.Environments {
		w.syncEnvironments()
	}
	return w
}

// connectionPath is what collections call the connection of a network to a
// service; the API gives it no name.
func (w *World) connectionPath(body value.Value) string {
	network, err := gcp.ComputeRef(body.Get("network").Text(), "global/networks", w.host)
	if err != nil {
		panic("testkit: network of a connection: " + err.Error())
	}
	for _, p := range w.projects {
		if network.Project() == p.number {
			network = network.InProject(p.id)
		}
	}
	ref, err := gcp.ConnectionRef(network, body.Get("service").Text())
	if err != nil {
		panic("testkit: service of a connection: " + err.Error())
	}
	return ref.Path()
}

// path completes a short name.
func (w *World) path(typ gcp.Type, name string) string {
	org := "organizations/" + w.organization
	for _, root := range []string{"projects/", "organizations/", "folders/", "locations/", "services/"} {
		if strings.HasPrefix(name, root) {
			return name
		}
	}
	parent, last := cutLast(name)
	switch typ {
	case gcp.Organizations:
		return "organizations/" + name
	case gcp.Instances:
		return org + "/instances/" + name
	case gcp.Environments:
		return org + "/environments/" + name
	case gcp.EnvironmentGroups:
		return org + "/envgroups/" + name
	case gcp.InstanceAttachments:
		return org + "/instances/" + parent + "/attachments/" + last
	case gcp.GroupAttachments:
		return org + "/envgroups/" + parent + "/attachments/" + last
	case gcp.ManagerCertificates:
		return "projects/" + w.project + "/locations/" + orGlobal(parent) + "/certificates/" + last
	case gcp.CertificateMaps:
		return "projects/" + w.project + "/locations/global/certificateMaps/" + last
	case gcp.CertificateMapEntries:
		return "projects/" + w.project + "/locations/global/certificateMaps/" + parent + "/certificateMapEntries/" + last
	case gcp.Connections:
		return "services/servicenetworking.googleapis.com/connections/" + name
	}
	c, ok := collections[typ]
	if !ok {
		panic(fmt.Sprintf("testkit: where %s are is not known; name them in full", typ))
	}
	project := w.project
	if inHost[typ] {
		project = w.host
	}
	place := "global"
	switch {
	case zone.MatchString(parent):
		place = "zones/" + parent
	case parent != "":
		place = "regions/" + parent
	}
	return "projects/" + project + "/" + place + "/" + c.name + "/" + last
}

func orGlobal(place string) string {
	if place == "" {
		return "global"
	}
	return place
}

func (w *World) networkPath() string { return "projects/" + w.host + "/global/networks/" + Network }

func cutLast(path string) (parent, last string) {
	i := strings.LastIndexByte(path, '/')
	return path[:max(i, 0)], path[i+1:]
}

func selfLink(path string) string { return "https://www.googleapis.com/compute/v1/" + path }

// link is the self link that a short name of a compute resource stands for.
func (w *World) link(typ gcp.Type, name string) string { return selfLink(w.path(typ, name)) }

func mustRef(service, path string) value.Ref {
	ref, err := value.ParseRef("//"+service+"/"+path, value.RefBase{})
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return ref
}

// number is a resource's numeric id: always the same, as recordings are compared.
func number(path string) string {
	h := fnv.New64a()
	h.Write([]byte(path))
	return fmt.Sprint(h.Sum64() >> 1)
}

func uuid(path string) string {
	h := fnv.New128a()
	h.Write([]byte(path))
	s := fmt.Sprintf("%x", h.Sum(nil))
	return s[:8] + "-" + s[8:12] + "-4" + s[13:16] + "-a" + s[17:20] + "-" + s[20:]
}
