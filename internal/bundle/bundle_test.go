package bundle_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/bundle"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// made is a bundle of an organization that has a secret wherever there is room for one.
func made(t *testing.T) []byte {
	t.Helper()
	w := testkit.NewWorld().Canaries().Gap(gcp.Networks, "permission denied").World()
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	b := bundle.Bundle{Organization: "acme", Source: "live", Removed: map[string]int{"b": 2, "a": 1}}
	if err := b.AddWorld(w); err != nil {
		t.Fatal(err)
	}
	if err := b.AddReport(check.Run(inv, apigee.Checks(), check.Options{})); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := b.Zip(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTheManifestListsEveryOtherFileWithItsHash(t *testing.T) {
	t.Parallel()
	sums := map[string]string{}
	var manifest struct {
		Files   []struct{ Name, About, SHA256 string }
		Removed []struct {
			Field string
			Count int
		}
		Missing []struct{ What string }
		ToAdd   []string `json:"to_add"`
	}
	for name, text := range testkit.Unzip(t, made(t)) {
		testkit.NoCanary(t, name, text)
		if name == bundle.Manifest {
			if err := json.Unmarshal([]byte(text), &manifest); err != nil {
				t.Fatal(err)
			}
			continue
		}
		sum := sha256.Sum256([]byte(text))
		sums[name] = hex.EncodeToString(sum[:])
	}
	for _, f := range manifest.Files {
		if sums[f.Name] != f.SHA256 || f.About == "" {
			t.Errorf("%s: the manifest says %s, and that it is %q", f.Name, f.SHA256, f.About)
		}
		delete(sums, f.Name)
	}
	if len(sums) > 0 {
		t.Errorf("the manifest does not list %v", sums)
	}
	if len(manifest.Removed) != 2 || manifest.Removed[0].Field != "a" || len(manifest.Missing) == 0 || len(manifest.ToAdd) == 0 {
		t.Errorf("removed %v, missing %v, to add %v", manifest.Removed, manifest.Missing, manifest.ToAdd)
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	first := made(t)
	for range 3 {
		if !slices.Equal(first, made(t)) {
			t.Fatal("it differs")
		}
	}
}
