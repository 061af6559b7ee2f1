package testkit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
)

const (
	vpc         = "vpc-shop"
	servingPort = 8080 // of targets
)

// zones are those that load balancers and targets are in, in the order of
// targetAddresses.
var (
	zones           = []string{AWSRegion + "a", AWSRegion + "b"}
	targetAddresses = []string{"10.20.11.10", "10.20.12.10"}
)

// newAWS is a VPC with subnets for load balancers, links and targets in two zones, one
// network ACL that admits everything, and security groups without rules.
func newAWS() *AWS {
	w := &AWS{}
	w.Add(aws.VPCs, vpc, "", Body{"VpcId": vpc, "CidrBlock": "10.20.0.0/16", "CidrBlockAssociationSet": []Body{{"CidrBlock": "10.20.0.0/16"}}})
	var associations []Body
	for i, zone := range zones {
		for n, name := range []string{"lb", "targets", "link"} {
			id, third := fmt.Sprintf("subnet-%s-%s", name, zone[len(zone)-1:]), 10*n+1
			w.Add(aws.Subnets, id, "", Body{"SubnetId": id, "VpcId": vpc, "AvailabilityZone": zone, "CidrBlock": fmt.Sprintf("10.20.%d.0/24", third+i)})
			associations = append(associations, Body{"SubnetId": id})
		}
	}
	open := func(egress bool, number int, action string) Body {
		return Body{"Egress": egress, "RuleNumber": number, "Protocol": "-1", "RuleAction": action, "CidrBlock": "0.0.0.0/0"}
	}
	w.Add(aws.NetworkACLs, "acl-shop", "", Body{
		"NetworkAclId": "acl-shop", "VpcId": vpc, "IsDefault": true, "Associations": associations,
		"Entries": []Body{open(false, 100, "allow"), open(false, 32767, "deny"), open(true, 100, "allow"), open(true, 32767, "deny")},
	})
	w.Add(aws.RouteTables, "rtb-shop", "", Body{
		"RouteTableId": "rtb-shop", "VpcId": vpc, "Associations": []Body{{"Main": true}},
		"Routes": []Body{{"DestinationCidrBlock": "10.20.0.0/16", "GatewayId": "local", "State": "active"}},
	})
	for _, sg := range []string{"sg-nlb", "sg-alb", "sg-link", "sg-targets"} {
		w.Add(aws.SecurityGroups, sg, "", Body{"GroupId": sg, "GroupName": strings.TrimPrefix(sg, "sg-"), "VpcId": vpc})
	}
	w.Add(aws.Accounts, "account", "", Body{"cloudwatchRoleArn": "arn:aws:iam::" + AWSAccount + ":role/logs"})
	return w
}

// restAPI adds a REST API with one integration through [LinkV1], deployed in its stage.
func (w *AWS) restAPI(uri string) *AWS {
	body := Body{
		"resourceId": "res1", "path": "/orders", "method": "GET", "type": "HTTP_PROXY", "httpMethod": "GET", "uri": uri,
		"connectionType": "VPC_LINK", "connectionId": LinkV1, "timeoutInMillis": 29000,
	}
	deployed := Body{"stage": AWSStage}
	for k, v := range body {
		deployed[k] = v
	}
	return w.Add(aws.RestAPIs, RestAPI, "", Body{"id": RestAPI, "name": "orders", "endpointConfiguration": Body{"types": []string{"REGIONAL"}}}).
		Add(aws.RestIntegrations, RestAPI+"/orders/GET", RestAPI, body).
		Add(aws.RestIntegrations, RestAPI+"/"+AWSStage+"/orders/GET", RestAPI, deployed).
		Add(aws.RestStages, RestAPI+"/"+AWSStage, RestAPI, Body{
			"stageName": AWSStage, "deploymentId": "dep1", "methodSettings": Body{"*/*": Body{"loggingLevel": "INFO", "dataTraceEnabled": false}},
		}).
		Add(aws.RestDeployments, "dep1", RestAPI, Body{"id": "dep1", "createdDate": "2026-01-02T03:04:05Z"})
}

