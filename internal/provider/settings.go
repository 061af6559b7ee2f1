package provider

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// endpoints are the services whose address can be set.
var endpoints = []string{"apigee", "certificate_manager", "compute", "kms", "logging", "network_security", "resource_manager", "service_networking", "service_usage"}

func endpointNames(open, closing string) string {
	return open + strings.Join(endpoints, closing+", "+open) + closing
}

type providerModel struct {
	Google         *googleModel `tfsdk:"google"`
	AWS            *awsModel    `tfsdk:"aws"`
	Snapshot       types.String `tfsdk:"snapshot"`
	RequestTimeout types.String `tfsdk:"request_timeout"`
	MaxRetries     types.Int64  `tfsdk:"max_retries"`
	WarningDays    types.Int64  `tfsdk:"warning_days"`
}

type googleModel struct {
	Project                   types.String `tfsdk:"project"`
	Credentials               types.String `tfsdk:"credentials"`
	AccessToken               types.String `tfsdk:"access_token"`
	ImpersonateServiceAccount types.String `tfsdk:"impersonate_service_account"`
	BillingProject            types.String `tfsdk:"billing_project"`
	Endpoints                 types.Map    `tfsdk:"endpoints"`
}

type awsModel struct {
	Region          types.String `tfsdk:"region"`
	Profile         types.String `tfsdk:"profile"`
	AssumeRoleARN   types.String `tfsdk:"assume_role_arn"`
	NetworkRoleARNs types.List   `tfsdk:"network_role_arns"`
	EndpointURL     types.String `tfsdk:"endpoint_url"`
}

// settings is the provider's configuration as data sources and resources get it.
type settings struct {
	version string
	outside outside
	config  live.Config
	aws     awslive.Config
	// warningDays is how long before its end a certificate is to be replaced.
	warningDays int
	// unknown names the arguments whose value is not known during this plan.
	unknown []string
}

// settings reads the configuration; the errors point at its attributes.
func (m providerModel) settings(version string, around outside) (*settings, diag.Diagnostics) {
	var diags diag.Diagnostics
	s := &settings{version: version, outside: around, warningDays: apigee.WarningDays}
	s.config.UserAgent = "terraform-provider-apireach/" + version
	text := func(name string, v types.String) string {
		if v.IsUnknown() {
			s.unknown = append(s.unknown, name)
		}
		return v.ValueString()
	}

	if g := m.Google; g != nil {
		s.config.Project = text("google.project", g.Project)
		s.config.Credentials = text("google.credentials", g.Credentials)
		s.config.AccessToken = text("google.access_token", g.AccessToken)
		s.config.ImpersonateServiceAccount = text("google.impersonate_service_account", g.ImpersonateServiceAccount)
		s.config.BillingProject = text("google.billing_project", g.BillingProject)
		s.config.Endpoints = s.endpoints(g.Endpoints, &diags)
	}
	if a := m.AWS; a != nil {
		s.aws.Region = text("aws.region", a.Region)
		s.aws.Profile = text("aws.profile", a.Profile)
		s.aws.AssumeRoleARN = text("aws.assume_role_arn", a.AssumeRoleARN)
		s.aws.NetworkRoleARNs = s.texts("aws.network_role_arns", a.NetworkRoleARNs)
		s.aws.EndpointURL = text("aws.endpoint_url", a.EndpointURL)
		if u := s.aws.EndpointURL; u != "" && !isBaseURL(u) {
			diags.AddAttributeError(path.Root("aws").AtName("endpoint_url"), "Not an endpoint",
				"aws.endpoint_url: expected a URL, such as http://localhost:4566.")
		}
	}
	text("snapshot", m.Snapshot)

	if v := text("request_timeout", m.RequestTimeout); !m.RequestTimeout.IsNull() && !m.RequestTimeout.IsUnknown() {
		d, err := time.ParseDuration(v)
		if err != nil || d <= 0 {
			diags.AddAttributeError(path.Root("request_timeout"), "Not a time",
				fmt.Sprintf("request_timeout: expected a number and a unit above zero, such as 90s or 2m, got %q.", v))
		}
		s.config.RequestTimeout = d
	}
	switch n := m.MaxRetries.ValueInt64(); {
	case m.MaxRetries.IsUnknown():
		s.unknown = append(s.unknown, "max_retries")
	case m.MaxRetries.IsNull():
	case n < 0 || n > 100:
		diags.AddAttributeError(path.Root("max_retries"), "Not a number of retries",
			fmt.Sprintf("max_retries: expected 0 to 100, got %d.", n))
	case n == 0:
		s.config.MaxRetries = -1
	default:
		s.config.MaxRetries = int(n)
	}
	switch n := m.WarningDays.ValueInt64(); {
	case m.WarningDays.IsUnknown():
		s.unknown = append(s.unknown, "warning_days")
	case m.WarningDays.IsNull():
	case n < 0 || n > apigee.MostWarningDays:
		diags.AddAttributeError(path.Root("warning_days"), "Not a number of days",
			fmt.Sprintf("warning_days: expected 0 to %d, got %d.", apigee.MostWarningDays, n))
	default:
		s.warningDays = int(n)
	}
	s.config = s.config.FromEnvironment(around.getenv)
	s.aws.UserAgent = "apireach-" + version
	s.aws.RequestTimeout, s.aws.MaxRetries = s.config.RequestTimeout, s.config.MaxRetries
	return s, diags
}

// texts are those of a list; one that is not known makes the argument unknown.
func (s *settings) texts(name string, given types.List) []string {
	var out []string
	unknown := given.IsUnknown()
	for _, e := range given.Elements() {
		text, ok := e.(types.String)
		unknown = unknown || ok && text.IsUnknown()
		out = append(out, text.ValueString())
	}
	if unknown {
		s.unknown = append(s.unknown, name)
		return nil
	}
	return out
}

func (s *settings) endpoints(given types.Map, diags *diag.Diagnostics) map[string]string {
	if given.IsUnknown() {
		s.unknown = append(s.unknown, "google.endpoints")
		return nil
	}
	out := map[string]string{}
	elements := given.Elements()
	for _, name := range slices.Sorted(maps.Keys(elements)) {
		at := path.Root("google").AtName("endpoints").AtMapKey(name)
		v, ok := elements[name].(types.String)
		switch {
		case !slices.Contains(endpoints, name):
			diags.AddAttributeError(at, "Unknown service",
				fmt.Sprintf("google.endpoints: there is no service %q; expected one of %s.", name, endpointNames("", "")))
		case ok && v.IsUnknown():
			s.unknown = append(s.unknown, "google.endpoints."+name)
		case !isBaseURL(v.ValueString()):
			diags.AddAttributeError(at, "Not an endpoint",
				fmt.Sprintf("google.endpoints.%s: expected a base URL that ends in the version path, such as https://apigee.googleapis.com/v1/.", name))
		default:
			out[name] = v.ValueString()
		}
	}
	return out
}

func isBaseURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

// openSnapshot makes the recording answer in place of Google and AWS.
func (s *settings) openSnapshot(dir types.String) diag.Diagnostics {
	var diags diag.Diagnostics
	if dir.IsNull() || dir.IsUnknown() {
		return nil
	}
	recorded, err := snapshot.Open(dir.ValueString())
	if err != nil {
		diags.AddAttributeError(path.Root("snapshot"), "The snapshot cannot be read",
			fmt.Sprintf("%v. Expected a folder that apireach recorded, with an index.json.", err))
		return diags
	}
	s.config.Transport, s.aws.Transport = recorded, recorded
	return nil
}
