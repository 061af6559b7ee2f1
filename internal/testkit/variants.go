package testkit

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// PSC swaps the groups of proxies for Private Service Connect endpoints, one per
// region, which have neither health checks nor firewall rules.
func (w *World) PSC() *World {
	w.DropAll(gcp.InstanceGroupManagers, gcp.InstanceTemplates, gcp.HealthChecks, gcp.Firewalls)
	backend := "global/" + Front
	w.Set(gcp.BackendServices, backend, "healthChecks", nil).Set(gcp.BackendServices, backend, "portName", nil)
	w.Set(gcp.BackendServices, backend, "backends", []any{})
	w.Set(gcp.BackendServices, backend, "outlierDetection", Body{"consecutiveGatewayFailure": 3})
	for _, region := range w.regions {
		name := region + "/" + Endpoints(region)
		w.Add(gcp.NetworkEndpointGroups, name, Body{
			"networkEndpointType": "PRIVATE_SERVICE_CONNECT", "pscTargetService": ServiceAttachment(region),
			"network": selfLink(w.networkPath()), "subnetwork": w.link(gcp.Subnetworks, region+"/"+Subnetwork(region)),
			"pscData": Body{"pscConnectionId": "78902345", "pscConnectionStatus": "ACCEPTED"},
		})
		w.Append(gcp.BackendServices, backend, "backends", Body{"group": w.link(gcp.NetworkEndpointGroups, name)})
	}
	return w
}

// Endpoints is the name of a region's Private Service Connect endpoint group.
func Endpoints(region string) string { return "psc-" + region }

// WithoutPeering makes the organization one that does without VPC peering, and
// is reached by Private Service Connect.
func (w *World) WithoutPeering() *World {
	w.Set(gcp.Organizations, w.organization, "authorizedNetwork", nil)
	w.Set(gcp.Organizations, w.organization, "disableVpcPeering", true)
	w.SetAll(gcp.Instances, "ipRange", nil)
	w.DropAll(gcp.Connections, gcp.GlobalAddresses)
	w.Set(gcp.Networks, Network, "peerings", nil)
	return w.PSC()
}

// Hybrid makes the organization one that runs its runtimes itself: no instances,
// no network of Google's, and a load balancer that is none of apireach's business.
func (w *World) Hybrid() *World {
	w.Set(gcp.Organizations, w.organization, "runtimeType", "HYBRID")
	w.Set(gcp.Organizations, w.organization, "authorizedNetwork", nil)
	return w.DropAll(gcp.Instances, gcp.InstanceAttachments, gcp.Connections, gcp.GlobalAddresses).WithoutFront()
}

// WithoutFront takes the load balancer and the proxies away.
func (w *World) WithoutFront() *World {
	return w.DropAll(gcp.ForwardingRules, gcp.TargetProxies, gcp.URLMaps, gcp.BackendServices, gcp.HealthChecks,
		gcp.InstanceGroupManagers, gcp.InstanceTemplates, gcp.NetworkEndpointGroups, gcp.SSLCertificates, gcp.SSLPolicies,
		gcp.ManagerCertificates, gcp.CertificateMaps, gcp.CertificateMapEntries)
}

// RegionalFront adds a regional load balancer (EXTERNAL_MANAGED or
// INTERNAL_MANAGED) in front of a region's proxies, with its proxy-only
// subnetwork and a rule that lets that in. Its pieces are named REGION/gateway.
func (w *World) RegionalFront(region, scheme string) *World {
	w.ProxyOnlySubnetwork(region)
	name := region + "/" + Front
	w.Add(gcp.HealthChecks, name, Body{
		"type": "HTTPS", "httpsHealthCheck": Body{"port": 443, "portSpecification": "USE_FIXED_PORT", "requestPath": "/healthz/ingress"},
	})
	w.Add(gcp.BackendServices, name, Body{
		"loadBalancingScheme": scheme, "protocol": "HTTPS", "portName": "https",
		"healthChecks": []string{w.link(gcp.HealthChecks, name)},
		"backends":     []Body{{"group": w.Get(gcp.InstanceGroupManagers, region+"/"+Proxies(region), "instanceGroup"), "capacityScaler": 1}},
	})
	w.Add(gcp.URLMaps, name, Body{"defaultService": w.link(gcp.BackendServices, name)})
	w.SelfManaged(name, Leaf{Names: []string{"*.acme.example"}})
	w.Add(gcp.TargetProxies, name, Body{"urlMap": w.link(gcp.URLMaps, name), "sslCertificates": []string{w.link(gcp.SSLCertificates, name)}})
	w.Add(gcp.ForwardingRules, name, Body{
		"IPAddress": "10.0.0.40", "IPProtocol": "TCP", "portRange": "443-443", "loadBalancingScheme": scheme,
		"network": selfLink(w.networkPath()), "target": w.link(gcp.TargetProxies, name),
	})
	return w.Firewall("allow-proxy-only-"+region, Body{
		"sourceRanges": []any{w.Get(gcp.Subnetworks, "proxy-only-"+region, "ipCidrRange")}, "targetTags": []string{Tag},
		"allowed": []Body{{"IPProtocol": "tcp", "ports": []string{"443"}}},
	})
}

// WithoutRegion takes a region away again, its proxies and their backend too.
func (w *World) WithoutRegion(name string) *World {
	w.regions = slices.DeleteFunc(w.regions, func(r string) bool { return r == name })
	return w.dropIf(func(r resource) bool {
		return fits(r.key, Runtime(name)) || fits(r.key, Proxies(name)) || r.Parent.Value().Name() == Runtime(name) || r.Ref.Value().After("regions") == name
	}).dropBackends(name)
}
