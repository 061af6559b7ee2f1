package cli_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	awsresource "github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// amazonWorlds are APIs that every source of resources can tell of: healthy ones of every
// topology, and ones with a fault.
func amazonWorlds() map[string]*testkit.AWS {
	rest, http := testkit.NewREST, testkit.NewHTTPToALB
	listener, shop := testkit.ListenerOf(testkit.NLB, 80), testkit.ListenerOf(testkit.ALB, 80)
	out := map[string]*testkit.AWS{
		"another port":                      rest().Set(aws.Listeners, listener, "Port", 81),
		"the listener takes UDP":            rest().Set(aws.Listeners, listener, "Protocol", "UDP"),
		"no load balancer":                  rest().Drop(aws.LoadBalancers, testkit.NLB),
		"no targets":                        rest().DropAll(aws.Targets, aws.TargetHealth),
		"no rule for targets":               rest().DropRules("sg-targets"),
		"a rule for another port":           rest().DropRules("sg-targets").RuleText("sg-targets", "in tcp 8081 from sg-nlb"),
		"nothing leaves the load balancer":  rest().DropRules("sg-nlb").RuleText("sg-nlb", "in tcp 80 from 0.0.0.0/0"),
		"API Gateway is not admitted":       rest().DropRules("sg-nlb").RuleText("sg-nlb", "out all to 0.0.0.0/0"),
		"a prefix list":                     rest().DropRules("sg-targets").RuleText("sg-targets", "in tcp 8080 from pl-1").PrefixList("pl-1", "10.20.1.0/24", "10.20.2.0/24"),
		"a prefix list of one zone":         rest().DropRules("sg-targets").RuleText("sg-targets", "in tcp 8080 from pl-1").PrefixList("pl-1", "10.20.1.0/24"),
		"an ACL that denies":                rest().NetworkACL("acl-targets", []string{"subnet-targets-a", "subnet-targets-b"}, "100 in deny tcp 8080 from 10.20.0.0/16", "200 in allow all from 0.0.0.0/0", "100 out allow all to 0.0.0.0/0"),
		"an ACL that is stateless":          rest().NetworkACL("acl-targets", []string{"subnet-targets-a", "subnet-targets-b"}, "100 in allow tcp 8080 from 10.20.0.0/16", "100 out allow tcp 443 to 0.0.0.0/0"),
		"the log is off":                    rest().Set(aws.RestStages, testkit.RestAPI+"/"+testkit.AWSStage, "methodSettings", testkit.Body{"*/*": testkit.Body{"loggingLevel": "OFF"}}),
		"the target group is of gRPC":       http().Set(aws.TargetGroups, testkit.ShopGroup, "ProtocolVersion", "GRPC"),
		"no link":                           http().Drop(aws.VPCLinks, testkit.LinkV2),
		"the link sends nothing":            http().DropRules("sg-link"),
		"no listener":                       http().Drop(aws.Listeners, shop),
		"the certificate is for another":    testkit.NewHTTPOverTLS().Set(aws.Certificates, testkit.OrdersCertificate, "SubjectAlternativeNames", []string{"other.example"}).Set(aws.Certificates, testkit.OrdersCertificate, "DomainName", "other.example"),
		"the certificate is over":           testkit.NewHTTPOverTLS().Set(aws.Certificates, testkit.OrdersCertificate, "NotAfter", "2026-01-01T00:00:00Z"),
		"a rule sends requests elsewhere":   http().Add(aws.Rules, shop+"/rule", "", testkit.Body{"RuleArn": shop + "/rule", "ListenerArn": shop, "Priority": 1, "Conditions": []testkit.Body{{"Field": "path-pattern", "Values": []string{"/*"}}}, "Actions": []testkit.Body{{"Type": "fixed-response", "FixedResponseConfig": testkit.Body{"StatusCode": "404"}}}}),
		"the timeout is longer than it may": rest().Set(aws.RestIntegrations, testkit.RestAPI+"/orders/GET", "timeoutInMillis", 29000),
	}
	for name, world := range testkit.AWSTopologies() {
		out["healthy "+name] = world()
	}
	return out
}

// quiet are the checks of which Terraform's objects tell nothing, so that they apply only
// to what the API tells.
var quiet = map[string]string{
	"targets-healthy":                 "the health of targets is no attribute",
	"vpc-link-available":              "the status of a link is no attribute",
	"load-balancer-active":            "the state of a load balancer is no attribute",
	"endpoint-connection-available":   "the endpoint service of a link V1 is no resource of Terraform's",
	"deployment-includes-integration": "what a stage has deployed is no attribute",
	"load-balancer-not-replaced":      "it is about plans, and applies to nothing that only the API tells",
}

