package testkit_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestTheServerTellsOfItsCalls(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	get(t, s, "/v1/organizations/acme")
	get(t, s, "/compute/v1/projects/acme/aggregated/urlMaps?maxResults=500")
	want := []string{"GET /v1/organizations/acme", "GET /compute/v1/projects/acme/aggregated/urlMaps?maxResults=500"}
	if got := s.Calls(); !slices.Equal(got, want) {
		t.Errorf("calls are %q", got)
	}
	s.Forget()
	if got := s.Calls(); len(got) != 0 {
		t.Errorf("after forgetting, calls are %q", got)
	}
}

func TestCredentialsDecide(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	for token, want := range map[string]int{testkit.Token: 200, testkit.ExpiredToken: 401, "": 401, "other": 401} {
		req := must[*http.Request](t)(http.NewRequestWithContext(context.Background(), http.MethodGet, s.URL+"/v1/organizations/acme", nil))
		req.Header.Set("Authorization", "Bearer "+token)
		resp := must[*http.Response](t)(http.DefaultClient.Do(req))
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("token %q gives %d, want %d", token, resp.StatusCode, want)
		}
	}
}

func TestWhatIsNoMethodIsAWebPage(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	for _, path := range []string{
		"/", "/v1/nothing", "/compute/v1/projects/acme/global", "/compute/v1/projects/acme/global/widgets", "/compute/v1/projects/acme/aggregated/firewalls",
		"/compute/v1/projects/acme/regions/us-east1", "/v1/organizations/acme/apps", "/compute/v2/projects/acme",
	} {
		if code, body := get(t, s, path); code != 404 || !strings.HasPrefix(body, "<!DOCTYPE html>") {
			t.Errorf("%s gives %d %q", path, code, body)
		}
	}
	for _, path := range []string{"/compute/v1/projects/nobodys/global/firewalls", "/compute/v1/projects/acme/global/networks/prod", "/v1/organizations/acme/instances/gone"} {
		if code, body := get(t, s, path); code != 404 || !strings.Contains(body, `"status": "NOT_FOUND"`) {
			t.Errorf("%s gives %d %q", path, code, body)
		}
	}
}

func TestUnknownValuesAreNotServed(t *testing.T) {
	t.Parallel()
	quiet := &quietTB{TB: t}
	func() {
		defer func() { _ = recover() }()
		testkit.Serve(quiet, testkit.NewWorld().Set(gcp.Firewalls, "allow-lb", "network", "?known after apply").World())
	}()
	if !strings.Contains(quiet.fatal, "allow-lb") {
		t.Errorf("serving an unknown value says %q", quiet.fatal)
	}
}
