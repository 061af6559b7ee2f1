package tfplan_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	awsresource "github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// given is the world of AWS after a plan of which only the objects are known.
// Nothing tells what it creates, unless traced says so: a configuration does.
func given(t *testing.T, is *testkit.AWSServer, plan []byte, traced bool) *aws.World {
	t.Helper()
	p, err := tfplan.Read(bytes.NewReader(plan))
	if err != nil {
		t.Fatal(err)
	}
	read := func(opts awsresource.Options) *aws.World {
		var objects []tfobject.Object
		for _, r := range p.Resources {
			if !r.After.IsNull() {
				objects = append(objects, tfobject.Object{Type: r.Type, Address: r.Address, Created: traced && r.After.Get("id").IsUnknown(), Value: r.After})
			}
		}
		w, err := awsresource.FromObjects(objects, nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	q, err := awslive.Query{}.Including("", func(beside *aws.World) (*aws.World, *aws.World, error) {
		return aws.NewWorld(), read(awsresource.Options{Beside: beside}), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w := collected(t, is, q)
	w.OverlayGiven(read(awsresource.Options{Over: true, Beside: w}))
	return w
}

// What is given of a plan that changes nothing is what there is.
func TestGivenResourcesThatDoNotChangeChangeNoVerdict(t *testing.T) {
	t.Parallel()
	for name, w := range awsWorlds() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			objects := w.Terraform()
			want := verdictsOf(t, collected(t, w.Serve(), awslive.Query{API: w.API()}), objects)
			got := verdictsOf(t, given(t, w.Serve(), testkit.PlanOf(objects), false), objects)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-live +given:\n%s", diff)
			}
		})
	}
}

// So is one resource alone that does not change: what nobody gives stays.
func TestAGivenResourceThatDoesNotChangeChangesNoVerdict(t *testing.T) {
	t.Parallel()
	for name, w := range awsWorlds() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			objects := w.Terraform()
			want := verdictsOf(t, collected(t, w.Serve(), awslive.Query{API: w.API()}), objects)
			apis := []testkit.TerraformObject{}
			for _, o := range objects {
				if o.Type == "aws_api_gateway_rest_api" || o.Type == "aws_apigatewayv2_api" {
					apis = append(apis, o)
				}
			}
			for _, o := range objects {
				got := verdictsOf(t, given(t, w.Serve(), testkit.PlanOf(append(slices.Clone(apis), o)), false), objects)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: -live +given:\n%s", o.Address, diff)
				}
			}
		})
	}
}

// What AWS tells and Terraform does not is no change: what the targets' health rests on stays.
func TestWhatOnlyAWSTellsIsNoChange(t *testing.T) {
	t.Parallel()
	is := testkit.NewREST().SetAll(aws.TargetHealth, "TargetHealth", testkit.Body{"State": "unhealthy", "Reason": "Target.Timeout"})
	objects := is.Terraform()
	is.SetAll(aws.Listeners, "DefaultActions.0.Order", 1).SetAll(aws.Listeners, "DefaultActions.0.ForwardConfig", testkit.Body{"TargetGroups": []testkit.Body{{"TargetGroupArn": testkit.OrdersGroup, "Weight": 1}}}).
		SetAll(aws.RouteTables, "Routes.0.Origin", "CreateRouteTable").SetAll(aws.LoadBalancers, "AvailabilityZones.0.LoadBalancerAddresses", []testkit.Body{{"PrivateIPv4Address": "10.20.1.5"}})
	want := verdictsOf(t, collected(t, is.Serve(), awslive.Query{API: is.API()}), objects)
	if diff := cmp.Diff(want, verdictsOf(t, given(t, is.Serve(), testkit.PlanOf(objects), false), objects)); diff != "" {
		t.Errorf("-live +given:\n%s", diff)
	}
}

// untold are the plans of which another verdict comes of the objects that are left, and why.
var untold = map[string]*verdicts{
	"the targets are taken away":                                           {why: isDeleted},
	"a listener is deleted":                                                {why: isDeleted},
	"a load balancer behind a link is replaced":                            {why: isDeleted},
	"an ACL that denies is deleted, and its subnets go to the default one": {why: isDeleted},
	"a rule for many ranges is deleted, of which Terraform has no ids":     {why: isDeleted},
	"a rule of its own is deleted, of which the group still tells":         {why: isDeleted},
}

// isDeleted says that nobody gives what a plan deletes.
const isDeleted = "what is deleted is not given"

// verdicts are those that come where nothing tells what is created, and where a configuration does.
type verdicts struct {
	why           string
	plain, traced []string
}

func (v *verdicts) or(want []string) map[bool][]string {
	if v == nil {
		return map[bool][]string{false: want, true: want}
	}
	return map[bool][]string{false: v.plain, true: v.traced}
}
