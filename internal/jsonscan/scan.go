// Package jsonscan moves through JSON texts without making anything of them: a reader of
// large texts keeps what it needs, and moves past the rest in place.
package jsonscan

import (
	"errors"
	"io"
)

// A Scanner is a JSON text of which no more is held than has to be. It takes what
// RFC 8259 allows and nothing else; keys may repeat, and strings need not be UTF-8.
// Errors are those of this package, or of the reader: [io.EOF] where the text ends too
// early.
type Scanner struct {
	from io.Reader
	buf  []byte // a part of the text
	pos  int    // what of buf was read already
	base int64  // where in the text buf begins
	// held is where in the text begins what must stay in buf; -1 if nothing must.
	held int64
	end  error // why there is nothing more to read
	open []byte
}

const (
	bufferSize = 64 << 10
	// MostHeld is how large a value may be that is read from a reader: larger than any resource
	// in a real plan.
	MostHeld = 32 << 20
	// Deepest is how many objects and lists may lie in each other.
	Deepest = 10_000
)

// What may be wrong with a text.
var (
	ErrTooLarge = errors.New("too large")
	ErrTooDeep  = errors.New("too deep")
	ErrNotJSON  = errors.New("not JSON")
)

// New scans what a reader gives.
func New(from io.Reader) Scanner {
	return Scanner{from: from, buf: make([]byte, 0, bufferSize), held: -1}
}

// Of scans a text that is there as a whole. It is not changed.
func Of(text []byte) Scanner { return Scanner{buf: text, held: -1, end: io.EOF} }

// Valid says why a text is not one JSON document; nil if it is.
func Valid(text []byte) error {
	s := Of(text)
	if err := s.Skim(nil); err != nil {
		return err
	}
	return s.End()
}

// End says whether nothing follows but blanks.
func (s *Scanner) End() error {
	switch _, err := s.Peek(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	return ErrNotJSON
}

// Begins is what follows, n bytes or all that there are, and why there are no more.
func (s *Scanner) Begins(n int) ([]byte, error) {
	err := s.need(n)
	return s.buf[s.pos:min(s.pos+n, len(s.buf))], err
}

// Pass moves past bytes that were seen.
func (s *Scanner) Pass(n int) { s.pos += n }

// Hold keeps the text from here on, so that it can be looked at or read again, until
// what it returns is given to [Scanner.Release]. What is held already stays so.
func (s *Scanner) Hold() (before int64) {
	before = s.held
	if before < 0 {
		s.held = s.Offset()
	}
	return before
}

// Release ends what [Scanner.Hold] began.
func (s *Scanner) Release(before int64) { s.held = before }

// Rewind goes back to an offset from which on the text is held.
func (s *Scanner) Rewind(to int64) { s.pos = int(to - s.base) }

// Offset is the place in the text up to which it was read.
func (s *Scanner) Offset() int64 { return s.base + int64(s.pos) }

// Since is the text from an offset on, as far as it was read. It is valid until more
// is read.
func (s *Scanner) Since(begin int64) []byte { return s.buf[begin-s.base : s.pos] }

// more reads on, and lets go of what was read and need not be held.
func (s *Scanner) more() error {
	if s.end != nil {
		return s.end
	}
	keep := s.pos
	if s.held >= 0 {
		keep = int(s.held - s.base)
	}
	if keep > 0 {
		s.buf = s.buf[:copy(s.buf, s.buf[keep:])]
		s.pos -= keep
		s.base += int64(keep)
	}
	if len(s.buf) == cap(s.buf) {
		if len(s.buf) >= MostHeld {
			return ErrTooLarge
		}
		s.buf = append(make([]byte, 0, 2*len(s.buf)), s.buf...)
	}
	for range 100 {
		n, err := s.from.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		if s.end = err; n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	s.end = io.ErrNoProgress
	return s.end
}

// need reads on until there are n bytes that were not read.
func (s *Scanner) need(n int) error {
	for len(s.buf)-s.pos < n {
		if err := s.more(); err != nil {
			return err
		}
	}
	return nil
}

// Peek moves past blanks and tells the byte that follows.
func (s *Scanner) Peek() (byte, error) {
	if s.pos < len(s.buf) && s.buf[s.pos] > ' ' {
		return s.buf[s.pos], nil
	}
	return s.peekFar()
}

func (s *Scanner) peekFar() (byte, error) {
	for {
		for ; s.pos < len(s.buf); s.pos++ {
			switch c := s.buf[s.pos]; c {
			case ' ', '\t', '\n', '\r':
			default:
				return c, nil
			}
		}
		if err := s.more(); err != nil {
			return 0, err
		}
	}
}

// Take moves past a byte that has to follow after blanks.
func (s *Scanner) Take(want byte) error {
	c, err := s.Peek()
	switch {
	case err != nil:
		return err
	case c != want:
		return ErrNotJSON
	}
	s.pos++
	return nil
}

// Next moves to the next part of an object or list that closing ends, or past the end.
func (s *Scanner) Next(first bool, closing byte) (bool, error) {
	c, err := s.Peek()
	switch {
	case err != nil:
		return false, err
	case c == closing:
		s.pos++
		return false, nil
	case first:
		return true, nil
	case c != ',':
		return false, ErrNotJSON
	}
	s.pos++
	if c, err = s.Peek(); err == nil && c == closing {
		err = ErrNotJSON
	}
	return true, err
}

// Literal moves past a word.
func (s *Scanner) Literal(word string) error {
	if err := s.need(len(word)); err != nil {
		return err
	}
	if string(s.buf[s.pos:s.pos+len(word)]) != word {
		return ErrNotJSON
	}
	s.pos += len(word)
	return nil
}
