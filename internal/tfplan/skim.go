package tfplan

// A watcher is told what it may be curious about while a value is skimmed.
type watcher interface {
	// key is told each key, in quotes, and whether it is spelled without escapes. It
	// says whether the value is to be told too.
	key(quoted []byte, plain bool) bool
	// value is told the value of a key: a string in quotes, nil for anything else.
	value(quoted []byte, plain bool)
}

// skim moves past a value, which has to be JSON. Who watches has it held.
func (s *scanner) skim(w watcher) error {
	s.open = s.open[:0]
	curious := false
	for {
		c, err := s.peek()
		if err != nil {
			return err
		}
		begin := s.offset()
		plain := true
		switch c {
		case '{', '[':
			if len(s.open) >= deepest {
				return errTooDeep
			}
			s.pos++
			s.open = append(s.open, c+2) // '}' and ']' are two after what they close
		case '"':
			plain, err = s.quoted()
		case 't':
			err = s.literal("true")
		case 'f':
			err = s.literal("false")
		case 'n':
			err = s.literal("null")
		default:
			err = s.number()
		}
		if err != nil {
			return err
		}
		if curious {
			if curious = false; c == '"' {
				w.value(s.since(begin), plain)
			} else {
				w.value(nil, true)
			}
		}
		for first := c == '{' || c == '['; ; first = false {
			if len(s.open) == 0 {
				return nil
			}
			closing := s.open[len(s.open)-1]
			more, err := s.next(first, closing)
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
func (s *scanner) skimKey(w watcher) (curious bool, err error) {
	begin := s.offset()
	plain, err := s.quoted()
	if err != nil {
		return false, err
	}
	if w != nil {
		curious = w.key(s.since(begin), plain)
	}
	return curious, s.take(':')
}
