package apigee_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// crowded is a healthy network with many rules, half of which meet packets of load
// balancers, in front of many groups of proxies in one region.
func crowded(b *testing.B, rules, groups int) *apigee.Inventory {
	b.Helper()
	w := testkit.NewWorld().WithoutRegion("us-west1").Firewalls(rules / 2)
	for i := range rules - rules/2 {
		w.Firewall(fmt.Sprintf("part-%05d", i), testkit.Body{
			"priority": 100 + i%800, "sourceRanges": []string{fmt.Sprintf("35.191.%d.%d/28", i/16%256, i%16*16)},
			"targetTags": []string{testkit.Tag, fmt.Sprintf("app-%03d", i%500)}, "allowed": []testkit.Body{{"IPProtocol": "tcp", "ports": []string{"443"}}},
		})
	}
	template, manager := w.Get(gcp.InstanceTemplates, "proxy-us-east1", "properties"), w.Get(gcp.InstanceGroupManagers, "proxy-us-east1", "namedPorts")
	for i := range groups - 1 {
		name := fmt.Sprintf("more-%04d", i)
		w.Add(gcp.InstanceTemplates, name, testkit.Body{"properties": template})
		link := "projects/acme/global/instanceTemplates/" + name
		w.Add(gcp.InstanceGroupManagers, "us-east1/"+name, testkit.Body{
			"instanceGroup": "projects/acme/regions/us-east1/instanceGroups/" + name,
			"versions":      []testkit.Body{{"instanceTemplate": link}}, "namedPorts": manager,
		})
		w.Append(gcp.BackendServices, "gateway", "backends", testkit.Body{"group": "projects/acme/regions/us-east1/instanceGroups/" + name, "capacityScaler": 1})
	}
	inv, err := w.World().Inventory()
	if err != nil {
		b.Fatal(err)
	}
	return inv
}

func judgeCrowd(b *testing.B, inv *apigee.Inventory, groups int) time.Duration {
	b.Helper()
	start := time.Now()
	report := check.Run(inv, []check.Check[*apigee.Inventory]{apigee.LoadBalancerReachesProxies}, check.Options{})
	took := time.Since(start)
	if report.Counts.Pass != groups {
		b.Fatalf("not all pass: %+v", report.Counts)
	}
	return took
}

// Growth is reported as time(10n)/time(n)/10: 1 is linear.
func BenchmarkLoadBalancerReachesProxies(b *testing.B) {
	const groups = 100
	var before time.Duration
	for _, rules := range []int{10, 100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("rules=%d/groups=%d", rules, groups), func(b *testing.B) {
			inv := crowded(b, rules, groups)
			best := time.Duration(1<<63 - 1)
			for b.Loop() {
				best = min(best, judgeCrowd(b, inv, groups))
			}
			if before > 0 {
				b.ReportMetric(float64(best)/float64(before)/10, "growth")
			}
			b.ReportMetric(float64(best.Nanoseconds())/float64(rules)/groups, "ns/rule/group")
			before = best
		})
	}
}

func BenchmarkLoadBalancerReachesManyProxies(b *testing.B) {
	const rules = 1_000
	var before time.Duration
	for _, groups := range []int{10, 100, 1_000} {
		b.Run(fmt.Sprintf("rules=%d/groups=%d", rules, groups), func(b *testing.B) {
			inv := crowded(b, rules, groups)
			best := time.Duration(1<<63 - 1)
			for b.Loop() {
				best = min(best, judgeCrowd(b, inv, groups))
			}
			if before > 0 {
				b.ReportMetric(float64(best)/float64(before)/10, "growth")
			}
			before = best
		})
	}
}
