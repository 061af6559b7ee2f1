package jsonscan

// A Watcher is told what it may be curious about while a value is skimmed.
type Watcher interface {
	// Key is told each key, in quotes, and whether it is spelled without escapes. It
	// says whether the value is to be told too.
	Key(quoted []byte, plain bool) bool
	// Value is told the value of a key: a string in quotes, nil for anything else.
	Value(quoted []byte, plain bool)
}

// Skim moves past a value, which has to be JSON. Who watches has it held.
func (s *Scanner) Skim(w Watcher) error {
	s.open = s.open[:0]
	curious := false
	for {
		c, err := s.Peek()
		if err != nil {
			return err
		}
		begin := s.Offset()
		plain := true
		switch c {
		case '{', '[':
			if len(s.open) >= Deepest {
				return ErrTooDeep
			}
			s.pos++
			s.open = append(s.open, c+2) // '}' and ']' are two after what they close
		case '"':
			plain, err = s.Quoted()
		case 't':
			err = s.Literal("true")
		case 'f':
			err = s.Literal("false")
		case 'n':
			err = s.Literal("null")
		default:
			err = s.Number()
		}
		if err != nil {
			return err
		}
		if curious {
			if curious = false; c == '"' {
				w.Value(s.Since(begin), plain)
			} else {
				w.Value(nil, true)
			}
		}
		for first := c == '{' || c == '['; ; first = false {
			if len(s.open) == 0 {
				return nil
			}
			closing := s.open[len(s.open)-1]
			more, err := s.Next(first, closing)
			if err != nil {
				return err
			}
			if more {
				break
			}
			s.open = s.open[:len(s.open)-1]
		}
		if s.open[len(s.open)-1] == '}' {
			if curious, err = s.skimKey(w); err != nil {
				return err
			}
		}
	}
}

// skimKey moves past a key, and says whether its value is to be told.
func (s *Scanner) skimKey(w Watcher) (curious bool, err error) {
	begin := s.Offset()
	plain, err := s.Quoted()
	if err != nil {
		return false, err
	}
	if w != nil {
		curious = w.Key(s.Since(begin), plain)
	}
	return curious, s.Take(':')
}
