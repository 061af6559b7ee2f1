package live

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/acm"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/servicediscovery"
)

// clients are those of the services that are read.
type clients struct {
	apigateway   *apigateway.Client
	apigatewayv2 *apigatewayv2.Client
	elb          *elb.Client
	ec2          *ec2.Client
	acm          *acm.Client
	cloudmap     *servicediscovery.Client
	logs         *cloudwatchlogs.Client
}

// An operation is what one request asks for.
type operation struct {
	// action is what IAM calls the permission.
	action string
	// run calls it, all its pages, with an input that fill sets.
	run func(ctx context.Context, c *clients, fill func(input any) error) (any, error)
}

// page makes an operation that is called for one page at a time.
func page[C, I, O, F any](action string, of func(*clients) C, method func(C, context.Context, *I, ...F) (*O, error)) operation {
	return operation{action, func(ctx context.Context, c *clients, fill func(any) error) (any, error) {
		var in I
		if err := fill(&in); err != nil {
			return nil, err
		}
		return method(of(c), ctx, &in)
	}}
}

// do makes an operation of a method of a client.
func do[C, I, O, F any](action string, of func(*clients) C, method func(C, context.Context, *I, ...F) (*O, error)) operation {
	return operation{action, func(ctx context.Context, c *clients, fill func(any) error) (any, error) {
		var in I
		if err := fill(&in); err != nil {
			return nil, err
		}
		return paged(ctx, &in, func(ctx context.Context, in *I) (*O, error) { return method(of(c), ctx, in) })
	}}
}

func gateway(c *clients) *apigateway.Client         { return c.apigateway }
func gatewayV2(c *clients) *apigatewayv2.Client     { return c.apigatewayv2 }
func balancing(c *clients) *elb.Client              { return c.elb }
func compute(c *clients) *ec2.Client                { return c.ec2 }
func manager(c *clients) *acm.Client                { return c.acm }
func discovery(c *clients) *servicediscovery.Client { return c.cloudmap }

func events(c *clients) *cloudwatchlogs.Client { return c.logs }

// The actions by which IAM controls API Gateway and its parts: one for all that is read.
const readGateway = "apigateway:GET"

