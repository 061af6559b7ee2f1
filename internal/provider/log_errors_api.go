package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/aws/executionlog"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/errorlog"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
)

// readAPI checks the arguments of a question about an API.
func (m logErrorsModel) readAPI(o *options, diags *diag.Diagnostics) {
	for name, v := range map[string]interface {
		IsNull() bool
		IsUnknown() bool
	}{"api_id": m.API, "stage_name": m.Stage} {
		if v.IsUnknown() {
			o.unknown = append(o.unknown, name)
		}
	}
	if id := m.API.ValueString(); !m.API.IsUnknown() && (id == "" || strings.ContainsAny(id, "/: \t\n")) {
		diags.AddAttributeError(path.Root("api_id"), "Not an API", fmt.Sprintf("api_id: expected the id of an API, such as a1b2c3d4e5, got %q.", id))
	}
	if !m.Projects.IsNull() {
		diags.AddAttributeError(path.Root("projects"), "Projects are those of Google Cloud", "projects goes with organization.")
	}
	if !m.Statuses.IsNull() {
		diags.AddAttributeError(path.Root("statuses"), "Logs of API Gateway are not selected by status", "statuses goes with organization.")
	}
}

// readExecutionLogs reads an API and the logs of its stages, and hears the checks on the
// causes.
func (s *settings) readExecutionLogs(ctx context.Context, m logErrorsModel, logs errorlog.Query) (symptom.Reading, *check.Report, error) {
	src, err := s.outside.openAWS(ctx, s.aws)
	if err != nil {
		return symptom.Reading{}, nil, err
	}
	w, _, err := src.Collect(ctx, awslive.Query{API: m.API.ValueString(), Stage: m.Stage.ValueString()})
	if err != nil {
		return symptom.Reading{}, nil, err
	}
	w.Now, w.WarningDays = logs.Now, apigee.WarningDays
	inv, err := w.Inventory()
	if err != nil {
		return symptom.Reading{}, nil, err
	}
	read, err := executionlog.Read(ctx, src, w, executionlog.Query{Now: logs.Now, Since: logs.Since, Limit: logs.Limit})
	if err != nil {
		return symptom.Reading{}, nil, err
	}
	var ids []string
	for _, g := range read.Groups {
		ids = append(ids, g.Checks...)
	}
	if len(ids) == 0 {
		return read, nil, nil
	}
	report := check.Run(inv, privateintegration.Checks(), check.Options{Only: ids, Now: logs.Now})
	return read, &report, nil
}
