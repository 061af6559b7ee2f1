package provider

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/errorlog"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

var (
	_ datasource.DataSourceWithConfigure      = (*logErrors)(nil)
	_ datasource.DataSourceWithValidateConfig = (*logErrors)(nil)
)

// logErrors tells what the logs say of recent errors.
type logErrors struct{ withSettings }

func newLogErrorsDataSource() datasource.DataSource { return &logErrors{} }

type logErrorsModel struct {
	Organization types.String `tfsdk:"organization"`
	Projects     types.List   `tfsdk:"projects"`
	API          types.String `tfsdk:"api_id"`
	Stage        types.String `tfsdk:"stage_name"`
	Since        types.String `tfsdk:"since"`
	Statuses     types.List   `tfsdk:"statuses"`
	Limit        types.Int64  `tfsdk:"limit"`

	From     types.String `tfsdk:"from"`
	To       types.String `tfsdk:"to"`
	Total    types.Int64  `tfsdk:"total"`
	Groups   types.List   `tfsdk:"groups"`
	Complete types.Bool   `tfsdk:"complete"`
	Gaps     types.List   `tfsdk:"gaps"`
}

// Metadata names the data source.
func (d *logErrors) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_log_errors"
}

// Schema describes it.
func (d *logErrors) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := dataSourceAttributes(logErrorsInputs)
	for name, a := range dataSourceAttributes(logErrorsOutputs) {
		attributes[name] = a
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads recent errors of the load balancers in front of an Apigee organization from Cloud Logging: requests that Cloud Armor denies, " +
			"requests without a backend (`failed_to_pick_backend`), other errors of the load balancer, what Apigee answers with 404, 502, 503 or 504, and failures of health checks. " +
			"They are grouped by cause, each with the checks that decide it and what these say now. With `api_id` it reads the execution logs of a REST API of " +
			"Amazon API Gateway, or the access logs of an HTTP API, which have to be JSON, from CloudWatch Logs instead: requests that failed on the way to the backend.\n\n" +
			"Logs are no proof that nothing is wrong: a backend service logs only when it is told to (`log_config`), TLS errors are never logged, nor are redirects of the load balancer's own. " +
			"What is not logged, sampled, cut off by `limit` or not permitted is in `gaps`, and a warning. " +
			"It never makes a plan fail. It reads at every plan, so that its values change; do not build resources on them. A snapshot has no logs.",
		Attributes: attributes,
	}
}

// ValidateConfig checks the arguments that are known.
func (d *logErrors) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var m logErrorsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		_, _, _, diags := m.read(ctx)
		resp.Diagnostics.Append(diags...)
	}
}

