package tfplan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// What a plan makes is there once each, however alike it is, and beside what there is.
func TestWhatAPlanMakesIsThereOnceEach(t *testing.T) {
	t.Parallel()
	integration := func(name string) testkit.Change {
		return testkit.Creating("aws_apigatewayv2_integration", name, object{
			"api_id": testkit.HTTPAPI, "integration_type": "HTTP_PROXY", "integration_method": "ANY", "integration_uri": testkit.ListenerOf(testkit.ALB, 80), "connection_type": "VPC_LINK", "connection_id": testkit.LinkV2,
		})
	}
	target := func(name, id string, unknown ...string) testkit.Change {
		return testkit.Creating("aws_lb_target_group_attachment", name, object{"target_group_arn": testkit.OrdersGroup, "target_id": id, "port": 8080}, unknown...)
	}
	for _, c := range []struct {
		name    string
		world   *testkit.AWS
		without string
		plan    []testkit.Change
		of      aws.Type
		want    []string // ids, or addresses where the plan makes it
	}{
		{
			"two targets that are known after apply", testkit.NewREST().DropAll(aws.Targets, aws.TargetHealth), "", []testkit.Change{target("a", "", "target_id"), target("b", "", "target_id")},
			aws.Targets, []string{"aws_lb_target_group_attachment.a", "aws_lb_target_group_attachment.b"},
		},
		{
			"a target that is registered already", testkit.NewREST(), testkit.OrdersGroup + "/i-a:8080", []testkit.Change{target("a", "i-a")},
			aws.Targets, []string{"aws_lb_target_group_attachment.a", testkit.OrdersGroup + " i-b:8080"},
		},
		{
			"two integrations", testkit.NewHTTPToALB(), "", []testkit.Change{integration("a"), integration("b")},
			aws.Integrations, []string{testkit.HTTPAPI + "/int1", "aws_apigatewayv2_integration.a", "aws_apigatewayv2_integration.b"},
		},
		{
			"one like that of another configuration", testkit.NewHTTPToALB(), testkit.HTTPAPI + "/int1", []testkit.Change{integration("a")},
			aws.Integrations, []string{testkit.HTTPAPI + "/int1", "aws_apigatewayv2_integration.a"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, r := range laid(t, c.world.Serve(), testkit.PlanOf(without(c.world.Terraform(), c.without), c.plan...)).Resources(c.of) {
				name, known := r.ID.Get()
				if r.Created || !known {
					name = r.Address
				}
				got = append(got, name)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
