package snapshot

import (
	"net/url"
	"strings"
)

// pattern names requests: by what the documentation calls the collection they
// read, or as a request in which * stands for any text.
type pattern struct {
	text    string
	request string // "METHOD path"; "" when text is the name of a collection
}

func parsePattern(text string) pattern {
	p := pattern{text: text}
	if strings.ContainsAny(text, "/ ") {
		p.request = strings.Join(strings.Fields(text), " ")
		if !strings.Contains(p.request, " ") {
			p.request = "GET " + p.request
		}
	}
	return p
}

// exact is the one request that a pattern without stars names.
func (p pattern) exact() (key, bool) {
	k, ok := parseRequest(p.request)
	return k, ok && !strings.Contains(p.request, "*") && serviceOf(k.Path) != ""
}

func (p pattern) matches(k key) bool {
	if p.request == "" {
		return p.text != "" && p.text == listName(k.Path)
	}
	request := k.Method + " " + k.Path
	if exact, ok := p.exact(); ok && exact == k || matchStars(p.request, request) {
		return true
	}
	// People write queries without escapes.
	plain, err := url.QueryUnescape(request)
	return err == nil && matchStars(p.request, plain)
}

// matchStars says whether text fits a pattern in which * stands for any text.
func matchStars(pattern, text string) bool {
	head, rest, wild := strings.Cut(pattern, "*")
	text, ok := strings.CutPrefix(text, head)
	if !ok || !wild {
		return ok && text == ""
	}
	for {
		part, more, wild := strings.Cut(rest, "*")
		if !wild {
			return strings.HasSuffix(text, part)
		}
		_, after, ok := strings.Cut(text, part)
		if !ok {
			return false
		}
		text, rest = after, more
	}
}
