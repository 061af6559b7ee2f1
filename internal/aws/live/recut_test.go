package live_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// What was recorded stays as it is.
func TestARecordingIsCutOnce(t *testing.T) {
	t.Parallel()
	seen := 0
	err := filepath.WalkDir("../../../examples", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.Contains(path, "aws-") || filepath.Ext(path) != ".json" || filepath.Base(path) == "index.json" {
			return err
		}
		before, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		after, err := live.CutRecorded(before)
		if err != nil {
			return err
		}
		var a, b any
		if json.Unmarshal(before, &a) != nil || json.Unmarshal(after, &b) != nil || !reflect.DeepEqual(a, b) {
			t.Errorf("%s:\n%s\nis\n%s", path, before, after)
		}
		seen++
		return nil
	})
	if err != nil || seen == 0 {
		t.Error(seen, err)
	}
}

// What people put into a recording is cut.
func TestARecordingThatWasEditedIsCut(t *testing.T) {
	t.Parallel()
	secret := testkit.Canary(t, "password of a resource")
	for _, text := range []string{
		`{"items": [{"id": "x", "tags": {"a": "SECRET"}}]}`,
		`{"uri": "https://a:SECRET@host/x?k=SECRET"}`,
		`{"variables": {"a": "-----BEGIN PRIVATE KEY-----SECRET"}}`,
		`{"Reservations": [{"Instances": [{"UserData": "SECRET"}]}]}`,
		`{"authorizerCredentials": "SECRET", "body": "SECRET", "requestTemplates": {"a": "SECRET"}}`,
	} {
		out, err := live.CutRecorded([]byte(strings.ReplaceAll(text, "SECRET", secret)))
		if err != nil {
			t.Fatal(err)
		}
		testkit.NoCanary(t, text, string(out))
	}
	if _, err := live.CutRecorded([]byte("{")); err == nil {
		t.Error("no JSON is none")
	}
}
