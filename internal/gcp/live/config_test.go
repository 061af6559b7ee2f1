package live_test

import (
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
)

func TestTheEnvironmentFillsWhatTheConfigurationLeavesEmpty(t *testing.T) {
	t.Parallel()
	type env = map[string]string
	tests := []struct {
		name   string
		config live.Config
		env    env
		want   live.Config
	}{
		{"nothing", live.Config{}, env{}, live.Config{}},
		{"the first of several names wins", live.Config{}, env{"GOOGLE_CLOUD_PROJECT": "b", "GOOGLE_PROJECT": "a", "CLOUDSDK_CORE_PROJECT": "c"}, live.Config{Project: "a"}},
		{"later names are read", live.Config{}, env{"CLOUDSDK_CORE_PROJECT": "c"}, live.Config{Project: "c"}},
		{"GCLOUD_PROJECT comes before gcloud's own", live.Config{}, env{"CLOUDSDK_CORE_PROJECT": "c", "GCLOUD_PROJECT": "g"}, live.Config{Project: "g"}},
		{"the configuration wins", live.Config{Project: "mine"}, env{"GOOGLE_PROJECT": "a"}, live.Config{Project: "mine"}},
		{"credentials, by three names", live.Config{}, env{"GCLOUD_KEYFILE_JSON": "3", "GOOGLE_CLOUD_KEYFILE_JSON": "2", "GOOGLE_CREDENTIALS": "1"}, live.Config{Credentials: "1"}},
		{"the second", live.Config{}, env{"GCLOUD_KEYFILE_JSON": "3", "GOOGLE_CLOUD_KEYFILE_JSON": "2"}, live.Config{Credentials: "2"}},
		{"a token beside credentials", live.Config{}, env{"GOOGLE_CREDENTIALS": "1", "GOOGLE_OAUTH_ACCESS_TOKEN": "t"}, live.Config{Credentials: "1", AccessToken: "t"}},
		{"no token of the environment beats configured credentials", live.Config{Credentials: "mine"}, env{"GOOGLE_OAUTH_ACCESS_TOKEN": "t"}, live.Config{Credentials: "mine"}},
		{"no credentials of the environment beside a configured token", live.Config{AccessToken: "mine"}, env{"GOOGLE_CREDENTIALS": "1"}, live.Config{AccessToken: "mine"}},
		{"impersonation", live.Config{}, env{"GOOGLE_IMPERSONATE_SERVICE_ACCOUNT": "sa@x"}, live.Config{ImpersonateServiceAccount: "sa@x"}},
		{"a billing project only with the override", live.Config{}, env{"GOOGLE_BILLING_PROJECT": "b"}, live.Config{}},
		{"a billing project with it", live.Config{}, env{"GOOGLE_BILLING_PROJECT": "b", "USER_PROJECT_OVERRIDE": "true"}, live.Config{BillingProject: "b"}},
		{"endpoints", live.Config{Endpoints: env{"compute": "mine"}}, env{
			"GOOGLE_COMPUTE_CUSTOM_ENDPOINT": "c", "GOOGLE_APIGEE_CUSTOM_ENDPOINT": "a", "GOOGLE_SERVICE_NETWORKING_CUSTOM_ENDPOINT": "s",
			"GOOGLE_RESOURCE_MANAGER_CUSTOM_ENDPOINT": "r", "GOOGLE_CERTIFICATE_MANAGER_CUSTOM_ENDPOINT": "m", "GOOGLE_LOGGING_CUSTOM_ENDPOINT": "l",
		}, live.Config{Endpoints: env{"compute": "mine", "apigee": "a", "service_networking": "s", "resource_manager": "r", "certificate_manager": "m", "logging": "l"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			given := maps.Clone(tt.config.Endpoints)
			got := tt.config.FromEnvironment(func(name string) string { return tt.env[name] })
			if diff := cmp.Diff(tt.want, got, ignoringWhere, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("configuration (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(given, tt.config.Endpoints); diff != "" {
				t.Errorf("the configuration was changed (-before +after):\n%s", diff)
			}
		})
	}
}

// ignoringWhere compares what a configuration says, not where that came from.
var ignoringWhere = cmp.FilterPath(func(p cmp.Path) bool {
	last := p.Last().String()
	return last == ".variables" || last == ".defaults" || last == ".iam" || last == ".network" || last == ".Transport" || last == ".Record"
}, cmp.Ignore())

func TestNewClientSaysWhichSettingIsWrong(t *testing.T) {
	t.Parallel()
	endpoint := func(key, url string) live.Config {
		return live.Config{AccessToken: "t", Endpoints: map[string]string{key: url}}
	}
	missing := t.TempDir() + "/gone.json"
	tests := []struct {
		name      string
		config    live.Config
		kind      live.Kind
		attribute string
		says      string
	}{
		{"no URL", endpoint("compute", "compute.example.com"), live.KindConfig, "google.endpoints.compute", "no http or https URL"},
		{"another scheme", endpoint("apigee", "ftp://h/v1/"), live.KindConfig, "google.endpoints.apigee", "such as https://apigee.googleapis.com/v1/"},
		{"no URL at all", endpoint("apigee", "http://[::1"), live.KindConfig, "google.endpoints.apigee", "no http or https URL"},
		{"no version path", endpoint("compute", "http://127.0.0.1:1"), live.KindConfig, "google.endpoints.compute", "does not end in a version path"},
		{"a version path in the middle", endpoint("compute", "http://127.0.0.1:1/v1/x"), live.KindConfig, "google.endpoints.compute", "does not end in a version path"},
		{"a password", endpoint("compute", "http://u:CANARY@127.0.0.1:1/compute/v1/"), live.KindConfig, "google.endpoints.compute", "no user name or password"},
		{"a query", endpoint("compute", "http://127.0.0.1:1/compute/v1/?key=CANARY"), live.KindConfig, "google.endpoints.compute", "neither query nor fragment"},
		{"a service nobody knows", endpoint("pubsub", "http://127.0.0.1:1/v1/"), live.KindConfig, "google.endpoints", `"pubsub" is no API that is known here`},
		{"a negative deadline", live.Config{AccessToken: "t", RequestTimeout: -time.Second}, live.KindConfig, "request_timeout", "negative"},
		{"a token with a line break", live.Config{AccessToken: "CANARY\n"}, live.KindCredentials, "google.access_token", "no access token"},
		{"a file that is missing", live.Config{Credentials: missing}, live.KindCredentials, "google.credentials", "gone.json cannot be read: it does not exist"},
		{"neither a file nor JSON", live.Config{Credentials: "CANARY-ya29.a0/Af"}, live.KindCredentials, "google.credentials", "neither the JSON text of credentials nor the path of a file"},
		{"JSON that is cut short", live.Config{Credentials: `{"type": "service_account", "private_key": "CANARY`}, live.KindCredentials, "google.credentials", "not valid JSON"},
		{"JSON that is no credentials", live.Config{Credentials: `{"private_key": "CANARY"}`}, live.KindCredentials, "google.credentials", `"type" is none of service_account`},
		{"credentials that lack a field", live.Config{Credentials: `{"type": "external_account", "audience": "CANARY"}`}, live.KindCredentials, "google.credentials", "no valid external_account credentials"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := live.NewClient(t.Context(), tt.config)
			wantError(t, err, tt.kind, tt.attribute, tt.says)
		})
	}
}

func TestErrorsNameTheVariableThatASettingCameFrom(t *testing.T) {
	t.Parallel()
	env := map[string]string{"GOOGLE_COMPUTE_CUSTOM_ENDPOINT": "nowhere", "GOOGLE_OAUTH_ACCESS_TOKEN": "t"}
	_, err := live.NewClient(t.Context(), live.Config{}.FromEnvironment(func(n string) string { return env[n] }))
	wantError(t, err, live.KindConfig, "google.endpoints.compute", "google.endpoints.compute (from GOOGLE_COMPUTE_CUSTOM_ENDPOINT): no http or https URL")
}

func TestATransportNeedsNoCredentials(t *testing.T) {
	t.Parallel()
	if _, err := live.NewClient(t.Context(), live.Config{Transport: http.DefaultTransport}); err != nil {
		t.Error(err)
	}
}

// wantError checks an error's kind, its setting and what it says, and that it holds
// no secret.
func wantError(t *testing.T, err error, kind live.Kind, attribute, says string) {
	t.Helper()
	var got *live.Error
	if !errors.As(err, &got) {
		t.Fatalf("got error %v, want a live.Error", err)
	}
	if got.Kind != kind || got.Attribute != attribute {
		t.Errorf("got kind %d of %s, want kind %d of %s", got.Kind, got.Attribute, kind, attribute)
	}
	if !strings.Contains(err.Error(), says) {
		t.Errorf("%q does not say %q", err, says)
	}
	if strings.Contains(err.Error(), "CANARY") {
		t.Errorf("%q holds a secret", err)
	}
}
