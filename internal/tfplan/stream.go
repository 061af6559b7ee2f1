package tfplan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// InputError says what is wrong with the input, and where.
type InputError struct {
	// What completes "the plan …".
	What string
	// At is the path within the JSON, "" for its beginning.
	At string
	// Offset is the byte up to which the input was read.
	Offset int64
}

// Error never shows a value.
func (e *InputError) Error() string {
	if e.At == "" {
		return e.What
	}
	return fmt.Sprintf("%s (at %s, byte %d)", e.What, e.At, e.Offset)
}

// A stream reads a JSON document token by token, so that what no check needs is
// never held, and nothing is read twice.
type stream struct {
	dec  *jsontext.Decoder
	path []place
	// within reads the element that was read as a whole, which begins where begin says.
	within  jsontext.Decoder
	element bytes.Buffer
	begin   int64
	// names are the keys of objects, each held once: they repeat in every resource.
	names map[string]string
	// elements and fields are those of the lists and objects that are being read.
	elements []value.Value
	fields   []value.Field
}

// A place is a key of an object, or an index of an array.
type place struct {
	key   string
	index int // -1 for a key
}

func newStream(r io.Reader) *stream {
	s := &stream{names: map[string]string{}}
	s.dec = jsontext.NewDecoder(&ahead{from: r, of: s}, lenient...)
	return s
}

// lenient reads as encoding/json does: of keys that repeat the last one counts, and
// what is no UTF-8 is replaced.
var lenient = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// mostAhead is larger than any resource in a real plan.
const mostAhead = 32 << 20

var errTooLarge = errors.New("too large")

// ahead is the input, as far as it may be read ahead: what the decoder reads
// beyond its last token it holds.
type ahead struct {
	from io.Reader
	of   *stream
	read int64
}

func (a *ahead) Read(into []byte) (int, error) {
	if a.read-a.of.dec.InputOffset() > mostAhead {
		return 0, errTooLarge
	}
	n, err := a.from.Read(into)
	a.read += int64(n)
	return n, err
}

func (s *stream) fail(format string, args ...any) error {
	return s.failAt(s.begin+s.dec.InputOffset(), format, args...)
}

func (s *stream) failAt(offset int64, format string, args ...any) error {
	var at strings.Builder
	for _, p := range s.path {
		switch {
		case p.index >= 0:
			at.WriteString("[" + strconv.Itoa(p.index) + "]")
		case at.Len() > 0:
			at.WriteString("." + p.key)
		default:
			at.WriteString(p.key)
		}
	}
	return &InputError{fmt.Sprintf(format, args...), at.String(), offset}
}

// explain says what an error of the decoder means.
func (s *stream) explain(err error) error {
	if err == nil {
		return nil
	}
	return s.explained(err)
}

const cutOff = "the JSON ends too early: it was cut off"

func (s *stream) explained(err error) error {
	var syntax *jsontext.SyntacticError
	var input *InputError
	switch {
	case errors.As(err, &input):
		return err
	case errors.Is(err, errTooLarge):
		return s.fail("a single value is larger than %d MB, which none of a plan is", mostAhead>>20)
	case errors.As(err, &syntax) && errors.Is(err, io.ErrUnexpectedEOF):
		return s.failAt(syntax.ByteOffset, cutOff)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return s.fail(cutOff)
	case errors.As(err, &syntax) && strings.Contains(syntax.Err.Error(), "depth"):
		return s.failAt(syntax.ByteOffset, "the JSON is nested too deeply to be a plan")
	case errors.As(err, &syntax):
		return s.failAt(syntax.ByteOffset, "not JSON")
	}
	return s.fail("reading fails: %v", err)
}

// object calls each for every key of an object; each has to read the value.
func (s *stream) object(each func(key string) error) error {
	return s.container('{', "an object", func(int) error {
		key, err := s.name()
		if err != nil {
			return err
		}
		s.path = append(s.path, place{key, -1})
		return each(key)
	})
}

// array calls each for every element of an array; each has to read the value.
func (s *stream) array(each func() error) error {
	return s.container('[', "an array", func(i int) error {
		s.path = append(s.path, place{index: i})
		return each()
	})
}

// container reads what open begins; null is an empty one.
func (s *stream) container(open jsontext.Kind, want string, each func(i int) error) error {
	switch token, err := s.dec.ReadToken(); {
	case err != nil:
		return s.explain(err)
	case token.Kind() == 'n':
		return nil
	case token.Kind() != open:
		return s.fail("expected %s", want)
	}
	if len(s.path) > mostNesting {
		return s.fail("the JSON is nested too deeply to be a plan")
	}
	depth := len(s.path)
	for i := 0; s.dec.PeekKind() != open+2; i++ { // '}' and ']' are two after what they close
		if err := each(i); err != nil {
			return err
		}
		s.path = s.path[:depth]
	}
	_, err := s.dec.ReadToken()
	return s.explain(err)
}

// mostNesting is deeper than any real module tree.
const mostNesting = 2000
