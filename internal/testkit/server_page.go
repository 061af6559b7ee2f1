package testkit

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// paged is a slice of a listing, and the token of the next one.
type paged struct {
	items []item
	next  string
}

// page cuts a page out of a listing. The parameters of the size and its default
// differ between the APIs. The error is the API's answer to a bad parameter.
func (s *Server) page(r *http.Request, all []item, sizeParam string, size int) (paged, *response) {
	q := r.URL.Query()
	if text := q.Get(sizeParam); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 500 && sizeParam == "maxResults" {
			bad := badRequest("Invalid value for field '" + sizeParam + "': '" + text + "'.")
			return paged{}, &bad
		}
		if n > 0 {
			size = min(n, 1000)
		}
	}
	s.mu.Lock()
	if s.pageSize > 0 {
		size = min(size, s.pageSize)
	}
	s.mu.Unlock()
	start := 0
	if token := q.Get("pageToken"); token != "" {
		text, ok := strings.CutPrefix(token, tokenPrefix)
		n, err := strconv.Atoi(text)
		if !ok || err != nil || n < 0 || n > len(all) {
			bad := badRequest("Invalid value for field 'pageToken': '" + token + "'.")
			return paged{}, &bad
		}
		start = n
	}
	end := min(start+size, len(all))
	out := paged{items: all[start:end]}
	if end < len(all) {
		out.next = tokenPrefix + strconv.Itoa(end)
	}
	return out, nil
}

// tokenPrefix has characters that a query must escape, as Google's tokens have.
const tokenPrefix = "CiQK+/="

var nameFilter = regexp.MustCompile(`^\(?\s*name\s*(?:=|eq)\s*"?([a-z0-9()|.*-]+)"?\s*\)?$`)

// filtered honours filters on the name, which are regular expressions; others match everything.
func filtered(r *http.Request, all []item) []item {
	m := nameFilter.FindStringSubmatch(r.URL.Query().Get("filter"))
	if m == nil {
		return all
	}
	names := regexp.MustCompile("^(?:" + m[1] + ")$")
	var out []item
	for _, it := range all {
		if names.MatchString(it.Body.Get("name").Text()) {
			out = append(out, it)
		}
	}
	return out
}

func bodies(items []item) []any {
	out := make([]any, len(items))
	for i, it := range items {
		out[i] = it.body
	}
	return out
}
