package value

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ParseJSON reads one JSON document. Numbers keep their notation, so that no
// 64-bit integer loses a digit. The error of a text that is cut short is
// [io.ErrUnexpectedEOF].
func ParseJSON(data []byte) (Value, error) {
	r := readerOf(data)
	v, err := r.Value()
	if err == nil {
		err = r.End()
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return Value{}, err
	}
	return v, nil
}

// FromAny converts what encoding/json decodes into an empty interface.
func FromAny(doc any) (Value, error) {
	switch doc := doc.(type) {
	case nil:
		return Null(), nil
	case bool:
		return OfBool(doc), nil
	case string:
		return OfString(doc), nil
	case json.Number:
		return OfNumber(doc), nil
	case float64:
		return OfNumber(json.Number(fmt.Sprint(doc))), nil
	case []any:
		list := make([]Value, len(doc))
		for i, e := range doc {
			var err error
			if list[i], err = FromAny(e); err != nil {
				return Value{}, err
			}
		}
		return OfList(list...), nil
	case map[string]any:
		fields := make(map[string]Value, len(doc))
		for k, e := range doc {
			f, err := FromAny(e)
			if err != nil {
				return Value{}, err
			}
			fields[k] = f
		}
		return OfObject(fields), nil
	}
	return Value{}, fmt.Errorf("a %T is no JSON value", doc)
}

// String writes the value much like JSON, what is unknown as its reason. It shows
// everything: it is for tests, and for nothing that users see.
func (v Value) String() string {
	var parts []string
	switch v.kind {
	case KindNull:
		return "null"
	case KindString:
		return strconv.Quote(v.text)
	case KindUnknown:
		return fmt.Sprintf("unknown(%v)", v.Why())
	case KindList:
		for _, e := range v.Elements() {
			parts = append(parts, e.String())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case KindObject:
		for _, f := range v.Fields() {
			parts = append(parts, strconv.Quote(f.Name)+": "+f.Value.String())
		}
		return "{" + strings.Join(parts, ", ") + "}"
	default:
		return v.text
	}
}
