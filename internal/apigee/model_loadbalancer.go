package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// ForwardingRule is compute.forwardingRules and compute.globalForwardingRules.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/forwardingRules.
type ForwardingRule struct {
	Identity
	Name                value.String             `json:"name"`
	IPAddress           value.String             `json:"IPAddress"`
	PortRange           value.String             `json:"portRange"`
	Ports               value.List[value.String] `json:"ports"`
	LoadBalancingScheme value.String             `json:"loadBalancingScheme"`
	Target              value.String             `json:"target"`
	BackendService      value.String             `json:"backendService"` // passthrough load balancers
	Region              value.String             `json:"region"`
	Network             value.String             `json:"network"`
	NetworkTier         value.String             `json:"networkTier"` // PREMIUM or STANDARD
	// PSCConnectionStatus is set where the target is a service attachment.
	PSCConnectionStatus value.String `json:"pscConnectionStatus"`
}

// TargetProxy is compute.targetHttpsProxies, global or regional, and its TCP,
// SSL and HTTP relatives as far as the path of the traffic goes.
type TargetProxy struct {
	Identity
	Name value.String `json:"name"`
	// URLMap is set for HTTP and HTTPS proxies, Service for TCP and SSL ones.
	URLMap  value.String `json:"urlMap"`
	Service value.String `json:"service"`
	// SSLCertificates are those of Compute Engine or, in full spelling, of Certificate
	// Manager. They do not count where a certificate map is set.
	SSLCertificates value.List[value.String] `json:"sslCertificates"`
	CertificateMap  value.String             `json:"certificateMap"`
	SSLPolicy       value.String             `json:"sslPolicy"`
	ServerTLSPolicy value.String             `json:"serverTlsPolicy"`
}

// URLMap is compute.urlMaps, global or regional.
type URLMap struct {
	Identity
	Name               value.String            `json:"name"`
	DefaultService     value.String            `json:"defaultService"`
	DefaultRouteAction RouteAction             `json:"defaultRouteAction"`
	HostRules          value.List[HostRule]    `json:"hostRules"`
	PathMatchers       value.List[PathMatcher] `json:"pathMatchers"`
}

// HostRule sends hosts to a path matcher. A host is exact, or begins with *.
type HostRule struct {
	Hosts       value.List[value.String] `json:"hosts"`
	PathMatcher value.String             `json:"pathMatcher"`
}

// PathMatcher sends paths to backend services.
type PathMatcher struct {
	Name               value.String          `json:"name"`
	DefaultService     value.String          `json:"defaultService"`
	DefaultRouteAction RouteAction           `json:"defaultRouteAction"`
	PathRules          value.List[PathRule]  `json:"pathRules"`
	RouteRules         value.List[RouteRule] `json:"routeRules"`
}

// PathRule is one element of pathRules.
type PathRule struct {
	Paths       value.List[value.String] `json:"paths"`
	Service     value.String             `json:"service"`
	RouteAction RouteAction              `json:"routeAction"`
}

// RouteRule is one element of routeRules.
type RouteRule struct {
	Priority    value.Int    `json:"priority"`
	Service     value.String `json:"service"`
	RouteAction RouteAction  `json:"routeAction"`
}

// RouteAction names services by weight.
type RouteAction struct {
	URLRewrite struct {
		HostRewrite       value.String `json:"hostRewrite"`
		PathPrefixRewrite value.String `json:"pathPrefixRewrite"`
	} `json:"urlRewrite"`
	WeightedBackendServices value.List[WeightedService] `json:"weightedBackendServices"`
}

// WeightedService is one element of weightedBackendServices.
type WeightedService struct {
	BackendService value.String `json:"backendService"`
	Weight         value.Int    `json:"weight"`
}

