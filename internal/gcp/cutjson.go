package gcp

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// CutJSON is [Cut] for the text of an API response.
func CutJSON(body []byte) ([]byte, error) {
	doc, err := value.ParseJSON(body)
	if err != nil {
		return nil, err
	}
	return JSON(Cut(doc))
}

// JSON writes a value that is wholly known, its keys sorted.
func JSON(doc value.Value) ([]byte, error) {
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
func toAny(v value.Value) (any, error) {
	switch v.Kind() {
	case value.KindNull:
		return nil, nil
	case value.KindBool:
		return v.Text() == "true", nil
	case value.KindNumber:
		return json.Number(v.Text()), nil
	case value.KindString:
		return v.Text(), nil
	case value.KindList:
		out := make([]any, len(v.Elements()))
		for i, e := range v.Elements() {
			var err error
			if out[i], err = toAny(e); err != nil {
				return nil, err
			}
		}
		return out, nil
	case value.KindObject:
		out := map[string]any{}
		for _, key := range v.Keys() {
			field, err := toAny(v.Get(key))
			if err != nil {
				return nil, err
			}
			out[key] = field
		}
		return out, nil
	case value.KindUnknown:
	}
	return nil, fmt.Errorf("JSON has no %s values", v.Kind())
}
