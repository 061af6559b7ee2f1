package cli

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/bundle"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/errorlog"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
	"github.com/apireach/terraform-provider-apireach/internal/report"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// gather reads everything and puts it into a bundle.
func (b bundling) gather(ctx context.Context, env Env) (*bundle.Bundle, error) {
	var err error
	if b.query.ClientRanges, err = packet.ParseSources(b.clientRanges...); err != nil {
		return nil, usagef("--client-range: %w", err)
	}
	out := &bundle.Bundle{
		Tool: report.Tool{Name: "apireach", Version: env.Version}, Organization: b.query.Organization,
		JudgedOn: env.Now().UTC().Format(time.DateOnly), Removed: map[string]int{},
	}
	read := b.recorded
	if b.snapshot == "" {
		read = b.live
	}
	world, err := read(ctx, env, out)
	if err != nil {
		return nil, err
	}
	world.Now, world.WarningDays = env.Now(), apigee.WarningDays
	inventory, err := world.Inventory()
	if err != nil {
		return nil, err
	}
	found := apigee.Judge(inventory, check.Options{Now: env.Now()})
	remedy.Prove(&found, world, inventory)
	if err := errors.Join(out.AddWorld(world), out.AddReport(found)); err != nil {
		return nil, err
	}
	if b.snapshot == "" {
		logs, err := b.logs(ctx, env, world)
		if err != nil {
			return nil, err
		}
		if err := out.AddLogs(logs, found); err != nil {
			return nil, err
		}
	}
	if b.probe {
		if err := addProbes(ctx, env, inventory, out); err != nil {
			return nil, err
		}
	}
	return out, interrupted(ctx)
}

// live reads Google Cloud and keeps what it answered.
func (b bundling) live(ctx context.Context, env Env, out *bundle.Bundle) (*gcp.World, error) {
	var recorder *snapshot.Recorder
	cuts := gcp.NewCuts()
	client, err := live.NewClient(ctx, complete(b.config, env, func(next http.RoundTripper) http.RoundTripper {
		recorder = snapshot.NewRecorder(next, cuts.JSON)
		return recorder
	}))
	if err != nil {
		return nil, err
	}
	world, _, err := client.Collect(ctx, b.query)
	clearProgress(env)
	if err := errors.Join(err, interrupted(ctx)); err != nil {
		return nil, err
	}
	out.Source, out.RecordedAt = "live", env.Now().UTC().Format(time.RFC3339)
	recorder.About = snapshot.About{Tool: snapshot.Tool(out.Tool), RecordedAt: out.RecordedAt}
	files, err := recorder.Files()
	if err != nil {
		return nil, err
	}
	out.AddSnapshot(files)
	out.Removed = cuts.Fields()
	return world, nil
}

// recorded reads a snapshot.
func (b bundling) recorded(ctx context.Context, _ Env, out *bundle.Bundle) (*gcp.World, error) {
	recorded, err := snapshot.Open(b.snapshot)
	if err != nil {
		return nil, err
	}
	if err := records(recorded, b.query.Organization); err != nil {
		return nil, err
	}
	client, err := live.NewClient(ctx, live.Config{Transport: recorded})
	if err != nil {
		return nil, err
	}
	world, _, err := client.Collect(ctx, b.query)
	if err := errors.Join(err, interrupted(ctx)); err != nil {
		return nil, err
	}
	cuts := gcp.NewCuts() // people may have edited the recording
	files, about, err := snapshot.Files(b.snapshot, cuts.JSON)
	if err != nil {
		return nil, err
	}
	out.Source, out.RecordedAt = "snapshot", about.RecordedAt
	out.AddSnapshot(files)
	out.Removed = cuts.Fields()
	return world, nil
}

// logs reads what the load balancers have logged. The answers are not recorded: they
// hold what users sent.
func (b bundling) logs(ctx context.Context, env Env, world *gcp.World) (errorlog.Reading, error) {
	client, err := live.NewClient(ctx, complete(b.config, env, unwrapped))
	if err != nil {
		return errorlog.Reading{}, err
	}
	read, err := errorlog.Read(ctx, client, world, errorlog.Query{Projects: b.query.Projects, Now: env.Now(), Since: b.since})
	clearProgress(env)
	return read, errors.Join(err, interrupted(ctx))
}
