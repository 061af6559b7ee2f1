package privateintegration

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// EndpointConnectionAvailable asks whether API Gateway is connected to the endpoint
// services behind links V1.
var EndpointConnectionAvailable = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "endpoint-connection-available",
		Title:    "API Gateway's connection to the endpoint service of a VPC link V1 is available",
		Hop:      check.HopLink,
		Severity: check.Error,
		Symptom:  "500",
		Why: "A VPC link V1 makes a VPC endpoint service on its Network Load Balancer, to which API Gateway connects from an account of its own. The link stays AVAILABLE when that service is deleted " +
			"or the connection is rejected, expires or waits for somebody to accept it, but every request through it fails: " +
			"`Execution failed due to configuration error: There was an internal error while executing your request`. Connections of other consumers of the service do not matter.",
		Fix: "Accept API Gateway's connection to the endpoint service, and let it require no acceptance. " +
			"If the service or the connection is gone, create a new VPC link, point the integration to it and deploy the API.",
		Unknown: "Unknown when endpoint services or connections could not be read (ec2:DescribeVpcEndpointServiceConfigurations, ec2:DescribeVpcEndpointConnections), while a connection is being made, " +
			"and where API Gateway's account is not published for the region and some connections are available and others not. " +
			"Not applicable to links V2, which have no endpoint service, and to a link that only Terraform tells of.",
		Since: "0.1.0",
		Reads: []string{"apigateway.vpcLinks", "ec2.vpcEndpointServiceConfigurations", "ec2.vpcEndpointConnections"},
		References: []string{
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-api-with-vpclink-accounts.html",
			"https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointConnection.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			l := inv.linkOf(c)
			switch {
			case l.certainV1() != nil:
				return []check.Result{inv.endpointConnection(l.certainV1())}
			case l.certainV2() != nil:
				return []check.Result{inapplicable(l.certainV2().Identity, "is a link V2, without an endpoint service")}
			case l.none():
				return nil // vpc-link-target-exists says so
			}
			return []check.Result{undecided(c.Identity, "has a VPC link that is not known", l.missing()...)}
		})
	},
}

func (inv *Inventory) endpointConnection(l *RestVPCLink) check.Result {
	if l.FromTerraform() && l.Status.IsNull() {
		return inapplicable(l.Identity, "has an endpoint service that Terraform does not tell of")
	}
	targets := l.TargetARNs.Value()
	if len(targets) == 0 {
		return undecided(l.Identity, "leads to a load balancer that is not known", lacking("the load balancer of "+l.Subject(), l.TargetARNs.Why()))
	}
	service, missing := inv.serviceOf(targets[0])
	switch {
	case service == nil && len(missing) > 0:
		return undecided(l.Identity, "has an endpoint service that is not known", missing...)
	case service == nil:
		r := failed(l.Identity, "has no endpoint service any more")
		r.Detail = "No VPC endpoint service has the load balancer of the link, so that API Gateway's requests lead nowhere."
		r.Witness = []check.Fact{{Name: "networkLoadBalancerArn", Value: targets[0].Value()}}
		return r
	}
	if r := serviceState(l, service); r != nil {
		return *r
	}
	connections, possible, missing := below(inv.EndpointConnections, func(c *EndpointConnection) value.String { return c.Service }, service.Identity)
	for _, c := range possible {
		missing = append(missing, lacking("the endpoint service of "+c.Subject(), c.Service.Why()))
	}
	return judgeConnections(l, service, connections, gatewayAccounts[regionOf(targets[0])], missing)
}

// serviceOf finds the endpoint service on a load balancer.
func (inv *Inventory) serviceOf(balancer value.String) (*EndpointService, []check.Missing) {
	missing := missingOf(inv.EndpointServices.Gaps)
	for i := range inv.EndpointServices.Items {
		s := &inv.EndpointServices.Items[i]
		has := value.False
		if s.LoadBalancers.IsUnknown() {
			has = value.Undecided
		}
		for _, arn := range s.LoadBalancers.Value() {
			has = value.Or(has, value.SameID(arn, balancer))
		}
		switch has {
		case value.True:
			return s, nil
		case value.Undecided:
			missing = append(missing, check.Missing{What: "the load balancers of " + s.Subject(), Settle: "ec2:DescribeVpcEndpointServiceConfigurations"})
		case value.False:
		}
	}
	return nil, missing
}

