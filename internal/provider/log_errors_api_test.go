package provider

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestLogErrorsOfAnAPI(t *testing.T) {
	t.Parallel()
	broken := func() *testkit.AWS {
		return testkit.NewREST().Set(aws.RestVPCLinks, testkit.LinkV1, "status", "FAILED")
	}
	for _, c := range []struct {
		name   string
		config map[string]any
		says   []string
	}{
		{"failures that a check confirms", map[string]any{"api_id": testkit.RestAPI}, []string{"link-does-not-lead-to-backend", "confirmed", "link1 is not available but FAILED"}},
		{"errors of an HTTP API", map[string]any{"api_id": testkit.HTTPAPI}, []string{"backend-answers-error", "integration status 503", "route GET /orders"}},
		{"no such API", map[string]any{"api_id": "nope"}, []string{`ERROR at AttributeName("api_id"): There is no such API`}},
		{"of two clouds", map[string]any{"api_id": testkit.RestAPI, "organization": "acme"}, []string{"Whose logs are meant is said twice"}},
		{"of nobody", map[string]any{}, []string{"Whose logs are meant is not said"}},
		{"projects", map[string]any{"api_id": testkit.RestAPI, "projects": []any{"acme"}}, []string{"projects goes with organization."}},
		{"statuses", map[string]any{"api_id": testkit.RestAPI, "statuses": []any{500}}, []string{"statuses goes with organization."}},
		{"an ARN", map[string]any{"api_id": "arn:aws:x"}, []string{"Not an API"}},
		{"not known yet", map[string]any{"api_id": later{}}, []string{"Not known during this plan: api_id."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := around(nil)
			o.openAWS = func(ctx context.Context, config awslive.Config) (awsSource, error) {
				w := broken()
				if c.config["api_id"] == testkit.HTTPAPI {
					w = testkit.NewHTTPToALB().Set(aws.Stages, testkit.HTTPAPI+"/"+testkit.AWSStage, "AccessLogSettings.Format",
						`{"status":"$context.status","error":"$context.integrationErrorMessage","is":"$context.integration.status","route":"$context.routeKey"}`)
				}
				config.Transport = executionLog{w.Serve()}
				return awslive.NewClient(ctx, config)
			}
			s := serve(t, o)
			noErrors(t, s.configure(t, nil))
			state, diags := s.read(t, logErrorsType, c.config)
			text := fmt.Sprint(state) + texts(diags)
			for _, want := range c.says {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in:\n%s", want, text)
				}
			}
			testkit.NoCanary(t, "the state", text)
		})
	}
}

// executionLog is that of an account whose logs have one failure each.
type executionLog struct{ next http.RoundTripper }

func (l executionLog) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(req.URL.Path, "/FilterLogEvents") {
		return l.next.RoundTrip(req)
	}
	if req.URL.Query().Get("LogGroupName") == "orders" {
		return testkit.AnswerJSON(req, `{"Events": [{"Timestamp": 1790000000000, "Message": "{\"/status\":\"503\",\"/error\":\"-\",\"/is\":\"503\",\"/route\":\"GET /orders\"}"}]}`), nil
	}
	return testkit.AnswerJSON(req, `{"Events": [{"Timestamp": 1790000000000, "Message": "Execution failed due to configuration error: There was an internal error while executing your request"}]}`), nil
}
