package provider

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
)

// judge runs the checks over a world. What ends within so many days is warned of.
func judge(w *gcp.World, o options, now time.Time, warningDays int) (check.Report, error) {
	w.Now, w.WarningDays = now, warningDays
	inv, err := w.Inventory()
	if err != nil {
		return check.Report{}, err
	}
	r := apigee.Judge(inv, check.Options{Only: o.only, Waivers: o.waivers, Now: now})
	remedy.Prove(&r, w, inv)
	return r, nil
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