// read reads the arguments; unknown names those that a plan does not know.
func (m logErrorsModel) read(ctx context.Context) (_ live.Query, _ errorlog.Query, unknown []string, diags diag.Diagnostics) {
	var o options
	q := live.Query{
		Organization: strings.TrimPrefix(m.Organization.ValueString(), "organizations/"),
		Projects:     o.strings(ctx, "projects", m.Projects, &diags),
	}
	logs := errorlog.Query{Projects: q.Projects, Since: errorlog.DefaultSince}
	switch {
	case m.Organization.IsUnknown():
		o.unknown = append(o.unknown, "organization")
	case m.Organization.IsNull() && !m.API.IsNull():
		m.readAPI(&o, &diags)
	case m.Organization.IsNull():
		diags.AddError("Whose logs are meant is not said", "Set organization, the name of an Apigee organization, or api_id, the id of a REST or HTTP API of Amazon API Gateway.")
	case !m.API.IsNull() || !m.Stage.IsNull():
		diags.AddAttributeError(path.Root("api_id"), "Whose logs are meant is said twice", "organization asks about Google Cloud, api_id and stage_name about AWS: set one of them.")
	case q.Organization == "" || strings.ContainsAny(q.Organization, "/ \t\n"):
		diags.AddAttributeError(path.Root("organization"), "Not an organization",
			fmt.Sprintf("organization: expected the name of an Apigee organization, got %q.", m.Organization.ValueString()))
	}
	switch since, err := time.ParseDuration(m.Since.ValueString()); {
	case m.Since.IsUnknown():
		o.unknown = append(o.unknown, "since")
	case m.Since.IsNull():
	case err != nil || since <= 0 || since > errorlog.MostSince:
		diags.AddAttributeError(path.Root("since"), "Not a time",
			fmt.Sprintf("since: expected a number and a unit above zero, such as 90m or 24h, and 720h at most; got %q.", m.Since.ValueString()))
	default:
		logs.Since = since
	}
	switch limit := m.Limit.ValueInt64(); {
	case m.Limit.IsUnknown():
		o.unknown = append(o.unknown, "limit")
	case m.Limit.IsNull():
	case limit < 1 || limit > errorlog.MostEntries:
		diags.AddAttributeError(path.Root("limit"), "Not a number of entries", fmt.Sprintf("limit: expected 1 to %d, got %d.", errorlog.MostEntries, limit))
	default:
		logs.Limit = int(limit)
	}
	if m.Statuses.IsUnknown() {
		o.unknown = append(o.unknown, "statuses")
	}
	for i, e := range m.Statuses.Elements() {
		v, ok := e.(types.Int64)
		switch status := v.ValueInt64(); {
		case !ok || v.IsUnknown():
			o.unknown = append(o.unknown, fmt.Sprintf("statuses[%d]", i))
		case status < 100 || status > 599:
			diags.AddAttributeError(path.Root("statuses").AtListIndex(i), "Not a status", fmt.Sprintf("statuses[%d]: expected an HTTP status, 100 to 599, got %d.", i, status))
		default:
			logs.Statuses = append(logs.Statuses, int(status))
		}
	}
	return q, logs, o.unknown, diags
}

// Read reads the organization and its logs.
func (d *logErrors) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m logErrorsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	q, logs, unknown, diags := m.read(ctx)
	resp.Diagnostics.Append(diags...)
	at := path.Root("organization")
	if m.Organization.IsNull() {
		at = path.Root("api_id")
	}
	if unknown := append(unknown, d.settings.unknown...); len(unknown) > 0 {
		resp.Diagnostics.AddAttributeError(at, "The logs cannot be read yet", notYet(unknown))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	logs.Now = d.settings.outside.now()
	read, report, err := errorlog.Reading{}, (*check.Report)(nil), error(nil)
	if m.API.IsNull() {
		if read, report, err = d.settings.readLogs(ctx, q, logs); err != nil {
			resp.Diagnostics.Append(unreadable(err, at))
			return
		}
	} else if read, report, err = d.settings.readExecutionLogs(ctx, m, logs); err != nil {
		resp.Diagnostics.Append(unreadableAPI(err, at))
		return
	}
	m.set(read, report)
	if len(read.Gaps) > 0 {
		resp.Diagnostics.AddAttributeWarning(at, "The logs do not tell everything", gapsText(read.Gaps))
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// readLogs reads an organization and its logs, and hears the checks on the causes.
func (s *settings) readLogs(ctx context.Context, q live.Query, logs errorlog.Query) (errorlog.Reading, *check.Report, error) {
	src, err := s.outside.open(ctx, s.config)
	if err != nil {
		return errorlog.Reading{}, nil, err
	}
	w, _, err := src.Collect(ctx, q)
	if err != nil {
		return errorlog.Reading{}, nil, err
	}
	w.Now, w.WarningDays = logs.Now, s.warningDays
	inv, err := w.Inventory()
	if err != nil {
		return errorlog.Reading{}, nil, err
	}
	read, err := errorlog.Read(ctx, src, w, logs)
	if err != nil {
		return errorlog.Reading{}, nil, err
	}
	var ids []string
	for _, g := range read.Groups {
		ids = append(ids, g.Checks...)
	}
	if len(ids) == 0 {
		return read, nil, nil
	}
	report := check.Run(inv, apigee.Checks(), check.Options{Only: ids, Now: logs.Now})
	return read, &report, nil
}

// gapsText tells gaps one by one.
func gapsText(gaps []check.Missing) string {
	var lines []string
	for _, g := range gaps {
		lines = append(lines, fmt.Sprintf("- %s. To settle it: %s.", g.What, g.Settle))
	}
	return strings.Join(lines, "\n")
}
