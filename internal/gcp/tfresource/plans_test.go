package tfresource_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Plans that create healthy deployments from nothing, as the provider sees their
// objects: nothing fails, however little is known.
func TestHealthyPlansFailNothing(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../../../shared/real/plans/*.json.gz")
	if err != nil || len(files) == 0 {
		t.Skip("../shared/real/plans is not there")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			given := planned(t, file)
			for _, complete := range []bool{true, false} {
				report := run(t, given, tfresource.Options{Path: "resources", Complete: complete})
				for _, f := range report.Findings {
					if f.Verdict == check.Fail {
						t.Errorf("complete %v: %s fails: %s %s %v", complete, f.Check, f.Summary, f.Detail, f.Trace)
					}
				}
			}
		})
	}
}

// planned reads the objects of a plan that are read here, by type.
func planned(t *testing.T, file string) value.Value {
	t.Helper()
	packed, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	text, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(text)
	if err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Changes []struct {
			Type   string
			Change struct {
				After   json.RawMessage
				Unknown json.RawMessage `json:"after_unknown"`
			}
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal(data, &plan); err != nil {
		t.Fatal(err)
	}
	lists := map[string][]value.Value{}
	for _, c := range plan.Changes {
		if slices.Contains(tfresource.Types(), c.Type) {
			lists[c.Type] = append(lists[c.Type], withUnknown(objects(t, string(c.Change.After)), objects(t, string(c.Change.Unknown))))
		}
	}
	given := value.OfObject(nil)
	for typ, list := range lists {
		given = given.With(typ, value.OfList(list...))
	}
	if len(lists) < 8 {
		t.Fatalf("the plan has but %d types", len(lists))
	}
	return given
}

// withUnknown puts unknown values where a plan says that they are.
func withUnknown(after, unknown value.Value) value.Value {
	switch unknown.Kind() {
	case value.KindBool:
		if unknown.Text() == "true" {
			return value.Unknown(value.Why{Reason: "known after apply"})
		}
	case value.KindList:
		list := slices.Clone(after.Elements())
		for i, u := range unknown.Elements() {
			if i < len(list) {
				list[i] = withUnknown(list[i], u)
			} else {
				list = append(list, withUnknown(value.Null(), u))
			}
		}
		return value.OfList(list...)
	case value.KindObject:
		for _, key := range unknown.Keys() {
			after = after.With(key, withUnknown(after.Get(key), unknown.Get(key)))
		}
	default:
	}
	return after
}
