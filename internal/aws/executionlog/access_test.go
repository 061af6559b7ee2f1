package executionlog_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/executionlog"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// accessLog is what a log group says: an access log's lines.
type accessLog struct {
	lines []string
	// asked are the filter patterns that entries were asked for by.
	asked []string
}

func (l *accessLog) Logs(_ context.Context, q live.LogQuery) ([]live.LogEvent, *pi.Gap, error) {
	if q.Group != "orders" {
		return nil, nil, fmt.Errorf("log group %q", q.Group)
	}
	l.asked = append(l.asked, q.Access.Pattern)
	var out []live.LogEvent
	for i, line := range l.lines {
		if text := kept(line, q.Access.Places); q.Access.Wanted(text) {
			out = append(out, live.LogEvent{At: q.From.Add(time.Duration(i) * time.Minute), Text: text})
		}
	}
	return out, nil, nil
}

// kept is what is kept of a line.
func kept(line string, places []string) string {
	var doc map[string]any
	if json.Unmarshal([]byte(line), &doc) != nil {
		return ""
	}
	out := map[string]string{}
	for _, place := range places {
		var at any = doc
		for key := range strings.SplitSeq(strings.TrimPrefix(place, "/"), "/") {
			inner, _ := at.(map[string]any)
			at = inner[key]
		}
		if at != nil {
			out[place] = fmt.Sprint(at)
		}
	}
	text, _ := json.Marshal(out)
	return string(text)
}

