package testkit

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Log gives a project log entries, each a LogEntry as JSON.
func (s *Server) Log(project string, entries ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.logs == nil {
		s.logs = map[string][]json.RawMessage{}
	}
	for _, e := range entries {
		if !json.Valid([]byte(e)) {
			panic("testkit: this log entry is not JSON: " + e)
		}
		s.logs[project] = append(s.logs[project], json.RawMessage(e))
	}
}

// entries answers Cloud Logging's entries:list.
func (s *Server) entries(r *http.Request) response {
	var ask struct {
		ResourceNames              []string
		Filter, OrderBy, PageToken string
		PageSize                   int
	}
	if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
		return badRequest("The request is not JSON.")
	}
	keep, err := parseLogFilter(ask.Filter)
	switch {
	case err != nil:
		return badRequest("Unparseable filter: " + err.Error())
	case len(ask.ResourceNames) == 0 || ask.PageSize < 0 || ask.PageSize > 1000:
		return badRequest("resource_names is empty, or page_size is not between 0 and 1000.")
	case ask.OrderBy != "timestamp desc":
		return badRequest("This server sorts by timestamp desc only.")
	}
	var found []json.RawMessage
	s.mu.Lock()
	for _, name := range ask.ResourceNames {
		for _, e := range s.logs[strings.TrimPrefix(name, "projects/")] {
			if doc, err := value.ParseJSON(e); err == nil && keep(doc) {
				found = append(found, e)
			}
		}
	}
	size := ask.PageSize
	if s.pageSize > 0 {
		size = min(size, s.pageSize)
	}
	s.mu.Unlock()
	slices.SortStableFunc(found, func(a, b json.RawMessage) int { return strings.Compare(timestamp(b), timestamp(a)) })
	return logPage(found, ask.PageToken, size)
}

// logPage is a page of entries. A first page is empty where there are several, as the
// API's may be.
func logPage(found []json.RawMessage, token string, size int) response {
	begin := 0
	switch {
	case token == "" && len(found) > size:
		return ok(map[string]any{"nextPageToken": "0"})
	case token != "":
		n, err := strconv.Atoi(token)
		if err != nil || n < 0 || n > len(found) {
			return badRequest("page_token is invalid.")
		}
		begin = n
	}
	end := min(len(found), begin+size)
	out := map[string]any{}
	if end > begin {
		out["entries"] = found[begin:end]
	}
	if end < len(found) {
		out["nextPageToken"] = strconv.Itoa(end)
	}
	return ok(out)
}

func timestamp(e json.RawMessage) string {
	doc, err := value.ParseJSON(e)
	if err != nil {
		return ""
	}
	return doc.Get("timestamp").Text()
}
