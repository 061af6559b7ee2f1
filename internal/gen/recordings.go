package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// recordings are the snapshots below examples/, by folder.
func recordings() map[string]*testkit.World {
	return map[string]*testkit.World{
		"examples/demo/broken/snapshot": brokenOrganization(),
		"examples/demo/mended/snapshot": testkit.NewWorld(),

		"examples/checks/hostname-resolves-to-load-balancer/bad/snapshot":  observed().ShowsNothing("api.acme.example", "2001:db8::7", "no connection: the address cannot be reached"),
		"examples/checks/hostname-resolves-to-load-balancer/good/snapshot": observed(),
		"examples/checks/certificate-served-is-configured/bad/snapshot": oneRegion().Hostnames("api.acme.example").
			Shows("api.acme.example", "203.0.113.10", testkit.Leaf{Names: []string{"api.acme.example"}}),
		"examples/checks/certificate-served-is-configured/good/snapshot": observed(),

		"examples/checks/instance-active/bad/snapshot": testkit.NewLocalWorld().WithoutRegion("us-west1").
			Set(gcp.Instances, testkit.Runtime("us-east1"), "state", "CREATING"),
		"examples/checks/encryption-keys-usable/bad/snapshot": oneRegion().Encrypted().
			Set(gcp.CryptoKeys, testkit.Key("us-east1", "disk-us-east1"), "primary.state", "DISABLED"),
		"examples/checks/encryption-keys-usable/good/snapshot": oneRegion().Encrypted(),
		"examples/checks/encryption-keys-granted/bad/snapshot": oneRegion().Encrypted().
			Set(gcp.IAMPolicies, testkit.Key("us-east1", "database"), "bindings", []any{}),
		"examples/checks/encryption-keys-granted/good/snapshot": oneRegion().Encrypted(),
		"examples/checks/service-agents-have-roles/bad/snapshot": oneRegion().
			Set(gcp.IAMPolicies, "projects/"+testkit.Project, "bindings", []testkit.Body{
				testkit.Binding(testkit.NetworkingAgentRole, oneRegion().NetworkingAgent(testkit.Project)),
			}),
		"examples/checks/required-apis-enabled/bad/snapshot": oneRegion().
			Set(gcp.Services, "servicenetworking.googleapis.com", "state", "DISABLED"),
		"examples/checks/organization-active/bad/snapshot": testkit.NewLocalWorld().WithoutRegion("us-west1").
			Set(gcp.Organizations, testkit.Organization, "state", "DELETING"),
		"examples/checks/evaluation-not-expiring/bad/snapshot": testkit.NewLocalWorld().WithoutRegion("us-west1").
			Set(gcp.Organizations, testkit.Organization, "billingType", "EVALUATION").
			Set(gcp.Organizations, testkit.Organization, "expiresAt", "1793620800000"),
		"examples/checks/certificate-renewed-in-time/bad/snapshot": managed("RENEWAL_FAILED", "FAILED_NOT_VISIBLE"),
		"examples/checks/managed-certificate-active/bad/snapshot":  managed("PROVISIONING", "FAILED_NOT_VISIBLE"),
		"examples/checks/managed-certificate-active/good/snapshot": managed("ACTIVE", "ACTIVE"),
		"examples/checks/backends-healthy/bad/snapshot":            testkit.NewLocalWorld().Health(testkit.Proxies("us-east1"), "UNHEALTHY", "UNHEALTHY"),
		"examples/checks/backends-healthy/good/snapshot":           testkit.NewLocalWorld(),
		"examples/checks/every-proxy-healthy/bad/snapshot":         testkit.NewLocalWorld().Health(testkit.Proxies("us-east1"), "HEALTHY", "UNHEALTHY"),
		"examples/checks/every-proxy-healthy/good/snapshot":        testkit.NewLocalWorld(),
		"examples/checks/api-proxy-deployed/bad/snapshot":          oneRegion().Deployed("public"),
		"examples/checks/api-proxy-deployed/good/snapshot":         oneRegion(),
		"examples/checks/proxies-follow-template/bad/snapshot": oneRegion().
			Set(gcp.InstanceGroupManagers, testkit.Proxies("us-east1"), "updatePolicy.type", "OPPORTUNISTIC").
			Set(gcp.InstanceGroupManagers, testkit.Proxies("us-east1"), "status.versionTarget.isReached", false),
		"examples/checks/proxies-follow-template/good/snapshot": oneRegion(),
		"examples/checks/peering-active/bad/snapshot": testkit.NewLocalWorld().WithoutRegion("us-west1").
			Set(gcp.Networks, testkit.Network, "peerings.0.state", "INACTIVE").
			Set(gcp.Networks, testkit.Network, "peerings.0.stateDetails", "[2026-10-30T09:00:00.000-07:00]: The peer network was deleted."),
		"examples/checks/psc-connection-accepted/bad/snapshot": testkit.NewLocalWorld().WithoutRegion("us-west1").PSC().
			Set(gcp.NetworkEndpointGroups, testkit.Endpoints("us-east1"), "pscData.pscConnectionStatus", "PENDING"),
		"examples/checks/psc-connection-accepted/good/snapshot": testkit.NewLocalWorld().WithoutRegion("us-west1").PSC(),
	}
}

