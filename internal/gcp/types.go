package gcp

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Type names a kind of resource: the API and the collection.
type Type string

// The types of resources that checks read. Regional and zonal collections share
// the type of the global one.
const (
	Organizations       Type = "apigee.organizations"
	Instances           Type = "apigee.organizations.instances"
	InstanceAttachments Type = "apigee.organizations.instances.attachments"
	Environments        Type = "apigee.organizations.environments"
	EnvironmentGroups   Type = "apigee.organizations.envgroups"
	GroupAttachments    Type = "apigee.organizations.envgroups.attachments"

	// RouteTables are what organizations have deployed, each called like its organization.
	RouteTables Type = "apigee.organizations.deployedIngressConfig"

	Connections Type = "servicenetworking.services.connections"

	Networks              Type = "compute.networks"
	Subnetworks           Type = "compute.subnetworks"
	Routers               Type = "compute.routers"
	Routes                Type = "compute.routes"
	GlobalAddresses       Type = "compute.globalAddresses"
	Firewalls             Type = "compute.firewalls"
	FirewallPolicies      Type = "compute.firewallPolicies"
	ForwardingRules       Type = "compute.forwardingRules"
	TargetProxies         Type = "compute.targetProxies"
	URLMaps               Type = "compute.urlMaps"
	BackendServices       Type = "compute.backendServices"
	HealthChecks          Type = "compute.healthChecks"
	InstanceGroupManagers Type = "compute.instanceGroupManagers"
	InstanceTemplates     Type = "compute.instanceTemplates"
	NetworkEndpointGroups Type = "compute.networkEndpointGroups"
	SecurityPolicies      Type = "compute.securityPolicies"
	// HierarchicalSecurityPolicies are those of organizations and folders, as far as
	// they apply to the load balancers of a project.
	HierarchicalSecurityPolicies Type = "compute.organizationSecurityPolicies"
	Autoscalers                  Type = "compute.autoscalers"
	// RouterNATs are the NATs of routers, called as elements of these.
	RouterNATs Type = "compute.routers.nats"
	// BackendHealth is what getHealth tells of a group of a backend service: it is called
	// like the group, and its parent is the service.
	BackendHealth Type = "compute.backendServices.getHealth"
	// VirtualMachines are the instances of groups of proxies; Instances are those of Apigee.
	VirtualMachines Type = "compute.instances"
)

// The API hosts, which are the services of canonical references.
const (
	ComputeService           = "compute.googleapis.com"
	ApigeeService            = "apigee.googleapis.com"
	ServiceNetworkingService = "servicenetworking.googleapis.com"
)

// ComputeRef reads a reference to a Compute Engine resource. The collection,
// such as global/networks, and the project complete relative spellings.
func ComputeRef(text, collection, project string) (value.Ref, error) {
	base := value.RefBase{Service: ComputeService, Collection: collection}
	if project != "" {
		base.Parent = "projects/" + project
	}
	return value.ParseRef(text, base)
}

// ApigeeRef reads a reference to an Apigee resource. The collection, such as
// instances, and the organization complete relative spellings.
func ApigeeRef(text, collection, organization string) (value.Ref, error) {
	if organization == "" {
		organization = value.Anything
	}
	return value.ParseRef(text, value.RefBase{
		Service: ApigeeService, Collection: collection, Parent: "organizations/" + organization,
	})
}

// ConnectionRef names the private connection of a network to a service, such as
// servicenetworking.googleapis.com. The API gives connections no name; a network
// has at most one to each service.
func ConnectionRef(network value.Ref, service string) (value.Ref, error) {
	service = service[strings.LastIndexByte(service, '/')+1:]
	return value.ParseRef("//"+ServiceNetworkingService+"/"+network.Path()+"/connections/"+service, value.RefBase{})
}
