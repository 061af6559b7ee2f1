package aws

// Type names a kind of resource: the API, as its endpoint is called, and the
// collection.
type Type string

// The types of resources that checks read.
const (
	RestAPIs         Type = "apigateway.restApis"
	RestIntegrations Type = "apigateway.integrations"
	RestStages       Type = "apigateway.stages"
	RestDeployments  Type = "apigateway.deployments"
	RestVPCLinks     Type = "apigateway.vpcLinks"
	Accounts         Type = "apigateway.account"

	APIs         Type = "apigatewayv2.apis"
	Integrations Type = "apigatewayv2.integrations"
	Routes       Type = "apigatewayv2.routes"
	Stages       Type = "apigatewayv2.stages"
	VPCLinks     Type = "apigatewayv2.vpcLinks"

	LoadBalancers        Type = "elasticloadbalancing.loadBalancers"
	Listeners            Type = "elasticloadbalancing.listeners"
	Rules                Type = "elasticloadbalancing.rules"
	TargetGroups         Type = "elasticloadbalancing.targetGroups"
	Targets              Type = "elasticloadbalancing.targets"
	TargetHealth         Type = "elasticloadbalancing.targetHealth"
	ListenerCertificates Type = "elasticloadbalancing.listenerCertificates"

	VPCs                Type = "ec2.vpcs"
	Subnets             Type = "ec2.subnets"
	SecurityGroups      Type = "ec2.securityGroups"
	SecurityGroupRules  Type = "ec2.securityGroupRules"
	PrefixLists         Type = "ec2.prefixLists"
	NetworkACLs         Type = "ec2.networkAcls"
	NetworkInterfaces   Type = "ec2.networkInterfaces"
	Instances           Type = "ec2.instances"
	RouteTables         Type = "ec2.routeTables"
	PeeringConnections  Type = "ec2.vpcPeeringConnections"
	EndpointServices    Type = "ec2.vpcEndpointServiceConfigurations"
	EndpointConnections Type = "ec2.vpcEndpointConnections"

	Certificates      Type = "acm.certificates"
	CloudMapServices  Type = "servicediscovery.services"
	CloudMapInstances Type = "servicediscovery.instances"
)