// serviceState says what is wrong with the state of an endpoint service; nil if nothing.
func serviceState(l *RestVPCLink, s *EndpointService) *check.Result {
	state, known := s.State.Get()
	if strings.EqualFold(state, "Available") {
		return nil
	}
	var r check.Result
	switch strings.ToLower(state) {
	case "deleting", "deleted", "failed":
		r = failed(l.Identity, "has an endpoint service that is %s", state)
		r.Detail = "API Gateway's requests through the link fail, whatever the link's own status says."
		r.Witness = []check.Fact{{Name: "endpointService", Value: s.Subject()}, {Name: "serviceState", Value: state}}
		r.Related = []string{s.Subject()}
	default:
		m := lacking("the state of "+s.Subject(), s.State.Why())
		if known {
			m = check.Missing{What: fmt.Sprintf("whether %s becomes available: it is %s", s.Subject(), state), Settle: "run again in some minutes"}
		}
		r = undecided(l.Identity, "has an endpoint service of which the state is not known", m)
	}
	return &r
}

// judgeConnections looks for API Gateway's connection. Where its account is not known,
// it is one of all.
func judgeConnections(l *RestVPCLink, s *EndpointService, all []*EndpointConnection, account string, missing []check.Missing) check.Result {
	var mine []*EndpointConnection
	foreign := false
	for _, c := range all {
		switch {
		case account == "" || value.Is(c.Owner, account) != value.False:
			mine = append(mine, c)
		default:
			foreign = foreign || isState(c, "available")
		}
	}
	available, certainly := 0, false
	for _, c := range mine {
		if isState(c, "available") {
			available++
			certainly = certainly || account != "" && value.Is(c.Owner, account) == value.True
		}
	}
	switch {
	case certainly, available > 0 && available == len(mine) && account == "":
		return passed(l.Identity, "has an endpoint service that API Gateway is connected to")
	case len(missing) > 0:
		return undecided(l.Identity, "has an endpoint service with connections that are not known", missing...)
	case available > 0:
		return undecided(l.Identity, "has an endpoint service with connections of which one may be API Gateway's",
			check.Missing{What: "from which account API Gateway connects in this region: it is not published", Settle: "look at the connections of " + s.Subject() + " that are not available"})
	case len(mine) == 0 && foreign:
		return undecided(l.Identity, "has an endpoint service that only unknown accounts are connected to",
			check.Missing{What: "whether one of the accounts that are connected to " + s.Subject() + " is API Gateway's", Settle: "look at the owners of the connections"})
	case len(mine) == 0:
		r := failed(l.Identity, "has an endpoint service that API Gateway is not connected to")
		r.Detail = "The connection that API Gateway made with the link is gone, so that requests through the link fail."
		r.Witness = []check.Fact{{Name: "endpointService", Value: s.Subject()}, {Name: "connections", Value: int64(len(all))}}
		r.Related = []string{s.Subject()}
		return r
	}
	return brokenConnection(l, s, mine)
}

// brokenConnection is about connections none of which is available.
func brokenConnection(l *RestVPCLink, s *EndpointService, mine []*EndpointConnection) check.Result {
	for _, c := range mine {
		state, known := c.State.Get()
		switch strings.ToLower(state) {
		case "rejected", "failed", "expired", "deleted", "deleting", "pendingacceptance":
			continue
		}
		m := lacking("the state of the connection "+c.Subject(), c.State.Why())
		if known {
			m = check.Missing{What: fmt.Sprintf("whether the connection %s becomes available: it is %s", c.Subject(), state), Settle: "run again in some minutes"}
		}
		return undecided(l.Identity, "has a connection of which the state is not known", m)
	}
	c := mine[0]
	r := failed(l.Identity, "has a connection that is %s, not available", c.State.Value())
	r.Detail = "Requests through the link fail: API Gateway's connection to the endpoint service carries nothing in this state, whatever the link's own status says."
	r.Witness = []check.Fact{{Name: "endpointService", Value: s.Subject()}, {Name: "connection", Value: c.Subject()}, {Name: "vpcEndpointState", Value: c.State.Value()}}
	r.Related = []string{s.Subject()}
	if strings.EqualFold(c.State.Value(), "pendingAcceptance") {
		r.Remediation = "Accept the connection, and let the endpoint service require no acceptance."
		r.Repairs = c.accept()
	}
	return r
}

func isState(c *EndpointConnection, state string) bool {
	return strings.EqualFold(c.State.Value(), state)
}
