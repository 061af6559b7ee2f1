package testkit_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestCanariesAreServedAndFound(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().Canaries().World())
	var served strings.Builder
	for _, path := range []string{
		"/v1/organizations/acme", "/compute/v1/projects/acme", "/compute/v1/projects/acme/global/instanceTemplates",
		"/compute/v1/projects/acme/aggregated/instanceGroupManagers", "/compute/v1/projects/acme/global/backendServices",
	} {
		_, body := get(t, s, path)
		served.WriteString(body)
	}
	quiet := &quietTB{TB: t}
	testkit.NoCanary(quiet, "the API", served.String())
	for _, what := range []string{
		"metadata value", "startup script", "metadata of a group", "metadata of a project", "signature of a URL", "password in a URL",
		"header of a backend", "OAuth client secret", "key of a backend", "PEM key in a text", "password of a resource",
	} {
		if !strings.Contains(quiet.errs, "the API gives away the "+what) {
			t.Errorf("the %s was not found in what the API serves", what)
		}
	}
}

func TestASecretIsFoundHoweverItIsSpelled(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"plain": "x " + testkit.Token, "hexadecimal": hex.EncodeToString([]byte(testkit.Token)),
		"Base64":           base64.StdEncoding.EncodeToString([]byte(testkit.Token)),
		"Base64, 1 before": base64.StdEncoding.EncodeToString([]byte("a" + testkit.Token)),
		"Base64, 2 before": base64.StdEncoding.EncodeToString([]byte("ab" + testkit.Token)),
		"Base64 in JSON":   base64.StdEncoding.EncodeToString([]byte(`{"token": "` + testkit.Token + `", "more": 1}`)),
	} {
		quiet := &quietTB{TB: t}
		testkit.NoCanary(quiet, name, text)
		if !strings.Contains(quiet.errs, "access token") {
			t.Errorf("%s was not found", name)
		}
	}
	testkit.NoCanary(t, "what holds no secret", "token, password, canary")
}

func TestCanariesLeaveTheWorldHealthy(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]*testkit.World{"proxies": testkit.NewWorld(), "Private Service Connect": testkit.NewWorld().PSC()} {
		for _, f := range findings(t, w.Canaries()) {
			if f.Verdict == check.Fail || f.Verdict == check.Unknown {
				t.Errorf("%s: %s %s: %s", name, f.Verdict, f.Check, f.Summary)
			}
		}
	}
}

func TestARecordedWorldIsReplayedWithoutItsSecrets(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().Canaries()
	dirs := []string{filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")}
	var files []map[string]string
	for _, dir := range dirs {
		if err := testkit.Record(t.Context(), w, dir); err != nil {
			t.Fatal(err)
		}
		files = append(files, read(t, dir))
	}
	for name, text := range files[0] {
		testkit.NoCanary(t, name, text)
		if files[1][name] != text {
			t.Errorf("%s differs between two recordings", name)
		}
	}
	snap, err := snapshot.Open(dirs[0])
	if err != nil {
		t.Fatal(err)
	}
	client, err := live.NewClient(t.Context(), live.Config{Transport: snap})
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := client.Collect(t.Context(), live.Query{Organization: testkit.Organization})
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range []gcp.Type{gcp.Instances, gcp.InstanceAttachments, gcp.GroupAttachments, gcp.Firewalls, gcp.InstanceTemplates, gcp.Connections} {
		if want, have := subjects(w.World(), typ), subjects(got, typ); !slices.Equal(want, have) {
			t.Errorf("%s replayed are %q, recorded were %q", typ, have, want)
		}
	}
}

func subjects(w *gcp.World, typ gcp.Type) []string {
	var out []string
	for _, r := range w.Resources(typ) {
		out = append(out, r.Subject())
	}
	slices.Sort(out)
	return out
}

func read(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if filepath.Ext(path) == ".json" && !json.Valid(text) {
			t.Errorf("%s is not JSON", path)
		}
		out[strings.TrimPrefix(path, dir)] = string(text)
		return err
	})
	if err != nil || len(out) < 2 {
		t.Fatalf("%d files, error %v", len(out), err)
	}
	return out
}

func TestWhatCannotBeCollectedIsNotRecorded(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "snapshot")
	if err := testkit.Record(t.Context(), testkit.NewWorld().DropAll(gcp.Organizations), dir); err == nil {
		t.Error("a world without an organization was recorded")
	}
	if err := testkit.Record(t.Context(), testkit.NewWorld().Set(gcp.Networks, "prod", "name", "?unknown"), dir); err == nil {
		t.Error("unknown values were recorded")
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
}
