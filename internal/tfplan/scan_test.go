package tfplan_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// arriving are ways in which the bytes of an input come in.
var arriving = map[string]func(io.Reader) io.Reader{
	"at once":                 func(r io.Reader) io.Reader { return r },
	"one by one":              iotest.OneByteReader,
	"with the end at its end": iotest.DataErrReader,
	"seven by seven":          func(r io.Reader) io.Reader { return sevenths{r} },
}

type sevenths struct{ io.Reader }

func (s sevenths) Read(into []byte) (int, error) { return s.Reader.Read(into[:min(7, len(into))]) }

// What is read does not depend on where the input is cut into pieces, and resources
// larger than the buffer are whole.
func TestAPlanIsReadHoweverItsBytesArrive(t *testing.T) {
	t.Parallel()
	var changes []string
	for i := range 60 {
		changes = append(changes, fmt.Sprintf(`{"address": "google_compute_network.n%d", "type": "google_compute_network", "change": {"actions": ["create"],
			"after": {"name": "n%[1]d", "description": "\u00e9\"\\ %[2]s", "mtu": 1460.5e0, "delete_default_routes_on_create": false}, "after_unknown": {"id": true}}}`,
			i, strings.Repeat("long é ", i*i)))
		changes = append(changes, fmt.Sprintf(`{"address": "google_storage_bucket.b%d", "type": "google_storage_bucket", "change": {"after": {"name": "b%[1]d"}}}`, i))
		changes = append(changes, `{"address": "google_compute_subnetwork.`+strings.Repeat("s", i*1500)+`", "type": "google_compute_subnetwork", "change": {"actions": ["no-op"], "after": {"name": "s"}}}`)
	}
	text := plan(strings.Join(changes, ", "), `{"resources": [{"address": "google_compute_network.n1", "type": "google_compute_network", "expressions": {"name": {"references": ["var.n"]}}}]}`)
	want := read(t, text)
	if len(want.Resources) != 120 {
		t.Fatalf("read %d resources", len(want.Resources))
	}
	last := want.Resources[118].After.Get("description").Text()
	if last != `é"\ `+strings.Repeat("long é ", 59*59) {
		t.Errorf("a long text is %.40q, of %d bytes", last, len(last))
	}
	for name, arrives := range arriving {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := tfplan.Read(arrives(strings.NewReader(text)))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got.Resources, want.Resources) {
				t.Error("another plan is read")
			}
		})
	}
}

// A plan that is cut off is never read, wherever that is.
func TestEveryBeginningOfAPlanIsCutOff(t *testing.T) {
	t.Parallel()
	text := strings.TrimSpace(plan(network+`, {"address": "a\u0062", "type": "google_storage_bucket", "x": [true, false, null, -1.5e+3, {}, []]}`, "{}"))
	for n := 4; n < len(text); n++ {
		_, err := tfplan.Read(strings.NewReader(text[:n]))
		var input *tfplan.InputError
		if !errors.As(err, &input) || !strings.Contains(input.What, "cut off") {
			t.Fatalf("after %q: %v", text[max(0, n-20):n], err)
		}
	}
}

// encoding/json is the one to compare with.
func FuzzWhatIsReadIsJSON(f *testing.F) {
	for _, text := range []string{
		`1`, `1,2`, `[]]`, `{"a":{}}`, `"\u00e9\n"`, `"\u00g9"`, `-`, `-0`, `1e5`, `1e`, `.5`, `1.`, `00`, `+1`, `tru`, `nulll`, `"a` + "\n" + `"`, `{"a"}`, `{"a":1,}`,
		`[,]`, `[1 2]`, "\"\xff\"", "\"\x7f\"", "\x00", "\xc2\xa0", `'a'`, `{"type":"google_compute_network","role":"\u0072"}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, part []byte) {
		if bytes.Count(part, []byte("["))+bytes.Count(part, []byte("{")) > 1000 {
			return
		}
		for _, around := range []string{
			`{"format_version":"1.0","x":[%s]}`,
			`{"format_version":"1.0","resource_changes":[{"type":"google_storage_bucket","x":[%s]}]}`,
			`{"format_version":"1.0","resource_changes":[{"type":"google_compute_network","change":{"after":{"x":[%s]}}}]}`,
		} {
			begin, end, _ := strings.Cut(around, "%s")
			text := begin + string(part) + end
			for name, arrives := range arriving {
				_, err := tfplan.Read(arrives(strings.NewReader(text)))
				var input *tfplan.InputError
				said := errors.As(err, &input) && (strings.Contains(input.What, "not JSON") || strings.Contains(input.What, "cut off"))
				if valid := json.Valid([]byte(text)); valid && said || !valid && err == nil {
					t.Fatalf("%s, %s: %v; it is JSON: %v", text, name, err, valid)
				}
			}
		}
	})
}
