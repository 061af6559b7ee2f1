package tfplan

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/jsonscan"
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

// A stream reads a JSON document from its beginning to its end, so that what no
// check needs is never held.
type stream struct {
	*value.Reader
	path []place
}

// A place is a key of an object, or an index of an array.
type place struct {
	key   string
	index int // -1 for a key
}

func newStream(r io.Reader) *stream { return &stream{Reader: value.NewReader(r)} }

func (s *stream) fail(format string, args ...any) error {
	return s.failAt(s.Offset(), format, args...)
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

const cutOff = "the JSON ends too early: it was cut off"

// explain says what an error of the scanner means.
func (s *stream) explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, jsonscan.ErrTooLarge):
		return s.fail("a single value is larger than %d MB, which none of a plan is", jsonscan.MostHeld>>20)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return s.fail(cutOff)
	case errors.Is(err, jsonscan.ErrTooDeep):
		return s.fail(tooDeep)
	case errors.Is(err, jsonscan.ErrNotJSON):
		return s.fail("not JSON")
	}
	return s.fail("reading fails: %v", err)
}

const tooDeep = "the JSON is nested too deeply to be a plan"

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
func (s *stream) container(open byte, want string, each func(i int) error) error {
	c, err := s.Peek()
	switch {
	case err != nil:
		return s.explain(err)
	case c == 'n':
		return s.explain(s.Literal("null"))
	case c == open:
		s.Pass(1)
	case c == '{' || c == '[':
		return s.fail("expected %s", want)
	default:
		if err := s.skip(); err != nil {
			return err
		}
		return s.fail("expected %s", want)
	}
	if len(s.path) > mostNesting {
		return s.fail(tooDeep)
	}
	depth := len(s.path)
	for i := 0; ; i++ {
		more, err := s.Next(i == 0, open+2) // '}' and ']' are two after what they close
		if err != nil || !more {
			return s.explain(err)
		}
		if err := each(i); err != nil {
			return err
		}
		s.path = s.path[:depth]
	}
}

// mostNesting is deeper than any real module tree.
const mostNesting = 2000
