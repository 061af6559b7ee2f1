package tfplan

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
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

// A stream reads a JSON document piece by piece, so that what no check needs is
// never held as a whole.
type stream struct {
	dec  *json.Decoder
	path []string
}

func newStream(r io.Reader) *stream {
	dec := json.NewDecoder(r)
	dec.UseNumber()
	return &stream{dec: dec}
}

func (s *stream) fail(format string, args ...any) error {
	return &InputError{fmt.Sprintf(format, args...), strings.TrimPrefix(strings.Join(s.path, ""), "."), s.dec.InputOffset()}
}

// explain says what an error of the decoder means.
func (s *stream) explain(err error) error {
	var syntax *json.SyntaxError
	var wrongType *json.UnmarshalTypeError
	var input *InputError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &input):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return s.fail("the JSON ends too early: it was cut off")
	case errors.As(err, &syntax) && strings.Contains(syntax.Error(), "depth"):
		return s.fail("the JSON is nested too deeply to be a plan")
	case errors.As(err, &syntax):
		return s.fail("not JSON")
	case errors.As(err, &wrongType):
		kind, _, _ := strings.Cut(wrongType.Value, " ") // a number follows its kind
		return s.fail("expected another type of value than a JSON %s for %s", kind, wrongType.Field)
	}
	return s.fail("reading fails: %v", err)
}

// object calls each for every key of an object; each has to read the value.
func (s *stream) object(each func(key string) error) error {
	return s.container('{', "an object", func(int) error {
		token, err := s.dec.Token()
		if err != nil {
			return s.explain(err)
		}
		key, _ := token.(string) // the decoder lets nothing else pass
		s.path = append(s.path, "."+key)
		return each(key)
	})
}

// array calls each for every element of an array; each has to read the value.
func (s *stream) array(each func() error) error {
	return s.container('[', "an array", func(i int) error {
		s.path = append(s.path, fmt.Sprintf("[%d]", i))
		return each()
	})
}

// container reads what open begins; null is an empty one.
func (s *stream) container(open json.Delim, want string, each func(i int) error) error {
	switch token, err := s.dec.Token(); {
	case err != nil:
		return s.explain(err)
	case token == nil:
		return nil
	case token != open:
		return s.fail("expected %s", want)
	}
	if len(s.path) > mostNesting {
		return s.fail("the JSON is nested too deeply to be a plan")
	}
	depth := len(s.path)
	for i := 0; s.dec.More(); i++ {
		if err := each(i); err != nil {
			return err
		}
		s.path = s.path[:depth]
	}
	_, err := s.dec.Token()
	return s.explain(err)
}

// mostNesting is deeper than any real module tree.
const mostNesting = 2000

// decode reads one value.
func (s *stream) decode(into any) error { return s.explain(s.dec.Decode(into)) }

// discard is a value that nobody looks at.
type discard struct{}

// UnmarshalJSON looks at nothing.
func (discard) UnmarshalJSON([]byte) error { return nil }

// elements is how deep the elements of lists lie in the parts of a plan that are
// skipped.
const elements = 2

// skip reads past a value. What lies deep in it is read at once, the rest element
// by element, so that no large value is held.
func (s *stream) skip(grain int) error {
	if grain == 0 {
		return s.decode(&discard{})
	}
	token, err := s.dec.Token()
	if err != nil {
		return s.explain(err)
	}
	open, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	for s.dec.More() {
		if open == '{' {
			if _, err := s.dec.Token(); err != nil {
				return s.explain(err)
			}
		}
		if err := s.skip(grain - 1); err != nil {
			return err
		}
	}
	_, err = s.dec.Token()
	return s.explain(err)
}