// operations is the one table of what is called. The documentation of the permissions
// is made of it.
var operations = map[string]operation{
	"apigateway/GetRestApi":   do(readGateway, gateway, (*apigateway.Client).GetRestApi),
	"apigateway/GetResources": do(readGateway, gateway, (*apigateway.Client).GetResources),
	"apigateway/GetStages":    do(readGateway, gateway, (*apigateway.Client).GetStages),
	"apigateway/GetExport":    do(readGateway, gateway, (*apigateway.Client).GetExport),
	"apigateway/GetVpcLink":   do(readGateway, gateway, (*apigateway.Client).GetVpcLink),
	"apigateway/GetAccount":   do(readGateway, gateway, (*apigateway.Client).GetAccount),

	"apigatewayv2/GetApi":          do(readGateway, gatewayV2, (*apigatewayv2.Client).GetApi),
	"apigatewayv2/GetIntegrations": do(readGateway, gatewayV2, (*apigatewayv2.Client).GetIntegrations),
	"apigatewayv2/GetRoutes":       do(readGateway, gatewayV2, (*apigatewayv2.Client).GetRoutes),
	"apigatewayv2/GetStages":       do(readGateway, gatewayV2, (*apigatewayv2.Client).GetStages),
	"apigatewayv2/GetVpcLink":      do(readGateway, gatewayV2, (*apigatewayv2.Client).GetVpcLink),

	"elasticloadbalancing/DescribeLoadBalancers":          do("elasticloadbalancing:DescribeLoadBalancers", balancing, (*elb.Client).DescribeLoadBalancers),
	"elasticloadbalancing/DescribeLoadBalancerAttributes": do("elasticloadbalancing:DescribeLoadBalancerAttributes", balancing, (*elb.Client).DescribeLoadBalancerAttributes),
	"elasticloadbalancing/DescribeListeners":              do("elasticloadbalancing:DescribeListeners", balancing, (*elb.Client).DescribeListeners),
	"elasticloadbalancing/DescribeListenerAttributes":     do("elasticloadbalancing:DescribeListenerAttributes", balancing, (*elb.Client).DescribeListenerAttributes),
	"elasticloadbalancing/DescribeListenerCertificates":   do("elasticloadbalancing:DescribeListenerCertificates", balancing, (*elb.Client).DescribeListenerCertificates),
	"elasticloadbalancing/DescribeRules":                  do("elasticloadbalancing:DescribeRules", balancing, (*elb.Client).DescribeRules),
	"elasticloadbalancing/DescribeTargetGroups":           do("elasticloadbalancing:DescribeTargetGroups", balancing, (*elb.Client).DescribeTargetGroups),
	"elasticloadbalancing/DescribeTargetGroupAttributes":  do("elasticloadbalancing:DescribeTargetGroupAttributes", balancing, (*elb.Client).DescribeTargetGroupAttributes),
	"elasticloadbalancing/DescribeTargetHealth":           do("elasticloadbalancing:DescribeTargetHealth", balancing, (*elb.Client).DescribeTargetHealth),

	"ec2/DescribeVpcs":                             do("ec2:DescribeVpcs", compute, (*ec2.Client).DescribeVpcs),
	"ec2/DescribeSubnets":                          do("ec2:DescribeSubnets", compute, (*ec2.Client).DescribeSubnets),
	"ec2/DescribeSecurityGroups":                   do("ec2:DescribeSecurityGroups", compute, (*ec2.Client).DescribeSecurityGroups),
	"ec2/DescribeSecurityGroupRules":               do("ec2:DescribeSecurityGroupRules", compute, (*ec2.Client).DescribeSecurityGroupRules),
	"ec2/GetManagedPrefixListEntries":              do("ec2:GetManagedPrefixListEntries", compute, (*ec2.Client).GetManagedPrefixListEntries),
	"ec2/DescribeNetworkAcls":                      do("ec2:DescribeNetworkAcls", compute, (*ec2.Client).DescribeNetworkAcls),
	"ec2/DescribeNetworkInterfaces":                do("ec2:DescribeNetworkInterfaces", compute, (*ec2.Client).DescribeNetworkInterfaces),
	"ec2/DescribeInstances":                        do("ec2:DescribeInstances", compute, (*ec2.Client).DescribeInstances),
	"ec2/DescribeRouteTables":                      do("ec2:DescribeRouteTables", compute, (*ec2.Client).DescribeRouteTables),
	"ec2/DescribeVpcPeeringConnections":            do("ec2:DescribeVpcPeeringConnections", compute, (*ec2.Client).DescribeVpcPeeringConnections),
	"ec2/DescribeVpcEndpointServiceConfigurations": do("ec2:DescribeVpcEndpointServiceConfigurations", compute, (*ec2.Client).DescribeVpcEndpointServiceConfigurations),
	"ec2/DescribeVpcEndpointConnections":           do("ec2:DescribeVpcEndpointConnections", compute, (*ec2.Client).DescribeVpcEndpointConnections),

	"acm/DescribeCertificate": do("acm:DescribeCertificate", manager, (*acm.Client).DescribeCertificate),
	"acm/GetCertificate":      do("acm:GetCertificate", manager, (*acm.Client).GetCertificate),

	"servicediscovery/GetService":    do("servicediscovery:GetService", discovery, (*servicediscovery.Client).GetService),
	"servicediscovery/ListInstances": do("servicediscovery:ListInstances", discovery, (*servicediscovery.Client).ListInstances),
	filterLogEvents:                  page("logs:FilterLogEvents", events, (*cloudwatchlogs.Client).FilterLogEvents),

	"servicediscovery/GetInstancesHealthStatus": do("servicediscovery:GetInstancesHealthStatus", discovery, (*servicediscovery.Client).GetInstancesHealthStatus),
}

// Actions lists the permissions that reading takes, as IAM calls them, in order.
func Actions() []string {
	var out []string
	for _, op := range operations {
		out = append(out, op.action)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
