package live

import (
	"context"
	"strconv"
	"strings"
	"time"

	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	filterLogEvents = "logs/FilterLogEvents"
	// failureMark begins what an execution log says of a request that failed.
	failureMark = "Execution failed"
	// mostMessage is how much of a message is kept: what follows may be a payload.
	mostMessage = 400
)

// LogQuery says which entries of an execution log are read, those of requests that
// failed; or which of an access log.
type LogQuery struct {
	// Group is the log group.
	Group    string
	From, To time.Time
	// Limit is how many entries are read at most.
	Limit int
	// Access says what is read of an access log; nil for an execution log.
	Access *AccessQuery
}

// AccessQuery says what is read of an access log whose lines are JSON objects.
type AccessQuery struct {
	// Places are JSON pointers to what is kept of a line: an entry's text is an object
	// whose keys they are, or empty where the line is no JSON.
	Places []string
	// Pattern lets CloudWatch Logs leave entries out; "" is none.
	//
	// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html.
	Pattern string
	// Wanted says of an entry's text whether it is read; others do not count.
	Wanted func(text string) bool
}

// call asks for the entries, from a page on.
func (q LogQuery) call(token string) call {
	ask := of(filterLogEvents, "LogGroupName", q.Group, "StartTime", strconv.FormatInt(q.From.UnixMilli(), 10), "EndTime", strconv.FormatInt(q.To.UnixMilli(), 10))
	pattern := strconv.Quote(failureMark)
	if q.Access != nil {
		pattern = q.Access.Pattern
		ask.query[keepNames] = q.Access.Places
	}
	if pattern != "" {
		ask.query.Set("FilterPattern", pattern)
	}
	if token != "" {
		ask.query.Set("NextToken", token)
	}
	return ask
}

// never says that there is no log group.
func (q LogQuery) never() *pi.Gap {
	if q.Access != nil {
		return &pi.Gap{What: "log group " + q.Group, Reason: "it does not exist: nothing was ever logged", Settle: "make the log group that the stage's access log goes to"}
	}
	return &pi.Gap{What: "log group " + q.Group, Reason: "it does not exist: nothing was ever logged", Settle: "turn execution logging on, at level ERROR at least"}
}

// LogEvent is an entry of a log. Nothing of its text may be shown.
type LogEvent struct {
	At   time.Time
	Text string
}

// Logs reads entries, the oldest first. A gap says what is missing: all, or those beyond the
// limit.
func (c *Client) Logs(ctx context.Context, q LogQuery) ([]LogEvent, *pi.Gap, error) {
	bound, cancel := context.WithTimeout(ctx, c.config.timeout())
	defer cancel()
	k := &collector{client: c, ctx: bound, cancel: cancel}
	var out []LogEvent
	token := ""
	for range mostPages {
		v, how, reason, settle := k.try(q.call(token))
		switch {
		case k.fatal != nil:
			return nil, nil, k.fatal
		case ctx.Err() != nil:
			return nil, nil, ctx.Err()
		case how == absent:
			return nil, q.never(), nil
		case how == failed:
			return out, &pi.Gap{What: "log group " + q.Group, Reason: reason, Settle: settle}, nil
		}
		for _, e := range v.Get("Events").Elements() {
			text := e.Get("Message").Text()
			if q.Access != nil && !q.Access.Wanted(text) {
				continue
			}
			if len(out) == q.Limit {
				return out, &pi.Gap{What: "log group " + q.Group, Reason: "it has more entries than are read", Settle: "look at a shorter time"}, nil
			}
			at, _ := strconv.ParseInt(e.Get("Timestamp").Text(), 10, 64)
			out = append(out, LogEvent{time.UnixMilli(at).UTC(), text})
		}
		if token = v.Get("NextToken").Text(); token == "" {
			return out, nil, nil
		}
	}
	return out, &pi.Gap{What: "log group " + q.Group, Reason: errEndless.Error(), Settle: "look at a shorter time"}, nil
}

// failures keeps of entries when, and what the log says of the failure: headers and
// bodies, which a log may hold as well, are cut.
func failures(out value.Value) value.Value {
	list := []value.Value{}
	for _, e := range out.Get("Events").Elements() {
		message := e.Get("Message").Text()
		i := strings.Index(message, failureMark)
		if i < 0 {
			continue
		}
		message = message[i:]
		message, _, _ = strings.Cut(message, "\n")
		if len(message) > mostMessage {
			message = message[:mostMessage]
		}
		list = append(list, value.OfFields([]value.Field{{Name: "Timestamp", Value: e.Get("Timestamp")}, {Name: "Message", Value: value.OfString(message)}}))
	}
	return value.OfFields([]value.Field{{Name: "Events", Value: value.OfList(list...)}, {Name: "NextToken", Value: out.Get("NextToken")}})
}
