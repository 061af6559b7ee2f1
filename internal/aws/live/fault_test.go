package live_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// sick are worlds with one fault each, which a check finds when all can be read.
var sick = map[string]func() *testkit.AWS{
	"the link failed": func() *testkit.AWS {
		return testkit.NewREST().Set(aws.RestVPCLinks, testkit.LinkV1, "status", "FAILED")
	},
	"the link is gone":     func() *testkit.AWS { return testkit.NewREST().Drop(aws.RestVPCLinks, testkit.LinkV1) },
	"the link V2 is gone":  func() *testkit.AWS { return testkit.NewHTTPToALB().Drop(aws.VPCLinks, testkit.LinkV2) },
	"the balancer is gone": func() *testkit.AWS { return testkit.NewREST().Drop(aws.LoadBalancers, testkit.NLB) },
	"the listener is gone": func() *testkit.AWS {
		return testkit.NewHTTPToALB().Drop(aws.Listeners, testkit.ListenerOf(testkit.ALB, 80))
	},
	"the service is gone": func() *testkit.AWS {
		return testkit.NewHTTPToCloudMap().Drop(aws.CloudMapServices, testkit.CloudMapService)
	},
	"the connection is rejected": func() *testkit.AWS {
		return testkit.NewREST().SetAll(aws.EndpointConnections, "VpcEndpointState", "rejected")
	},
	"no target is healthy": func() *testkit.AWS {
		return testkit.NewREST().SetAll(aws.TargetHealth, "TargetHealth", testkit.Body{"State": "unused", "Reason": "Target.InvalidState"})
	},
	"a group admits another port": func() *testkit.AWS {
		return testkit.NewREST().DropRules("sg-targets").RuleText("sg-targets", "in tcp 8081 from sg-nlb")
	},
	"the link's group lets none out": func() *testkit.AWS { return testkit.NewHTTPToALB().DropRules("sg-link") },
	"a network ACL without rules": func() *testkit.AWS {
		return testkit.NewREST().Set(aws.NetworkACLs, "acl-shop", "Entries", []testkit.Body{})
	},
	"a certificate for another host": func() *testkit.AWS {
		return testkit.NewRESTOverTLS().Set(aws.Certificates, testkit.OrdersCertificate, "SubjectAlternativeNames", []string{"shop.internal.example"}).
			Set(aws.Certificates, testkit.OrdersCertificate, "DomainName", "shop.internal.example")
	},
	"an undefined variable": func() *testkit.AWS {
		return withVariables().Set(aws.RestStages, testkit.AWSStage, "variables.link", nil).Set(aws.RestStages, testkit.AWSStage, "canarySettings", nil)
	},
	"another port is listened on": func() *testkit.AWS { return testkit.NewREST().SetAll(aws.Listeners, "Port", 81) },
	"the link V2 is absent":       func() *testkit.AWS { return testkit.NewRESTV2().Drop(aws.VPCLinks, testkit.LinkV2) },
}

// refusals are the ways in which AWS refuses to tell.
var refusals = map[string]struct {
	status int
	code   string
}{
	"denied":    {http.StatusForbidden, "AccessDeniedException"},
	"throttled": {http.StatusTooManyRequests, "TooManyRequestsException"},
	"broken":    {http.StatusInternalServerError, "InternalFailure"},
	"forbidden": {http.StatusForbidden, ""},
}

// Whatever call is refused, nothing passes that failed, and nothing fails that passed.
func TestRefusedCallsDecideNothing(t *testing.T) {
	t.Parallel()
	worlds := map[string]func() *testkit.AWS{}
	for name, w := range testkit.AWSTopologies() {
		worlds[name] = w
	}
	for name, w := range sick {
		worlds[name] = w
	}
	worlds["stage variables"] = withVariables
	for name, world := range worlds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := world().Serve()
			whole, _, err := collect(t, all, live.Query{API: world().API()})
			if err != nil {
				t.Fatal(err)
			}
			want := verdicts(t, whole)
			_, broken := sick[name]
			if broken && !slices.Contains(values(want), check.Fail) {
				t.Error("no check finds the fault")
			}
			for _, operation := range slices.Compact(all.Requests()) {
				for how, refusal := range refusals {
					s := world().Serve()
					s.Refuse = func(op string) (int, string) {
						if op == operation {
							return refusal.status, refusal.code
						}
						return 0, ""
					}
					less, _, err := collect(t, s, live.Query{API: world().API()})
					if err != nil {
						t.Errorf("%s %s: %v", operation, how, err)
						continue
					}
					got := verdicts(t, less)
					for key, v := range got {
						before, there := want[key]
						// Where stages are not known, what is configured is judged in place of what is
						// deployed: in a sick world that may fail.
						if v == check.Fail && before != check.Fail && (there || !broken) || v == check.Pass && there && before == check.Fail {
							t.Errorf("%s %s: %s: %s, and %s when all is read", operation, how, key, v, before)
						}
					}
					if passes(got) && (len(got) < len(want) || !passes(want)) {
						t.Errorf("%s %s: the whole passes", operation, how)
					}
				}
			}
		})
	}
}

// passes says whether nothing fails and nothing is unknown.
func passes(v map[string]check.Verdict) bool {
	return !slices.ContainsFunc(values(v), func(v check.Verdict) bool { return v == check.Fail || v == check.Unknown })
}

func values(v map[string]check.Verdict) (out []check.Verdict) {
	for _, each := range v {
		out = append(out, each)
	}
	return out
}

// verdicts are those of each check about each subject, the worst of several.
func verdicts(t *testing.T, w *aws.World) map[string]check.Verdict {
	t.Helper()
	w.Now, w.WarningDays = testkit.Now, 30
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	rank := []check.Verdict{check.NotApplicable, check.Pass, check.Unknown, check.Fail}
	out := map[string]check.Verdict{}
	for _, f := range privateintegration.Judge(inv, check.Options{}).Findings {
		key := f.Check + " " + f.Subject
		if strings.Contains(f.Summary, "the check broke") {
			t.Errorf("%s: %s", key, f.Summary)
		}
		if old, there := out[key]; !there || slices.Index(rank, f.Verdict) > slices.Index(rank, old) {
			out[key] = f.Verdict
		}
	}
	return out
}
