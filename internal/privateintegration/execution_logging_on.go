package privateintegration

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ExecutionLoggingOn asks whether logs tell why a request failed.
var ExecutionLoggingOn = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "execution-logging-on",
		Title:    "The stage logs why a request to the backend fails",
		Hop:      check.HopDeployment,
		Severity: check.Warning,
		Symptom:  "none: the cause of a 500 or 503 stays hidden",
		Why: "Clients see `Internal server error` for every fault between API Gateway and the backend; the cause stands in the execution log, as `Execution failed`. " +
			"A REST or WebSocket API writes one if the stage's level is ERROR or INFO and the account has a role for CloudWatch Logs. HTTP APIs have none: there the access log tells, if its format has `$context.integrationErrorMessage`.",
		Fix: "REST APIs: `aws_api_gateway_method_settings` with `method_path = \"*/*\"` and `logging_level = \"ERROR\"` or `\"INFO\"`, and `aws_api_gateway_account` with `cloudwatch_role_arn`. " +
			"WebSocket APIs: `default_route_settings` with `logging_level`. HTTP APIs: `access_log_settings` with `$context.integrationErrorMessage` in the format. None of it needs a deployment.",
		Unknown: "Unknown when the stage or the account's settings could not be read (apigateway:GET on `/restapis/*/stages/*` and `/account`), or no stage is given.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.stages", "apigateway.account", "apigatewayv2.stages"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html",
			"https://docs.aws.amazon.com/config/latest/developerguide/api-gw-execution-logging-enabled.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			switch {
			case c.stage == nil:
				return []check.Result{undecided(c.Identity, "has a stage that is not known", check.Missing{What: "the stages of the API of " + c.Subject(), Settle: "give the stage"})}
			case c.kind == kindHTTP:
				return []check.Result{accessLogTells(c.stage)}
			case c.kind == kindUnknown:
				return []check.Result{unknownKind(c, inv)}
			}
			level, field := logLevel(c)
			r := blaming(field, levelTells(c, level))
			if r.Verdict != check.Pass {
				return []check.Result{r}
			}
			return []check.Result{r, inv.roleTells(c)}
		})
	},
}

// logLevel is the level of the execution log of a call's method, and the field that
// says so.
func logLevel(c call) (level value.String, field string) {
	if c.stage.http != nil {
		return c.stage.http.DefaultRoute.LoggingLevel, "DefaultRouteSettings"
	}
	settings := c.stage.rest.MethodSettings
	if settings.IsUnknown() {
		return value.UnknownOf[string](settings.Why()), "methodSettings"
	}
	for _, f := range settings.Fields() {
		// Paths in keys have no slash in front, and ~1 for those within.
		path := strings.TrimPrefix(strings.ReplaceAll(f.Name, "~1", "/"), "/")
		if c.rest != nil && c.rest.Path.IsKnown() && path == strings.TrimPrefix(c.rest.Path.Value(), "/")+"/"+c.rest.Method.Value() {
			if l := textAt(f.Value, "loggingLevel"); !l.IsNull() {
				return l, "methodSettings"
			}
		}
	}
	return textAt(settings, "*/*", "loggingLevel"), "methodSettings"
}

// textAt is a text within a value.
func textAt(v value.Value, keys ...string) value.String {
	switch f := v.Get(keys...); {
	case f.IsUnknown():
		return value.UnknownOf[string](f.Why())
	case f.Kind() == value.KindString:
		return value.Known(f.Text())
	}
	return value.NoneOf[string]()
}

func levelTells(c call, level value.String) check.Result {
	switch text, known := level.Get(); {
	case level.IsUnknown():
		return undecided(c.stage.Identity, "has a log level that is not known", lacking("the log level of "+c.stage.Subject(), level.Why()))
	case known && slices.Contains([]string{"ERROR", "INFO"}, text):
		return passed(c.stage.Identity, "has an execution log of level %s", text)
	default:
		r := failed(c.stage.Identity, "has no execution log")
		r.Detail = "Nothing tells why " + c.name + " answers 500: the level of the stage's execution log is OFF."
		if text == "" {
			text = "none"
		}
		r.Witness = []check.Fact{{Name: "loggingLevel", Value: text}}
		r.Repairs = c.log()
		return r
	}
}

// roleTells asks whether API Gateway may write logs in the account and region.
func (inv *Inventory) roleTells(c call) check.Result {
	subject := Identity{Address: "the account's settings of API Gateway"}
	missing, none := missingOf(inv.Accounts.Gaps), false
	for _, a := range inv.Accounts.Items {
		if sameRegion(c.Identity, a.Identity) == value.False {
			continue
		}
		if a.Address != "" {
			subject = a.Identity
		}
		switch role, known := a.CloudWatchRoleARN.Get(); {
		case known && role != "", a.CloudWatchRoleARN.IsUnknown() && a.CloudWatchRoleARN.Why().Set:
			return passed(subject, "has a role for CloudWatch Logs")
		case a.CloudWatchRoleARN.IsUnknown():
			missing = append(missing, lacking("the role for CloudWatch Logs", a.CloudWatchRoleARN.Why()))
		default:
			none = true
		}
	}
	switch {
	case !none && len(missing) > 0:
		return undecided(subject, "may have a role for CloudWatch Logs or not", missing...)
	case !none: // every account has settings, whoever makes them
		return inapplicable(subject, "is told by nothing")
	}
	r := blaming("cloudwatchRoleArn", failed(subject, "has no role for CloudWatch Logs"))
	r.Detail = "API Gateway writes no execution logs in an account and region without a role for them, whatever the level of a stage."
	r.Witness = []check.Fact{{Name: "cloudwatchRoleArn", Value: "none"}}
	r.Remediation = "Set `cloudwatch_role_arn` of `aws_api_gateway_account` to a role with the policy AmazonAPIGatewayPushToCloudWatchLogs."
	return r
}

// accessLogTells asks whether an HTTP API's access log has the integration's error.
func accessLogTells(s *stage) check.Result {
	log := s.http.AccessLog
	format, known := log.Format.Get()
	switch {
	case log.Format.IsUnknown():
		return blaming("AccessLogSettings", undecided(s.Identity, "has an access log of which the format is not known", lacking("the format of the access log of "+s.Subject(), log.Format.Why())))
	case known && (strings.Contains(format, "$context.integrationErrorMessage") || strings.Contains(format, "$context.integration.error")):
		return passed(s.Identity, "has an access log with the integration's errors")
	}
	fact, format := "has no access log", "none"
	if known {
		fact, format = "has an access log without the integration's errors", log.Format.Value()
	}
	r := blaming("AccessLogSettings", failed(s.Identity, "%s", fact))
	r.Detail = "HTTP APIs have no execution log: without `$context.integrationErrorMessage` in the access log, nothing tells why the backend was not reached."
	r.Witness = []check.Fact{{Name: "format", Value: format}}
	return r
}
