package provider

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const integrationType = "apireach_private_integration"

// readAPI judges a built world, or the error of reading it.
func readAPI(t *testing.T, w *testkit.AWS, err error, config map[string]any) (string, []*tfprotov6.Diagnostic) {
	t.Helper()
	o := around(nil)
	o.openAWS = func(ctx context.Context, c awslive.Config) (awsSource, error) {
		if err != nil {
			return nil, err
		}
		c.Transport = w.Serve()
		return awslive.NewClient(ctx, c)
	}
	s := serve(t, o)
	noErrors(t, s.configure(t, nil))
	state, diags := s.read(t, integrationType, config)
	if state == nil {
		return "", diags
	}
	return textOf(t, state["verdict"]), diags
}

func TestPrivateIntegration(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		world   *testkit.AWS
		err     error
		config  map[string]any
		verdict string
		says    string
	}{
		{"a healthy API", testkit.NewREST(), nil, map[string]any{"api_id": testkit.RestAPI}, "pass", ""},
		{"one stage of it", testkit.NewREST(), nil, map[string]any{"api_id": testkit.RestAPI, "stage_name": testkit.AWSStage}, "pass", ""},
		{"a link that failed", testkit.NewREST().Set(aws.RestVPCLinks, testkit.LinkV1, "status", "FAILED"), nil, map[string]any{"api_id": testkit.RestAPI}, "",
			`ERROR at AttributeName("api_id"): vpc-link-available: link1 is not available but FAILED: `},
		{"no such API", testkit.NewREST(), nil, map[string]any{"api_id": "nope"}, "", `ERROR at AttributeName("api_id"): There is no such API: `},
		{"no such stage", testkit.NewREST(), nil, map[string]any{"api_id": testkit.RestAPI, "stage_name": "nope"}, "", `There is no such stage: `},
		{"an ARN", testkit.NewREST(), nil, map[string]any{"api_id": "arn:aws:apigateway:eu-west-1::/restapis/rest1"}, "", `Not an API: api_id: expected the id of an API`},
		{"an API that is not known yet", testkit.NewREST(), nil, map[string]any{"api_id": later{}}, "", `The API cannot be read yet: Not known during this plan: api_id.`},
		{"a stage that is not known yet", testkit.NewREST(), nil, map[string]any{"api_id": "rest1", "stage_name": later{}}, "", `Not known during this plan: stage_name.`},
		{"no credentials", nil, &awslive.Error{Kind: awslive.KindCredentials, Attribute: "aws", Message: "no credentials are found"}, map[string]any{"api_id": "rest1"}, "",
			"AWS does not know who asks: aws: no credentials are found."},
		{"no region", nil, &awslive.Error{Kind: awslive.KindConfig, Attribute: "aws.region", Message: "no region is set"}, map[string]any{"api_id": "rest1"}, "",
			"A setting cannot be right: aws.region: no region is set."},
		{"anything else", nil, errors.New("canceled"), map[string]any{"api_id": "rest1"}, "", "The API cannot be read: canceled."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			verdict, diags := readAPI(t, c.world, c.err, c.config)
			if verdict != c.verdict || !strings.Contains(texts(diags), c.says) || c.says == "" && len(diags) > 0 {
				t.Errorf("verdict %q, want %q; no %q in:\n%s", verdict, c.verdict, c.says, texts(diags))
			}
		})
	}
}

func TestTheConfigurationReachesTheClientOfAWS(t *testing.T) {
	t.Parallel()
	var got awslive.Config
	o := around(nil)
	o.openAWS = func(ctx context.Context, c awslive.Config) (awsSource, error) {
		got = c
		c.Transport = testkit.NewREST().Serve()
		return awslive.NewClient(ctx, c)
	}
	s := serve(t, o)
	const role, network = "arn:aws:iam::123456789012:role/reader", "arn:aws:iam::222222222222:role/reader"
	noErrors(t, s.configure(t, map[string]any{"aws": map[string]any{
		"region": "eu-west-1", "profile": "prod", "assume_role_arn": role, "network_role_arns": []any{network}, "endpoint_url": "http://localhost:4566",
	}}))
	_, diags := s.read(t, integrationType, map[string]any{"api_id": testkit.RestAPI})
	noErrors(t, diags)
	if got.Region != "eu-west-1" || got.Profile != "prod" || got.AssumeRoleARN != role || !slices.Equal(got.NetworkRoleARNs, []string{network}) || got.EndpointURL != "http://localhost:4566" {
		t.Errorf("got %+v", got)
	}
}
