package privateintegration_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A story is what people have met: a world, and what is said of it.
type story struct {
	id, tells string
	world     *testkit.AWS
	// want are verdicts as "verdict check"; the failures among them are all that there are.
	want []string
	// unseen says why nothing is found in a story that has a fault.
	unseen string
}

func TestStory(t *testing.T) {
	t.Parallel()
	all := stories()
	last := 0
	for _, s := range all {
		number, err := strconv.Atoi(strings.TrimPrefix(s.id, "W"))
		if err != nil || number != last && number != last+1 {
			t.Errorf("story %s follows W%d", s.id, last)
		}
		last = number
		t.Run(s.id+" "+s.tells, func(t *testing.T) {
			t.Parallel()
			report := privateintegration.Judge(s.world.Inventory(t), check.Options{})
			var failed, verdicts []string
			for _, f := range report.Findings {
				v := f.Verdict.String() + " " + f.Check
				verdicts = append(verdicts, v)
				if f.Verdict == check.Fail && !slices.Contains(failed, v) {
					failed = append(failed, v)
				}
			}
			for _, w := range s.want {
				if !slices.Contains(verdicts, w) {
					t.Errorf("nothing says %q: %s", w, tell(report.Findings))
				}
			}
			for _, v := range failed {
				if !slices.Contains(s.want, v) {
					t.Errorf("%q was not expected: %s", v, tell(report.Findings))
				}
			}
			if s.unseen != "" && len(failed) > 0 {
				t.Errorf("it is seen: %q", failed)
			}
		})
	}
	if last != 34 {
		t.Errorf("the last story is W%d", last)
	}
}

// Rules of the world of [testkit.NewREST]: what its load balancer and its targets admit.
const (
	balancerAdmits = "sgr-1"
	targetsAdmit   = "sgr-3"
)

// admitting lets the load balancer's requests to targets in on another port.
func admitting(w *testkit.AWS, port int) *testkit.AWS {
	return w.Set(aws.SecurityGroupRules, targetsAdmit, "FromPort", port).Set(aws.SecurityGroupRules, targetsAdmit, "ToPort", port)
}

