package value_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The canonical spelling is one of the spellings: reading it gives the same.
func FuzzParseRef(f *testing.F) {
	for _, s := range []string{
		"prod", "global/networks/prod", "projects/123/global/networks/prod", "//compute.googleapis.com/projects/a/global/networks/n",
		"https://www.googleapis.com/compute/v1/projects/example.com:p/global/networks/n?uniqueId=1", "regions/r/subnetworks/s",
		"projects", "global/networks/services", "organizations/o/instances/i", "//a /projects/x", "https://h/%2f/projects/x", "projects/a\u00a0?b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ref, err := value.ParseRef(text, networks())
		if err != nil {
			return
		}
		again, err := value.ParseRef(ref.String(), networks())
		if err != nil || again != ref {
			t.Fatalf("%q gives %s, which gives %s, %v", text, ref, again, err)
		}
		if !ref.Complete() {
			return
		}
		if got := (value.Projects{"123": "acme"}).Same(ref, again); got != value.True {
			t.Fatalf("%s is %v the same as itself", ref, got)
		}
	})
}

// Same has to be symmetric, and a project's number has to be the same as its id.
func FuzzSame(f *testing.F) {
	f.Add("projects/123/global/networks/n", "n", "123", "acme")
	f.Add("projects/-/global/networks/n", "projects/7/global/networks/8", "7", "p")
	f.Fuzz(func(t *testing.T, a, b, number, id string) {
		ra, err := value.ParseRef(a, networks())
		if err != nil {
			return
		}
		rb, err := value.ParseRef(b, networks())
		if err != nil {
			return
		}
		projects := value.Projects{number: id}
		if projects.Same(ra, rb) != projects.Same(rb, ra) {
			t.Fatalf("Same(%s, %s) is not symmetric", ra, rb)
		}
		if ra.Complete() && projects.Same(ra, projects.Canonical(ra)) == value.False {
			t.Fatalf("%s is not its canonical spelling %s", ra, projects.Canonical(ra))
		}
		if got := (value.Projects)(nil).Same(ra, rb); got == value.True && ra != rb {
			t.Fatalf("%s and %s are the same although nothing is known of projects", ra, rb)
		}
	})
}

// Whatever the JSON is, reading it into a model gives an error that names a path,
// or a value, and never a panic.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, `[]`, `{"name":"x","rules":[{"ports":["1",2,null],"priority":"9"}]}`, `{"name":{}}`, `{"nested":{"deep":[true]}}`,
		`{"rules":[[]]}`, `{"rules":{"0":1}}`, `{"priority":1e3}`, `{"priority":99999999999999999999}`, `1 2`, `{"a":`, "\xff",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := value.ParseJSON(data)
		if err != nil {
			return
		}
		if !json.Valid(data) {
			t.Fatalf("%q is no JSON, but read as one", data)
		}
		var m model
		var shape *value.ShapeError
		if err := value.Decode(doc, &m); err != nil && !errors.As(err, &shape) {
			t.Fatalf("%q: %v is no ShapeError", data, err)
		}
	})
}

// What is read is what encoding/json reads.
func FuzzParseJSONIsThatOfEncodingJSON(f *testing.F) {
	for _, text := range []string{
		`{"b": [true, null, 12345678901234567890, "\u00e9\n", {}], "a": "x", "b": {"c": []}}`, `1 2`, `[1,]`, "\"\xff\"", `"\ud800"`, ` `, `{"": ""}`, `-0.0e1`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := value.ParseJSON(text)
		if valid := json.Valid(text); valid != (err == nil) {
			t.Fatalf("%q: %v; it is JSON: %v", text, err, valid)
		}
		if err != nil {
			return
		}
		var doc any
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.UseNumber()
		if err := dec.Decode(&doc); err != nil {
			t.Fatal(err)
		}
		want, err := value.FromAny(doc)
		if err != nil || got.String() != want.String() {
			t.Errorf("%q: got %v, want %v, %v", text, got, want, err)
		}
	})
}