// oneRegion is a healthy organization in one region and one project.
func oneRegion() *testkit.World { return testkit.NewLocalWorld().WithoutRegion("us-west1") }

// observed is an organization whose host name leads to its load balancer, which presents
// the certificate that it is configured with.
func observed() *testkit.World {
	return oneRegion().Hostnames("api.acme.example").
		Shows("api.acme.example", "203.0.113.10", testkit.Leaf{Names: []string{"*.acme.example"}})
}

// managed is an organization whose load balancer presents a certificate that Google
// manages, in a status, with that of its first domain.
func managed(status, domain string) *testkit.World {
	return testkit.NewLocalWorld().WithoutRegion("us-west1").
		Managed("api", "ACTIVE", "api.acme.example", "inner.acme.example").
		Set(gcp.SSLCertificates, "api", "managed.status", status).
		Set(gcp.SSLCertificates, "api", "managed.domainStatus", testkit.Body{"api.acme.example": domain, "inner.acme.example": "ACTIVE"}).
		Present("api")
}

// newInstance is that of the region that the organization is being extended to.
var newInstance = testkit.Runtime("us-west1")

// organization serves one region, and has an instance in a second one to which the
// load balancer does not send yet.
func organization() *testkit.World {
	return testkit.NewWorld().WithoutRegion("us-west1").Add(gcp.Instances, newInstance, testkit.Body{
		"location": "us-west1", "host": testkit.Host(1), "port": "443", "state": "ACTIVE",
		"ipRange": "10.64.4.0/22,10.64.255.16/28", "runtimeVersion": "1-8-0-apigee-23",
	})
}

// brokenOrganization has one fault of each family: its authorized network is another
// VPC than the peered one, the firewall lacks a range of the load balancer, and the new
// instance runs no environment.
func brokenOrganization() *testkit.World {
	const legacy = "projects/" + testkit.HostProject + "/global/networks/legacy"
	return organization().
		Add(gcp.Networks, legacy, testkit.Body{
			"autoCreateSubnetworks": false, "networkFirewallPolicyEnforcementOrder": "AFTER_CLASSIC_FIREWALL",
		}).
		Set(gcp.Organizations, testkit.Organization, "authorizedNetwork", legacy).
		Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"130.211.0.0/22"})
}

