package provider

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestTheConfigurationReachesTheClient(t *testing.T) {
	t.Parallel()
	var got live.Config
	o := around(nil)
	o.open = func(_ context.Context, c live.Config) (source, error) {
		got = c
		return &worlds{world: testkit.NewWorld().World}, nil
	}
	s := serve(t, o)
	noErrors(t, s.configure(t, map[string]any{
		"google": map[string]any{
			"project": "acme", "credentials": "{}", "access_token": "token", "impersonate_service_account": "sa@acme.iam.gserviceaccount.com",
			"billing_project": "billing", "endpoints": map[string]any{"apigee": "https://apigee.eu.rep.googleapis.com/v1/"},
		},
		"request_timeout": "90s", "max_retries": 0,
	}))
	_, diags := s.read(t, pathType, acme)
	noErrors(t, diags)
	if got.Project != "acme" || got.Credentials != "{}" || got.AccessToken != "token" || got.BillingProject != "billing" ||
		got.ImpersonateServiceAccount != "sa@acme.iam.gserviceaccount.com" || got.Endpoints["apigee"] != "https://apigee.eu.rep.googleapis.com/v1/" ||
		got.RequestTimeout != 90*time.Second || got.MaxRetries != -1 || got.UserAgent != "terraform-provider-apireach/1.2.3" {
		t.Errorf("got %+v", got)
	}
}

func TestAWrongConfigurationIsOneErrorAtItsAttribute(t *testing.T) {
	t.Parallel()
	google := func(name string, v any) map[string]any {
		return map[string]any{"google": map[string]any{"endpoints": map[string]any{name: v}}}
	}
	folder := t.TempDir()
	for _, c := range []struct {
		name   string
		config map[string]any
		want   string
	}{
		{"a timeout without a unit", map[string]any{"request_timeout": "90"},
			`ERROR at AttributeName("request_timeout"): Not a time: request_timeout: expected a number and a unit above zero, such as 90s or 2m, got "90".`},
		{"an empty timeout", map[string]any{"request_timeout": ""}, `ERROR at AttributeName("request_timeout"): Not a time`},
		{"a negative timeout", map[string]any{"request_timeout": "-1s"}, `ERROR at AttributeName("request_timeout"): Not a time`},
		{"negative retries", map[string]any{"max_retries": -1},
			`ERROR at AttributeName("max_retries"): Not a number of retries: max_retries: expected 0 to 100, got -1.`},
		{"more days than certificates are valid", map[string]any{"warning_days": 399},
			`ERROR at AttributeName("warning_days"): Not a number of days: warning_days: expected 0 to 398, got 399.`},
		{"days of the past", map[string]any{"warning_days": -1}, `ERROR at AttributeName("warning_days"): Not a number of days`},
		{"a service that is not called", google("bigquery", "https://example.com/v1/"),
			`ERROR at AttributeName("google").AttributeName("endpoints").ElementKeyString("bigquery"): Unknown service: google.endpoints: there is no service "bigquery"; expected one of apigee, certificate_manager, compute, kms, logging, network_security, resource_manager, service_networking, service_usage.`},
		{"a host for an endpoint", google("apigee", "apigee.googleapis.com"),
			`ERROR at AttributeName("google").AttributeName("endpoints").ElementKeyString("apigee"): Not an endpoint: google.endpoints.apigee: expected a base URL`},
		{"a file for an endpoint", google("apigee", "file:///etc/passwd"), `ERROR at AttributeName("google").AttributeName("endpoints")`},
		{"a null endpoint", google("apigee", nil), `ERROR at AttributeName("google").AttributeName("endpoints")`},
		{"no such snapshot", map[string]any{"snapshot": filepath.Join(folder, "none")},
			`ERROR at AttributeName("snapshot"): The snapshot cannot be read: snapshot ` + filepath.Join(folder, "none") + ": there is no such folder"},
		{"an empty snapshot", map[string]any{"snapshot": folder},
			`ERROR at AttributeName("snapshot"): The snapshot cannot be read: snapshot ` + folder + ": no index.json in it"},
		{"an empty path", map[string]any{"snapshot": ""}, `ERROR at AttributeName("snapshot"): `},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			diags := serve(t, around(nil)).configure(t, c.config)
			if len(diags) != 1 || !strings.HasPrefix(texts(diags), c.want) {
				t.Errorf("got\n%s\nwant\n%s", texts(diags), c.want)
			}
		})
	}
	t.Run("a snapshot cut short", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "index.json"), []byte(`{"format_version": "1.0", "ent`), 0o600); err != nil {
			t.Fatal(err)
		}
		diags := serve(t, around(nil)).configure(t, map[string]any{"snapshot": dir})
		want := `ERROR at AttributeName("snapshot"): The snapshot cannot be read: snapshot ` + dir + ": index.json: the file is cut short"
		if len(diags) != 1 || !strings.HasPrefix(texts(diags), want) {
			t.Errorf("got\n%s\nwant\n%s", texts(diags), want)
		}
	})
}

