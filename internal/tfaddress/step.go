package tfaddress

import "strings"

// A Step is a part of an address or reference: a name, or an index as it is written
// in brackets.
type Step struct {
	Text  string
	Index bool
}

// Steps takes an address or a reference apart: module.a["x.y"].b[0].id.
func Steps(text string) []Step {
	var out []Step
	for text != "" {
		switch text[0] {
		case '.':
			text = text[1:]
		case '[':
			inner, rest := bracketed(text)
			out = append(out, Step{inner, true})
			text = rest
		default:
			end := strings.IndexAny(text, ".[")
			if end < 0 {
				end = len(text)
			}
			out = append(out, Step{Text: text[:end]})
			text = text[end:]
		}
	}
	return out
}

// bracketed splits ["key"]rest and [0]rest; without an end all is the key.
func bracketed(text string) (inner, rest string) {
	quoted := false
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			if quoted {
				i++
			}
		case '"':
			quoted = !quoted
		case ']':
			if !quoted {
				return text[1:i], text[i+1:]
			}
		}
	}
	return text[1:], ""
}

var (
	escapes   = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "${", "$${", "%{", "%%{")
	escaped   = strings.NewReplacer(`\\`, "", `\"`, "", "$${", "", "%%{", "")
	unescapes = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n", `\r`, "\r", `\t`, "\t", "$${", "${", "%%{", "%{")
)

// Quote writes a key of for_each as addresses have it.
func Quote(key string) string { return `"` + escapes.Replace(key) + `"` }

// Unquote is the key that an address has in quotes; false for an index.
func Unquote(key string) (string, bool) {
	if len(key) < 2 || key[0] != '"' || key[len(key)-1] != '"' {
		return "", false
	}
	return unescapes.Replace(key[1 : len(key)-1]), true
}

// isKey says whether what stands in brackets is an index or a text in quotes, in which
// nothing is an expression.
func isKey(key string) bool {
	if strings.Trim(key, "0123456789") == "" {
		return key != ""
	}
	if len(key) < 2 || key[0] != '"' || key[len(key)-1] != '"' {
		return false
	}
	inner := key[1 : len(key)-1]
	rest := escaped.Replace(inner)
	return !strings.ContainsAny(rest, "\"\n\r") && !strings.HasSuffix(rest, `\`) && !strings.Contains(rest, "${") && !strings.Contains(rest, "%{")
}

// Key is the instance key at the end of an address, as it is written in brackets; ""
// when there is none.
func Key(address string) string {
	all := Steps(address)
	if n := len(all); n > 0 && all[n-1].Index {
		return all[n-1].Text
	}
	return ""
}
