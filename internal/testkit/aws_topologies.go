package testkit

import (
	"strconv"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
)

// NewREST is a REST API with a VPC link V1 to a Network Load Balancer that has security
// groups: stage prod, method GET /orders, http on port 80, targets on 8080.
func NewREST() *AWS {
	w := newAWS().restAPI("http://orders.internal.example/v1/orders").linkV1()
	return w.nlb("sg-nlb").listener(NLB, "TCP", OrdersGroup).group(OrdersGroup, "TCP", 8080, "instance", NLB).
		instances(OrdersGroup).
		Rule("sg-nlb", false, "tcp", 80, 80, "CidrIpv4", "0.0.0.0/0").Rule("sg-nlb", true, "-1", -1, -1, "CidrIpv4", "0.0.0.0/0").
		Rule("sg-targets", false, "tcp", 8080, 8080, "ReferencedGroupInfo", "sg-nlb")
}

// NewRESTWithoutGroups is [NewREST] with a load balancer without security groups: the
// targets admit its subnets.
func NewRESTWithoutGroups() *AWS {
	w := newAWS().restAPI("http://orders.internal.example/v1/orders").linkV1()
	return w.nlb("").listener(NLB, "TCP", OrdersGroup).group(OrdersGroup, "TCP", 8080, "ip", NLB).
		addresses(OrdersGroup).
		Rule("sg-targets", false, "tcp", 8080, 8080, "CidrIpv4", "10.20.1.0/24").Rule("sg-targets", false, "tcp", 8080, 8080, "CidrIpv4", "10.20.2.0/24")
}

// NewRESTToALB is a REST API with a VPC link V1 to a Network Load Balancer in front of an
// Application Load Balancer.
func NewRESTToALB() *AWS {
	w := newAWS().restAPI("http://shop.internal.example/v1/orders").linkV1()
	return w.nlb("").listener(NLB, "TCP", OrdersGroup).group(OrdersGroup, "TCP", 80, "alb", NLB).
		Set(aws.TargetGroups, OrdersGroup, "HealthCheckProtocol", "HTTP").
		target(OrdersGroup, ALB, 80, "").alb("sg-alb").listener(ALB, "HTTP", ShopGroup).group(ShopGroup, "HTTP", 8080, "ip", ALB).
		addresses(ShopGroup).
		Rule("sg-alb", false, "tcp", 80, 80, "CidrIpv4", "10.20.0.0/16").Rule("sg-alb", true, "-1", -1, -1, "CidrIpv4", "0.0.0.0/0").
		Rule("sg-targets", false, "tcp", 8080, 8080, "ReferencedGroupInfo", "sg-alb")
}

// NewHTTPToALB is an HTTP API with a VPC link V2 to an Application Load Balancer.
func NewHTTPToALB() *AWS {
	w := newAWS().httpAPI("HTTP", ListenerOf(ALB, 80)).linkV2()
	return w.behindALB()
}

// NewRESTV2 is a REST API with a VPC link V2 to an Application Load Balancer.
func NewRESTV2() *AWS {
	w := newAWS().restAPI("http://shop.internal.example/v1/orders").linkV2()
	for _, stage := range []string{"", "/" + AWSStage} {
		w.Set(aws.RestIntegrations, RestAPI+stage+"/orders/GET", "connectionId", LinkV2).Set(aws.RestIntegrations, RestAPI+stage+"/orders/GET", "integrationTarget", ALB)
	}
	return w.behindALB()
}

// NewHTTPToNLB is an HTTP API with a VPC link V2 to a Network Load Balancer that has
// security groups.
func NewHTTPToNLB() *AWS {
	w := newAWS().httpAPI("HTTP", ListenerOf(NLB, 80)).linkV2()
	return w.nlb("sg-nlb").listener(NLB, "TCP", OrdersGroup).group(OrdersGroup, "TCP", 8080, "ip", NLB).
		addresses(OrdersGroup).
		Rule("sg-link", true, "tcp", 80, 80, "ReferencedGroupInfo", "sg-nlb").
		Rule("sg-nlb", false, "tcp", 80, 80, "ReferencedGroupInfo", "sg-link").Rule("sg-nlb", true, "-1", -1, -1, "CidrIpv4", "0.0.0.0/0").
		Rule("sg-targets", false, "tcp", 8080, 8080, "ReferencedGroupInfo", "sg-nlb")
}

