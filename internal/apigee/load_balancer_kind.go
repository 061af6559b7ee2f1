package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// loadBalancerKind tells load balancers apart by where their packets come from.
type loadBalancerKind uint8

// The kinds. A proxy network load balancer sends as the application load balancer
// of its scheme and scope does.
const (
	globalExternal loadBalancerKind = iota
	classicExternal
	regionalExternal
	regionalInternal
	crossRegionInternal
	passthroughExternal
	passthroughInternal
	serviceMesh
)

// dataSource is who sends requests to the backends.
type dataSource uint8

const (
	fromFrontEnds    dataSource = iota // Google's front ends
	fromProxySubnets                   // proxies in subnetworks kept for them
	fromClients                        // the clients themselves
)

// A kindOfLoadBalancer is what a kind demands of a firewall.
type kindOfLoadBalancer struct {
	name string
	// network says that its health checks come from the ranges for network load
	// balancers.
	network bool
	data    dataSource
	// ipv6 says that Google's front ends send over IPv6 too.
	ipv6 bool
	// purposes are those of its proxies' subnetworks.
	purposes []string
	// instances says that clients can be instances of the same network.
	instances bool
}

// kindsOfLoadBalancers is the one table of kinds.
//
// Sources: https://docs.cloud.google.com/load-balancing/docs/firewall-rules,
// https://docs.cloud.google.com/load-balancing/docs/health-check-concepts,
// https://docs.cloud.google.com/load-balancing/docs/proxy-only-subnets.
var kindsOfLoadBalancers = map[loadBalancerKind]kindOfLoadBalancer{
	globalExternal:      {name: "global external load balancer", data: fromFrontEnds, ipv6: true},
	classicExternal:     {name: "classic load balancer", data: fromFrontEnds},
	regionalExternal:    {name: "regional external load balancer", data: fromProxySubnets, purposes: regionalProxies},
	regionalInternal:    {name: "regional internal load balancer", data: fromProxySubnets, purposes: regionalProxies},
	crossRegionInternal: {name: "cross-region internal load balancer", data: fromProxySubnets, purposes: []string{"GLOBAL_MANAGED_PROXY"}},
	passthroughExternal: {name: "external passthrough load balancer", data: fromClients, network: true},
	passthroughInternal: {name: "internal passthrough load balancer", data: fromClients, instances: true},
	serviceMesh:         {name: "service mesh", data: fromClients, instances: true},
}

// regionalProxies are the purposes of regional proxies' subnetworks, the second its
// former name.
var regionalProxies = []string{"REGIONAL_MANAGED_PROXY", "INTERNAL_HTTPS_LOAD_BALANCER"}

// probeRanges are the addresses from which Google's machinery sends.
type probeRanges struct {
	health, healthIPv6       []string // health checks
	network, networkIPv6     []string // health checks of external passthrough load balancers
	frontEnds, frontEndsIPv6 []string // requests from Google's front ends
	common                   string   // the health checks' range that all kinds share
}

// googleRanges is the one table of ranges: those of the universe googleapis.com, the
// only one that has Apigee. Another universe has other ranges.
//
// Sources: https://docs.cloud.google.com/load-balancing/docs/firewall-rules,
// https://docs.cloud.google.com/load-balancing/docs/health-check-concepts.
var googleRanges = probeRanges{
	health:        []string{"35.191.0.0/16", "130.211.0.0/22"},
	healthIPv6:    []string{"2600:2d00:1:b029::/64"},
	network:       []string{"35.191.0.0/16", "209.85.152.0/22", "209.85.204.0/22"},
	networkIPv6:   []string{"2600:1901:8001::/48"},
	frontEnds:     []string{"35.191.0.0/16", "130.211.0.0/22"},
	frontEndsIPv6: []string{"2600:2d00:1:1::/64"},
	common:        "35.191.0.0/16",
}

// The schemes of backend services.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/backend-service.
var kindsByScheme = map[string]struct{ global, regional []loadBalancerKind }{
	"EXTERNAL":              {[]loadBalancerKind{classicExternal}, []loadBalancerKind{passthroughExternal}},
	"EXTERNAL_MANAGED":      {[]loadBalancerKind{globalExternal}, []loadBalancerKind{regionalExternal}},
	"INTERNAL":              {nil, []loadBalancerKind{passthroughInternal}},
	"INTERNAL_MANAGED":      {[]loadBalancerKind{crossRegionInternal}, []loadBalancerKind{regionalInternal}},
	"INTERNAL_SELF_MANAGED": {[]loadBalancerKind{serviceMesh}, nil},
}

// The kinds that a scheme which is not known leaves.
var (
	globalKinds   = []loadBalancerKind{globalExternal, classicExternal, crossRegionInternal, serviceMesh}
	regionalKinds = []loadBalancerKind{regionalExternal, regionalInternal, passthroughExternal, passthroughInternal}
)

// kindsOf lists the kinds that the load balancer of a use may be, and says why it
// is not known which.
func (inv *Inventory) kindsOf(u use) (kinds []loadBalancerKind, missing []check.Missing) {
	s := u.service
	global := s.isGlobal()
	kinds, settled := s.kinds(global)
	if len(kinds) > 1 && !settled {
		why := s.LoadBalancingScheme.Why()
		if global == value.Undecided {
			why = s.Region.Why()
		}
		missing = []check.Missing{lacking("loadBalancingScheme and region of "+s.Subject()+", which tell where its packets come from", why)}
	}
	if len(kinds) == 0 {
		kinds = append(kinds, globalKinds...)
		kinds = append(kinds, regionalKinds...)
		missing = []check.Missing{{
			What:   fmt.Sprintf("what kind of load balancer %s is: loadBalancingScheme %q is not known here", s.Subject(), s.LoadBalancingScheme.Value()),
			Settle: "update apireach",
		}}
	}
	return kinds, missing
}

// kinds lists the kinds that scheme and scope leave. A global service without a
// scheme has the default, which differs between versions of the Terraform provider
// but not in what it demands; that of a regional one in Terraform is INTERNAL.
// Settled says that more than one kind is no doubt.
func (s BackendService) kinds(global value.Truth) (kinds []loadBalancerKind, settled bool) {
	scheme, known := s.LoadBalancingScheme.Get()
	byScheme := kindsByScheme[scheme]
	if !known {
		byScheme.global, byScheme.regional = globalKinds, regionalKinds
	}
	if s.LoadBalancingScheme.IsNull() {
		byScheme.global = []loadBalancerKind{globalExternal, classicExternal}
		byScheme.regional = []loadBalancerKind{passthroughExternal, passthroughInternal}
		if s.fromTerraform() {
			byScheme.regional = []loadBalancerKind{passthroughInternal}
		}
	}
	if global != value.False {
		kinds = append(kinds, byScheme.global...)
	}
	if global != value.True {
		kinds = append(kinds, byScheme.regional...)
	}
	return kinds, s.LoadBalancingScheme.IsNull() && global == value.True
}

// isGlobal says whether the service is global.
func (s BackendService) isGlobal() value.Truth {
	switch ref := s.Ref.Value(); {
	case ref.After("regions") != "":
		return value.False
	case ref.After("global") != "":
		return value.True
	}
	return emptyText(s.Region)
}

// emptyText says whether a text is null or "".
func emptyText(s value.String) value.Truth {
	if s.IsUnknown() {
		return value.Undecided
	}
	return value.TruthOf(s.Value() == "")
}