// One API gives the same findings whatever tells of it: AWS, a recording of it, a plan
// that changes nothing, alone or laid over what there is, or the objects given to the
// validation resource.
func TestOneAPIGivesTheSameFindingsFromEverySource(t *testing.T) {
	t.Parallel()
	for name, w := range amazonWorlds() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			objects := w.Terraform()
			live := apiFrom(t, awslive.Config{Transport: w.Serve()}, awslive.Query{API: w.API()})
			for source, c := range map[string]struct {
				world   *aws.World
				without map[string]string
			}{
				"a snapshot":              {apiFromSnapshot(t, w), nil},
				"a plan":                  {apiFromPlan(t, objects), quiet},
				"a plan laid over it":     {apiOverlaid(t, w, objects), nil},
				"the validation resource": {apiFromResources(t, objects), quiet},
			} {
				if diff := cmp.Diff(toldOfAPI(t, live, c.without, objects), toldOfAPI(t, c.world, c.without, objects)); diff != "" {
					t.Errorf("%s differs (-live +%s):\n%s", source, source, diff)
				}
			}
		})
	}
}

// Every exception is one: it differs for a healthy API.
func TestWhatTerraformIsQuietOfDiffers(t *testing.T) {
	t.Parallel()
	var from [][2][]string
	for _, w := range []*testkit.AWS{testkit.NewREST(), testkit.NewHTTPToALB()} {
		objects := w.Terraform()
		from = append(from, [2][]string{
			toldOfAPI(t, apiFrom(t, awslive.Config{Transport: w.Serve()}, awslive.Query{API: w.API()}), nil, objects), toldOfAPI(t, apiFromPlan(t, objects), nil, objects),
		})
	}
	eachDiffers(t, quiet, from)
}

func apiFrom(t *testing.T, config awslive.Config, q awslive.Query) *aws.World {
	t.Helper()
	client, err := awslive.NewClient(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := client.Collect(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func apiFromSnapshot(t *testing.T, w *testkit.AWS) *aws.World {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "recording")
	if err := testkit.RecordAWS(t.Context(), w, dir); err != nil {
		t.Fatal(err)
	}
	recording, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return apiFrom(t, awslive.Config{Transport: recording}, awslive.Query{API: w.API()})
}

func apiFromPlan(t *testing.T, objects []testkit.TerraformObject) *aws.World {
	t.Helper()
	w, err := planOf(t, objects).AWSWorld(true)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func apiOverlaid(t *testing.T, w *testkit.AWS, objects []testkit.TerraformObject) *aws.World {
	t.Helper()
	plan := planOf(t, objects)
	q, err := awslive.Query{}.Including("", plan.AWSChange)
	if err != nil {
		t.Fatal(err)
	}
	out := apiFrom(t, awslive.Config{Transport: w.Serve()}, q)
	before, after, err := plan.AWSChange(out)
	if err != nil {
		t.Fatal(err)
	}
	out.Overlay(before, after)
	return out
}

func apiFromResources(t *testing.T, objects []testkit.TerraformObject) *aws.World {
	t.Helper()
	w, err := awsresource.FromResources(given(t, objects), awsresource.Options{Path: "resources", Complete: true})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// toldOfAPI lists the findings, with AWS's own names for all subjects, those of some checks
// left out. What a stage has deployed is called as it is configured.
func toldOfAPI(t *testing.T, w *aws.World, without map[string]string, objects []testkit.TerraformObject) []string {
	t.Helper()
	w.Now, w.WarningDays = testkit.Now, apigee.WarningDays
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"the account's settings of API Gateway", "account", testkit.RestAPI + "/" + testkit.AWSStage + "/", testkit.RestAPI + "/"}
	for _, o := range objects {
		name := strings.ReplaceAll(o.Name, testkit.RestAPI+"/"+testkit.AWSStage+"/", testkit.RestAPI+"/")
		// The validation resource counts the objects of a type, if there are several.
		names = append(names, o.Address, name, strings.Replace(o.Address, ".r[", "[", 1), name)
	}
	spell := strings.NewReplacer(names...)
	var out []string
	for _, f := range check.Run(inv, privateintegration.Checks(), check.Options{Now: testkit.Now}).Findings {
		if without[f.Check] == "" {
			out = append(out, spell.Replace(fmt.Sprintf("%s %s %s", f.Check, f.Verdict, f.Subject)))
		}
	}
	slices.Sort(out)
	return out
}
