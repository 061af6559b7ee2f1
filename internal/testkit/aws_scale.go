package testkit

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
)

// NewLargeREST is a healthy REST API with 300 resources of three methods each, 20 VPC
// links V1, 200 target groups, 5,000 targets and 500 security groups.
func NewLargeREST() *AWS {
	const (
		links, ports, targets = 20, 10, 25
		paths                 = 300
		groups                = 500
	)
	w := newAWS()
	w.Add(aws.RestAPIs, RestAPI, "", Body{"id": RestAPI, "name": "orders", "endpointConfiguration": Body{"types": []string{"REGIONAL"}}}).
		Add(aws.RestStages, RestAPI+"/"+AWSStage, RestAPI, Body{"stageName": AWSStage, "deploymentId": "dep1", "methodSettings": Body{"*/*": Body{"loggingLevel": "INFO"}}}).
		Add(aws.RestDeployments, "dep1", RestAPI, Body{"id": "dep1"})
	for n := range groups {
		id := fmt.Sprintf("sg-%03d", n)
		w.Add(aws.SecurityGroups, id, "", Body{"GroupId": id, "GroupName": id, "VpcId": vpc}).
			Rule(id, false, "tcp", 8000, 8100, "CidrIpv4", "10.20.0.0/16")
	}
	for l := range links {
		balancer := arnOf(fmt.Sprintf("loadbalancer/net/nlb-%d/1a", l))
		w.balancer(balancer, fmt.Sprintf("nlb-%d", l), "network", "", false)
		link := fmt.Sprintf("link%d", l)
		service := fmt.Sprintf("vpce-svc-%d", l)
		w.Add(aws.RestVPCLinks, link, "", Body{"id": link, "status": "AVAILABLE", "targetArns": []string{balancer}}).
			Add(aws.EndpointServices, service, "", Body{"ServiceId": service, "ServiceState": "Available", "NetworkLoadBalancerArns": []string{balancer}}).
			Add(aws.EndpointConnections, service+"/vpce-1", "", Body{"ServiceId": service, "VpcEndpointId": "vpce-1", "VpcEndpointOwner": APIGatewayAccount, "VpcEndpointState": "available"})
		for p := range ports {
			group, listener := arnOf(fmt.Sprintf("targetgroup/nlb-%d-%d/3c", l, p)), ListenerOf(balancer, 8001+p)
			w.group(group, "TCP", 8001+p, "ip", balancer)
			w.Add(aws.Listeners, listener, "", Body{
				"ListenerArn": listener, "LoadBalancerArn": balancer, "Port": 8001 + p, "Protocol": "TCP", "DefaultActions": []Body{{"Type": "forward", "TargetGroupArn": group}},
			})
			for t := range targets {
				n := (l*ports+p)*targets + t
				// Half of the targets are in each zone, at addresses of their own.
				zone := n % len(zones)
				address := fmt.Sprintf("10.20.%d.%d", 100+40*zone+n/2/250, 1+n/2%250)
				w.target(group, address, 8001+p, zones[zone])
				id := fmt.Sprintf("eni-%d", n)
				w.Add(aws.NetworkInterfaces, id, "", Body{
					"NetworkInterfaceId": id, "SubnetId": "subnet-targets-" + zones[zone][len(zones[zone])-1:], "VpcId": vpc, "PrivateIpAddress": address,
					"PrivateIpAddresses": []Body{{"PrivateIpAddress": address}}, "Groups": []Body{{"GroupId": fmt.Sprintf("sg-%03d", n%groups)}},
				})
			}
		}
	}
	for p := range paths {
		for m, verb := range []string{"GET", "POST", "DELETE"} {
			n := p*3 + m
			path := fmt.Sprintf("/r%d", p)
			for _, stage := range []string{"", AWSStage} {
				body := Body{
					"resourceId": fmt.Sprintf("res%d", p), "path": path, "method": verb, "type": "HTTP_PROXY", "httpMethod": verb, "connectionType": "VPC_LINK", "timeoutInMillis": 29000,
					"connectionId": fmt.Sprintf("link%d", n%links), "uri": fmt.Sprintf("http://orders.internal.example:%d%s", 8001+n/links%ports, path),
				}
				id := RestAPI + path + "/" + verb
				if stage != "" {
					body["stage"], id = stage, RestAPI+"/"+stage+path+"/"+verb
				}
				w.Add(aws.RestIntegrations, id, RestAPI, body)
			}
		}
	}
	return w
}
