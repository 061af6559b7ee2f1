package jsonscan

import (
	"errors"
	"io"
)

// Number moves past a number.
func (s *Scanner) Number() error {
	begin := s.Offset()
	defer s.Release(s.Hold())
	for {
		for s.pos < len(s.buf) && inNumber(s.buf[s.pos]) {
			s.pos++
		}
		if s.pos < len(s.buf) {
			break
		}
		if err := s.more(); err != nil {
			if errors.Is(err, io.EOF) && isNumber(s.Since(begin)) {
				return nil
			}
			return err
		}
	}
	if !isNumber(s.Since(begin)) {
		return ErrNotJSON
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