// BackendService is compute.backendServices, global or regional.
type BackendService struct {
	Identity
	Name                value.String             `json:"name"`
	LoadBalancingScheme value.String             `json:"loadBalancingScheme"`
	Protocol            value.String             `json:"protocol"`
	PortName            value.String             `json:"portName"`
	Region              value.String             `json:"region"` // null for global ones
	HealthChecks        value.List[value.String] `json:"healthChecks"`
	Backends            value.List[Backend]      `json:"backends"`
	Network             value.String             `json:"network"`
	// SecurityPolicy and EdgeSecurityPolicy are Cloud Armor's.
	SecurityPolicy     value.String `json:"securityPolicy"`
	EdgeSecurityPolicy value.String `json:"edgeSecurityPolicy"`
	// IPAddressSelectionPolicy is IPV4_ONLY (default), PREFER_IPV6 or IPV6_ONLY.
	IPAddressSelectionPolicy value.String `json:"ipAddressSelectionPolicy"`
	LogConfig                LogConfig    `json:"logConfig"`
	// IAP is Identity-Aware Proxy.
	IAP struct {
		Enabled value.Bool `json:"enabled"`
	} `json:"iap"`
	// OutlierDetection takes backends that fail out of the rotation for a while.
	OutlierDetection value.Of[OutlierDetection] `json:"outlierDetection"`
}

// LogConfig says which requests are logged: none by default.
type LogConfig struct {
	Enable     value.Bool   `json:"enable"`
	SampleRate value.String `json:"sampleRate"` // from "0" to "1", the default
}

// OutlierDetection is when a backend counts as failing; only whether it is set matters.
type OutlierDetection struct {
	ConsecutiveGatewayFailure value.Int `json:"consecutiveGatewayFailure"`
}

// Backend is one group of a backend service.
type Backend struct {
	Group value.String `json:"group"` // an instanceGroups or networkEndpointGroups URL
	// CapacityScaler is text, for it is a fraction; "0" is drained.
	CapacityScaler value.String `json:"capacityScaler"`
}

// HealthCheck is compute.healthChecks, global or regional.
type HealthCheck struct {
	Identity
	Name  value.String    `json:"name"`
	Type  value.String    `json:"type"`
	HTTPS HealthCheckPort `json:"httpsHealthCheck"`
	HTTP  HealthCheckPort `json:"httpHealthCheck"`
	HTTP2 HealthCheckPort `json:"http2HealthCheck"`
	TCP   HealthCheckPort `json:"tcpHealthCheck"`
	SSL   HealthCheckPort `json:"sslHealthCheck"`
	GRPC  HealthCheckPort `json:"grpcHealthCheck"`
}

// HealthCheckPort says which port a health check probes, and how.
type HealthCheckPort struct {
	Port              value.Int    `json:"port"`
	PortSpecification value.String `json:"portSpecification"` // USE_FIXED_PORT, USE_SERVING_PORT, USE_NAMED_PORT
	// ProxyHeader is set in every block that Terraform has, so that it tells which is there.
	ProxyHeader value.String `json:"proxyHeader"` // NONE or PROXY_V1
	RequestPath value.String `json:"requestPath"` // of HTTP and its relatives; "/" by default
	Host        value.String `json:"host"`        // the backend's address by default
	Response    value.String `json:"response"`    // text that the answer must contain
}

// InstanceGroupManager is compute.instanceGroupManagers, zonal or regional.
type InstanceGroupManager struct {
	Identity
	Name             value.String           `json:"name"`
	Region           value.String           `json:"region"` // null for zonal ones
	Zone             value.String           `json:"zone"`
	InstanceGroup    value.String           `json:"instanceGroup"`
	InstanceTemplate value.String           `json:"instanceTemplate"`
	Versions         value.List[MIGVersion] `json:"versions"`
	NamedPorts       value.List[NamedPort]  `json:"namedPorts"`
	TargetSize       value.Int              `json:"targetSize"`
	// AllInstances overrides the template.
	AllInstances AllInstancesConfig `json:"allInstancesConfig"`
	UpdatePolicy struct {
		Type value.String `json:"type"` // OPPORTUNISTIC (default) or PROACTIVE
	} `json:"updatePolicy"`
	Status MIGStatus `json:"status"`
}

// MIGStatus says whether the instances of a group are as the group says.
type MIGStatus struct {
	IsStable      value.Bool `json:"isStable"` // no instance is being made, changed or deleted
	VersionTarget struct {
		IsReached value.Bool `json:"isReached"`
	} `json:"versionTarget"`
	AllInstancesConfig struct {
		Effective value.Bool `json:"effective"`
	} `json:"allInstancesConfig"`
	Stateful struct {
		PerInstanceConfigs struct {
			AllEffective value.Bool `json:"allEffective"`
		} `json:"perInstanceConfigs"`
	} `json:"stateful"`
}

