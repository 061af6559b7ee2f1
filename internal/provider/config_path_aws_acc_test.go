package provider

import (
	"strings"
	"testing"
)

// ordersWith is the configuration of testdata/orders with some texts changed.
func ordersWith(t *testing.T, changes ...string) *terraform {
	t.Helper()
	tf := newTerraform(t, "testdata/orders")
	text := readFile(t, tf.dir+"/main.tf")
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the configuration has no %s", changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	tf.write("main.tf", text)
	return tf
}

const unseen = "config_path = path.module"

// A first plan of a private integration knows no id. The configuration tells what refers
// to what.
func TestAccConfigPathFindsFaultsOfAWSInFirstPlans(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		changes []string
		want    []string
		// visible says that the fault is seen without the configuration, too.
		visible bool
	}{
		"the targets admit another group": {
			[]string{"referenced_security_group_id = aws_security_group.nlb.id", "referenced_security_group_id = aws_security_group.other.id"},
			[]string{"Error: security-groups-admit: aws_lb_target_group.orders is out of reach of load balancer aws_lb.orders"}, false,
		},
		"the load balancer has another group": {
			[]string{"security_groups    = [aws_security_group.nlb.id]", "security_groups    = [aws_security_group.other.id]"},
			[]string{"Error: private-link-rules-admit: aws_lb.orders", "Error: security-groups-admit: aws_lb_target_group.orders"}, false,
		},
		"the load balancer sends to another group": {
			[]string{"referenced_security_group_id = aws_security_group.targets.id", "referenced_security_group_id = aws_security_group.other.id"},
			[]string{"Error: security-groups-admit: aws_lb_target_group.orders is out of reach of load balancer aws_lb.orders"}, false,
		},
		"the stage lacks the variable": {
			[]string{"variables     = { vpcLinkId = aws_api_gateway_vpc_link.orders.id }", "variables     = {}"},
			[]string{"Error: stage-variables-resolve: aws_api_gateway_stage.prod"}, true,
		},
		"no listener on the port": {
			[]string{"port              = 80\n", "port              = 81\n"},
			[]string{"Error: listener-on-port: aws_api_gateway_integration.orders", "main.tf:"}, false,
		},
		"the wrong kind of load balancer": {
			[]string{`load_balancer_type = "network"`, `load_balancer_type = "application"`},
			[]string{"Error: link-version-fits-api: aws_api_gateway_vpc_link.orders"}, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expectAll(t, ordersWith(t, c.changes...).must(planFails, "plan"), c.want...)
			if !c.visible {
				without := ordersWith(t, append(c.changes, unseen, "")...).must(planChanges, "plan", "-detailed-exitcode")
				expectAll(t, without, "checks are undecided")
			}
		})
	}
}

func TestAccConfigPathRaisesNothingInAHealthyPlanOfAWS(t *testing.T) {
	t.Parallel()
	for name, changes := range map[string][]string{
		"as it is":                   {},
		"the group by a local value": {"security_groups    = [aws_security_group.nlb.id]", "security_groups    = local.groups", "locals {\n", "locals {\n  groups = [aws_security_group.nlb.id]\n"},
		"the link itself":            {`"$${stageVariables.vpcLinkId}"`, "aws_api_gateway_vpc_link.orders.id"},
		"a function of the group":    {"referenced_security_group_id = aws_security_group.nlb.id", `referenced_security_group_id = replace(aws_security_group.other.id, "other", "nlb")`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if out := ordersWith(t, changes...).must(planChanges, "plan", "-detailed-exitcode"); strings.Contains(out, "Error: ") {
				t.Errorf("it fails: %s", out)
			}
		})
	}
}
