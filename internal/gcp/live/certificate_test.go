package live_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestCertificateManagerIsReadWhereAProxyNamesIt(t *testing.T) {
	t.Parallel()
	planned := testkit.NewWorld().Set(gcp.TargetProxies, testkit.Front, "certificateMap", "//certificatemanager.googleapis.com/projects/acme/locations/global/certificateMaps/planned").World()
	regional := testkit.NewWorld().RegionalFront("us-east1", "EXTERNAL_MANAGED").
		Set(gcp.TargetProxies, "us-east1/gateway", "sslCertificates", []string{"//certificatemanager.googleapis.com/projects/acme/locations/us-east1/certificates/own"})
	for name, tc := range map[string]struct {
		world *testkit.World
		query live.Query
		want  []string
	}{
		"not at all":              {testkit.NewWorld(), live.Query{}, nil},
		"a map":                   {mapped(), live.Query{}, []string{"locations/-/certificates", "locations/global/certificateMaps/gateway/certificateMapEntries"}},
		"certificates of a proxy": {regional, live.Query{}, []string{"locations/-/certificates"}},
		"a map that a plan names": {testkit.NewWorld(), live.Query{}.Including(planned), []string{"locations/-/certificates", "locations/global/certificateMaps/planned/certificateMapEntries"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := testkit.Serve(t, tc.world.World())
			tc.query.Organization = testkit.Organization
			w, _, err := newClient(t, inside(s)).Collect(t.Context(), tc.query)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, call := range s.Calls() {
				if _, path, ok := strings.Cut(call, "GET /v1/projects/acme/locations/"); ok {
					path = "locations/" + path
					path, _, _ = strings.Cut(path, "?")
					got = append(got, path)
				}
			}
			if slices.Sort(got); !slices.Equal(got, tc.want) {
				t.Errorf("called %q, want %q", got, tc.want)
			}
			for _, typ := range []gcp.Type{gcp.ManagerCertificates, gcp.CertificateMaps, gcp.CertificateMapEntries} {
				if gaps := w.Gaps(typ); len(gaps) > 0 {
					t.Errorf("%s has gaps: %v", typ, gaps)
				}
			}
		})
	}
}

func TestTheEntriesOfAMapBelongToIt(t *testing.T) {
	t.Parallel()
	w, _, err := collect(t, inside(testkit.Serve(t, mapped().World())))
	if err != nil {
		t.Fatal(err)
	}
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	if len(inv.CertificateMaps.Items) != 1 || len(inv.CertificateMapEntries.Items) != 2 || len(inv.ManagerCertificates.Items) != 2 {
		t.Fatalf("%d maps, %d entries, %d certificates", len(inv.CertificateMaps.Items), len(inv.CertificateMapEntries.Items), len(inv.ManagerCertificates.Items))
	}
	for _, e := range inv.CertificateMapEntries.Items {
		if e.Map != inv.CertificateMaps.Items[0].Ref {
			t.Errorf("%s belongs to %v", e.Subject(), e.Map)
		}
	}
	for _, c := range inv.ManagerCertificates.Items {
		if want := !strings.HasSuffix(c.Subject(), "other"); c.Chain.IsKnown() != want {
			t.Errorf("%s: its chain is known: %v", c.Subject(), c.Chain.IsKnown())
		}
	}
}