// MIGVersion is one version of a managed instance group.
type MIGVersion struct {
	InstanceTemplate value.String `json:"instanceTemplate"`
}

// NamedPort maps a backend service's portName to a number in one group.
type NamedPort struct {
	Name value.String `json:"name"`
	Port value.Int    `json:"port"`
}

// AllInstancesConfig is what a group sets on all its instances.
type AllInstancesConfig struct {
	Properties struct {
		Metadata struct {
			Endpoint value.String `json:"ENDPOINT"`
		} `json:"metadata"`
	} `json:"properties"`
}

// InstanceTemplate is compute.instanceTemplates, global or regional.
type InstanceTemplate struct {
	Identity
	Name       value.String       `json:"name"`
	Properties InstanceProperties `json:"properties"`
}

// InstanceProperties is what a template says of its instances, as far as the
// path of the traffic needs it.
type InstanceProperties struct {
	Tags struct {
		Items value.List[value.String] `json:"items"`
	} `json:"tags"`
	NetworkInterfaces value.List[NetworkInterface] `json:"networkInterfaces"`
	ServiceAccounts   value.List[ServiceAccount]   `json:"serviceAccounts"`
	Disks             value.List[Disk]             `json:"disks"`
	Metadata          struct {
		Items value.List[MetadataItem] `json:"items"`
	} `json:"metadata"`
	// ResourceManagerTags is the JSON object of secure tags; only whether it is
	// empty, and the tag values, matter.
	ResourceManagerTags value.List[SecureTagBinding] `json:"-"`
}

// Disk is one disk of an instance, as far as what it starts from goes.
type Disk struct {
	InitializeParams struct {
		SourceImage value.String `json:"sourceImage"`
	} `json:"initializeParams"`
}

// SecureTagBinding binds a tag key to a tag value.
type SecureTagBinding struct{ Key, Value value.String }

// MetadataItem is one metadata entry. Package gcp keeps the values of a few
// allowed keys only; all others are null.
type MetadataItem struct {
	Key   value.String `json:"key"`
	Value value.String `json:"value"`
}

// NetworkInterface is one interface of an instance; the first is nic0.
type NetworkInterface struct {
	Network    value.String `json:"network"`
	Subnetwork value.String `json:"subnetwork"`
	StackType  value.String `json:"stackType"`
	// AccessConfigs give it an external address, IPv6AccessConfigs one of IPv6.
	AccessConfigs     value.List[AccessConfig] `json:"accessConfigs"`
	IPv6AccessConfigs value.List[AccessConfig] `json:"ipv6AccessConfigs"`
}

// AccessConfig is one element of accessConfigs; only whether there is one matters.
type AccessConfig struct {
	NetworkTier value.String `json:"networkTier"`
}

// ServiceAccount is an instance's identity.
type ServiceAccount struct {
	Email value.String `json:"email"` // "default" is the project's Compute Engine account
	// Scopes are URLs or, in Terraform, short names of what it may be used for.
	Scopes value.List[value.String] `json:"scopes"`
}

// NetworkEndpointGroup is compute.networkEndpointGroups.
type NetworkEndpointGroup struct {
	Identity
	Name                value.String `json:"name"`
	NetworkEndpointType value.String `json:"networkEndpointType"`
	PSCTargetService    value.String `json:"pscTargetService"`
	Region              value.String `json:"region"`
	Zone                value.String `json:"zone"`
	Network             value.String `json:"network"`
	Subnetwork          value.String `json:"subnetwork"`
	PSCData             struct {
		ConnectionStatus value.String `json:"pscConnectionStatus"`
	} `json:"pscData"`
}

// Autoscaler is compute.autoscalers, zonal or regional: it sets the size of a
// managed instance group.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/autoscalers.
type Autoscaler struct {
	Identity
	Name   value.String `json:"name"`
	Target value.String `json:"target"`
	Policy struct {
		Min  value.Int    `json:"minNumReplicas"`
		Mode value.String `json:"mode"` // ON (default), OFF, ONLY_UP or ONLY_SCALE_OUT
	} `json:"autoscalingPolicy"`
}