// linkV1 adds a VPC link V1 to [NLB], with its endpoint service and API Gateway's connection.
func (w *AWS) linkV1() *AWS {
	return w.Add(aws.RestVPCLinks, LinkV1, "", Body{"id": LinkV1, "name": "orders", "status": "AVAILABLE", "targetArns": []string{NLB}}).
		Add(aws.EndpointServices, "vpce-svc-1", "", Body{
			"ServiceId": "vpce-svc-1", "ServiceState": "Available", "AcceptanceRequired": false, "NetworkLoadBalancerArns": []string{NLB}, "AvailabilityZones": zones,
		}).
		Add(aws.EndpointConnections, "vpce-svc-1/vpce-1", "", Body{"ServiceId": "vpce-svc-1", "VpcEndpointId": "vpce-1", "VpcEndpointOwner": APIGatewayAccount, "VpcEndpointState": "available"})
}

// httpAPI adds an HTTP or WebSocket API with one integration through [LinkV2].
func (w *AWS) httpAPI(protocol, uri string) *AWS {
	return w.Add(aws.APIs, HTTPAPI, "", Body{"ApiId": HTTPAPI, "Name": "orders", "ProtocolType": protocol}).
		Add(aws.Integrations, HTTPAPI+"/int1", HTTPAPI, Body{
			"IntegrationId": "int1", "IntegrationType": "HTTP_PROXY", "IntegrationMethod": "ANY", "IntegrationUri": uri,
			"ConnectionType": "VPC_LINK", "ConnectionId": LinkV2, "PayloadFormatVersion": "1.0", "TimeoutInMillis": 30000,
		}).
		Add(aws.Routes, HTTPAPI+"/route1", HTTPAPI, Body{"RouteId": "route1", "RouteKey": "GET /orders", "Target": "integrations/int1"}).
		Add(aws.Stages, HTTPAPI+"/"+AWSStage, HTTPAPI, Body{
			"StageName": AWSStage, "AutoDeploy": true,
			"AccessLogSettings": Body{"DestinationArn": "arn:aws:logs:" + AWSRegion + ":" + AWSAccount + ":log-group:orders", "Format": "$context.status $context.integrationErrorMessage"},
		})
}

// linkV2 adds a VPC link V2 with interfaces in the subnets for links.
func (w *AWS) linkV2() *AWS {
	return w.Add(aws.VPCLinks, LinkV2, "", Body{
		"VpcLinkId": LinkV2, "Name": "orders", "VpcLinkStatus": "AVAILABLE", "SubnetIds": []string{"subnet-link-a", "subnet-link-b"}, "SecurityGroupIds": []string{"sg-link"},
	})
}

func (w *AWS) nlb(group string) *AWS { return w.balancer(NLB, "orders", "network", group, false) }
func (w *AWS) alb(group string) *AWS { return w.balancer(ALB, "shop", "application", group, true) }