func stories() []story {
	rest, http := testkit.NewREST, testkit.NewHTTPToALB
	admits := func(cidr string) *testkit.AWS {
		return rest().Set(aws.SecurityGroupRules, balancerAdmits, "CidrIpv4", cidr).Set(aws.LoadBalancers, testkit.NLB, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", nil)
	}
	internet := integration(integration(integration(rest(), "connectionType", "INTERNET"), "connectionId", nil), "uri", "http://internal-shop-1.eu-west-1.elb.amazonaws.com/")
	tls := func() *testkit.AWS {
		return http().Set(aws.Integrations, integrated, "TlsConfig", body{"ServerNameToVerify": "shop.internal.example"})
	}
	redirect := []body{{"Type": "redirect", "RedirectConfig": body{"StatusCode": "HTTP_308"}}}
	link := "aws_api_gateway_vpc_link.orders"
	replaced := rest().Drop(aws.RestIntegrations, deployed).Address(aws.RestVPCLinks, "link1", link).Removing(aws.RestVPCLinks, "link1", true).Drop(aws.RestVPCLinks, "link1").
		Add(aws.RestVPCLinks, "link9", "", body{"id": "link9", "targetArns": []string{testkit.NLB}}).Address(aws.RestVPCLinks, "link9", link).Creating(aws.RestVPCLinks, "link9").
		Set(aws.RestIntegrations, configured, "connectionId", "link9")
	return []story{
		{id: "W1", tells: "a load balancer with groups that admit nothing of PrivateLink", world: rest().Drop(aws.SecurityGroupRules, balancerAdmits), want: []string{"fail private-link-rules-admit"}},
		{id: "W2", tells: "forced to open to any address", world: admits("0.0.0.0/0"), want: []string{"pass private-link-rules-admit"}},
		{id: "W3", tells: "a bastion gets through, PrivateLink does not", world: admits("10.20.9.4/32"), want: []string{"fail private-link-rules-open"}},
		{id: "W4", tells: "rules are enforced on a load balancer without groups", want: []string{"pass security-groups-admit"}, world: testkit.NewRESTWithoutGroups().Set(aws.LoadBalancers, testkit.NLB, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "on")},
		{id: "W5", tells: "a provider that does not know the attribute", world: rest().Set(aws.LoadBalancers, testkit.NLB, "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", nil), unseen: "Terraform itself refuses the attribute; without it the default is judged"},
		{id: "W6", tells: "a rule the wrong way round", world: rest().Set(aws.SecurityGroupRules, targetsAdmit, "IsEgress", true), want: []string{"fail security-groups-admit"}},
		{id: "W7", tells: "NLB ARN is malformed", world: testkit.NewRESTToALB().Set(aws.RestVPCLinks, "link1", "targetArns", []string{testkit.ALB}).Set(aws.EndpointServices, "vpce-svc-1", "NetworkLoadBalancerArns", []string{testkit.ALB}), want: []string{"fail link-version-fits-api"}},
		{id: "W8", tells: "IntegrationTarget is required for VpcLinkV2", world: integration(testkit.NewRESTV2(), "integrationTarget", nil), want: []string{"fail link-version-fits-api"}},
		{id: "W9", tells: "should be a valid ELB listener ARN", world: http().Set(aws.Integrations, integrated, "IntegrationUri", testkit.ALB), want: []string{"fail integration-uri-fits-listener"}},
		{id: "W10", tells: "an internal load balancer, and a link that nothing uses", world: internet, want: []string{"fail integration-uses-vpc-link"}},
		{id: "W11", tells: "connection_id became null", world: integration(rest(), "connectionId", nil), want: []string{"fail integration-uses-vpc-link"}},
		{id: "W12", tells: "500 after tls_config was added: the listener is HTTP", world: tls(), want: []string{"fail listener-protocol-fits"}},
		{id: "W13", tells: "a module drops tls_config", world: testkit.NewHTTPOverTLS().Set(aws.Integrations, integrated, "TlsConfig", nil), want: []string{"fail listener-protocol-fits"}},
		{id: "W14", tells: "port 80 answers 308", world: testkit.NewRESTV2().Set(aws.Listeners, "shop/2b/80", "DefaultActions", redirect), want: []string{"fail listener-forwards"}},
		{id: "W14", tells: "and 443 has another name", world: issued("SubjectAlternativeNames", []string{"other.example"}).Set(aws.Certificates, testkit.OrdersCertificate, "DomainName", "other.example"), want: []string{"fail backend-certificate-covers-host"}},
		{id: "W15", tells: "the port in the URI chooses the listener", world: integration(rest(), "uri", "http://orders.internal.example:8080/"), want: []string{"fail listener-on-port"}},
		{id: "W15", tells: "{proxy} is not mapped", world: integration(rest(), "uri", "http://orders.internal.example/{proxy}"), want: []string{"fail backend-path-fits"}},
		{id: "W16", tells: "400 from ingress: plain HTTP to its HTTPS port", want: []string{"fail no-double-encryption"},
			world: admitting(rest().SetAll(aws.Targets, "Port", 8443).SetAll(aws.TargetHealth, "HealthCheckPort", "8443"), 8443)},
		{id: "W17", tells: "Invalid protocol version: TLS ends at the listener, and the targets speak TLS", want: []string{"fail no-double-encryption"},
			world: admitting(testkit.NewRESTOverTLS().SetAll(aws.Targets, "Port", 443).SetAll(aws.TargetHealth, "HealthCheckPort", "443"), 443)},
		{id: "W18", tells: "PKIX: a private authority", world: issued("Type", "PRIVATE"), want: []string{"fail backend-certificate-trusted"}},
		{id: "W18", tells: "skipped, and still expired", world: skipping(issued("Type", "PRIVATE"), true).
			Set(aws.Certificates, testkit.OrdersCertificate, "Status", "EXPIRED"), want: []string{"fail backend-certificate-in-date"}},
		{id: "W19", tells: "the stage lacks the variable", world: integration(rest(), "connectionId", "${stageVariables.vpcLinkId}"), want: []string{"fail stage-variables-resolve"}},
		{id: "W19", tells: "the stage has another account's link", world: integration(rest(), "connectionId", "${stageVariables.vpcLinkId}").Set(aws.RestStages, "prod", "variables", body{"vpcLinkId": "zz9zz9"}), want: []string{"fail vpc-link-target-exists"}},
		{id: "W20", tells: "Cannot delete vpc link, referenced in prod", world: replaced, want: []string{"fail vpc-link-not-replaced"}},
		{id: "W21", tells: "the change does not reach the stage", world: rest().Drop(aws.RestIntegrations, deployed).Address(aws.RestIntegrations, configured, "aws_api_gateway_integration.orders").Changing(aws.RestIntegrations, configured), want: []string{"fail deployment-includes-integration"}},
		{id: "W22", tells: "nor does it without auto_deploy", world: http().Set(aws.Stages, testkit.HTTPAPI+"/prod", "AutoDeploy", false).Set(aws.Stages, testkit.HTTPAPI+"/prod", "DeploymentId", "d1").Changing(aws.Integrations, integrated), want: []string{"fail deployment-includes-integration"}},
		{id: "W23", tells: "a WebSocket API with a link V2", world: testkit.NewHTTPToNLB().Set(aws.APIs, testkit.HTTPAPI, "ProtocolType", "WEBSOCKET").Set(aws.Integrations, integrated, "IntegrationUri", "http://orders.internal.example/").
			Set(aws.Integrations, integrated, "TimeoutInMillis", 29000).Set(aws.Stages, testkit.HTTPAPI+"/prod", "DefaultRouteSettings", body{"LoggingLevel": "ERROR"}), want: []string{"fail link-version-fits-api"}},
		{id: "W24", tells: "a zone that API Gateway does not support", world: http().Set(aws.VPCLinks, "link2", "VpcLinkStatus", "FAILED").Set(aws.VPCLinks, "link2", "VpcLinkStatusMessage", "subnet is in an unsupported zone"), want: []string{"fail vpc-link-available"}},
		{id: "W25", tells: "a link V2 without security groups", world: http().Set(aws.VPCLinks, "link2", "SecurityGroupIds", []string{}), want: []string{"unknown security-groups-admit"}, unseen: "which group applies is not documented"},
		{id: "W26", tells: "the link is FAILED", world: rest().Set(aws.RestVPCLinks, "link1", "status", "FAILED"), want: []string{"fail vpc-link-available"}},
		{id: "W27", tells: "Unable to retrieve listener port: there is no listener", world: http().DropAll(aws.Listeners), want: []string{"fail vpc-link-target-exists"}},
		{id: "W28", tells: "a service behind a load balancer, with a group that admits nothing", world: testkit.NewRESTWithoutGroups().DropAll(aws.SecurityGroupRules), want: []string{"fail security-groups-admit"}},
		{id: "W29", tells: "targets admit the clients, whom they never see", world: testkit.NewRESTWithoutGroups().SetAll(aws.SecurityGroupRules, "CidrIpv4", "203.0.113.0/24"), want: []string{"fail security-groups-admit"}},
		{id: "W30", tells: "a target in a zone that the load balancer does not span", world: testkit.NewRESTWithoutGroups().SetAll(aws.Targets, "AvailabilityZone", "eu-west-1c"), want: []string{"fail target-group-has-targets", "fail zones-covered"}},
		{id: "W31", tells: "the link's option was ignored", world: integration(rest(), "connectionType", nil), want: []string{"fail integration-uses-vpc-link"}},
		{id: "W32", tells: "No ELB listener was found", world: integration(rest(), "uri", "http://orders.internal.example:4566/"), want: []string{"fail listener-on-port"}},
		{id: "W33", tells: "the health check's port is closed", world: rest().Set(aws.TargetGroups, testkit.OrdersGroup, "HealthCheckPort", "9000"), want: []string{"fail security-groups-admit"}},
		{id: "W34", tells: "several layers wrong at once", want: []string{"fail stage-variables-resolve", "fail load-balancer-active", "fail vpc-link-target-exists"},
			world: testkit.NewREST().Set(aws.LoadBalancers, testkit.NLB, "State", body{"Code": "failed"}).
				Set(aws.RestIntegrations, deployed, "connectionId", "gone").
				Add(aws.RestIntegrations, testkit.RestAPI+"/prod/pets/GET", testkit.RestAPI, body{"stage": "prod", "path": "/pets", "method": "GET", "type": "HTTP_PROXY", "connectionType": "VPC_LINK", "connectionId": "${stageVariables.none}", "uri": "http://x.example/"}).
				Add(aws.RestIntegrations, testkit.RestAPI+"/prod/dogs/GET", testkit.RestAPI, body{"stage": "prod", "path": "/dogs", "method": "GET", "type": "HTTP_PROXY", "connectionType": "VPC_LINK", "connectionId": "link1", "uri": "http://x.example/"}).
				Set(aws.RestIntegrations, configured, "connectionId", "gone")},
	}
}
