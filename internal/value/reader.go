package value

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/apireach/terraform-provider-apireach/internal/jsonscan"
)

// A Reader reads values out of a JSON text. Its errors are those of [jsonscan.Scanner].
type Reader struct {
	jsonscan.Scanner
	// names are the keys of objects, each held once, texts the last strings that were
	// read, of which as many bytes as piece says are held in one.
	names map[string]string
	texts strings.Builder
	piece int
	// elements and fields are those of the lists and objects that are being read, of
	// which depth lie in each other.
	elements []Value
	fields   []Field
	depth    int
}

// together is how many bytes of text are held in one piece at most: texts are a few bytes
// long, and are needed or not with their neighbours.
const together = 16 << 10

// NewReader reads from a reader.
func NewReader(from io.Reader) *Reader {
	return &Reader{Scanner: jsonscan.New(from), names: map[string]string{}, piece: together}
}

func readerOf(text []byte) *Reader {
	return &Reader{Scanner: jsonscan.Of(text), names: map[string]string{}, piece: min(together, len(text))}
}

// Value reads a whole value. Numbers keep their notation.
func (r *Reader) Value() (Value, error) {
	c, err := r.Peek()
	if err != nil {
		return Value{}, err
	}
	switch c {
	case '"':
		text, err := r.text(r.copied)
		return OfString(text), err
	case '[', '{':
		if r.depth++; r.depth > jsonscan.Deepest {
			return Value{}, jsonscan.ErrTooDeep
		}
		r.Pass(1)
		if c == '[' {
			return r.list()
		}
		return r.object()
	case 't':
		return OfBool(true), r.Literal("true")
	case 'f':
		return OfBool(false), r.Literal("false")
	case 'n':
		return Null(), r.Literal("null")
	}
	begin, before := r.Offset(), r.Hold()
	err = r.Number()
	r.Release(before)
	if err != nil {
		return Value{}, err
	}
	return OfNumber(json.Number(r.copied(r.Since(begin)))), nil
}

// list reads a list that was opened.
func (r *Reader) list() (Value, error) {
	begin := len(r.elements)
	for first := true; ; first = false {
		if more, err := r.Next(first, ']'); err != nil {
			return Value{}, err
		} else if !more {
			break
		}
		v, err := r.Value()
		if err != nil {
			return Value{}, err
		}
		r.elements = append(r.elements, v)
	}
	r.depth--
	return OfList(taken(&r.elements, begin)...), nil
}

// object reads an object that was opened.
func (r *Reader) object() (Value, error) {
	begin := len(r.fields)
	for first := true; ; first = false {
		if more, err := r.Next(first, '}'); err != nil {
			return Value{}, err
		} else if !more {
			break
		}
		name, err := r.Name()
		if err != nil {
			return Value{}, err
		}
		v, err := r.Value()
		if err != nil {
			return Value{}, err
		}
		r.fields = append(r.fields, Field{Name: name, Value: v})
	}
	r.depth--
	return OfFields(taken(&r.fields, begin)), nil
}

// taken takes what follows begin off a stack, in a list as long as it has to be.
func taken[T any](stack *[]T, begin int) []T {
	top := (*stack)[begin:]
	out := slices.Clone(top)
	clear(top)
	*stack = (*stack)[:begin]
	return out
}

// Name reads the key of an object, up to its value.
func (r *Reader) Name() (string, error) {
	if _, err := r.Peek(); err != nil {
		return "", err
	}
	name, err := r.text(r.named)
	if err != nil {
		return "", err
	}
	return name, r.Take(':')
}

// text reads a string. It keeps the text that is in the buffer if nothing in it is
// spelled otherwise.
func (r *Reader) text(keep func(text []byte) string) (string, error) {
	begin, before := r.Offset(), r.Hold()
	plain, err := r.Quoted()
	r.Release(before)
	if err != nil {
		return "", err
	}
	quoted := r.Since(begin)
	if text := quoted[1 : len(quoted)-1]; plain && utf8.Valid(text) {
		return keep(text), nil
	}
	var text string
	err = json.Unmarshal(quoted, &text)
	return text, err
}

// named is a key, of which each is held once: they repeat in every resource.
func (r *Reader) named(text []byte) string {
	if name, ok := r.names[string(text)]; ok {
		return name
	}
	name := string(text)
	if len(r.names) < mostNames {
		r.names[name] = name
	}
	return name
}

// mostNames is more than the attributes that are read; keys of maps are names too.
const mostNames = 4096

// copied is a text apart from the buffer, beside others.
func (r *Reader) copied(text []byte) string {
	if len(text) > together/16 {
		return string(text)
	}
	if r.texts.Cap()-r.texts.Len() < len(text) {
		r.texts = strings.Builder{}
		r.texts.Grow(r.piece)
	}
	begin := r.texts.Len()
	r.texts.Write(text)
	return r.texts.String()[begin:]
}
