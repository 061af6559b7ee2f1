package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func vpcLinkAvailable() []verdictCase {
	v1 := func(status any) *testkit.AWS {
		return testkit.NewREST().Set(aws.RestVPCLinks, "link1", "status", status)
	}
	v2 := func(status any) *testkit.AWS {
		return testkit.NewHTTPToALB().Set(aws.VPCLinks, "link2", "VpcLinkStatus", status)
	}
	return []verdictCase{
		{name: "V1", world: v1("AVAILABLE"), want: []string{"pass link1"}},
		{name: "V2", world: v2("AVAILABLE"), want: []string{"pass link2"}},
		{name: "V2 in one zone", world: v2("AVAILABLE").Set(aws.VPCLinks, "link2", "SubnetIds", []string{"subnet-link-a"}), want: []string{"pass link2"}},
		{
			name:  "FAILED: the load balancer had an endpoint service",
			world: v1("FAILED").Set(aws.RestVPCLinks, "link1", "statusMessage", "NLB is already associated with another VPC Endpoint Service"),
			want:  []string{"fail link1"}, says: []string{"{status FAILED}", "already associated", `field "status"`},
		},
		{name: "DELETING", world: v1("DELETING"), want: []string{"fail link1"}},
		{
			name: "FAILED: no addresses", world: v2("FAILED").Set(aws.VPCLinks, "link2", "VpcLinkStatusMessage", "no free IPs"),
			want: []string{"fail link2"}, says: []string{"no free IPs", `field "vpcLinkStatus"`},
		},
		{name: "nobody used it for 60 days", world: v2("INACTIVE"), want: []string{"fail link2"}, says: []string{"first requests fail"}},
		{name: "being made", world: v1("PENDING"), want: []string{"unknown link1"}, says: []string{"run again"}},
		{name: "known after apply", world: v2("?known after apply"), want: []string{"unknown link2"}},
		{name: "a status nobody has heard of", world: v1("RESTING"), want: []string{"unknown link1"}, says: []string{"RESTING"}},
		{name: "the answer has no status", world: v1(nil), want: []string{"unknown link1"}},
		{
			name: "only Terraform tells of it, and carries no status", world: v1(nil).Address(aws.RestVPCLinks, "link1", "aws_api_gateway_vpc_link.this"),
			want: []string{"not_applicable aws_api_gateway_vpc_link.this"},
		},
		{name: "it is not known which link it is", world: integration(testkit.NewREST(), "connectionId", "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "there is no link, which vpc-link-target-exists says", world: testkit.NewREST().Drop(aws.RestVPCLinks, "link1"), want: []string{none}},
		{name: "an account without APIs", world: testkit.NewREST().DropAll(aws.RestIntegrations), want: []string{none}},
		{
			name: "integrations could not be listed", world: testkit.NewREST().DropAll(aws.RestIntegrations).Gap(aws.RestIntegrations, "", "permission denied"),
			want: []string{"unknown private integrations"},
		},
	}
}
