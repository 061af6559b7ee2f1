package executionlog

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// goodFormat is a format that tells all that is read.
const goodFormat = `{"status": "$context.status", "route": "$context.routeKey", "integrationStatus": "$context.integration.status", ` +
	`"integrationError": "$context.integrationErrorMessage", "apiId": "$context.apiId", "stage": "$context.stage"}`

// accessLog is that of a stage.
type accessLog struct {
	layout
	api, stage, group string
}

// readAccess reads the access logs of the stages of HTTP APIs, which have no execution
// logs. Stages that log into one group without naming themselves are read once.
func (r *reader) readAccess(ctx context.Context) error {
	seen := map[string]bool{}
	for _, s := range r.world.Resources(aws.Stages) {
		if r.protocolOf(s.Parent.Value()) != "HTTP" {
			continue
		}
		log, gap := accessLogOf(s)
		if gap != nil {
			r.out.Gaps = append(r.out.Gaps, *gap)
		}
		key := log.group + "\x00" + s.Body.Get("AccessLogSettings", "Format").Text()
		if log.place(stageVariables) != "" {
			key += "\x00" + log.stage
		}
		if log.group == "" || seen[key] {
			continue
		}
		seen[key] = true
		if err := r.readStage(ctx, log); err != nil {
			return err
		}
	}
	return nil
}

// protocolOf is that of an API: HTTP or WEBSOCKET.
func (r *reader) protocolOf(api string) string {
	for _, a := range r.world.Resources(aws.APIs) {
		if a.ID.Value() == api {
			return a.Body.Get("ProtocolType").Text()
		}
	}
	return ""
}

// accessLogOf is the access log of a stage, without a group if it cannot be read; the
// gap says what it does not tell.
func accessLogOf(s aws.Resource) (accessLog, *check.Missing) {
	settings := s.Body.Get("AccessLogSettings")
	stage := s.Body.Get("StageName").Text()
	lacks := func(why, settle string) *check.Missing {
		return &check.Missing{What: fmt.Sprintf("requests of stage %s that fail: %s", stage, why), Settle: settle}
	}
	_, group, found := strings.Cut(settings.Get("DestinationArn").Text(), ":log-group:")
	if !found || group == "" {
		return accessLog{}, lacks("it has no access log in CloudWatch Logs", "set access_log_settings (aws_apigatewayv2_stage) with the format "+goodFormat)
	}
	format, ok := layoutOf(settings.Get("Format").Text())
	switch {
	case !ok:
		return accessLog{}, lacks("the format of its access log is no JSON object", "set the format to "+goodFormat)
	case format.place(errorVariables) == "" && format.place(statusVariables) == "":
		return accessLog{}, lacks("its access log has neither $context.status nor $context.integrationErrorMessage", `add "status": "$context.status" and "integrationError": "$context.integrationErrorMessage" to the format`)
	}
	log := accessLog{layout: format, api: s.Parent.Value(), stage: stage, group: strings.TrimSuffix(group, ":*")}
	if format.place(errorVariables) == "" {
		return log, lacks("its access log has the statuses and not the errors of integrations, $context.integrationErrorMessage", `add "integrationError": "$context.integrationErrorMessage" to the format`)
	}
	return log, nil
}

// readStage reads an access log.
func (r *reader) readStage(ctx context.Context, log accessLog) error {
	unread := 0
	wanted := func(text string) bool {
		if text == "" {
			unread++
			return false
		}
		_, failed := log.observation(text)
		return failed
	}
	events, err := r.logs(ctx, live.LogQuery{Group: log.group, Access: &live.AccessQuery{Places: log.places(), Pattern: log.pattern(), Wanted: wanted}})
	if err != nil {
		return err
	}
	for _, e := range events {
		o, _ := log.observation(e.Text)
		o.At = e.At
		r.see(o)
	}
	if unread > 0 {
		r.out.Gaps = append(r.out.Gaps, check.Missing{What: fmt.Sprintf("%d entries of log group %s: they are no JSON objects", unread, log.group), Settle: "let the format have quotes around each variable"})
	}
	return nil
}

// routeKey is what is shown of a route: its key, which is configured.
var routeKey = regexp.MustCompile(`^(\$default|[A-Z]+ /[A-Za-z0-9_.{}+/-]{0,200})$`)

// absentText is what API Gateway writes for a variable that a request does not have.
const absentText = "-"

// observation is what a line tells; false where the request did not fail on the way or
// is another API's.
func (l accessLog) observation(text string) (symptom.Observation, bool) {
	line, err := value.ParseJSON([]byte(text))
	if err != nil {
		return symptom.Observation{}, false
	}
	told := func(variables []string) string {
		if out := line.Get(l.place(variables)).Text(); out != absentText {
			return out
		}
		return ""
	}
	o := symptom.Observation{Gateway: true}
	o.Status, _ = strconv.Atoi(told(statusVariables))
	o.Answered, _ = strconv.Atoi(told(answeredVariables))
	failure := told(errorVariables)
	o.Text = strings.TrimSpace(failure + "\n" + told(messageVariables))
	if route := told(routeVariables); routeKey.MatchString(route) {
		o.Route = route
	}
	const serverErrors = 500
	api, stage := told(apiVariables), told(stageVariables)
	others := api != "" && api != l.api || stage != "" && stage != l.stage
	return o, !others && (o.Status >= serverErrors || o.Status == 0 && failure != "")
}
