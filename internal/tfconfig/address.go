package tfconfig

import "strings"

// An Address is a whole Terraform address, taken apart.
type Address struct {
	// Modules lead to the module that the resource is in.
	Modules []Step
	// Name is TYPE.NAME or data.TYPE.NAME.
	Name string
	// Key is the instance's key as it is written in brackets, "" without.
	Key string
}

// A Step is a call of a module, with the key of its instance.
type Step struct{ Name, Key string }

// ParseAddress takes an address apart; false if it is none of a resource.
func ParseAddress(text string) (Address, bool) {
	var a Address
	var names []string
	for text != "" {
		end := strings.IndexAny(text, ".[")
		if end == 0 {
			return Address{}, false
		}
		if end < 0 {
			end = len(text)
		}
		name := text[:end]
		text = text[end:]
		k := ""
		if strings.HasPrefix(text, "[") {
			if k, text = bracketed(text); k == "" {
				return Address{}, false
			}
		}
		text = strings.TrimPrefix(text, ".")
		names = append(names, name)
		switch {
		case len(names) == 2 && names[0] == "module":
			a.Modules, names = append(a.Modules, Step{name, k}), nil
		case k != "" && text != "":
			return Address{}, false
		default:
			a.Key = k
		}
	}
	if len(names) != 2 && (len(names) != 3 || names[0] != "data") {
		return Address{}, false
	}
	a.Name = strings.Join(names, ".")
	return a, true
}

// bracketed splits ["key"]rest and [0]rest; no key means that there is no end.
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
	return "", ""
}

// Type is the Terraform type.
func (a Address) Type() string {
	typ, _, _ := strings.Cut(strings.TrimPrefix(a.Name, "data."), ".")
	return typ
}

var (
	escapes   = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "${", "$${", "%{", "%%{")
	unescapes = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n", `\r`, "\r", `\t`, "\t", "$${", "${", "%%{", "%{")
)

// quote writes a key as addresses have it.
func quote(key string) string { return `"` + escapes.Replace(key) + `"` }

// unquote is the key that an address has in quotes; false for an index.
func unquote(key string) (string, bool) {
	if len(key) < 2 || key[0] != '"' || key[len(key)-1] != '"' {
		return "", false
	}
	return unescapes.Replace(key[1 : len(key)-1]), true
}
