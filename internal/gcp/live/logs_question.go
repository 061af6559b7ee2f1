package live

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A question is a filter of log entries. No entry matches two of a query, and each has
// a limit of its own, so that many entries of one kind hide none of another.
type question struct{ what, filter string }

// Filters, in the Logging query language.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/https/https-logging-monitoring,
// https://docs.cloud.google.com/armor/docs/request-logging and
// https://cloud.google.com/logging/docs/view/logging-query-language.
const (
	requestLog = `resource.type=("http_load_balancer" OR "http_external_regional_lb_rule" OR "internal_http_lb_rule")`
	denied     = `(jsonPayload.enforcedSecurityPolicy.outcome="DENY" OR jsonPayload.enforcedEdgeSecurityPolicy.outcome="DENY" OR jsonPayload.statusDetails=~"_by_security_policy$")`
	unpicked   = `jsonPayload.statusDetails=~"^failed_to_pick_backend"`
	// answered is what the backend, or a cache of its answers, says.
	answered = `jsonPayload.statusDetails=~"^response_(sent_by_backend|from_cache)"`
	// erroneous is every error, and what ends without a status.
	erroneous = `(httpRequest.status>=400 OR jsonPayload.statusDetails=~"^client_")`
	// Of what the backend answers only this may come from the way to it.
	unserved  = `jsonPayload.statusDetails="response_sent_by_backend" AND httpRequest.status=(404 OR 502 OR 503 OR 504)`
	unhealthy = `log_id("compute.googleapis.com/healthchecks") AND (jsonPayload.healthCheckProbeResult.healthState="UNHEALTHY" OR jsonPayload.healthCheckProbeResult.detailedHealthState=("UNHEALTHY" OR "TIMEOUT"))`
)

// mostAside is how long the list of services that are left out may be; a filter may
// have 20,000 characters.
const mostAside = 12_000

// questions are what is asked of each project.
func (q LogQuery) questions() []question {
	requests := requestLog + " AND "
	for _, more := range []string{q.statuses(), q.aside()} {
		if more != "" {
			requests += more + " AND "
		}
	}
	when := fmt.Sprintf(` AND timestamp>=%q AND timestamp<%q`, q.From.UTC().Format(time.RFC3339), q.To.UTC().Format(time.RFC3339))
	out := []question{
		{"requests that Cloud Armor denies", requests + denied + when},
		{"requests without a backend (failed_to_pick_backend)", requests + unpicked + " AND NOT " + denied + when},
		{"other errors of load balancers", requests + erroneous + " AND NOT " + denied + " AND NOT " + unpicked + " AND NOT " + answered + when},
	}
	answers := unserved
	if len(q.Statuses) > 0 {
		answers = `jsonPayload.statusDetails="response_sent_by_backend"` // those that are wanted
	}
	out = append(out, question{"errors that Apigee answers", requests + answers + " AND NOT " + denied + when})
	if len(q.Statuses) == 0 {
		out = append(out, question{"failures of health checks", unhealthy + when})
	}
	return out
}

func (q LogQuery) statuses() string {
	if len(q.Statuses) == 0 {
		return ""
	}
	texts := make([]string, len(q.Statuses))
	for i, s := range q.Statuses {
		texts[i] = strconv.Itoa(s)
	}
	return "httpRequest.status=(" + strings.Join(texts, " OR ") + ")"
}

// aside leaves services out, as far as they have room; others are left out later.
func (q LogQuery) aside() string {
	var names []string
	length := 0
	for _, name := range q.Aside {
		if length += len(name) + len(` OR ""`); !isName(name) || length > mostAside {
			break
		}
		names = append(names, strconv.Quote(name))
	}
	if len(names) == 0 {
		return ""
	}
	return "NOT resource.labels.backend_service_name=(" + strings.Join(names, " OR ") + ")"
}
