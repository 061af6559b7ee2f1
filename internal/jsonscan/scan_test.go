package jsonscan_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/apireach/terraform-provider-apireach/internal/jsonscan"
)

// texts are JSON and nearly so.
var texts = []string{
	`1`, ` {"a": [true, false, null, -1.5e+3, "\u00e9\n\"", {}, []]} `, `1,2`, `1 2`, `[]]`, `{"a":{}}`, `"\u00g9"`, `-`, `-0`, `1e5`, `1e`, `.5`, `1.`, `00`, `+1`,
	`tru`, `nulll`, "\"a\nb\"", `{"a"}`, `{"a":1,}`, `[,]`, `[1 2]`, "\"\xff\"", "\"\x7f\"", "\x00", "\xc2\xa0", `'a'`, ``, ` `, `{"a":1,"a":2}`, `"1234567"`, `"12345678\\"`, `{1:2}`,
}

// encoding/json is the one to compare with.
func FuzzValidIsWhatIsJSON(f *testing.F) {
	for _, text := range texts {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if want, err := json.Valid(text), jsonscan.Valid(text); want != (err == nil) {
			t.Errorf("%q: %v; it is JSON: %v", text, err, want)
		}
	})
}

func TestWhatIsHeldStaysAndIsReadAgain(t *testing.T) {
	t.Parallel()
	text := `["` + strings.Repeat("long ", 40_000) + `", 1]`
	s := jsonscan.New(iotest.OneByteReader(strings.NewReader(text)))
	before := s.Hold()
	for range 2 {
		if err := s.Skim(nil); err != nil {
			t.Fatal(err)
		}
		if got := string(s.Since(0)); got != text {
			t.Fatalf("%d bytes are held of %d", len(got), len(text))
		}
		s.Rewind(0)
	}
	s.Release(before)
	if err := s.Skim(nil); err != nil || s.End() != nil {
		t.Errorf("read a third time: %v, %v", err, s.End())
	}
}

func TestErrorsTellWhatIsCutShortFromWhatIsWrong(t *testing.T) {
	t.Parallel()
	deep := bytes.Repeat([]byte("["), jsonscan.Deepest+1)
	for text, want := range map[string]error{
		`{"a": [1`: io.EOF, `"a`: io.EOF, `tru`: io.EOF, ``: io.EOF, `{"a": ]`: jsonscan.ErrNotJSON, `1 1`: jsonscan.ErrNotJSON, string(deep): jsonscan.ErrTooDeep,
	} {
		if err := jsonscan.Valid([]byte(text)); !errors.Is(err, want) {
			t.Errorf("%.20q: got %v, want %v", text, err, want)
		}
	}
}
