package provider

import (
	"context"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

// judge runs the checks over a world.
func judge(w *gcp.World, o options, now time.Time) (check.Report, error) {
	inv, err := w.Inventory()
	if err != nil {
		return check.Report{}, err
	}
	return check.Run(inv, apigee.Checks(), check.Options{Only: o.only, Waivers: o.waivers, Now: now}), nil
}

// collect reads an organization and its path from the APIs or the recording.
func (s *settings) collect(ctx context.Context, q live.Query) (*gcp.World, error) {
	src, err := s.outside.open(ctx, s.config)
	if err != nil {
		return nil, err
	}
	w, _, err := src.Collect(ctx, q)
	return w, err
}
