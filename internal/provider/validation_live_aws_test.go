package provider

import (
	"context"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// overAPI plans a validation of some of a world's resources over what AWS tells of it.
func overAPI(t *testing.T, w *testkit.AWS, config map[string]any, asked *awslive.Config) (*server, planned) {
	t.Helper()
	o := around(nil)
	o.openAWS = func(ctx context.Context, c awslive.Config) (awsSource, error) {
		if asked != nil {
			*asked = c
		}
		c.Transport = w.Serve()
		return awslive.NewClient(ctx, c)
	}
	s := serve(t, o)
	noErrors(t, s.configure(t, nil))
	return s, s.plan(t, config, nil)
}

// resourcesOf are Terraform's objects of a world, of some types, with changes of those.
func resourcesOf(w *testkit.AWS, changes map[string]map[string]any, types ...string) map[string]any {
	out := map[string]any{}
	for _, o := range w.Terraform() {
		for _, typ := range types {
			if o.Type == typ {
				attributes := maps.Clone(o.Attributes)
				maps.Copy(attributes, changes[o.Name])
				list, _ := out[typ].([]any)
				out[typ] = append(list, attributes)
			}
		}
	}
	return out
}

func TestAPlanOfAWSIsLaidOverTheLiveWorld(t *testing.T) {
	t.Parallel()
	const api, lb, group = "aws_api_gateway_rest_api", "aws_lb_listener", "aws_security_group"
	type changes = map[string]map[string]any
	listener := testkit.ListenerOf(testkit.NLB, 80)
	for _, c := range []struct {
		name      string
		world     *testkit.AWS
		resources func(*testkit.AWS) map[string]any
		verdict   string
		says      []string
	}{
		{"the API alone, the rest is read", testkit.NewREST(), func(w *testkit.AWS) map[string]any { return resourcesOf(w, nil, api) }, "pass", nil},
		{"a listener as it is", testkit.NewREST(), func(w *testkit.AWS) map[string]any { return resourcesOf(w, nil, api, lb, group) }, "pass", nil},
		{
			"a listener that gets another port", testkit.NewREST(), func(w *testkit.AWS) map[string]any { return resourcesOf(w, changes{listener: {"port": 81}}, api, lb) }, "",
			[]string{`ERROR at AttributeName("resources"): listener-on-port: `, "listens on 81"},
		},
		{
			"a group that loses its rules", testkit.NewREST(), func(w *testkit.AWS) map[string]any {
				return resourcesOf(w, changes{"sg-targets": {"ingress": []any{}}}, api, group)
			}, "",
			[]string{`ERROR at AttributeName("resources"): security-groups-admit: `, "aws_security_group"},
		},
		{
			"a rule that mends what there is", testkit.NewREST().DropRules("sg-targets"), func(w *testkit.AWS) map[string]any {
				out := resourcesOf(w, nil, api)
				out["aws_vpc_security_group_ingress_rule"] = map[string]any{
					"id": later{}, "security_group_rule_id": later{}, "security_group_id": "sg-targets", "ip_protocol": "tcp", "from_port": 8080, "to_port": 8080,
					"referenced_security_group_id": "sg-nlb",
				}
				return out
			}, "unknown", nil,
		},
		{
			"what is wrong with what nobody gives", testkit.NewREST().Set(aws.RestVPCLinks, testkit.LinkV1, "status", "FAILED"),
			func(w *testkit.AWS) map[string]any { return resourcesOf(w, nil, api, lb) }, "",
			[]string{"vpc-link-available: link1 is not available but FAILED"},
		},
		{
			"no API", testkit.NewREST(), func(w *testkit.AWS) map[string]any { return resourcesOf(w, nil, lb) }, "",
			[]string{`WARNING at AttributeName("live"): Nothing live is read of AWS: resources has no API: give aws_api_gateway_rest_api`},
		},
		{
			"an API that is not there", testkit.NewREST(), func(w *testkit.AWS) map[string]any {
				return map[string]any{api: map[string]any{"id": "gone", "name": "x", "root_resource_id": "r"}}
			}, "", []string{`ERROR at AttributeName("live"): There is no such API: `},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, p := overAPI(t, c.world, map[string]any{"live": true, "resources": c.resources(c.world)}, nil)
			text := texts(p.diags)
			for _, want := range c.says {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
			switch {
			case c.verdict == "pass" && text != "":
				t.Errorf("says\n%s", text)
			case c.verdict != "" && strings.Contains(text, "ERROR"):
				t.Errorf("fails:\n%s", text)
			case c.verdict == "pass":
				if got := textOf(t, s.attributes(t, p.state)["verdict"]); got != c.verdict {
					t.Errorf("the verdict is %s", got)
				}
			}
		})
	}
}

// The region that is read is that of the APIs, unless the provider has one.
func TestALiveValidationReadsTheRegionOfItsAPIs(t *testing.T) {
	t.Parallel()
	var asked awslive.Config
	w := testkit.NewREST()
	_, p := overAPI(t, w, map[string]any{"live": true, "resources": resourcesOf(w, map[string]map[string]any{testkit.RestAPI: {"region": testkit.AWSRegion}}, "aws_api_gateway_rest_api")}, &asked)
	if asked.Region != testkit.AWSRegion || len(p.diags) > 0 {
		t.Errorf("it reads %q:\n%s", asked.Region, texts(p.diags))
	}
}

func TestALiveValidationOfAWSSaysWhatItCannotRead(t *testing.T) {
	t.Parallel()
	o := around(nil)
	o.openAWS = func(context.Context, awslive.Config) (awsSource, error) {
		return nil, &awslive.Error{Kind: awslive.KindCredentials, Attribute: "aws", Message: "no credentials are found"}
	}
	s := serve(t, o)
	noErrors(t, s.configure(t, nil))
	p := s.plan(t, map[string]any{"live": true, "resources": resourcesOf(testkit.NewREST(), nil, "aws_api_gateway_rest_api")}, nil)
	if want := `ERROR at AttributeName("live"): AWS does not know who asks: aws: no credentials are found.`; !strings.HasPrefix(texts(p.diags), want) {
		t.Errorf("got\n%s\nwant\n%s", texts(p.diags), want)
	}
}

// What AWS answers may hold secrets: none is in a diagnostic, a plan or a state, of the data
// source or of a validation.
//
//nolint:paralleltest // AWS's SDK finds the credentials in the environment
func TestNoSecretThatAWSAnswersIsTold(t *testing.T) {
	api := testkit.ServeSecretAPI(t)
	for name, v := range map[string]string{"AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": testkit.Canary(t, "access token"), "AWS_EC2_METADATA_DISABLED": "true"} {
		t.Setenv(name, v)
	}
	o := around(nil)
	o.openAWS, o.getenv = openAWS, os.Getenv
	s := serve(t, o)
	noErrors(t, s.configure(t, map[string]any{"aws": map[string]any{"endpoint_url": api.URL, "region": "eu-west-1"}, "max_retries": 0}))

	state, diags := s.read(t, integrationType, map[string]any{"api_id": "a1", "fail_on": "never"})
	testkit.NoCanary(t, "the data source's diagnostics", texts(diags))
	for name, v := range state {
		testkit.NoCanary(t, "the data source's "+name, v.String())
	}
	p := s.plan(t, map[string]any{"live": true, "fail_on": "never", "resources": map[string]any{
		"aws_api_gateway_rest_api": map[string]any{"id": "a1", "name": "orders", "root_resource_id": "root"},
		"aws_api_gateway_stage": map[string]any{
			"id": "ags-a1-prod", "rest_api_id": "a1", "stage_name": "prod", "deployment_id": "d1",
			"variables": map[string]any{"link": "abc123", "token": testkit.Canary(t, "metadata value")},
		},
	}}, nil)
	testkit.NoCanary(t, "the validation's diagnostics", texts(p.diags))
	planned := s.attributes(t, p.state)
	for name, v := range planned {
		testkit.NoCanary(t, "the validation's "+name, v.String())
	}
	if len(state) == 0 || !strings.Contains(planned["report_json"].String(), "a1") {
		t.Error("nothing is told")
	}
}