// CloudMapService is the ARN of the service of [NewHTTPToCloudMap].
const CloudMapService = "arn:aws:servicediscovery:" + AWSRegion + ":" + AWSAccount + ":service/srv-orders"

// NewHTTPToCloudMap is an HTTP API with a VPC link V2 to a service of Cloud Map.
func NewHTTPToCloudMap() *AWS {
	w := newAWS().httpAPI("HTTP", CloudMapService).linkV2()
	w.Add(aws.CloudMapServices, CloudMapService, "", Body{"Id": "srv-orders", "Arn": CloudMapService, "Name": "orders", "DnsConfig": Body{"DnsRecords": []Body{{"Type": "SRV"}}}})
	for i, address := range targetAddresses {
		id := "task-" + strconv.Itoa(i+1)
		w.Add(aws.CloudMapInstances, CloudMapService+"/"+id, "", Body{
			"ServiceId": CloudMapService, "Id": id, "HealthStatus": "HEALTHY", "Attributes": Body{"AWS_INSTANCE_IPV4": address, "AWS_INSTANCE_PORT": "8080"},
		})
	}
	return w.interfaces().Rule("sg-link", true, "-1", -1, -1, "CidrIpv4", "0.0.0.0/0").
		Rule("sg-targets", false, "tcp", 8080, 8080, "ReferencedGroupInfo", "sg-link")
}

// NewWebSocket is a WebSocket API with a VPC link V1 to a Network Load Balancer.
func NewWebSocket() *AWS {
	w := newAWS().httpAPI("WEBSOCKET", "http://orders.internal.example/connect").linkV1()
	w.Set(aws.Integrations, HTTPAPI+"/int1", "ConnectionId", LinkV1).Set(aws.Stages, HTTPAPI+"/"+AWSStage, "DefaultRouteSettings", Body{"LoggingLevel": "ERROR"}).
		Set(aws.Integrations, HTTPAPI+"/int1", "TimeoutInMillis", 29000)
	return w.nlb("").listener(NLB, "TCP", OrdersGroup).group(OrdersGroup, "TCP", 8080, "ip", NLB).addresses(OrdersGroup).
		Rule("sg-targets", false, "tcp", 8080, 8080, "CidrIpv4", "10.20.0.0/16")
}

// AWSTopologies are the healthy worlds, by what they are.
func AWSTopologies() map[string]func() *AWS {
	return map[string]func() *AWS{
		"T1 REST, V1, NLB without groups": NewRESTWithoutGroups,
		"T2 REST, V1, NLB with groups":    NewREST,
		"T3 REST, V1, NLB, ALB":           NewRESTToALB,
		"T4 HTTP, V2, ALB":                NewHTTPToALB,
		"T5 HTTP, V2, NLB":                NewHTTPToNLB,
		"T6 HTTP, V2, Cloud Map":          NewHTTPToCloudMap,
		"T7 REST, V2, ALB":                NewRESTV2,
		"T8 WebSocket, V1, NLB":           NewWebSocket,
		"REST, V1, NLB, TLS":              NewRESTOverTLS,
		"HTTP, V2, ALB, HTTPS":            NewHTTPOverTLS,
	}
}

func (w *AWS) behindALB() *AWS {
	return w.alb("sg-alb").listener(ALB, "HTTP", ShopGroup).group(ShopGroup, "HTTP", 8080, "ip", ALB).addresses(ShopGroup).
		Rule("sg-link", true, "tcp", 80, 80, "CidrIpv4", "10.20.0.0/16").
		Rule("sg-alb", false, "tcp", 80, 80, "ReferencedGroupInfo", "sg-link").Rule("sg-alb", true, "-1", -1, -1, "CidrIpv4", "0.0.0.0/0").
		Rule("sg-targets", false, "tcp", 8080, 8080, "ReferencedGroupInfo", "sg-alb")
}
