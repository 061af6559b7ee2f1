package live_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestOnlyTheInstancesOfProxiesAreRead(t *testing.T) {
	t.Parallel()
	other := testkit.NewWorld().Add(gcp.VirtualMachines, "us-east1-b/database", testkit.Body{"status": "RUNNING"})
	s := testkit.Serve(t, other.World())
	w, _, err := collect(t, inside(s))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range w.Resources(gcp.VirtualMachines) {
		got = append(got, r.Ref.Value().Name())
	}
	if want := []string{"proxy-us-east1-0000", "proxy-us-east1-0001", "proxy-us-west1-0000", "proxy-us-west1-0001"}; !slices.Equal(got, want) {
		t.Errorf("read %q, want %q", got, want)
	}
	calls := slices.DeleteFunc(s.Calls(), func(c string) bool { return !strings.Contains(c, "/aggregated/instances?") })
	if len(calls) != 1 {
		t.Fatalf("calls: %q", calls)
	}
	_, query, _ := strings.Cut(calls[0], "?")
	values, err := url.ParseQuery(query)
	if want := `name eq "(proxy-us-east1|proxy-us-west1).*"`; err != nil || values.Get("filter") != want {
		t.Errorf("filter %q, want %q", values.Get("filter"), want)
	}
}

func TestWithoutGroupsOfProxiesNoInstanceIsRead(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().PSC().World())
	if _, _, err := collect(t, inside(s)); err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(s.Calls(), func(c string) bool { return strings.Contains(c, "/aggregated/instances?") }) {
		t.Error("instances were asked for")
	}
}
