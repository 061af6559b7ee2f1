package tfplan

import (
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
)

// A scanner is a JSON text of which no more is held than has to be. It takes what
// RFC 8259 allows and nothing else; keys may repeat, and strings need not be UTF-8.
type scanner struct {
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
	// mostHeld is larger than any resource in a real plan.
	mostHeld = 32 << 20
	// deepest is how many objects and lists may lie in each other.
	deepest = 10_000
)

var (
	errTooLarge = errors.New("too large")
	errTooDeep  = errors.New("too deep")
	errNotJSON  = errors.New("not JSON")
)

func newScanner(from io.Reader) scanner {
	return scanner{from: from, buf: make([]byte, 0, bufferSize), held: -1}
}

// offset is the place in the text up to which it was read.
func (s *scanner) offset() int64 { return s.base + int64(s.pos) }

// since is the text from an offset on, as far as it was read. It is valid until more
// is read.
func (s *scanner) since(begin int64) []byte { return s.buf[begin-s.base : s.pos] }

// more reads on, and lets go of what was read and need not be held.
func (s *scanner) more() error {
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
		if len(s.buf) >= mostHeld {
			return errTooLarge
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
func (s *scanner) need(n int) error {
	for len(s.buf)-s.pos < n {
		if err := s.more(); err != nil {
			return err
		}
	}
	return nil
}

// peek moves past blanks and tells the byte that follows.
func (s *scanner) peek() (byte, error) {
	if s.pos < len(s.buf) && s.buf[s.pos] > ' ' {
		return s.buf[s.pos], nil
	}
	return s.peekFar()
}

func (s *scanner) peekFar() (byte, error) {
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

// take moves past a byte that has to follow after blanks.
func (s *scanner) take(want byte) error {
	c, err := s.peek()
	switch {
	case err != nil:
		return err
	case c != want:
		return errNotJSON
	}
	s.pos++
	return nil
}

// next moves to the next part of an object or list that closing ends, or past the end.
func (s *scanner) next(first bool, closing byte) (bool, error) {
	c, err := s.peek()
	switch {
	case err != nil:
		return false, err
	case c == closing:
		s.pos++
		return false, nil
	case first:
		return true, nil
	case c != ',':
		return false, errNotJSON
	}
	s.pos++
	if c, err = s.peek(); err == nil && c == closing {
		err = errNotJSON
	}
	return true, err
}

// quoted moves past a string, and says whether it is spelled without escapes.
func (s *scanner) quoted() (plain bool, err error) {
	if s.pos < len(s.buf) && s.buf[s.pos] == '"' {
		end := s.pos + 1
		if end += untilSpecial(s.buf[end:]); end < len(s.buf) && s.buf[end] == '"' {
			s.pos = end + 1
			return true, nil
		}
	}
	return s.quotedFar()
}

// quotedFar is for strings with escapes, or of which a part is still to be read.
func (s *scanner) quotedFar() (plain bool, err error) {
	begin := s.offset()
	if err := s.take('"'); err != nil {
		return false, err
	}
	plain = true
	for {
		s.pos += untilSpecial(s.buf[s.pos:])
		if s.pos == len(s.buf) {
			if err := s.more(); err != nil {
				return false, err
			}
			if s.offset()-begin > mostHeld {
				return false, errTooLarge
			}
			continue
		}
		switch s.buf[s.pos] {
		case '"':
			s.pos++
			return plain, nil
		case '\\':
			plain = false
			if err := s.escape(); err != nil {
				return false, err
			}
		default:
			return false, errNotJSON
		}
	}
}

// untilSpecial counts the bytes before the first quote, backslash or control character:
// eight at a time, for strings are most of a plan.
func untilSpecial(b []byte) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		quote, slash := w^('"'*ones), w^('\\'*ones)
		// Each sets the top bit of the first byte that is zero, or below a blank.
		special := ((quote-ones)&^quote | (slash-ones)&^slash | (w-' '*ones)&^w) & tops
		if special != 0 {
			return i + bits.TrailingZeros64(special)/8
		}
	}
	for ; i < len(b); i++ {
		if c := b[i]; c == '"' || c == '\\' || c < ' ' {
			break
		}
	}
	return i
}

func (s *scanner) escape() error {
	if err := s.need(2); err != nil {
		return err
	}
	switch s.buf[s.pos+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.pos += 2
		return nil
	case 'u':
	default:
		return errNotJSON
	}
	if err := s.need(6); err != nil {
		return err
	}
	for _, c := range s.buf[s.pos+2 : s.pos+6] {
		if (c < '0' || c > '9') && (c|' ' < 'a' || c|' ' > 'f') {
			return errNotJSON
		}
	}
	s.pos += 6
	return nil
}

// literal moves past a word.
func (s *scanner) literal(word string) error {
	if err := s.need(len(word)); err != nil {
		return err
	}
	if string(s.buf[s.pos:s.pos+len(word)]) != word {
		return errNotJSON
	}
	s.pos += len(word)
	return nil
}

// number moves past a number.
func (s *scanner) number() error {
	begin, held := s.offset(), s.held
	if held < 0 {
		s.held = begin
	}
	defer func() { s.held = held }()
	for {
		for s.pos < len(s.buf) && inNumber(s.buf[s.pos]) {
			s.pos++
		}
		if s.pos < len(s.buf) {
			break
		}
		if err := s.more(); err != nil {
			if errors.Is(err, io.EOF) && isNumber(s.since(begin)) {
				return nil
			}
			return err
		}
	}
	if !isNumber(s.since(begin)) {
		return errNotJSON
	}
	return nil
}

func inNumber(c byte) bool {
	return c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E'
}

// isNumber says whether a text is a number as JSON writes it.
func isNumber(text []byte) bool {
	digits := func() bool {
		n := 0
		for n < len(text) && text[n] >= '0' && text[n] <= '9' {
			n++
		}
		text = text[n:]
		return n > 0
	}
	is := func(any ...byte) bool {
		for _, c := range any {
			if len(text) > 0 && text[0] == c {
				text = text[1:]
				return true
			}
		}
		return false
	}
	is('-')
	if !is('0') && !digits() {
		return false
	}
	if is('.') && !digits() {
		return false
	}
	if is('e', 'E') {
		is('+', '-')
		if !digits() {
			return false
		}
	}
	return len(text) == 0
}
