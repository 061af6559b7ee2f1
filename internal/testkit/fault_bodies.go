package testkit

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// spoils makes a fault that changes the healthy answer.
func spoils(name string, spoil func(healthy response) response) Fault {
	return Fault{Name: name, spoil: func(_ *Server, w http.ResponseWriter, _ *http.Request, healthy response) { spoil(healthy).write(w) }}
}

// Hang never answers: the call ends when its caller gives up or the test ends.
func Hang() Fault {
	return Fault{Name: "hangs", spoil: func(s *Server, _ http.ResponseWriter, r *http.Request, _ response) {
		select {
		case <-r.Context().Done():
		case <-s.closing:
		}
	}}
}

// Slow answers as it should, but late. It is not in [Faults]: nothing is wrong.
func Slow(d time.Duration) Fault {
	return Fault{Name: "slow", spoil: func(s *Server, w http.ResponseWriter, r *http.Request, healthy response) {
		if s.wait(r, d) {
			healthy.write(w)
		}
	}}
}

// Reset closes the connection without an answer.
func Reset() Fault {
	return Fault{Name: "connection reset", spoil: func(_ *Server, _ http.ResponseWriter, _ *http.Request, _ response) {
		panic(http.ErrAbortHandler)
	}}
}

// CutOff closes the connection in the middle of the answer.
func CutOff() Fault {
	return Fault{Name: "cut off", spoil: func(_ *Server, w http.ResponseWriter, _ *http.Request, healthy response) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(healthy.body)))
		w.WriteHeader(healthy.status)
		_, _ = w.Write(healthy.body[:len(healthy.body)/2])
		panic(http.ErrAbortHandler)
	}}
}

// Truncate answers with the first half of the JSON, as if that were all.
func Truncate() Fault {
	return spoils("truncated JSON", func(a response) response {
		a.body = a.body[:len(a.body)/2]
		return a
	})
}

// WrongType puts a string where the answer has lists and objects.
func WrongType() Fault {
	return spoils("wrong types", rewrite(func(top map[string]any) any {
		changed := false
		for k, v := range top {
			switch v.(type) {
			case []any, map[string]any:
				top[k], changed = "a string", true
			}
		}
		if !changed {
			return "a string"
		}
		return top
	}))
}

// WrongElements puts strings where the answer's lists have objects, and objects
// where they have strings.
func WrongElements() Fault {
	return spoils("wrong elements", rewrite(func(top map[string]any) any {
		if !wrongElements(top) {
			return "a string"
		}
		return top
	}))
}

func wrongElements(v any) (changed bool) {
	switch v := v.(type) {
	case map[string]any:
		for _, f := range v {
			changed = wrongElements(f) || changed
		}
	case []any:
		for i, e := range v {
			changed = true
			if _, isText := e.(string); isText {
				v[i] = map[string]any{"an": "object"}
			} else {
				v[i] = "a string"
			}
		}
	}
	return changed
}

// EmptyPage answers with an object that has no field.
func EmptyPage() Fault {
	return spoils("empty page", func(a response) response {
		a.body = []byte("{}")
		return a
	})
}

// EmptyBody answers 200 with nothing.
func EmptyBody() Fault {
	return spoils("empty body", func(a response) response {
		a.body = nil
		return a
	})
}

// HTML answers 200 with a web page, as a captive portal does.
func HTML() Fault {
	return answers("HTML", func(*http.Request) response { return page(http.StatusOK, "Sign in to the network.") })
}

// HTML502 is the web page of a front end that has lost its backend.
func HTML502() Fault {
	return answers("502 HTML", func(*http.Request) response { return page(http.StatusBadGateway, "502. Try again in 30 seconds.") })
}

// SameToken gives every page the same token of the next page, so that a listing
// never ends.
func SameToken() Fault {
	return spoils("same page token", rewrite(func(top map[string]any) any {
		top["nextPageToken"] = tokenPrefix + "0"
		return top
	}))
}

// Unreachable leaves a location out of an aggregated list, which says so.
func Unreachable(location string) Fault {
	f := spoils("unreachable", rewrite(func(top map[string]any) any {
		scopes, _ := top["items"].(map[string]any)
		scopes[location] = scopeWarning("UNREACHABLE", location, "The scope '"+location+"' is unreachable.")
		id, _ := top["id"].(string)
		project, _, _ := strings.Cut(id, "/aggregated/")
		top["unreachables"] = []any{project + "/" + location}
		return top
	}))
	f.only = func(call string) bool { return strings.Contains(call, "/aggregated/") }
	return f
}

// rewrite changes the JSON of a healthy answer.
func rewrite(change func(top map[string]any) any) func(response) response {
	return func(a response) response {
		dec := json.NewDecoder(bytes.NewReader(a.body))
		dec.UseNumber()
		var top map[string]any
		if a.status != http.StatusOK || dec.Decode(&top) != nil {
			return a
		}
		changed := ok(change(top))
		a.body = changed.body
		return a
	}
}
