package provider

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// fingerprint is the SHA-256 of values in a canonical spelling: it tells that the
// inputs changed without telling what they are.
func fingerprint(vs ...value.Value) string {
	h := sha256.New()
	for _, v := range vs {
		spell(h, v)
		fmt.Fprintln(h)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// spell writes JSON with keys in order; unknown is a word that JSON does not have.
func spell(w io.Writer, v value.Value) {
	switch v.Kind() {
	case value.KindNull:
		fmt.Fprint(w, "null")
	case value.KindUnknown:
		fmt.Fprint(w, "unknown")
	case value.KindBool, value.KindNumber:
		fmt.Fprint(w, v.Text())
	case value.KindString:
		fmt.Fprint(w, quoted(v.Text()))
	case value.KindList:
		fmt.Fprint(w, "[")
		for _, e := range v.Elements() {
			spell(w, e)
			fmt.Fprint(w, ",")
		}
		fmt.Fprint(w, "]")
	case value.KindObject:
		fmt.Fprint(w, "{")
		for _, k := range v.Keys() {
			fmt.Fprint(w, quoted(k), ":")
			spell(w, v.Get(k))
			fmt.Fprint(w, ",")
		}
		fmt.Fprint(w, "}")
	}
}

// quoted cannot fail: every Go string has a JSON spelling.
func quoted(s string) string {
	var b strings.Builder
	_ = json.NewEncoder(&b).Encode(s)
	return strings.TrimSuffix(b.String(), "\n")
}

// listOf is a list of strings as a value.
func listOf(texts []string) value.Value {
	out := make([]value.Value, len(texts))
	for i, s := range texts {
		out[i] = value.OfString(s)
	}
	return value.OfList(out...)
}