func TestReadAccessLogs(t *testing.T) {
	t.Parallel()
	const (
		flat   = `{"requestId":"$context.requestId", "status":"$context.status", "err":"$context.integrationErrorMessage", "is":"$context.integrationStatus", "route":"$context.routeKey"}`
		nested = `{"status":$context.status,"integration":{"error":"$context.integration.error","status":$context.integration.status},"message":$context.error.messageString}`
		shared = `{"api":"$context.apiId","stage":"$context.stage","status":"$context.status","err":"$context.integrationErrorMessage"}`
		silent = `{"ip":"$context.identity.sourceIp","path":"$context.path"}`
		secret = "token-of-a-client"
	)
	stage := func(format any) *testkit.AWS {
		return testkit.NewHTTPToALB().Set(aws.Stages, testkit.HTTPAPI+"/"+testkit.AWSStage, "AccessLogSettings.Format", format)
	}
	failed := func(status, is, err string) string {
		return fmt.Sprintf(`{"requestId":"%s", "status":"%s", "err":"%s", "is":"%s", "route":"GET /orders"}`, secret, status, err, is)
	}
	for _, c := range []struct {
		name    string
		world   *testkit.AWS
		lines   []string
		groups  string // cause and count
		example string
		pattern string
		gaps    []string
	}{
		{name: "no failure", world: stage(flat), lines: []string{failed("200", "200", "-"), failed("404", "404", "-")}, pattern: "{ ($.status = 5*) || ($.status >= 500) }"},
		{
			name: "an integration that is not reached", world: stage(flat), lines: []string{failed("503", "-", "x"), failed("200", "200", "-"), failed("503", "-", "x")},
			groups: "link-does-not-lead-to-backend 2", example: ":02:00Z, status 503, route GET /orders", pattern: "{ ($.status = 5*) || ($.status >= 500) }",
		},
		{
			name: "a timeout, in words of API Gateway's own", world: stage(nested), lines: []string{`{"status":504,"integration":{"error":"Endpoint request timed out","status":null},"message":"Endpoint request timed out"}`},
			groups: "backend-too-slow 1",
		},
		{
			name: "a status without quotes, which each line has", world: stage(`{"status":$context.status,"err":"$context.integrationErrorMessage"}`), lines: []string{`{"status":503,"err":"x"}`},
			groups: "link-does-not-lead-to-backend 1", pattern: "{ ($.status = 5*) || ($.status >= 500) }",
		},
		{name: "an error of the load balancer's own", world: stage(flat), lines: []string{failed("503", "503", "-")}, groups: "backend-answers-error 1", example: "integration status 503", pattern: "{ ($.status = 5*) || ($.status >= 500) }"},
		{
			name: "entries of another API and another stage in the group", world: stage(shared), pattern: "{ ($.status = 5*) || ($.status >= 500) }",
			lines: []string{
				`{"api":"other","stage":"prod","status":"503","err":"x"}`, `{"api":"` + testkit.HTTPAPI + `","stage":"test","status":"503","err":"x"}`,
				`{"api":"` + testkit.HTTPAPI + `","stage":"prod","status":"503","err":"x"}`,
			},
			groups: "link-does-not-lead-to-backend 1",
		},
		{
			name: "errors without a status", world: stage(`{"err":"$context.integrationErrorMessage"}`), lines: []string{`{"err":"-"}`, `{"err":"network error communicating with endpoint"}`},
			groups: "backend-not-reached 1", pattern: `{ $.err != "-" }`,
		},
		{name: "a key that no filter pattern can name", world: stage(`{"the status":"$context.status","err":"$context.integrationErrorMessage"}`), lines: []string{`{"the status":"503","err":"x"}`, `{"the status":"200","err":"-"}`}, groups: "link-does-not-lead-to-backend 1"},
		{
			name: "statuses without errors", world: stage(`{"status":"$context.status"}`), lines: []string{`{"status":"503"}`}, groups: "link-does-not-lead-to-backend 1",
			pattern: "{ ($.status = 5*) || ($.status >= 500) }", gaps: []string{"not the errors of integrations, $context.integrationErrorMessage"},
		},
		{name: "a line that is no JSON", world: stage(flat), lines: []string{"503 " + secret, failed("503", "-", "x")}, groups: "link-does-not-lead-to-backend 1", pattern: "{ ($.status = 5*) || ($.status >= 500) }", gaps: []string{"1 entries of log group orders: they are no JSON objects"}},
		{name: "neither status nor error", world: stage(silent), gaps: []string{"neither $context.status nor $context.integrationErrorMessage"}},
		{name: "a format of another kind", world: testkit.NewHTTPToALB(), gaps: []string{"the format of its access log is no JSON object"}},
		{name: "a list", world: stage(`["$context.status"]`), gaps: []string{"the format of its access log is no JSON object"}},
		{name: "no access log", world: testkit.NewHTTPToALB().Set(aws.Stages, testkit.HTTPAPI+"/"+testkit.AWSStage, "AccessLogSettings", nil), gaps: []string{"it has no access log in CloudWatch Logs"}},
		{name: "a log elsewhere", world: stage(flat).Set(aws.Stages, testkit.HTTPAPI+"/"+testkit.AWSStage, "AccessLogSettings.DestinationArn", "arn:aws:firehose:eu-west-1:123456789012:deliverystream/amazon-apigateway-x"), gaps: []string{"it has no access log in CloudWatch Logs"}},
		{name: "a WebSocket API", world: testkit.NewWebSocket(), gaps: []string{"errors of WEBSOCKET API"}},
		{name: "stages that could not be listed", world: testkit.NewHTTPToALB().DropAll(aws.Stages).Gap(aws.Stages, testkit.HTTPAPI, "permission apigateway:GET denied"), gaps: []string{"permission apigateway:GET denied"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			source := &accessLog{lines: c.lines}
			read, err := executionlog.Read(context.Background(), source, c.world.World(), executionlog.Query{Now: testkit.Now, Since: time.Hour})
			if err != nil {
				t.Fatal(err)
			}
			var groups []string
			for _, g := range read.Groups {
				groups = append(groups, fmt.Sprintf("%s %d", g.ID, g.Count))
				if !strings.Contains(g.Example, c.example) {
					t.Errorf("the example is %q, want %q", g.Example, c.example)
				}
			}
			if got := strings.Join(groups, ", "); got != c.groups {
				t.Errorf("groups %q, want %q", got, c.groups)
			}
			if got := strings.Join(source.asked, ", "); got != c.pattern {
				t.Errorf("asked by %q, want %q", got, c.pattern)
			}
			if strings.Contains(fmt.Sprintf("%+v", read), secret) {
				t.Errorf("what a client sent is kept: %+v", read)
			}
			if len(read.Gaps) != len(c.gaps) {
				t.Fatalf("gaps: %v", read.Gaps)
			}
			for i, want := range c.gaps {
				if !strings.Contains(read.Gaps[i].What, want) || read.Gaps[i].Settle == "" {
					t.Errorf("gap %+v, want %q", read.Gaps[i], want)
				}
			}
		})
	}
}

// Stages that log into one group are told apart where their lines tell them, and else
// read once.
func TestStagesThatShareALogGroup(t *testing.T) {
	t.Parallel()
	for format, want := range map[string]string{
		`{"status":"$context.status","stage":"$context.stage"}`: "2 read, 2 failed",
		`{"status":"$context.status"}`:                          "1 read, 2 failed",
	} {
		w := testkit.NewHTTPToALB().Set(aws.Stages, testkit.HTTPAPI+"/"+testkit.AWSStage, "AccessLogSettings.Format", format)
		w.Add(aws.Stages, testkit.HTTPAPI+"/test", testkit.HTTPAPI, testkit.Body{
			"StageName": "test", "AccessLogSettings": testkit.Body{"DestinationArn": "arn:aws:logs:eu-west-1:123456789012:log-group:orders:*", "Format": format},
		})
		source := &accessLog{lines: []string{`{"status":"503","stage":"prod"}`, `{"status":"500","stage":"test"}`}}
		read, err := executionlog.Read(t.Context(), source, w.World(), executionlog.Query{Now: testkit.Now, Since: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%d read, %d failed", len(source.asked), len(read.Seen)); got != want {
			t.Errorf("%s: %s, want %s", format, got, want)
		}
	}
}
