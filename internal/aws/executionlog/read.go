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

// Read reads the logs of the stages of a world's API: of REST APIs the execution logs, of
// HTTP APIs the access logs.
func Read(ctx context.Context, src Source, w *aws.World, q Query) (symptom.Reading, error) {
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	r := reader{source: src, world: w, limit: q.Limit, out: symptom.Reading{From: q.Now.Add(-q.Since), To: q.Now}}
	if err := r.readExecution(ctx); err != nil {
		return r.out, err
	}
	if err := r.readAccess(ctx); err != nil {
		return r.out, err
	}
	r.out.Groups = r.inquiry.Groups()
	for _, a := range w.Resources(aws.APIs) {
		if protocol := a.Body.Get("ProtocolType").Text(); protocol != "HTTP" {
			r.out.Gaps = append(r.out.Gaps, check.Missing{
				What:   fmt.Sprintf("errors of %s API %s: its logs are not read", protocol, a.ID.Value()),
				Settle: "give the lines of its execution log to `apireach diagnose`",
			})
		}
	}
	for _, t := range []aws.Type{aws.RestAPIs, aws.RestStages, aws.APIs, aws.Stages} {
		for _, g := range w.Gaps(t) {
			r.out.Gaps = append(r.out.Gaps, g.Missing())
		}
	}
	return r.out, nil
}

// reader collects what logs tell.
type reader struct {
	source  Source
	world   *aws.World
	limit   int
	inquiry symptom.Inquiry
	out     symptom.Reading
}

// readExecution reads the execution logs of the stages of REST APIs.
func (r *reader) readExecution(ctx context.Context) error {
	for _, s := range r.world.Resources(aws.RestStages) {
		if gap, silent := unlogged(s); silent {
			r.out.Gaps = append(r.out.Gaps, gap)
		}
		// Log groups outlive their settings: what was logged before is read all the same.
		events, err := r.logs(ctx, live.LogQuery{Group: fmt.Sprintf("API-Gateway-Execution-Logs_%s/%s", s.Parent.Value(), s.Body.Get("stageName").Text())})
		if err != nil {
			return err
		}
		for _, e := range events {
			r.see(symptom.Observation{At: e.At, Text: e.Text})
		}
	}
	return nil
}

// logs reads entries of a group; what it lacks is a gap.
func (r *reader) logs(ctx context.Context, q live.LogQuery) ([]live.LogEvent, error) {
	q.From, q.To, q.Limit = r.out.From, r.out.To, r.limit
	events, gap, err := r.source.Logs(ctx, q)
	if gap != nil {
		r.out.Gaps = append(r.out.Gaps, gap.Missing())
	}
	return events, err
}

func (r *reader) see(o symptom.Observation) {
	r.out.Seen = append(r.out.Seen, o)
	r.inquiry.Add(o)
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
