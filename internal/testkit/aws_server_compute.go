package testkit

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// compute answers with the resources that all filters fit.
func (w *AWS) compute(name string, q url.Values) value.Value {
	lists := map[string]struct {
		typ   aws.Type
		field string
	}{
		"DescribeVpcs":                             {aws.VPCs, "Vpcs"},
		"DescribeSubnets":                          {aws.Subnets, "Subnets"},
		"DescribeSecurityGroups":                   {aws.SecurityGroups, "SecurityGroups"},
		"DescribeSecurityGroupRules":               {aws.SecurityGroupRules, "SecurityGroupRules"},
		"DescribeNetworkAcls":                      {aws.NetworkACLs, "NetworkAcls"},
		"DescribeNetworkInterfaces":                {aws.NetworkInterfaces, "NetworkInterfaces"},
		"DescribeInstances":                        {aws.Instances, "Instances"},
		"DescribeRouteTables":                      {aws.RouteTables, "RouteTables"},
		"DescribeVpcPeeringConnections":            {aws.PeeringConnections, "VpcPeeringConnections"},
		"DescribeVpcEndpointServiceConfigurations": {aws.EndpointServices, "ServiceConfigurations"},
		"DescribeVpcEndpointConnections":           {aws.EndpointConnections, "VpcEndpointConnections"},
	}
	if name == "GetManagedPrefixListEntries" {
		out, _ := w.one(aws.PrefixLists, q.Get("PrefixListId"), "", func(v value.Value) value.Value { return v })
		return out
	}
	l, ok := lists[name]
	if !ok {
		panic("testkit: no operation " + name)
	}
	found := w.list(l.typ, func(r aws.Resource) bool {
		for parameter, values := range q {
			if !slices.ContainsFunc(fieldsFiltered(r.Body, parameter), func(have string) bool { return slices.Contains(values, have) }) {
				return false
			}
		}
		return true
	})
	if name == "DescribeInstances" {
		return of(Body{"Reservations": []Body{{"Instances": found}}})
	}
	return of(Body{l.field: found})
}

// fieldsFiltered is what a filter compares with.
func fieldsFiltered(r value.Value, parameter string) []string {
	all := func(list, field string) (out []string) {
		for _, e := range r.Get(list).Elements() {
			out = append(out, e.Get(field).Text())
		}
		return out
	}
	switch strings.TrimPrefix(parameter, "Filter.") {
	case "VpcIds", "vpc-id":
		return []string{r.Get("VpcId").Text()}
	case "description":
		return []string{r.Get("Description").Text()}
	case "addresses.private-ip-address":
		return append(all("PrivateIpAddresses", "PrivateIpAddress"), r.Get("PrivateIpAddress").Text())
	case "association.subnet-id":
		return all("Associations", "SubnetId")
	case "subnet-id":
		return []string{r.Get("SubnetId").Text()}
	case "NetworkAclIds":
		return []string{r.Get("NetworkAclId").Text()}
	case "RouteTableIds":
		return []string{r.Get("RouteTableId").Text()}
	case "NetworkInterfaceIds":
		return []string{r.Get("NetworkInterfaceId").Text()}
	case "default":
		return []string{r.Get("IsDefault").Text()}
	case "group-id":
		return []string{r.Get("GroupId").Text()}
	case "instance-id":
		return []string{r.Get("InstanceId").Text()}
	case "service-id":
		return []string{r.Get("ServiceId").Text()}
	case "vpc-peering-connection-id":
		return []string{r.Get("VpcPeeringConnectionId").Text()}
	}
	panic(fmt.Sprintf("testkit: no filter %s", parameter))
}
