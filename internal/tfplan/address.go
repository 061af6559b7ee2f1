package tfplan

import (
	"slices"
	"strconv"
	"strings"
)

// A step is a part of an address or reference: a name, or an index in brackets.
type step struct {
	text  string
	index bool
}

// steps takes an address or reference apart: module.a["x.y"].b[0].
func steps(text string) []step {
	var out []step
	for text != "" {
		switch text[0] {
		case '.':
			text = text[1:]
		case '[':
			inner, rest := bracketed(text)
			out = append(out, step{inner, true})
			text = rest
		default:
			end := strings.IndexAny(text, ".[")
			if end < 0 {
				end = len(text)
			}
			out = append(out, step{text: text[:end]})
			text = text[end:]
		}
	}
	return out
}

// bracketed splits ["key"]rest and [0]rest.
func bracketed(text string) (inner, rest string) {
	if quoted, err := strconv.QuotedPrefix(text[1:]); err == nil {
		// Terraform escapes a little differently; what it writes in brackets is kept.
		return quoted, strings.TrimPrefix(text[1+len(quoted):], "]")
	}
	inner, rest, _ = strings.Cut(text[1:], "]")
	return inner, rest
}

// key is the instance key at the end of an address, as it is written in brackets;
// "" when there is none.
func key(address string) string {
	all := steps(address)
	if n := len(all); n > 0 && all[n-1].index {
		return all[n-1].text
	}
	return ""
}

// specific leaves out the prefixes of references that plan JSON adds.
func specific(references []string) []string {
	var out []string
	for i, r := range references {
		longer := func(o string) bool {
			rest, ok := strings.CutPrefix(o, r)
			return ok && rest != "" && (rest[0] == '.' || rest[0] == '[')
		}
		if !slices.ContainsFunc(references, longer) && !slices.Contains(references[:i], r) {
			out = append(out, r)
		}
	}
	return out
}
