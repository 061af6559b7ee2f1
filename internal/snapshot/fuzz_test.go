package snapshot_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

func FuzzOpen(f *testing.F) {
	f.Add([]byte(`{"format_version":"1.0","entries":[{"method":"GET","path":"/v1/organizations/acme","status":200,"file":"a.json"}]}`), []byte(`{}`))
	f.Add([]byte(`{"format_version":"1.0","entries":[{"method":"GET","path":"/a","status":200,"malformed":"text"}]}`), []byte(`[`))
	f.Add([]byte(`{"format_version":"1.0","entries":[{"method":"GET","path":"/a","status":200,"file":"../a.json"}]}`), []byte(``))
	f.Fuzz(func(t *testing.T, index, answer []byte) {
		dir := t.TempDir()
		for name, data := range map[string][]byte{"index.json": index, "a.json": answer} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		s, err := snapshot.Open(dir)
		if (s == nil) == (err == nil) {
			t.Fatalf("got %v, %v", s, err)
		}
	})
}

func FuzzImport(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, `[{}]`, `[[1]]`, `"a"`, `null`, `{"instances":[null]}`, `{"environmentGroupAttachments":[1]}`, `{"attachments":[{}]}`,
		`{"firewalls":{},"firewallPolicys":[7]}`, `{"connections":[{"network":"projects/1/global/networks/n"}]}`, `[{"network":"n","reservedPeeringRanges":[]}]`,
		`{"id":"projects/p/aggregated/urlMaps","items":[]}`, `{"id":"projects/p/aggregated/urlMaps","items":{"global":3}}`, `{"id":"projects/p/global/urlMaps","items":{"a":[]}}`,
		`{"selfLink":"projects/p/global/networks/n","kind":"compute#network"}`, `{"projectId":"p","name":"projects/12"}`, `{"name":"o","runtimeType":"CLOUD","authorizedNetwork":[]}`,
	} {
		f.Add("net-us-east1-attachments.json", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		dir := t.TempDir()
		if name = filepath.Base(name); os.WriteFile(filepath.Join(dir, name), data, 0o600) != nil {
			t.Skip("no name for a file")
		}
		if err := os.WriteFile(filepath.Join(dir, "organization.json"), []byte(organization), 0o600); err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "snap")
		if _, err := snapshot.Import(dir, to, snapshot.ImportOptions{}); err != nil {
			return
		}
		if _, err := snapshot.Open(to); err != nil {
			t.Error(err)
		}
	})
}
