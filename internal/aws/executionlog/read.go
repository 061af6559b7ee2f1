package executionlog

import (
	"context"
	"fmt"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// DefaultLimit is how many entries of each stage are read when nobody says.
const DefaultLimit = 1000

// A Source reads log entries.
type Source interface {
	Logs(ctx context.Context, q live.LogQuery) ([]live.LogEvent, *pi.Gap, error)
}

// Query says what to read.
type Query struct {
	// Now is the end of the time that is looked at, Since its length.
	Now   time.Time
	Since time.Duration
	// Limit is how many entries of each stage are read; 0 is the default.
	Limit int
}

// Read reads the execution logs of the stages of a world's API.
func Read(ctx context.Context, src Source, w *aws.World, q Query) (symptom.Reading, error) {
	out := symptom.Reading{From: q.Now.Add(-q.Since), To: q.Now}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	var inquiry symptom.Inquiry
	for _, s := range w.Resources(aws.RestStages) {
		name := s.Body.Get("stageName").Text()
		if gap, silent := unlogged(s); silent {
			out.Gaps = append(out.Gaps, gap)
		}
		// Log groups outlive their settings: what was logged before is read all the same.
		events, gap, err := src.Logs(ctx, live.LogQuery{
			Group: fmt.Sprintf("API-Gateway-Execution-Logs_%s/%s", s.Parent.Value(), name), From: out.From, To: out.To, Limit: q.Limit,
		})
		if err != nil {
			return out, err
		}
		if gap != nil {
			out.Gaps = append(out.Gaps, gap.Missing())
		}
		for _, e := range events {
			o := symptom.Observation{At: e.At, Text: e.Text}
			out.Seen = append(out.Seen, o)
			inquiry.Add(o)
		}
	}
	out.Groups = inquiry.Groups()
	for _, a := range w.Resources(aws.APIs) {
		out.Gaps = append(out.Gaps, check.Missing{
			What:   fmt.Sprintf("errors of %s API %s: only REST APIs have execution logs that are read", a.Body.Get("ProtocolType").Text(), a.ID.Value()),
			Settle: "put $context.integrationErrorMessage into the format of the stage's access log, and give its lines to `apireach diagnose`",
		})
	}
	for _, t := range []aws.Type{aws.RestAPIs, aws.RestStages} {
		for _, g := range w.Gaps(t) {
			out.Gaps = append(out.Gaps, g.Missing())
		}
	}
	return out, nil
}

// unlogged says that a stage logs no failures, or not those of every method.
func unlogged(s aws.Resource) (check.Missing, bool) {
	all := s.Body.Get("methodSettings", "*/*", "loggingLevel")
	if all.Kind() == value.KindString && all.Text() != "OFF" {
		return check.Missing{}, false
	}
	return check.Missing{
		What:   fmt.Sprintf("requests of stage %s that fail: execution logging is not on for every method", s.Body.Get("stageName").Text()),
		Settle: "set logging_level to ERROR or INFO for method_path */* (aws_api_gateway_method_settings)",
	}, true
}
