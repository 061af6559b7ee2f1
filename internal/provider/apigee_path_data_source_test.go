package provider

import (
	"errors"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const pathType = "apireach_apigee_path"

var acme = map[string]any{"organization": "acme"}

func readWorld(t *testing.T, w *testkit.World, config map[string]any) (string, []*tfprotov6.Diagnostic) {
	t.Helper()
	s := serve(t, around(&worlds{world: w.World}))
	noErrors(t, s.configure(t, nil))
	state, diags := s.read(t, pathType, config)
	if state == nil {
		return "", diags
	}
	return textOf(t, state["verdict"]), diags
}

func TestAHealthyOrganizationPasses(t *testing.T) {
	t.Parallel()
	verdict, diags := readWorld(t, testkit.NewWorld(), acme)
	if verdict != "pass" || len(diags) > 0 {
		t.Errorf("verdict %q, diagnostics:\n%s", verdict, texts(diags))
	}
}

func TestEveryFailureIsAnErrorOfItsOwn(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().
		Set(gcp.Organizations, "acme", "authorizedNetwork", "projects/acme-host/global/networks/other").
		Set(gcp.Instances, "runtime-us-east1", "state", "CREATING")
	_, diags := readWorld(t, w, acme)
	for _, want := range []string{
		`ERROR at AttributeName("organization"): authorized-network-peered: organizations/acme is authorized for a VPC that is not peered: `,
		`ERROR at AttributeName("organization"): instance-active: `,
	} {
		if !strings.Contains(texts(diags), want) {
			t.Errorf("no %q in:\n%s", want, texts(diags))
		}
	}
}

func TestWhatCannotBeReadIsOneError(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"no organization", &live.Error{Kind: live.KindOrganizationNotFound, Attribute: "organization", Message: "there is no acme"},
			"There is no such organization: organization: there is no acme."},
		{"expired credentials", &live.Error{Kind: live.KindCredentials, Attribute: "google.access_token", Variable: "GOOGLE_OAUTH_ACCESS_TOKEN", Message: "expired"},
			"Google Cloud does not know who asks: google.access_token (from GOOGLE_OAUTH_ACCESS_TOKEN): expired."},
		{"a wrong endpoint", &live.Error{Kind: live.KindEndpoint, Attribute: "google.endpoints.apigee", Message: "connection refused"},
			"No Google API answers: google.endpoints.apigee: connection refused."},
		{"a wrong setting", &live.Error{Kind: live.KindConfig, Attribute: "google.credentials", Message: "no such file"},
			"A setting cannot be right: google.credentials: no such file."},
		{"anything else", errors.New("canceled"), "The organization cannot be read: canceled."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, around(&worlds{err: c.err}))
			noErrors(t, s.configure(t, nil))
			_, diags := s.read(t, pathType, acme)
			if want := `ERROR at AttributeName("organization"): ` + c.want; texts(diags) != want {
				t.Errorf("got\n%s\nwant\n%s", texts(diags), want)
			}
		})
	}
}

func TestTheQueryIsWhatTheArgumentsSay(t *testing.T) {
	t.Parallel()
	src := &worlds{world: testkit.NewWorld().World}
	s := serve(t, around(src))
	noErrors(t, s.configure(t, nil))
	_, diags := s.read(t, pathType, map[string]any{
		"organization": "organizations/acme", "projects": []any{"acme", "shared"}, "hostnames": []any{"api.acme.example"},
	})
	noErrors(t, diags)
	want := live.Query{Organization: "acme", Projects: []string{"acme", "shared"}, Hostnames: []string{"api.acme.example"}}
	if len(src.asked) != 1 || src.asked[0].Organization != want.Organization ||
		strings.Join(src.asked[0].Projects, " ") != "acme shared" || strings.Join(src.asked[0].Hostnames, " ") != "api.acme.example" {
		t.Errorf("asked %+v, want %+v", src.asked, want)
	}
}
