package tfplan_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// awsPlan reads a plan in testdata/aws, which creates the configuration beside it from
// nothing; followed says that the configuration is read too.
func awsPlan(t *testing.T, name string, followed bool, edits ...edit) *tfplan.Plan {
	t.Helper()
	dir := filepath.Join("testdata/aws", name)
	text, err := os.ReadFile(filepath.Join(dir, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	d := opened(t, text)
	for _, e := range edits {
		e(d)
	}
	if text, err = json.Marshal(d.root); err != nil {
		t.Fatal(err)
	}
	p, err := tfplan.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if followed {
		c, err := tfconfig.Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Match(c); err != nil {
			t.Fatal(err)
		}
		p.Follow(c)
	}
	return p
}

// awsWorld is the world of AWS after a plan.
func awsWorld(t *testing.T, p *tfplan.Plan, complete bool) *aws.World {
	t.Helper()
	w, err := p.AWSWorld(complete)
	if err != nil {
		t.Fatal(err)
	}
	w.Now, w.WarningDays = testkit.Now, 30
	return w
}

// awsFailures are the failures of a world, as CHECK SUBJECT, and what passes.
func awsFailures(t *testing.T, w *aws.World) (fails, passes []string) {
	t.Helper()
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range privateintegration.Judge(inv, check.Options{Now: testkit.Now}).Findings {
		switch f.Verdict {
		case check.Fail:
			fails = append(fails, f.Check+" "+f.Subject)
		case check.Pass:
			passes = append(passes, f.Check+" "+f.Subject)
		case check.Unknown, check.NotApplicable:
		}
	}
	return fails, passes
}

func TestAWorldThatIsCreatedIsKnownByWhereItComesFrom(t *testing.T) {
	t.Parallel()
	w := awsWorld(t, awsPlan(t, "rest", true), true)
	field := func(typ aws.Type, address string, at ...string) value.Value {
		t.Helper()
		for _, r := range w.Resources(typ) {
			if r.Address == address {
				return r.Body.Get(at...)
			}
		}
		t.Fatalf("no %s is %s", typ, address)
		return value.Value{}
	}
	for _, c := range []struct{ got, want value.Value }{
		{field(aws.RestIntegrations, "aws_api_gateway_integration.orders", "path"), value.OfString("/orders")},
		{field(aws.RestStages, "aws_api_gateway_stage.prod", "methodSettings", "*/*", "loggingLevel"), value.OfString("INFO")},
		{field(aws.TargetGroups, "aws_lb_target_group.orders", "HealthCheckProtocol"), value.OfString("TCP")},
		{field(aws.LoadBalancers, "aws_lb.orders", "Scheme"), value.OfString("internal")},
	} {
		if c.got.String() != c.want.String() {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	origin := func(v value.Value) string { return v.Why().Origin.String() }
	zone := field(aws.LoadBalancers, "aws_lb.orders", "AvailabilityZones").Elements()[0]
	for _, c := range []struct{ got, want string }{
		{origin(field(aws.RestStages, "aws_api_gateway_stage.prod", "variables", "vpcLinkId")), "aws_api_gateway_vpc_link.orders.id"},
		{origin(zone.Get("SubnetId")), `aws_subnet.lb["a"].id`},
		{zone.Get("ZoneName").Text(), "eu-west-1a"},
		{origin(field(aws.LoadBalancers, "aws_lb.orders", "VpcId")), "aws_vpc.shop.id"},
		{origin(field(aws.Targets, `aws_lb_target_group_attachment.orders["b"]`, "Id")), `aws_instance.orders["b"].id`},
		{origin(field(aws.SecurityGroupRules, "aws_security_group.targets", "ReferencedGroupInfo", "GroupId")), "aws_security_group.nlb.id"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if gaps := w.Gaps(aws.SecurityGroupRules); len(gaps) > 0 {
		t.Errorf("rules are missing of groups that the plan creates: %v", gaps)
	}
}

func TestAHealthyPlanFailsNothing(t *testing.T) {
	t.Parallel()
	for _, followed := range []bool{true, false} {
		for _, complete := range []bool{true, false} {
			if fails, _ := awsFailures(t, awsWorld(t, awsPlan(t, "rest", followed), complete)); len(fails) > 0 {
				t.Errorf("followed %v, complete %v: %v", followed, complete, fails)
			}
		}
	}
	if targets := awsWorld(t, awsPlan(t, "rest", false), true).Resources(aws.RestVPCLinks)[0].Body.Get("targetArns").Elements(); len(targets) != 1 || targets[0].Why().Origin.Resource != "aws_lb.orders" {
		t.Errorf("without the configuration the target of the link is not known: %v", targets)
	}
	_, passes := awsFailures(t, awsWorld(t, awsPlan(t, "rest", true), true))
	if !slices.Contains(passes, "vpc-link-target-exists aws_api_gateway_integration.orders") {
		t.Errorf("the link is not found through the stage variable: %v", passes)
	}
}

// assigned gives an attribute of a planned resource another value.
func assigned(address, path string, to any) edit {
	return func(d *document) {
		c := d.change(address)
		assign(c["after"], path, to)
		delete(c["after_unknown"].(object), path)
	}
}

// inRegion puts all resources into a region.
func inRegion(region string) edit {
	return func(d *document) {
		for _, c := range d.changes() {
			if after, ok := c.(object)["change"].(object)["after"].(object); ok {
				after["region"] = region
			}
		}
	}
}

// So that faults are found without Terraform, too.
func TestFaultsOfAPlanOfAWSAreFound(t *testing.T) {
	t.Parallel()
	const (
		integration, listener, group, balancer = "aws_api_gateway_integration.orders", "aws_lb_listener.orders", "aws_lb_target_group.orders", "aws_lb.orders"
		shop, link                             = "aws_apigatewayv2_integration.shop", "aws_apigatewayv2_vpc_link.shop"
	)
	for _, c := range []struct {
		name, plan string
		edit       edit
		fails      []string
	}{
		{"nothing is wrong", "rest", nothing, nil},
		{"nothing is wrong", "shop", nothing, nil},
		{"no listener on the port", "rest", assigned(listener, "port", 81.0), []string{"listener-on-port " + integration}},
		{"the listener takes UDP", "rest", assigned(listener, "protocol", "UDP"), []string{"listener-protocol-fits " + integration, "target-port-fits " + group}},
		{"an application load balancer", "rest", assigned(balancer, "load_balancer_type", "application"), []string{"link-version-fits-api aws_api_gateway_vpc_link.orders"}},
		{"the targets admit another port", "rest", assigned("aws_security_group.targets", "ingress.0.to_port", 8079.0), []string{"security-groups-admit " + group}},
		{"the load balancer's egress is for another port", "rest", assigned("aws_vpc_security_group_egress_rule.nlb", "to_port", 8079.0), []string{"security-groups-admit " + group}},
		{"API Gateway is not admitted", "rest", assigned("aws_vpc_security_group_ingress_rule.nlb", "from_port", 81.0), []string{"private-link-rules-admit " + balancer}},
		{"the link is in another region", "rest", assigned("aws_api_gateway_vpc_link.orders", "region", "us-east-1"), []string{"vpc-link-target-exists " + integration}},
		{"the load balancer is in another region", "rest", assigned(balancer, "region", "us-east-1"), []string{"vpc-link-target-exists aws_api_gateway_vpc_link.orders"}},
		{"all is in another region", "shop", inRegion("us-east-1"), nil},
		{"the execution log is off", "rest", assigned("aws_api_gateway_method_settings.prod", "settings.0.logging_level", "OFF"), []string{"execution-logging-on aws_api_gateway_stage.prod"}},
		{"the link's group lets out another port", "shop", assigned("aws_security_group.link", "egress.0.from_port", 444.0), []string{"security-groups-admit " + link}},
		{"another name than the certificate's", "shop", assigned(shop, "tls_config.0.server_name_to_verify", "other.example.com"), []string{"backend-certificate-covers-host " + shop}},
		{"targets that speak gRPC", "shop", assigned("aws_lb_target_group.shop", "protocol_version", "GRPC"), []string{"target-port-fits aws_lb_target_group.shop"}},
	} {
		t.Run(c.plan+": "+c.name, func(t *testing.T) {
			t.Parallel()
			fails, _ := awsFailures(t, awsWorld(t, awsPlan(t, c.plan, true, c.edit), true))
			slices.Sort(fails)
			if !slices.Equal(fails, c.fails) {
				t.Errorf("got %v, want %v", fails, c.fails)
			}
		})
	}
}

// A load balancer that the plan makes anew is gone for the link that exists already.
func TestWhatAPlanOfAWSReplacesIsGone(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1"
	replaced := func(d *document) {
		lb := d.change("aws_lb.orders")
		before := clone(lb["after"].(object))
		before["arn"], before["id"] = arn, arn
		lb["actions"], lb["before"] = list{"delete", "create"}, before
		link := d.change("aws_api_gateway_vpc_link.orders")
		for attribute, v := range map[string]any{"id": "link1", "target_arns": list{arn}} {
			link["after"].(object)[attribute] = v
			delete(link["after_unknown"].(object), attribute)
		}
		link["actions"], link["before"] = list{"no-op"}, clone(link["after"].(object))
	}
	w := awsWorld(t, awsPlan(t, "rest", true, replaced), true)
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	if len(inv.Gone) != 1 || inv.Gone[0].ID != value.Known(arn) || !inv.Gone[0].Replaced || inv.Gone[0].Type != string(aws.LoadBalancers) {
		t.Errorf("gone: %+v", inv.Gone)
	}
	fails, _ := awsFailures(t, w)
	if !slices.Contains(fails, "load-balancer-not-replaced aws_api_gateway_vpc_link.orders") {
		t.Errorf("got %v", fails)
	}
}

func TestNoSecretOfAPlanReachesTheWorld(t *testing.T) {
	t.Parallel()
	w := awsWorld(t, awsPlan(t, "rest", true), true)
	for _, typ := range aws.Types() {
		for _, r := range w.Resources(typ) {
			if text := r.Body.String(); strings.Contains(text, "s3cr3t") {
				t.Errorf("%s: %s", r.Subject(), text)
			}
		}
	}
}

// The region that is read is that of the plan's APIs, and none where that is not clear.
func TestTheRegionOfAPlanIsThatOfItsAPIs(t *testing.T) {
	t.Parallel()
	const east, west = `"expressions": {"region": {"constant_value": "us-east-1"}}`, `"expressions": {"region": {"constant_value": "eu-west-1"}}`
	aliased := `"aws.east": {"name": "aws", "alias": "east", ` + east + `}`
	both := `"aws": {"name": "aws", ` + west + `}, ` + aliased
	api, link := "aws_api_gateway_rest_api.a", "aws_lb.b"
	change := func(address, before, after string) string {
		typ, _, _ := strings.Cut(address, ".")
		action := map[bool]string{true: "delete", false: "update"}[after == "null"]
		return fmt.Sprintf(`{"address": %q, "mode": "managed", "type": %q, "change": {"actions": [%q], "before": %s, "after": %s, "after_unknown": {}}}`, address, typ, action, before, after)
	}
	of := func(address, provider string) string {
		typ, _, _ := strings.Cut(address, ".")
		return fmt.Sprintf(`{"address": %q, "type": %q, "provider_config_key": %q, "expressions": {}}`, address, typ, provider)
	}
	for name, c := range map[string]struct {
		providers       string
		changes, blocks []string
		want            string
	}{
		"the API tells it":                                            {"", []string{change(api, `{}`, `{"region": "eu-west-1"}`)}, nil, "eu-west-1"},
		"its provider does":                                           {both, []string{change(api, `{}`, `{}`)}, []string{of(api, "aws")}, "eu-west-1"},
		"another provider than that of the API":                       {aliased, []string{change(api, `{}`, `{}`), change(link, `{}`, `{}`)}, []string{of(api, "aws"), of(link, "aws.east")}, ""},
		"one API tells it, of another it is not known":                {aliased, []string{change(api, `{}`, `{}`), change("aws_apigatewayv2_api.c", `{}`, `{}`)}, []string{of(api, "aws"), of("aws_apigatewayv2_api.c", "aws.east")}, ""},
		"APIs of two regions":                                         {both, []string{change(api, `{}`, `{}`), change("aws_apigatewayv2_api.c", `{}`, `{}`)}, []string{of(api, "aws"), of("aws_apigatewayv2_api.c", "aws.east")}, ""},
		"an API that is deleted":                                      {both, []string{change(api, `{"id": "a"}`, `null`)}, []string{of(api, "aws.east")}, "us-east-1"},
		"one that is deleted, and that the configuration has no more": {aliased, []string{change(api, `{"id": "a"}`, `null`)}, nil, "us-east-1"},
		"one that is deleted says nothing of one that stays":          {both, []string{change(api, `{"id": "a"}`, `null`), change("aws_apigatewayv2_api.c", `{}`, `{}`)}, []string{of(api, "aws.east"), of("aws_apigatewayv2_api.c", "aws")}, "eu-west-1"},
		"a plan without APIs":                                         {both, []string{change(link, `{}`, `{}`)}, []string{of(link, "aws.east")}, "us-east-1"},
		"two providers, and none is told of what is deleted":          {both, []string{change(api, `{"id": "a"}`, `null`)}, nil, ""},
		"nothing is told":                                             {"", []string{change(api, `{}`, `{}`)}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := read(t, `{"format_version": "1.0", "resource_changes": [`+strings.Join(c.changes, ", ")+`],
				"configuration": {"provider_config": {`+c.providers+`}, "root_module": {"resources": [`+strings.Join(c.blocks, ", ")+`]}}}`)
			if got := p.Region(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// What a resource was lies where it is going to: a plan that changes nothing is one.
func TestResourcesAreBeforeThePlanInTheRegionOfTheirProvider(t *testing.T) {
	t.Parallel()
	p := read(t, `{"format_version": "1.0", "resource_changes": [{"address": "aws_lb.b", "mode": "managed", "type": "aws_lb", "change": {"actions": ["delete"], "before": {"arn": "b"}, "after": null}}],
		"configuration": {"provider_config": {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-west-1"}}}}, "root_module": {"resources": [{"address": "aws_lb.b", "type": "aws_lb", "provider_config_key": "aws"}]}}}`)
	if got := p.Resources[0].Before.Get("region").Text(); got != "eu-west-1" {
		t.Errorf("it was in %q", got)
	}
}
