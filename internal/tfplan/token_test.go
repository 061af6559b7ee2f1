package tfplan_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// stateOf is a state of one resource with the attributes.
func stateOf(attributes string) io.Reader {
	return io.MultiReader(strings.NewReader(`{"format_version": "1.0", "values": {"root_module": {"resources": [
		{"address": "google_compute_network.a", "type": "google_compute_network", "values": `), strings.NewReader(attributes), strings.NewReader(`}]}}}`))
}

// The reader of plans has its own way to a value; that of encoding/json is the one
// to compare with.
func FuzzValuesAreReadAsEncodingJSONReadsThem(f *testing.F) {
	for _, text := range []string{
		`{}`, `{"a": null, "b": [true, false, [], {}], "c": {"d": "e"}}`,
		`{"z": 1, "a": 2, "m": 3, "a": {"last": true}, "z": []}`,
		`{"n": [0, -0, 1e400, 12345678901234567890123456789, 1.50, 9007199254740993, 0.1E-7]}`,
		`{"escaped \u0041\n": "\ud83d\ude00 \/ \" \\", "lone": "\ud800 \udc00x", "raw": "` + "\xff\xc3\xe2\x82" + `"}`,
		`{"` + "\xff" + `": 1, "\ufffd": 2}`,
		` { "a" : [ 1 , 2 ] , "b" : { } } `,
		`{"deep": ` + strings.Repeat(`[{"a":`, 1000) + "1" + strings.Repeat("}]", 1000) + "}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want, err := value.ParseJSON(text)
		if err != nil || want.Kind() != value.KindObject || bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) > 9000 {
			return
		}
		p, err := tfplan.Read(stateOf(string(text)))
		if err != nil {
			t.Fatalf("not read: %v", err)
		}
		if got := p.Resources[0].After; got.String() != want.String() {
			t.Fatalf("read %v, encoding/json reads %v", got, want)
		}
	})
}

// What no check reads is skipped, but it has to be JSON.
func TestWhatIsSkippedHasToBeJSON(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a bare word":       `nul`,
		"a comma too many":  `[1,]`,
		"no colon":          `{"a" 1}`,
		"no quotes":         `{a: 1}`,
		"a control char":    "\"a\nb\"",
		"a bad escape":      `"\x"`,
		"a leading zero":    `01`,
		"a number's end":    `1.`,
		"closed as another": `[1}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, begin := range []string{
				`{"format_version": "1.0", "x": `,
				`{"format_version": "1.0", "resource_changes": [{"type": "google_storage_bucket", "change": `,
				`{"format_version": "1.0", "configuration": {"other": `,
			} {
				_, err := tfplan.Read(strings.NewReader(begin + text + " "))
				var input *tfplan.InputError
				if !errors.As(err, &input) || !strings.Contains(input.What, "not JSON") || input.Offset < int64(len(begin)) {
					t.Errorf("after %s: %v; want an error that says where", begin, err)
				}
			}
		})
	}
}

// The order of keys is no matter: nothing in JSON says that a type is told first.
func TestTheTypeMayFollowWhatItIsTheTypeOf(t *testing.T) {
	t.Parallel()
	p := read(t, `{"format_version": "1.0", "resource_changes": [
		{"change": {"after": {"name": "a"}, "actions": ["create"]}, "type": "google_compute_network", "address": "google_compute_network.a"},
		{"change": {"after": [1], "actions": ["create"]}, "type": "google_storage_bucket", "address": "google_storage_bucket.b"}]}`)
	if len(p.Resources) != 1 || p.Resources[0].After.Get("name").Text() != "a" || p.Resources[0].Action != tfplan.Create {
		t.Errorf("read %+v", p.Resources)
	}
}

func TestATypeIsSeenHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	for name, resource := range map[string]string{
		"plainly":                 `{"type":"google_compute_network","address":"A","change":{"actions":["create"],"after":{"name":"a"}}}`,
		"with blanks":             "{ \"type\"\t:\n \"google_compute_network\" ,\"address\":\"A\",\"change\":{\"actions\":[\"create\"],\"after\":{\"name\":\"a\"}}}",
		"last":                    `{"address":"A","change":{"actions":["create"],"after":{"name":"a","type":"other"}},"type":"google_compute_network"}`,
		"with its key escaped":    `{"\u0074ype":"google_compute_network","address":"A","change":{"actions":["create"],"after":{"name":"a","type":"other"}}}`,
		"with its value escaped":  `{"type":"google_compute_net\u0077ork","address":"A","change":{"actions":["create"],"after":{"name":"a"}}}`,
		"beside a value of type":  `{"x":["type"],"type":"google_compute_network","address":"A","change":{"actions":["create"],"after":{"name":"a"}}}`,
		"beside a list as a type": `{"address":"A","change":{"actions":["create"],"after":{"name":"a","type":["other"]}},"type":"google_compute_network"}`,
	} {
		p := read(t, `{"format_version": "1.0", "resource_changes": [`+resource+`]}`)
		if len(p.Resources) != 1 || p.Resources[0].After.Get("name").Text() != "a" {
			t.Errorf("%s: read %+v", name, p.Resources)
		}
	}
}

func TestAnErrorInAResourceSaysWhereInThePlanItIs(t *testing.T) {
	t.Parallel()
	const before = `{"format_version": "1.0", "resource_changes": [{"type":"other"}, `
	const resource = `{"address":"A","type":"google_compute_network","change":{"actions":["create"],"after":[1]`
	_, err := tfplan.Read(strings.NewReader(before + resource + `}}]}`))
	var input *tfplan.InputError
	if !errors.As(err, &input) || !strings.HasPrefix(input.At, "resource_changes[1]") || input.Offset != int64(len(before+resource+"}}")) {
		t.Errorf("got %#v", err)
	}
}

// endless is a value that never ends.
type endless struct{ read int }

func (e *endless) Read(into []byte) (int, error) {
	e.read += len(into)
	for i := range into {
		into[i] = 'a'
	}
	return len(into), nil
}

func TestAValueThatDoesNotEndIsGivenUp(t *testing.T) {
	t.Parallel()
	for _, begin := range []string{`{"format_version": "1.0", "x": "`, `{"format_version": "1.0", "resource_changes": [{"x": "`} {
		more := &endless{}
		_, err := tfplan.Read(io.MultiReader(strings.NewReader(begin), more))
		if err == nil || !strings.Contains(err.Error(), "larger than 32 MB") || more.read > 80<<20 {
			t.Errorf("after %d bytes: %v", more.read, err)
		}
	}
}