// recordingsAWS are those of AWS.
func recordingsAWS() map[string]*testkit.AWS {
	return map[string]*testkit.AWS{
		"examples/demo/aws-broken/snapshot":               brokenAPI(),
		"examples/demo/aws-mended/snapshot":               valid(testkit.NewRESTOverTLS()),
		"examples/checks/vpc-link-available/bad/snapshot": failedLink(testkit.NewREST()),
		"examples/checks/endpoint-connection-available/bad/snapshot": testkit.NewREST().
			SetAll(aws.EndpointConnections, "VpcEndpointState", "rejected"),
		"examples/checks/deployment-includes-integration/bad/snapshot": testkit.NewREST().
			Set(aws.RestIntegrations, testkit.RestAPI+"/orders/GET", "uri", "http://orders.internal.example/v2/orders"),
		"examples/checks/load-balancer-active/bad/snapshot": testkit.NewREST().
			SetAll(aws.LoadBalancers, "State", testkit.Body{"Code": "failed", "Reason": "not enough free addresses in subnet-lb-a"}),
		"examples/checks/targets-healthy/bad/snapshot": testkit.NewREST().
			SetAll(aws.TargetHealth, "TargetHealth", testkit.Body{"State": "unhealthy", "Reason": "Target.Timeout", "Description": "Request timed out"}),
	}
}

// brokenAPI has a fault of each kind that AWS's article on VPC links names: a link that failed, a
// connection that was rejected, targets that are unhealthy, a security group that admits
// another port, a network ACL that drops the replies, a certificate for another host.
//
// Source: https://repost.aws/knowledge-center/api-gateway-500-error-vpc.
func brokenAPI() *testkit.AWS {
	open := func(egress bool) testkit.Body {
		return testkit.Body{"Egress": egress, "RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}
	}
	replies := testkit.Body{
		"Egress": true, "RuleNumber": 90, "Protocol": "6", "RuleAction": "deny", "CidrBlock": "10.20.1.0/24", "PortRange": testkit.Body{"From": 1024, "To": 65535},
	}
	return failedLink(valid(testkit.NewRESTOverTLS())).
		SetAll(aws.EndpointConnections, "VpcEndpointState", "rejected").
		SetAll(aws.TargetHealth, "TargetHealth", testkit.Body{"State": "unhealthy", "Reason": "Target.FailedHealthChecks"}).
		Set(aws.SecurityGroupRules, "sgr-3", "FromPort", 8081).Set(aws.SecurityGroupRules, "sgr-3", "ToPort", 8081).
		Set(aws.NetworkACLs, "acl-shop", "Entries", []testkit.Body{open(false), replies, open(true)}).
		Set(aws.Certificates, testkit.OrdersCertificate, "DomainName", "shop.internal.example").
		Set(aws.Certificates, testkit.OrdersCertificate, "SubjectAlternativeNames", []string{"shop.internal.example"})
}

// valid gives the certificate dates that hold whenever a test or a reader judges the
// recording.
func valid(w *testkit.AWS) *testkit.AWS {
	return w.Set(aws.Certificates, testkit.OrdersCertificate, "NotBefore", "2025-01-01T00:00:00Z").Set(aws.Certificates, testkit.OrdersCertificate, "NotAfter", "2045-01-01T00:00:00Z")
}

// failedLink is a world whose VPC link failed.
func failedLink(w *testkit.AWS) *testkit.AWS {
	return w.
		Set(aws.RestVPCLinks, testkit.LinkV1, "status", "FAILED").
		Set(aws.RestVPCLinks, testkit.LinkV1, "statusMessage", "NLB is already associated with another VPC Endpoint Service")
}

// record writes every recording below the root, by the same client and recorder that
// users have.
func record(root string) error {
	for dir, world := range recordings() {
		if err := testkit.Record(context.Background(), world, filepath.Join(root, filepath.FromSlash(dir))); err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
	}
	for dir, world := range recordingsAWS() {
		if err := testkit.RecordAWS(context.Background(), world, filepath.Join(root, filepath.FromSlash(dir))); err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
	}
	return nil
}
