// Package provider is what Terraform and OpenTofu see: the provider's
// configuration, and one file per data source, resource and function. It
// translates; the rooms below judge.
package provider

import (
	"context"
	"os"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/executionlog"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

var (
	_ provider.ProviderWithFunctions      = (*apireach)(nil)
	_ provider.ProviderWithValidateConfig = (*apireach)(nil)
)

type apireach struct {
	version string
	outside outside
}

// outside is what the provider takes from around it; tests put their own in place.
type outside struct {
	getenv func(string) string
	now    func() time.Time
	open   func(context.Context, live.Config) (source, error)
	// openAWS is the same for AWS.
	openAWS func(context.Context, awslive.Config) (awsSource, error)
}

// A source reads an organization and its path.
type source interface {
	Collect(context.Context, live.Query) (*gcp.World, live.Stats, error)
	Logs(context.Context, live.LogQuery) (live.Logs, error)
}

// An awsSource reads an API of Amazon API Gateway and what is behind it.
type awsSource interface {
	Collect(context.Context, awslive.Query) (*aws.World, awslive.Stats, error)
	executionlog.Source
}

// New returns the provider as the plugin framework wants it.
func New(version string) func() provider.Provider {
	return newWith(version, outside{getenv: os.Getenv, now: time.Now, open: openLive, openAWS: openAWS})
}

func openAWS(ctx context.Context, c awslive.Config) (awsSource, error) {
	client, err := awslive.NewClient(ctx, c)
	if err != nil {
		return nil, err
	}
	return client, nil
}

func openLive(ctx context.Context, c live.Config) (source, error) {
	client, err := live.NewClient(ctx, c)
	if err != nil {
		return nil, err
	}
	return client, nil
}

func newWith(version string, around outside) func() provider.Provider {
	return func() provider.Provider { return &apireach{version: version, outside: around} }
}

// Metadata names the provider.
func (p *apireach) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "apireach"
	resp.Version = p.version
}

// Schema describes the configuration.
func (p *apireach) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "apireach answers one question before `terraform apply`: will API traffic get through? " +
			"It judges the northbound path of Apigee X and the private integrations of Amazon API Gateway, proves each failure with a counterexample, and never changes anything. " +
			"Every argument is optional; validation of planned resources needs none.",
		Attributes: map[string]schema.Attribute{
			"google": schema.SingleNestedAttribute{
				MarkdownDescription: "How to reach Google Cloud. What is not set comes from the environment variables that the `google` provider reads, " +
					"then from application default credentials.",
				Optional: true,
				Attributes: map[string]schema.Attribute{
					"project": schema.StringAttribute{
						MarkdownDescription: "Project that completes bare names. Environment: `GOOGLE_PROJECT`, `GOOGLE_CLOUD_PROJECT`, `GCLOUD_PROJECT`, `CLOUDSDK_CORE_PROJECT`.",
						Optional:            true,
					},
					"credentials": schema.StringAttribute{
						MarkdownDescription: "Path of a credentials file, or its JSON text. Environment: `GOOGLE_CREDENTIALS`, `GOOGLE_CLOUD_KEYFILE_JSON`, `GCLOUD_KEYFILE_JSON`.",
						Optional:            true,
						Sensitive:           true,
					},
					"access_token": schema.StringAttribute{
						MarkdownDescription: "Short-lived OAuth 2.0 token; it goes before `credentials`. Environment: `GOOGLE_OAUTH_ACCESS_TOKEN`.",
						Optional:            true,
						Sensitive:           true,
					},
					"impersonate_service_account": schema.StringAttribute{
						MarkdownDescription: "Service account to act as. Environment: `GOOGLE_IMPERSONATE_SERVICE_ACCOUNT`.",
						Optional:            true,
					},
					"billing_project": schema.StringAttribute{
						MarkdownDescription: "Project whose quota the calls use. Environment: `GOOGLE_BILLING_PROJECT`, where `USER_PROJECT_OVERRIDE` is true.",
						Optional:            true,
					},
					"endpoints": schema.MapAttribute{
						MarkdownDescription: "Base URLs in place of Google's, ending in the version path, by service: " + endpointNames("`", "`") + ". " +
							"Environment: `GOOGLE_<SERVICE>_CUSTOM_ENDPOINT`, such as `GOOGLE_APIGEE_CUSTOM_ENDPOINT=https://apigee.eu.rep.googleapis.com/v1/`.",
						ElementType: types.StringType,
						Optional:    true,
					},
				},
			},
			"aws": schema.SingleNestedAttribute{
				MarkdownDescription: "How to reach AWS. What is not set comes from where the AWS CLI takes it: `AWS_REGION`, `AWS_PROFILE`, `AWS_ACCESS_KEY_ID` and the like, shared files, " +
					"`AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`.",
				Optional: true,
				Attributes: map[string]schema.Attribute{
					"region":          schema.StringAttribute{MarkdownDescription: "Region of the API. Environment: `AWS_REGION`.", Optional: true},
					"profile":         schema.StringAttribute{MarkdownDescription: "Profile of the shared configuration files. Environment: `AWS_PROFILE`.", Optional: true},
					"assume_role_arn": schema.StringAttribute{MarkdownDescription: "ARN of a role to act as.", Optional: true},
					"network_role_arns": schema.ListAttribute{
						MarkdownDescription: "ARNs of roles of other accounts, which share their subnets with that of the API or have a peer of its VPC: as they the network is read too.",
						ElementType:         types.StringType,
						Optional:            true,
					},
					"endpoint_url": schema.StringAttribute{MarkdownDescription: "URL of all services in place of AWS's. Environment: `AWS_ENDPOINT_URL`.", Optional: true},
				},
			},
			"snapshot": schema.StringAttribute{
				MarkdownDescription: "Folder of recorded API responses to judge in place of the live APIs, such as `${path.module}/snapshot`. No network and no credentials are used.",
				Optional:            true,
			},
			"request_timeout": schema.StringAttribute{
				MarkdownDescription: "Longest time that reading one organization may take, such as `90s` or `2m`. What is not read by then makes verdicts unknown.",
				Optional:            true,
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: "How often a call is tried again after 429, 5xx or a broken connection. `0` is never.",
				Optional:            true,
			},
			"warning_days": schema.Int64Attribute{
				MarkdownDescription: "How many days before its end a certificate, or an organization for evaluation, is warned of. Default `30`.",
				Optional:            true,
			},
		},
	}
}

// ValidateConfig checks the values that are known.
func (p *apireach) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	var config providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if !resp.Diagnostics.HasError() {
		_, diags := config.settings(p.version, p.outside)
		resp.Diagnostics.Append(diags...)
	}
}

// Configure hands the settings down. No credential is read and no API called
// before something asks for live data; only the recording is opened, so that an
// error about it points at its argument.
func (p *apireach) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var config providerModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	s, diags := config.settings(p.version, p.outside)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(s.openSnapshot(config.Snapshot)...)
	resp.DataSourceData = s
	resp.ResourceData = s
}

// DataSources lists the data sources.
func (p *apireach) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		newApigeePathDataSource, newFirewallDecisionDataSource, newLogErrorsDataSource, newPrivateIntegrationDataSource, newSecurityPolicyDecisionDataSource, newTLSEndpointDataSource,
	}
}

// Resources lists the resources.
func (p *apireach) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{newValidationResource}
}

// Functions lists the functions.
func (p *apireach) Functions(context.Context) []func() function.Function {
	return []func() function.Function{
		newCertificateCoversFunction, newDiagnoseFunction, newFindingsFunction, newRangesCoverFunction, newSameNetworkFunction, newSecurityPolicyActionFunction,
	}
}
