package privateintegration_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// spell is a row in one line: the last word of each cell, and the check of what is not
// well.
func spell(row check.Row) string {
	var cells []string
	for _, c := range row {
		text := short(c.Text)
		if c.Verdict == check.Fail {
			text += "!" + c.Check
		}
		if c.Verdict == check.Unknown {
			text += "?" + c.Check
		}
		cells = append(cells, text)
	}
	return strings.Join(cells, " | ")
}

func TestTheMatrixTellsEveryWay(t *testing.T) {
	t.Parallel()
	const (
		rest  = "rest1 | rest1/prod | rest1/prod/orders/GET | link1"
		posts = "rest1 | rest1/prod | rest1/prod/posts/GET | link1"
		rest2 = "rest1 | rest1/prod | rest1/prod/orders/GET | link2 | loadbalancer/app/shop/2b | listener/app/shop/2b/80 | targetgroup/shop/4d"
		nlb   = " | loadbalancer/net/orders/1a"
		at80  = " | listener/net/orders/1a/80 | targetgroup/orders/3c"
		wellA = " | eu-west-1a | 1 | 1 of 1 healthy"
		wellB = " | eu-west-1b | 1 | 1 of 1 healthy"
	)
	target := func(id string) string { return orders3c + "/" + id + ":8080" }
	for _, c := range []struct {
		name  string
		world *testkit.AWS
		want  []string
	}{
		{"all is well", testkit.NewREST(), []string{rest + nlb + at80 + wellA, rest + nlb + at80 + wellB}},
		{"a load balancer behind another", testkit.NewRESTToALB(), []string{
			rest + " | loadbalancer/app/shop/2b | listener/app/shop/2b/80 | targetgroup/shop/4d" + wellA,
			rest + " | loadbalancer/app/shop/2b | listener/app/shop/2b/80 | targetgroup/shop/4d" + wellB,
			rest + nlb + at80 + " | all | 1 | 1 of 1 healthy",
		}},
		{"a rule for another host", rule(testkit.NewRESTV2().Add(aws.TargetGroups, blogGroup, "", body{"TargetGroupArn": blogGroup}), 1, "host-header", []string{"blog.example"}, body{"Type": "forward", "TargetGroupArn": blogGroup}), []string{
			rest2 + wellA, rest2 + wellB,
		}},
		{"integrations of which one takes the rule for a path", another(rule(testkit.NewRESTToALB().Add(aws.TargetGroups, blogGroup, "", body{"TargetGroupArn": blogGroup}), 1, "path-pattern", []string{"/posts"}, body{"Type": "forward", "TargetGroupArn": blogGroup}), "/posts", "http://shop.internal.example/posts"), []string{
			rest + " | loadbalancer/app/shop/2b | listener/app/shop/2b/80 | targetgroup/shop/4d" + wellA,
			rest + " | loadbalancer/app/shop/2b | listener/app/shop/2b/80 | targetgroup/shop/4d" + wellB,
			rest + nlb + at80 + " | all | 1 | 1 of 1 healthy",
			posts + " | loadbalancer/app/shop/2b | listener/app/shop/2b/80 | targetgroup/blog/5e?target-port-fits | eu-west-1a | 0!target-group-has-targets | none",
			posts + " | loadbalancer/app/shop/2b | listener/app/shop/2b/80 | targetgroup/blog/5e?target-port-fits | eu-west-1b | 0!target-group-has-targets | none",
			posts + nlb + at80 + " | all | 1 | 1 of 1 healthy",
		}},
		{"Cloud Map", testkit.NewHTTPToCloudMap(), []string{"http1 | http1/prod | http1/int1 | link2 | none | none | service/srv-orders | none | 2 | none"}},
		{"a link that is gone", testkit.NewREST().Drop(aws.RestVPCLinks, "link1"), []string{
			"rest1 | rest1/prod | rest1/prod/orders/GET!vpc-link-target-exists | none | none | none | none | none | none | none",
		}},
		{"a zone without a target", testkit.NewREST().Drop(aws.Targets, target("i-b")).Drop(aws.TargetHealth, target("i-b")), []string{
			rest + nlb + at80 + wellA, rest + nlb + at80 + " | eu-west-1b!zones-covered | 0 | none",
		}},
		{"no target is healthy", testkit.NewREST().SetAll(aws.TargetHealth, "TargetHealth", body{"State": "unhealthy", "Reason": "Target.FailedHealthChecks"}), []string{
			rest + nlb + at80 + " | eu-west-1a | 1 | 0 of 1 healthy!targets-healthy", rest + nlb + at80 + " | eu-west-1b | 1 | 0 of 1 healthy!targets-healthy",
		}},
		{"no listener on the port", testkit.NewREST().Drop(aws.Listeners, testkit.ListenerOf(testkit.NLB, 80)), []string{
			"rest1 | rest1/prod | rest1/prod/orders/GET!listener-on-port | link1" + nlb + " | none | none | none | none | none",
		}},
		{"listeners that could not be read", testkit.NewREST().DropAll(aws.Listeners).Gap(aws.Listeners, "", "denied"), []string{
			"rest1 | rest1/prod | rest1/prod/orders/GET?listener-forwards | link1" + nlb + " | unknown? | none | none | none | none",
		}},
		{"targets that nobody measured", testkit.NewREST().DropAll(aws.TargetHealth), []string{
			rest + nlb + at80 + " | eu-west-1a | 1 | not measured", rest + nlb + at80 + " | eu-west-1b | 1 | not measured",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := privateintegration.Judge(c.world.Inventory(t), check.Options{})
			var got []string
			for _, m := range r.Matrices {
				for _, row := range m.Rows {
					got = append(got, spell(row))
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// orders3c is the target group of the worlds with a Network Load Balancer.
var orders3c = testkit.OrdersGroup

// However many integrations take a way, it is one row; and however many ways there are,
// those are told that are not well.
func TestTheMatrixOfALargeAPIIsBounded(t *testing.T) {
	t.Parallel()
	w := testkit.NewHTTPToALB()
	for i := range 500 {
		id := fmt.Sprintf("more%03d", i)
		b := body{
			"IntegrationId": id, "IntegrationType": "HTTP_PROXY", "IntegrationMethod": "ANY", "IntegrationUri": testkit.ListenerOf(testkit.ALB, 80),
			"ConnectionType": "VPC_LINK", "ConnectionId": testkit.LinkV2, "PayloadFormatVersion": "1.0", "TimeoutInMillis": 30000,
		}
		if i%2 == 1 {
			b["IntegrationUri"] = testkit.ListenerOf(testkit.ALB, 1000+i) // there is none
		}
		w.Add(aws.Integrations, testkit.HTTPAPI+"/"+id, testkit.HTTPAPI, b)
	}
	r := privateintegration.Judge(w.Inventory(t), check.Options{})
	if len(r.Matrices) != 1 {
		t.Fatalf("%d tables", len(r.Matrices))
	}
	m := r.Matrices[0]
	if len(m.Rows) > 3 {
		t.Errorf("%d rows: %s", len(m.Rows), m.Title)
	}
	if text := spell(m.Rows[len(m.Rows)-1]); !strings.Contains(text, " and 2") {
		t.Errorf("the last row is %s", text)
	}
}

// A cell never says something else than the findings: its verdict is one of them.
func TestTheMatrixContradictsNoFinding(t *testing.T) {
	t.Parallel()
	for id, cases := range specification() {
		for _, vc := range cases {
			r := privateintegration.Judge(vc.world.Inventory(t), check.Options{})
			for _, f := range r.Findings {
				if f.Verdict == check.Fail && !tells(r.Matrices, f) {
					t.Errorf("%s/%s: %s: %s, and no cell says so", id, vc.name, f.Check, f.Summary)
				}
			}
			for _, m := range r.Matrices {
				for _, row := range m.Rows {
					if len(row) != len(m.Columns) {
						t.Fatalf("%s/%s: %d cells for %d columns", id, vc.name, len(row), len(m.Columns))
					}
					if f := bareZone(r.Findings, row[6].Text, row[7].Text); f != nil && row[7].Verdict != check.Fail {
						t.Errorf("%s/%s: %s, and its cell says %+v", id, vc.name, f.Summary, row[7])
					}
					for _, c := range row {
						same := func(f check.Finding) bool {
							return f.Check == c.Check && f.Subject == c.Subject && f.Verdict == c.Verdict
						}
						if c.Check != "" && !slices.ContainsFunc(r.Findings, same) {
							t.Errorf("%s/%s: %+v is no finding", id, vc.name, c)
						}
					}
				}
			}
		}
	}
}

// bareZone is the finding that a zone has no target of a group.
func bareZone(findings []check.Finding, group, zone string) *check.Finding {
	for _, f := range findings {
		if f.Check == privateintegration.ZonesCovered.ID && f.Verdict == check.Fail && f.Subject == group && slices.Contains(f.Witness, check.Fact{Name: "zone", Value: zone}) {
			return &f
		}
	}
	return nil
}

// tells says whether tables that name the subject of a failure have a cell that fails on
// it, or name it nowhere.
func tells(tables []check.Matrix, f check.Finding) bool {
	named := false
	for _, m := range tables {
		for _, row := range m.Rows {
			for _, c := range row {
				if c.Subject == f.Subject && c.Verdict == check.Fail {
					return true
				}
				named = named || c.Text == f.Subject
			}
		}
	}
	return !named
}
