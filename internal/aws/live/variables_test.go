package live_test

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// withVariables is a REST API of which one integration names its link by a stage
// variable and another its host, in a stage with a canary that overrides both.
func withVariables() *testkit.AWS {
	w := testkit.NewREST()
	values := testkit.Body{"link": testkit.LinkV1, "host": "orders.internal.example"}
	w.Set(aws.RestStages, testkit.AWSStage, "variables", values).
		Set(aws.RestStages, testkit.AWSStage, "canarySettings", testkit.Body{"stageVariableOverrides": values})
	for _, stage := range []string{"", "/" + testkit.AWSStage} {
		w.Set(aws.RestIntegrations, testkit.RestAPI+stage+"/orders/GET", "connectionId", "${stageVariables.link}")
		body := testkit.Body{
			"resourceId": "res2", "path": "/items", "method": "GET", "type": "HTTP_PROXY", "httpMethod": "GET", "uri": "http://${stageVariables.host}/v1/items",
			"connectionType": "VPC_LINK", "connectionId": testkit.LinkV1, "timeoutInMillis": 29000,
		}
		if stage != "" {
			body["stage"] = testkit.AWSStage
		}
		w.Add(aws.RestIntegrations, testkit.RestAPI+stage+"/items/GET", testkit.RestAPI, body)
	}
	return w
}

// Variables are read for each integration by itself: the answers do not take away what
// another has told.
func TestVariablesOfSeveralIntegrations(t *testing.T) {
	t.Parallel()
	for range 20 {
		world, _, err := collect(t, cutting(withVariables().Serve()), live.Query{API: testkit.RestAPI})
		if err != nil {
			t.Fatal(err)
		}
		for key, v := range verdicts(t, world) {
			if v == check.Fail || v == check.Unknown {
				t.Fatalf("%s: %s", key, v)
			}
		}
	}
}

// Variables that could not be read are unknown, and never undefined.
func TestVariablesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	s := withVariables().Serve()
	world, _, err := collect(t, roundTripper(func(req *http.Request) (*http.Response, error) {
		if len(req.URL.Query()["Keep"]) > 0 {
			return nil, errors.New("the connection broke")
		}
		return cutting(s).RoundTrip(req)
	}), live.Query{API: testkit.RestAPI})
	if err != nil {
		t.Fatal(err)
	}
	got := verdicts(t, world)
	if slices.Contains(values(got), check.Fail) {
		t.Errorf("something fails: %v", got)
	}
	if got["stage-variables-resolve "+testkit.RestAPI+"/"+testkit.AWSStage+"/orders/GET"] != check.Unknown {
		t.Errorf("the variables are not unknown: %v", got)
	}
}

// cutting cuts answers as those of AWS are cut.
func cutting(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(req *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(req)
		if err != nil || resp.StatusCode != http.StatusOK {
			return resp, err
		}
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		body, err := value.ParseJSON(text)
		if err != nil {
			return nil, err
		}
		operation := req.URL.Path[1:]
		if operation == "apigateway/GetExport" {
			return testkit.AnswerJSON(req, string(text)), nil // it has been taken out of its document
		}
		out, err := value.JSON(live.Cut(operation, body, req.URL.Query()["Keep"]))
		return testkit.AnswerJSON(req, string(out)), err
	})
}
