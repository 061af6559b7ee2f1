package provider

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/paths"
)

// judge runs the checks over a world of Google Cloud. What ends within so many days is
// warned of.
func judge(w *gcp.World, o options, now time.Time, warningDays int) (check.Report, error) {
	return judgeBoth(paths.Worlds{Google: w, WarningDays: warningDays}, o, now)
}

// judgeBoth runs the checks over what there is of both clouds.
func judgeBoth(w paths.Worlds, o options, now time.Time) (check.Report, error) {
	return w.Judge(check.Options{Only: o.only, Waivers: o.waivers, Now: now}, true)
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

// unreadable is the error for an organization of which nothing could be read.
func unreadable(err error, at path.Path) diag.Diagnostic {
	summary := "The organization cannot be read"
	var e *live.Error
	if errors.As(err, &e) {
		switch e.Kind {
		case live.KindOrganizationNotFound:
			summary = "There is no such organization"
		case live.KindCredentials:
			summary = "Google Cloud does not know who asks"
		case live.KindEndpoint:
			summary = "No Google API answers"
		case live.KindConfig:
			summary = "A setting cannot be right"
		}
	}
	return diag.NewAttributeErrorDiagnostic(at, summary, sentence(err))
}

// isMissing says that there is no such organization.
func isMissing(err error) bool {
	var e *live.Error
	return errors.As(err, &e) && e.Kind == live.KindOrganizationNotFound
}
