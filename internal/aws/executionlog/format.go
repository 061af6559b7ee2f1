package executionlog

import (
	"regexp"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The variables of an HTTP API's access log that are read. Those of one list say the
// same.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html.
var (
	statusVariables   = []string{"$context.status"}
	errorVariables    = []string{"$context.integrationErrorMessage", "$context.integration.error"}
	messageVariables  = []string{"$context.error.message", "$context.error.messageString"}
	answeredVariables = []string{"$context.integration.status", "$context.integrationStatus"}
	routeVariables    = []string{"$context.routeKey"}
	apiVariables      = []string{"$context.apiId"}
	stageVariables    = []string{"$context.stage"}
)

// layout says where the lines of an access log have what.
type layout struct {
	// at are JSON pointers by variables.
	at map[string]string
	// bare says that lines may be no JSON: a variable that a request does not have, such as
	// the status of an integration which is not reached, stands there without quotes.
	bare bool
}

// unquoted is a variable without quotes around it, as formats have those of numbers.
var unquoted = regexp.MustCompile(`(:\s*)(\$context\.[A-Za-z0-9_.-]+)(\s*[,}])`)

// layoutOf reads the format of an access log; false if its lines are no JSON objects.
func layoutOf(format string) (layout, bool) {
	out := layout{at: map[string]string{}}
	for _, found := range unquoted.FindAllStringSubmatch(format, -1) {
		out.bare = out.bare || !slices.Contains(statusVariables, found[2])
	}
	doc, err := value.ParseJSON([]byte(unquoted.ReplaceAllString(format, `$1"$2"$3`)))
	if err != nil || doc.Kind() != value.KindObject {
		return layout{}, false
	}
	out.add("", doc)
	return out, true
}

func (l layout) add(at string, v value.Value) {
	for _, f := range v.Fields() {
		place := at + "/" + f.Name
		switch text := strings.TrimSpace(f.Value.Text()); {
		case strings.Contains(f.Name, "/"):
		case f.Value.Kind() == value.KindObject:
			l.add(place, f.Value)
		case strings.HasPrefix(text, "$context.") && l.at[text] == "":
			l.at[text] = place
		}
	}
}

// place is where a line has one of some variables; "" is nowhere.
func (l layout) place(variables []string) string {
	for _, v := range variables {
		if place := l.at[v]; place != "" {
			return place
		}
	}
	return ""
}

// places are where the lines have what is read, once each.
func (l layout) places() []string {
	var out []string
	for _, variables := range [][]string{statusVariables, errorVariables, messageVariables, answeredVariables, routeVariables, apiVariables, stageVariables} {
		if place := l.place(variables); place != "" {
			out = append(out, place)
		}
	}
	return out
}

// selectable is a place that a filter pattern of CloudWatch Logs can name.
var selectable = regexp.MustCompile(`^(/[A-Za-z0-9_]+)+$`)

// pattern leaves requests out that did not fail, as far as CloudWatch Logs can: it finds no
// entry by its fields that is no JSON.
//
// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html.
func (l layout) pattern() string {
	selector := func(variables []string) string {
		place := l.place(variables)
		if !selectable.MatchString(place) {
			return ""
		}
		return "$" + strings.ReplaceAll(place, "/", ".")
	}
	if l.bare {
		return ""
	}
	if status := selector(statusVariables); status != "" {
		return "{ (" + status + " = 5*) || (" + status + " >= 500) }"
	}
	if failure := selector(errorVariables); failure != "" && l.place(statusVariables) == "" {
		return "{ " + failure + ` != "-" }`
	}
	return ""
}
