package cli

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/aws/executionlog"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/bundle"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/paths"
	"github.com/apireach/terraform-provider-apireach/internal/report"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// gatherAWS reads an API of Amazon API Gateway, or its recording, and judges it.
func (b bundling) gatherAWS(ctx context.Context, env Env) (*bundle.Bundle, error) {
	q := b.aws.query
	out := &bundle.Bundle{
		Tool: report.Tool{Name: "apireach", Version: env.Version}, API: q.API, Stage: q.Stage, Source: "live",
		JudgedOn: env.Now().UTC().Format(time.DateOnly),
	}
	var recorder *snapshot.Recorder
	b.aws.config.RequestTimeout, b.aws.config.MaxRetries = b.config.RequestTimeout, b.config.MaxRetries
	world, _, err := b.aws.read(ctx, env, b.snapshot, func(next http.RoundTripper) http.RoundTripper {
		recorder = snapshot.NewRecorder(next, live.CutRecorded)
		return recorder
	})
	if err != nil {
		return nil, err
	}
	var files map[string][]byte
	if b.snapshot != "" {
		var about snapshot.About
		files, about, err = snapshot.Files(b.snapshot, live.CutRecorded)
		out.Source, out.RecordedAt = "snapshot", about.RecordedAt
	} else {
		out.RecordedAt = env.Now().UTC().Format(time.RFC3339)
		recorder.About = snapshot.About{Tool: snapshot.Tool(out.Tool), RecordedAt: out.RecordedAt}
		files, err = recorder.Files()
	}
	if err != nil {
		return nil, err
	}
	out.AddSnapshot(files)
	found, err := paths.Worlds{AWS: world, WarningDays: apigee.WarningDays}.Judge(check.Options{Now: env.Now()}, true)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(out.AddAWS(world), out.AddReport(found)); err != nil {
		return nil, err
	}
	if b.snapshot == "" {
		client, err := b.aws.client(ctx, env, unwrapped)
		if err != nil {
			return nil, err
		}
		read, err := executionlog.Read(ctx, client, world, executionlog.Query{Now: env.Now(), Since: b.since})
		clearProgress(env)
		if err != nil {
			return nil, err
		}
		if err := out.AddLogs(read, found); err != nil {
			return nil, err
		}
	}
	return out, interrupted(ctx)
}