func TestACredentialIsInNoMessage(t *testing.T) {
	t.Parallel()
	s := serve(t, around(&worlds{world: testkit.NewWorld().World}))
	diags := s.configure(t, map[string]any{"google": map[string]any{"credentials": "canary", "access_token": "canary",
		"endpoints": map[string]any{"apigee": "https://canary:canary@example.com/v1/"}}})
	if text := texts(diags); !strings.Contains(text, "ERROR") || strings.Contains(text, "canary") {
		t.Errorf("got\n%s", text)
	}
}

func TestUnknownConfigurationIsNamedByWhatNeedsIt(t *testing.T) {
	t.Parallel()
	unknown := map[string]any{"google": map[string]any{"access_token": later{}, "endpoints": map[string]any{"apigee": later{}}}, "aws": map[string]any{"network_role_arns": []any{later{}}}, "snapshot": later{}, "max_retries": later{}, "warning_days": later{}}
	s := serve(t, around(&worlds{world: testkit.NewWorld().World}))
	if diags := s.configure(t, unknown); len(diags) > 0 {
		t.Fatalf("configuring:\n%s", texts(diags))
	}
	_, diags := s.read(t, pathType, acme)
	want := `ERROR at AttributeName("organization"): The organization cannot be read yet: Not known during this plan: google.access_token, google.endpoints.apigee, aws.network_role_arns, snapshot, max_retries, warning_days.`
	if len(diags) != 1 || !strings.HasPrefix(texts(diags), want) {
		t.Errorf("got\n%s\nwant\n%s", texts(diags), want)
	}
	if p := s.plan(t, gateway(nil), nil); len(p.diags) > 0 {
		t.Errorf("a validation that reads nothing live:\n%s", texts(p.diags))
	}
	p := s.plan(t, with(gateway(nil), "live", true), nil)
	noErrors(t, p.diags)
	if len(p.diags) != 1 || s.attributes(t, p.state)["verdict"].IsKnown() {
		t.Errorf("a live validation:\n%s", texts(p.diags))
	}
}

// What ends soon is warned of as long before as the configuration says.
func TestWarningDaysMoveWhenCertificatesAreWarnedOf(t *testing.T) {
	t.Parallel()
	soon := testkit.NewWorld().Set(gcp.SSLCertificates, testkit.Front, "certificate",
		testkit.Leaf{Names: []string{"*.acme.example"}, From: today.AddDate(0, -1, 0), Until: today.AddDate(0, 0, 40)}.PEM())
	for name, c := range map[string]struct {
		config map[string]any
		warned bool
	}{
		"by default": {nil, false},
		"earlier":    {map[string]any{"warning_days": 45}, true},
		"never":      {map[string]any{"warning_days": 0}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, around(&worlds{world: soon.World}))
			noErrors(t, s.configure(t, c.config))
			state, diags := s.read(t, pathType, map[string]any{"organization": "acme", "fail_on": "never"})
			noErrors(t, diags)
			if warned := failedIn(t, state, "certificate-renewed-in-time"); warned != c.warned {
				t.Errorf("warned: %v, want %v", warned, c.warned)
			}
		})
	}
}

// failedIn says whether a check fails in the report of a data source.
func failedIn(t *testing.T, state map[string]tftypes.Value, id string) bool {
	t.Helper()
	var report struct {
		Findings []struct{ Check, Verdict string }
	}
	if err := json.Unmarshal([]byte(textOf(t, state["report_json"])), &report); err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		if f.Check == id && f.Verdict == "fail" {
			return true
		}
	}
	return false
}
