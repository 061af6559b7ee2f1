package jsonscan

import (
	"encoding/binary"
	"math/bits"
)

// Quoted moves past a string, and says whether it is spelled without escapes.
func (s *Scanner) Quoted() (plain bool, err error) {
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
func (s *Scanner) quotedFar() (plain bool, err error) {
	begin := s.Offset()
	if err := s.Take('"'); err != nil {
		return false, err
	}
	plain = true
	for {
		s.pos += untilSpecial(s.buf[s.pos:])
		if s.pos == len(s.buf) {
			if err := s.more(); err != nil {
				return false, err
			}
			if s.Offset()-begin > MostHeld {
				return false, ErrTooLarge
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
			return false, ErrNotJSON
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

func (s *Scanner) escape() error {
	if err := s.need(2); err != nil {
		return err
	}
	switch s.buf[s.pos+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.pos += 2
		return nil
	case 'u':
	default:
		return ErrNotJSON
	}
	if err := s.need(6); err != nil {
		return err
	}
	for _, c := range s.buf[s.pos+2 : s.pos+6] {
		if (c < '0' || c > '9') && (c|' ' < 'a' || c|' ' > 'f') {
			return ErrNotJSON
		}
	}
	s.pos += 6
	return nil
}
