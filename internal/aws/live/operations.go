package live

import (
	"context"
	"slices"
	"sync"

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
	//
	// It is bound to its client, and does not take it: a type that an interface or a
	// type parameter leads to keeps all its methods in the binary, because templates look
	// methods up by name. EC2's alone, of over 700 of which 12 are called, are 20 MB.
	run func(ctx context.Context, fill func(input any) error) (any, error)
}

// page makes an operation that is called for one page at a time.
func page[I, O, F any](action string, method func(context.Context, *I, ...F) (*O, error)) operation {
	return operation{action, func(ctx context.Context, fill func(any) error) (any, error) {
		var in I
		if err := fill(&in); err != nil {
			return nil, err
		}
		return method(ctx, &in)
	}}
}

// do makes an operation of a method of a client.
func do[I, O, F any](action string, method func(context.Context, *I, ...F) (*O, error)) operation {
	return operation{action, func(ctx context.Context, fill func(any) error) (any, error) {
		var in I
		if err := fill(&in); err != nil {
			return nil, err
		}
		return paged(ctx, &in, func(ctx context.Context, in *I) (*O, error) { return method(ctx, in) })
	}}
}

// The actions by which IAM controls API Gateway and its parts: one for all that is read.
const readGateway = "apigateway:GET"

// operations is the one table of what is called, by SERVICE/OPERATION. The documentation
// of the permissions is made of it.
func (c *clients) operations() map[string]operation {
	return map[string]operation{
		"apigateway/GetRestApi":   do(readGateway, c.apigateway.GetRestApi),
		"apigateway/GetResources": do(readGateway, c.apigateway.GetResources),
		"apigateway/GetStages":    do(readGateway, c.apigateway.GetStages),
		"apigateway/GetExport":    do(readGateway, c.apigateway.GetExport),
		"apigateway/GetVpcLink":   do(readGateway, c.apigateway.GetVpcLink),
		"apigateway/GetAccount":   do(readGateway, c.apigateway.GetAccount),

		"apigatewayv2/GetApi":          do(readGateway, c.apigatewayv2.GetApi),
		"apigatewayv2/GetIntegrations": do(readGateway, c.apigatewayv2.GetIntegrations),
		"apigatewayv2/GetRoutes":       do(readGateway, c.apigatewayv2.GetRoutes),
		"apigatewayv2/GetStages":       do(readGateway, c.apigatewayv2.GetStages),
		"apigatewayv2/GetVpcLink":      do(readGateway, c.apigatewayv2.GetVpcLink),

		"elasticloadbalancing/DescribeLoadBalancers":          do("elasticloadbalancing:DescribeLoadBalancers", c.elb.DescribeLoadBalancers),
		"elasticloadbalancing/DescribeLoadBalancerAttributes": do("elasticloadbalancing:DescribeLoadBalancerAttributes", c.elb.DescribeLoadBalancerAttributes),
		"elasticloadbalancing/DescribeListeners":              do("elasticloadbalancing:DescribeListeners", c.elb.DescribeListeners),
		"elasticloadbalancing/DescribeListenerAttributes":     do("elasticloadbalancing:DescribeListenerAttributes", c.elb.DescribeListenerAttributes),
		"elasticloadbalancing/DescribeListenerCertificates":   do("elasticloadbalancing:DescribeListenerCertificates", c.elb.DescribeListenerCertificates),
		"elasticloadbalancing/DescribeRules":                  do("elasticloadbalancing:DescribeRules", c.elb.DescribeRules),
		"elasticloadbalancing/DescribeTargetGroups":           do("elasticloadbalancing:DescribeTargetGroups", c.elb.DescribeTargetGroups),
		"elasticloadbalancing/DescribeTargetGroupAttributes":  do("elasticloadbalancing:DescribeTargetGroupAttributes", c.elb.DescribeTargetGroupAttributes),
		"elasticloadbalancing/DescribeTargetHealth":           do("elasticloadbalancing:DescribeTargetHealth", c.elb.DescribeTargetHealth),

		"ec2/DescribeVpcs":                             do("ec2:DescribeVpcs", c.ec2.DescribeVpcs),
		"ec2/DescribeSubnets":                          do("ec2:DescribeSubnets", c.ec2.DescribeSubnets),
		"ec2/DescribeSecurityGroups":                   do("ec2:DescribeSecurityGroups", c.ec2.DescribeSecurityGroups),
		"ec2/DescribeSecurityGroupRules":               do("ec2:DescribeSecurityGroupRules", c.ec2.DescribeSecurityGroupRules),
		"ec2/GetManagedPrefixListEntries":              do("ec2:GetManagedPrefixListEntries", c.ec2.GetManagedPrefixListEntries),
		"ec2/DescribeNetworkAcls":                      do("ec2:DescribeNetworkAcls", c.ec2.DescribeNetworkAcls),
		"ec2/DescribeNetworkInterfaces":                do("ec2:DescribeNetworkInterfaces", c.ec2.DescribeNetworkInterfaces),
		"ec2/DescribeInstances":                        do("ec2:DescribeInstances", c.ec2.DescribeInstances),
		"ec2/DescribeRouteTables":                      do("ec2:DescribeRouteTables", c.ec2.DescribeRouteTables),
		"ec2/DescribeVpcPeeringConnections":            do("ec2:DescribeVpcPeeringConnections", c.ec2.DescribeVpcPeeringConnections),
		"ec2/DescribeVpcEndpointServiceConfigurations": do("ec2:DescribeVpcEndpointServiceConfigurations", c.ec2.DescribeVpcEndpointServiceConfigurations),
		"ec2/DescribeVpcEndpointConnections":           do("ec2:DescribeVpcEndpointConnections", c.ec2.DescribeVpcEndpointConnections),

		"acm/DescribeCertificate": do("acm:DescribeCertificate", c.acm.DescribeCertificate),
		"acm/GetCertificate":      do("acm:GetCertificate", c.acm.GetCertificate),

		"servicediscovery/GetService":    do("servicediscovery:GetService", c.cloudmap.GetService),
		"servicediscovery/ListInstances": do("servicediscovery:ListInstances", c.cloudmap.ListInstances),
		filterLogEvents:                  page("logs:FilterLogEvents", c.logs.FilterLogEvents),

		"servicediscovery/GetInstancesHealthStatus": do("servicediscovery:GetInstancesHealthStatus", c.cloudmap.GetInstancesHealthStatus),
	}
}

// known is the table without clients: what there is to call, and what permission it takes.
var known = sync.OnceValue(new(clients).operations)

// actionOf is the permission that an operation takes, as IAM calls it.
func actionOf(name string) string { return known()[name].action }

// Actions lists the permissions that reading takes, as IAM calls them, in order.
func Actions() []string {
	var out []string
	for _, op := range known() {
		out = append(out, op.action)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
