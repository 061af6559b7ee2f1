package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/paths"
)

var (
	_ datasource.DataSourceWithConfigure      = (*privateIntegration)(nil)
	_ datasource.DataSourceWithValidateConfig = (*privateIntegration)(nil)
)

// privateIntegration judges an API of Amazon API Gateway as it is.
type privateIntegration struct{ withSettings }

func newPrivateIntegrationDataSource() datasource.DataSource { return &privateIntegration{} }

type privateIntegrationModel struct {
	API   types.String `tfsdk:"api_id"`
	Stage types.String `tfsdk:"stage_name"`
	optionsModel
	outcomeModel
	Matrix types.List `tfsdk:"matrix"`
}

// privateIntegrationInputs are the arguments of its own.
var privateIntegrationInputs = []attribute{
	{name: "api_id", use: required, typ: types.StringType, doc: "Id of a REST, HTTP or WebSocket API, such as `aws_api_gateway_rest_api.orders.id`."},
	{name: "stage_name", use: optional, typ: types.StringType, doc: "Name of one of the API's stages. All of them by default."},
}

// Metadata names the data source.
func (d *privateIntegration) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_private_integration"
}

// Schema describes it.
func (d *privateIntegration) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads an API of Amazon API Gateway and what is behind its private integrations (VPC links), as its stages have them deployed, and runs every check: " +
			"will requests get through to the backend? Each failure makes the plan fail, with the counterexample that proves it and what to change. " +
			"What could not be read (a permission that is lacking, say) makes the checks that need it unknown: a warning that says what would settle it.",
		Attributes: allAttributes(privateIntegrationInputs, inputs, outputs, []attribute{privateMatrixOutput}),
	}
}

// ValidateConfig checks the arguments that are known.
func (d *privateIntegration) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var m privateIntegrationModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		_, _, diags := m.read(ctx)
		resp.Diagnostics.Append(diags...)
	}
}

func (m privateIntegrationModel) read(ctx context.Context) (awslive.Query, options, diag.Diagnostics) {
	o, diags := m.options(ctx)
	q := awslive.Query{API: m.API.ValueString(), Stage: m.Stage.ValueString()}
	if m.Stage.IsUnknown() {
		o.unknown = append(o.unknown, "stage_name")
	}
	switch {
	case m.API.IsUnknown():
		o.unknown = append(o.unknown, "api_id")
	case q.API == "" || strings.ContainsAny(q.API, "/: \t\n"):
		diags.AddAttributeError(path.Root("api_id"), "Not an API", fmt.Sprintf("api_id: expected the id of an API, such as a1b2c3d4e5, got %q.", q.API))
	}
	return q, o, diags
}

// Read judges the API.
func (d *privateIntegration) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m privateIntegrationModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	q, o, diags := m.read(ctx)
	resp.Diagnostics.Append(diags...)
	at := path.Root("api_id")
	if unknown := append(o.unknown, d.settings.unknown...); len(unknown) > 0 {
		resp.Diagnostics.AddAttributeError(at, "The API cannot be read yet", notYet(unknown))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	report, err := d.settings.judgeAPI(ctx, q, o)
	if err != nil {
		resp.Diagnostics.Append(unreadableAPI(err, at))
		return
	}
	resp.Diagnostics.Append(diagnose(report, o.failOn, at, false)...)
	m.outcomeModel, err = outcomeOf(report, o.failOn, d.settings.version)
	if err != nil {
		resp.Diagnostics.AddAttributeError(at, "The report cannot be written", sentence(err))
		return
	}
	m.Matrix = matrixOf(report.Matrices, privateWayType)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
	}
}

// judgeAPI reads an API, from AWS or from the recording, and runs the checks.
func (s *settings) judgeAPI(ctx context.Context, q awslive.Query, o options) (check.Report, error) {
	world, err := s.collectAPI(ctx, s.aws, q)
	if err != nil {
		return check.Report{}, err
	}
	return judgeBoth(paths.Worlds{AWS: world, WarningDays: s.warningDays}, o, s.outside.now())
}

// collectAPI reads APIs and what is behind them, from AWS or from the recording.
func (s *settings) collectAPI(ctx context.Context, c awslive.Config, q awslive.Query) (*aws.World, error) {
	src, err := s.outside.openAWS(ctx, c)
	if err != nil {
		return nil, err
	}
	w, _, err := src.Collect(ctx, q)
	return w, err
}

// unreadableAPI is the error for an API of which nothing could be read.
func unreadableAPI(err error, at path.Path) diag.Diagnostic {
	summary := "The API cannot be read"
	var e *awslive.Error
	if errors.As(err, &e) {
		switch e.Kind {
		case awslive.KindAPINotFound:
			summary = "There is no such API"
		case awslive.KindStageNotFound:
			summary = "There is no such stage"
		case awslive.KindCredentials:
			summary = "AWS does not know who asks"
		case awslive.KindConfig:
			summary = "A setting cannot be right"
		}
	}
	return diag.NewAttributeErrorDiagnostic(at, summary, sentence(err))
}
