package value

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// JSON writes a value that is wholly known, its keys sorted.
func JSON(doc Value) ([]byte, error) {
	plain, err := toAny(doc)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false) // people read snapshots
	if err := enc.Encode(plain); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// toAny is what encoding/json writes for a value.
func toAny(v Value) (any, error) {
	switch v.Kind() {
	case KindNull:
		return nil, nil
	case KindBool:
		return v.Text() == "true", nil
	case KindNumber:
		return json.Number(v.Text()), nil
	case KindString:
		return v.Text(), nil
	case KindList:
		out := make([]any, len(v.Elements()))
		for i, e := range v.Elements() {
			var err error
			if out[i], err = toAny(e); err != nil {
				return nil, err
			}
		}
		return out, nil
	case KindObject:
		out := map[string]any{}
		for _, key := range v.Keys() {
			field, err := toAny(v.Get(key))
			if err != nil {
				return nil, err
			}
			out[key] = field
		}
		return out, nil
	case KindUnknown:
	}
	return nil, fmt.Errorf("JSON has no %s values", v.Kind())
}
