package privateintegration_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// packetChecks are those that follow packets through the network.
var packetChecks = []check.Check[*privateintegration.Inventory]{
	privateintegration.SecurityGroupsAdmit, privateintegration.PrivateLinkRulesAdmit, privateintegration.PrivateLinkRulesOpen,
	privateintegration.NetworkACLsAdmit, privateintegration.NetworkACLsAdmitAllReplies, privateintegration.RoutesReachTargets,
}

// crowded is a load balancer in front of many targets that share some security groups, of
// five rules each.
func crowded(groups, targets int) *testkit.AWS {
	w := testkit.NewREST().DropAll(aws.Targets, aws.Instances, aws.TargetHealth)
	for g := range groups {
		id := fmt.Sprintf("sg-%04d", g)
		w.Add(aws.SecurityGroups, id, "", body{"GroupId": id, "VpcId": "vpc-shop"}).RuleText(id, "in tcp 8080 from sg-nlb")
		for r := range 4 {
			w.RuleText(id, fmt.Sprintf("in tcp %d from 10.%d.%d.0/24", 9000+r, g%250, r))
		}
	}
	for i := range targets {
		id := fmt.Sprintf("i-%05d", i)
		w.Add(aws.Instances, id, "", body{
			"InstanceId": id, "SubnetId": []string{"subnet-targets-a", "subnet-targets-b"}[i%2], "VpcId": "vpc-shop", "PrivateIpAddress": fmt.Sprintf("10.20.%d.%d", 64+i/250, 4+i%250),
			"SecurityGroups": []body{{"GroupId": fmt.Sprintf("sg-%04d", i%groups)}},
		}).Add(aws.Targets, "t-"+id, "", body{"TargetGroupArn": testkit.OrdersGroup, "Id": id, "Port": 8080})
	}
	return w
}

func judgePackets(b *testing.B, w *testkit.AWS) (took, decoding time.Duration) {
	b.Helper()
	inv, err := w.World().Inventory()
	if err != nil {
		b.Fatal(err)
	}
	text := w.JSON()
	start := time.Now()
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		b.Fatal(err)
	}
	decoding = time.Since(start)
	start = time.Now()
	report := check.Run(inv, packetChecks, check.Options{})
	took = time.Since(start)
	if report.Counts.Fail+report.Counts.Unknown > 0 {
		b.Fatalf("not all pass: %+v", report.Findings[0].Result)
	}
	return took, decoding
}

// Growth is reported as time(10n)/time(n)/10: 1 is linear. Decoding is how long it takes to
// decode what AWS tells of the world as JSON.
func BenchmarkPackets(b *testing.B) {
	var before time.Duration
	for _, n := range []int{50, 500, 5_000} {
		b.Run(fmt.Sprintf("groups=%d/targets=%d", n/10, n), func(b *testing.B) {
			best, decoding := time.Duration(1<<63-1), time.Duration(1<<63-1)
			for b.Loop() {
				took, d := judgePackets(b, crowded(n/10, n))
				best, decoding = min(best, took), min(decoding, d)
			}
			if before > 0 {
				b.ReportMetric(float64(best)/float64(before)/10, "growth")
			}
			b.ReportMetric(float64(best)/float64(decoding), "×decoding")
			b.ReportMetric(float64(best.Microseconds())/1000, "best-ms")
			before = best
		})
	}
}
