package testkit

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Firewall adds a VPC firewall rule to the network: ingress, of priority 1000,
// unless the body says otherwise.
func (w *World) Firewall(name string, body Body) *World {
	full := Body{
		"network": selfLink(w.networkPath()), "direction": "INGRESS", "priority": 1000, "disabled": false,
		"logConfig": Body{"enable": false},
	}
	for k, v := range body {
		full[k] = v
	}
	return w.Add(gcp.Firewalls, name, full)
}

// NetworkPolicy adds a global network firewall policy that applies to the network.
func (w *World) NetworkPolicy(name string, rules ...Body) *World {
	return w.Add(gcp.FirewallPolicies, name, Body{"type": apigee.PolicyNetwork, "shortName": name, "displayName": name, "rules": rules})
}

// RegionalPolicy adds a regional network firewall policy that applies to the
// network in a region.
func (w *World) RegionalPolicy(region, name string, rules ...Body) *World {
	return w.Add(gcp.FirewallPolicies, region+"/"+name, Body{
		"type": apigee.PolicyNetworkRegional, "shortName": name, "displayName": name, "region": region, "rules": rules,
	})
}

// HierarchicalPolicy adds a firewall policy of the organization (level 0) or of
// the level-th folder below it.
func (w *World) HierarchicalPolicy(level int, name string, rules ...Body) *World {
	id := number("firewallPolicies/" + name)[:12]
	w.Add(gcp.FirewallPolicies, "locations/global/firewallPolicies/"+id, Body{
		"name": id, "type": apigee.PolicyHierarchy, "shortName": name, "displayName": name, "rules": rules,
	})
	w.resources[len(w.resources)-1].Level = level
	return w
}

// Ingress is an ingress rule of a firewall policy. The service is a protocol and
// optionally a port or range of ports: "all", "tcp", "tcp:443".
func Ingress(priority int, action, service string, ranges ...string) Body {
	protocol, port, found := strings.Cut(service, ":")
	layer4 := Body{"ipProtocol": protocol}
	if found {
		layer4["ports"] = []string{port}
	}
	return Body{
		"kind": "compute#firewallPolicyRule", "priority": priority, "action": action, "direction": "INGRESS", "enableLogging": false,
		"ruleName": fmt.Sprintf("%s-%d", strings.ReplaceAll(action, "_", "-"), priority),
		"match":    Body{"srcIpRanges": ranges, "layer4Configs": []Body{layer4}},
	}
}

// Unassociated adds a network firewall policy that is associated with no network.
func (w *World) Unassociated(name string, rules ...Body) *World {
	w.NetworkPolicy(name, rules...)
	w.resources[len(w.resources)-1].Parent = value.Of[value.Ref]{}
	return w
}

// SecurityPolicyAbove adds a security policy of the organization that applies to the
// load balancers of a project.
func (w *World) SecurityPolicyAbove(project, name string, rules ...Body) *World {
	id := number("securityPolicies/" + name)[:12]
	path := "locations/global/securityPolicies/" + id
	w.Add(gcp.HierarchicalSecurityPolicies, path, Body{
		"name": id, "kind": "compute#securityPolicy", "type": "CLOUD_ARMOR", "shortName": name, "rules": rules,
	})
	w.resources[len(w.resources)-1].Parent = value.Known(mustRef(gcp.ComputeService, "projects/"+project))
	return w
}
