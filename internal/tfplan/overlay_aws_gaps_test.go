package tfplan_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A request that is refused makes what it tells unknown, and nothing the opposite of what
// it is: neither what there is, nor what a plan makes of it. (An integration that changes
// and is not deployed is judged as it is configured where the export cannot be read.)
func TestWhatCannotBeReadUnderAPlanIsUnknown(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		world *testkit.AWS
		plan  []testkit.Change
	}{
		"nothing changes":     {testkit.NewREST(), nil},
		"nothing changes, V2": {testkit.NewHTTPToALB(), nil},
		"a fault stays":       {testkit.NewREST().DropRules("sg-targets"), nil},
		"no targets":          {testkit.NewREST().DropAll(aws.Targets, aws.TargetHealth), nil},
		"a rule comes": {testkit.NewREST().DropRules("sg-targets"), []testkit.Change{
			testkit.Creating("aws_vpc_security_group_ingress_rule", "new", object{"security_group_id": "sg-targets", "ip_protocol": "tcp", "from_port": 8080, "to_port": 8080, "referenced_security_group_id": "sg-nlb"}, "security_group_rule_id"),
		}},
		"a rule goes": {testkit.NewREST(), []testkit.Change{testkit.Deleting("sgr-3")}},
		"a listener comes": {testkit.NewREST().Drop(aws.Listeners, testkit.ListenerOf(testkit.NLB, 80)), []testkit.Change{
			testkit.Creating("aws_lb_listener", "new", object{"load_balancer_arn": testkit.NLB, "port": 80, "protocol": "TCP", "default_action": list{object{"type": "forward", "target_group_arn": testkit.OrdersGroup, "forward": list{}}}}, "arn"),
		}},
		"an entry comes": {testkit.NewREST(), []testkit.Change{
			testkit.Creating("aws_network_acl_rule", "deny", object{"network_acl_id": "acl-shop", "rule_number": 50, "egress": false, "protocol": "6", "rule_action": "deny", "cidr_block": "10.20.0.0/16", "from_port": 8080, "to_port": 8080}),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			objects := c.world.Terraform()
			plan := testkit.PlanOf(objects, c.plan...)
			whole := c.world.Serve()
			want := decided(verdictsOf(t, laid(t, whole, plan), objects))
			for _, request := range slices.Compact(whole.Requests()) {
				s := c.world.Serve()
				s.Refuse = func(r string) (int, string) {
					if r == request {
						return http.StatusForbidden, "AccessDeniedException"
					}
					return 0, ""
				}
				for key, v := range decided(verdictsOf(t, laid(t, s, plan), objects)) {
					if old := want[key]; old != "" && old != v {
						t.Errorf("without %s: %s is %s, not %s", request, key, v, old)
					}
				}
			}
		})
	}
}

// decided are the verdicts that are certain, by check and subject; where there are
// several a failure counts. What a stage serves is called as it is configured.
func decided(findings []string) map[string]string {
	out, unsure := map[string]string{}, map[string]bool{}
	for _, f := range findings {
		words := strings.SplitN(strings.ReplaceAll(f, deployedOrders, orders), " ", 3)
		key := words[0] + " " + words[2]
		switch {
		case words[1] == "unknown":
			unsure[key] = true
		case words[1] == "fail", words[1] == "pass" && out[key] == "":
			out[key] = words[1]
		}
	}
	for key := range unsure {
		if out[key] == "pass" {
			delete(out, key)
		}
	}
	return out
}

// What a plan leads to, and the recording does not have, is unknown; what it has stays.
func TestWhatIsNotRecordedUnderAPlanIsUnknown(t *testing.T) {
	t.Parallel()
	w := testkit.NewREST()
	objects := w.Terraform()
	plan := testkit.PlanOf(objects, testkit.Creating("aws_lb_listener", "new", object{
		"load_balancer_arn": testkit.NLB, "port": 81, "protocol": "TCP",
		"default_action": list{object{"type": "forward", "target_group_arn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/other/9", "forward": list{}}},
	}, "arn"), testkit.Updating(testkit.NLB, object{"subnets": list{"subnet-lb-a", "subnet-lb-b", "subnet-new"}}))
	recorded := w.Serve()
	collected(t, recorded, awslive.Query{API: w.API()})
	s := w.Serve()
	s.Refuse = func(r string) (int, string) {
		if slices.Contains(recorded.Requests(), r) {
			return 0, ""
		}
		return http.StatusForbidden, "AccessDeniedException"
	}
	was := verdictsOf(t, collected(t, w.Serve(), awslive.Query{API: w.API()}), objects)
	var wrong []string
	for _, f := range changes(was, verdictsOf(t, laid(t, s, plan), objects)) {
		if !strings.Contains(f, " unknown ") {
			wrong = append(wrong, f)
		}
	}
	if diff := cmp.Diff([]string(nil), wrong); diff != "" {
		t.Errorf("more than unknown: %s", diff)
	}
}