func (w *AWS) balancer(arn, name, typ, group string, crossZone bool) *AWS {
	body := Body{
		"LoadBalancerArn": arn, "LoadBalancerName": name, "Type": typ, "Scheme": "internal", "State": Body{"Code": "active"}, "VpcId": vpc, "IpAddressType": "ipv4",
		"DNSName":           "internal-" + name + ".elb." + AWSRegion + ".amazonaws.com",
		"AvailabilityZones": []Body{{"ZoneName": zones[0], "SubnetId": "subnet-lb-a"}, {"ZoneName": zones[1], "SubnetId": "subnet-lb-b"}},
		"CrossZone":         crossZone,
	}
	last := 5
	if typ == "application" {
		last, body["IdleTimeout"] = 6, 60
	}
	groups := []Body{}
	if group != "" {
		body["SecurityGroups"] = []string{group}
		groups = append(groups, Body{"GroupId": group})
		if typ == "network" {
			body["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] = "on"
		}
	}
	w.Add(aws.LoadBalancers, arn, "", body)
	for i, zone := range []string{"a", "b"} {
		_, path, _ := strings.Cut(arn, ":loadbalancer/")
		id := fmt.Sprintf("eni-%s-%s", name, zone)
		w.Add(aws.NetworkInterfaces, id, "", Body{
			"NetworkInterfaceId": id, "Description": "ELB " + path, "SubnetId": "subnet-lb-" + zone, "VpcId": vpc, "PrivateIpAddress": fmt.Sprintf("10.20.%d.%d", i+1, last), "Groups": groups,
		})
	}
	return w
}

func (w *AWS) listener(balancer, protocol, group string) *AWS {
	const port = 80
	arn := ListenerOf(balancer, port)
	return w.Add(aws.Listeners, arn, "", Body{
		"ListenerArn": arn, "LoadBalancerArn": balancer, "Port": port, "Protocol": protocol,
		"DefaultActions": []Body{{"Type": "forward", "TargetGroupArn": group, "ForwardConfig": Body{"TargetGroups": []Body{{"TargetGroupArn": group, "Weight": 1}}}}},
	})
}

func (w *AWS) group(arn, protocol string, port int, typ, balancer string) *AWS {
	health := "TCP"
	if protocol == "HTTP" {
		health = "HTTP"
	}
	return w.Add(aws.TargetGroups, arn, "", Body{
		"TargetGroupArn": arn, "TargetGroupName": "orders", "Protocol": protocol, "Port": port, "VpcId": vpc, "TargetType": typ, "LoadBalancerArns": []string{balancer},
		"HealthCheckEnabled": true, "HealthCheckProtocol": health, "HealthCheckPort": "traffic-port", "IpAddressType": "ipv4", "CrossZone": "use_load_balancer_configuration",
	})
}

// target registers a target that is healthy.
func (w *AWS) target(group, id string, port int, zone string) *AWS {
	target := Body{"Id": id, "Port": port}
	if zone != "" {
		target["AvailabilityZone"] = zone
	}
	registered := Body{"TargetGroupArn": group}
	for k, v := range target {
		registered[k] = v
	}
	name := group + "/" + id + ":" + strconv.Itoa(port)
	return w.Add(aws.Targets, name, "", registered).
		Add(aws.TargetHealth, name, "", Body{"TargetGroupArn": group, "Target": target, "HealthCheckPort": strconv.Itoa(port), "TargetHealth": Body{"State": "healthy"}})
}

// addresses registers the addresses of targets.
func (w *AWS) addresses(group string) *AWS {
	for i, address := range targetAddresses {
		w.target(group, address, servingPort, zones[i])
	}
	return w.interfaces()
}

// interfaces adds those of the targets' addresses.
func (w *AWS) interfaces() *AWS {
	for i, address := range targetAddresses {
		zone := zones[i][len(zones[i])-1:]
		w.Add(aws.NetworkInterfaces, "eni-target-"+zone, "", Body{
			"NetworkInterfaceId": "eni-target-" + zone, "SubnetId": "subnet-targets-" + zone, "VpcId": vpc, "PrivateIpAddress": address,
			"PrivateIpAddresses": []Body{{"PrivateIpAddress": address}}, "Groups": []Body{{"GroupId": "sg-targets"}},
		})
	}
	return w
}

// instances registers instances.
func (w *AWS) instances(group string) *AWS {
	for i, address := range targetAddresses {
		zone := zones[i][len(zones[i])-1:]
		id := "i-" + zone
		w.target(group, id, servingPort, zones[i]).Add(aws.Instances, id, "", Body{
			"InstanceId": id, "SubnetId": "subnet-targets-" + zone, "VpcId": vpc, "PrivateIpAddress": address, "SecurityGroups": []Body{{"GroupId": "sg-targets"}}, "State": Body{"Name": "running"},
		})
	}
	return w
}

// Rule adds a rule to a security group. The peer's field is CidrIpv4, CidrIpv6,
// PrefixListId or ReferencedGroupInfo.
func (w *AWS) Rule(group string, egress bool, protocol string, from, to int, field, peer string) *AWS {
	n := 0
	for _, r := range w.resources {
		if r.Type == aws.SecurityGroupRules {
			n++
		}
	}
	id := fmt.Sprintf("sgr-%d", n+1)
	body := Body{"SecurityGroupRuleId": id, "GroupId": group, "IsEgress": egress, "IpProtocol": protocol, "FromPort": from, "ToPort": to, field: peer}
	if field == "ReferencedGroupInfo" {
		body[field] = Body{"GroupId": peer}
	}
	return w.Add(aws.SecurityGroupRules, id, "", body)
}
