package testkit

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// The two ranges of Google's load balancers and health checks.
var loadBalancerRanges = []string{"130.211.0.0/22", "35.191.0.0/16"}

// Connection names the private connection, which is also the name of its peering.
const Connection = "servicenetworking-googleapis-com"

// Range names the reserved range of the private connection.
const Range = "apigee-range"

func (w *World) addNetwork() {
	w.Add(gcp.Networks, Network, Body{
		"autoCreateSubnetworks":                 false,
		"networkFirewallPolicyEnforcementOrder": "AFTER_CLASSIC_FIREWALL",
		"routingConfig":                         Body{"routingMode": "GLOBAL"},
		"peerings": []Body{{
			"name": Connection, "state": "ACTIVE", "stateDetails": "[2023-04-27T12:13:45.847-07:00]: Connected.",
			"network":            selfLink("projects/n4d1e-tp/global/networks/servicenetworking"),
			"autoCreateRoutes":   true,
			"stackType":          "IPV4_ONLY",
			"exportCustomRoutes": false, "importCustomRoutes": false, "exchangeSubnetRoutes": true,
		}},
	})
	w.Add(gcp.GlobalAddresses, Range, Body{
		"address": "10.64.0.0", "prefixLength": 16, "purpose": "VPC_PEERING", "addressType": "INTERNAL",
		"network": selfLink(w.networkPath()), "status": "RESERVED",
	})
	w.Add(gcp.Connections, Connection, Body{
		"network": "projects/" + w.numberOf(w.host) + "/global/networks/" + Network,
		"peering": Connection, "service": "services/servicenetworking.googleapis.com",
		"reservedPeeringRanges": []string{Range},
	})
	w.Firewall("allow-lb", Body{
		"sourceRanges": loadBalancerRanges, "targetTags": []string{Tag},
		"allowed": []Body{{"IPProtocol": "tcp", "ports": []string{"443"}}},
	})
}

func (w *World) numberOf(id string) string {
	for _, p := range w.projects {
		if p.id == id {
			return p.number
		}
	}
	panic("testkit: no project " + id)
}

// Subnetwork is the name of a region's subnetwork.
func Subnetwork(region string) string { return Network + "-" + region }

func (w *World) addSubnetwork(i int, region string) {
	w.Add(gcp.Subnetworks, region+"/"+Subnetwork(region), Body{
		"network": selfLink(w.networkPath()), "ipCidrRange": fmt.Sprintf("10.0.%d.0/24", i),
		"gatewayAddress": fmt.Sprintf("10.0.%d.1", i), "purpose": "PRIVATE", "stackType": "IPV4_ONLY",
		"privateIpGoogleAccess": true,
	})
}

// ProxyOnlySubnetwork adds the subnetwork that a region's Envoy load balancers
// send from: 10.129.I.0/24 of the I-th region.
func (w *World) ProxyOnlySubnetwork(region string) *World {
	i := len(w.keys(gcp.Subnetworks))
	return w.Add(gcp.Subnetworks, region+"/proxy-only-"+region, Body{
		"network": selfLink(w.networkPath()), "ipCidrRange": fmt.Sprintf("10.129.%d.0/24", i),
		"purpose": "REGIONAL_MANAGED_PROXY", "role": "ACTIVE", "privateIpGoogleAccess": false,
	})
}
