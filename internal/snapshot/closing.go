package snapshot

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// closing answers the requests of a collection from the files, and where the user
// says so with nothing. It notes the requests without an answer.
type closing struct {
	mu       sync.Mutex
	snapshot *Snapshot
	arrival  *arrival
	patterns []pattern
	hits     map[string]bool // patterns that name a request
	emptied  []string
	lacking  []string
}

// close completes the answers of an import as the options say.
func (a *arrival) close(dir string, opts ImportOptions) (*closing, error) {
	c := &closing{snapshot: &Snapshot{dir: dir, answers: map[key]answer{}}, arrival: a, hits: map[string]bool{}}
	for _, text := range opts.Empty {
		c.patterns = append(c.patterns, parsePattern(text))
	}
	if err := a.stock(c.completes); err != nil {
		return nil, err
	}
	for k, e := range a.answers {
		c.snapshot.answers[k] = e.answer()
	}
	for _, p := range c.patterns {
		// A request told exactly needs no collection to be known.
		if k, ok := p.exact(); ok {
			c.fill(k)
		}
	}
	if opts.Collect != nil {
		if err := opts.Collect(a.organization, c); err != nil {
			return nil, err
		}
	}
	for _, p := range c.patterns {
		if !c.hits[p.text] {
			return nil, fmt.Errorf("%q is said to be empty, but nothing that a collection reads is called so; expected a request "+
				"such as GET /v1/organizations/%s/envgroups, with * for any text, or the name of a collection such as compute.forwardingRules",
				p.text, a.organization)
		}
	}
	return c, nil
}

// RoundTrip answers from the files, or with nothing where the user says so.
func (c *closing) RoundTrip(req *http.Request) (*http.Response, error) {
	k, req, err := keyOf(req)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fill(k)
	if _, ok := c.snapshot.answers[k]; !ok {
		c.lacking = append(c.lacking, k.Method+" "+k.Path)
	}
	return c.snapshot.RoundTrip(req)
}

// named says whether the user calls a request's answer empty.
func (c *closing) named(k key) bool {
	for _, p := range c.patterns {
		if p.matches(k) {
			c.hits[p.text] = true
			return true
		}
	}
	return false
}

// completes says whether the user makes a list whole of which the files show a part.
func (c *closing) completes(k key) bool {
	if !c.named(k) {
		return false
	}
	c.emptied = append(c.emptied, k.Method+" "+k.Path)
	return true
}

// fill answers a request with nothing if the user says so and no file answers it.
func (c *closing) fill(k key) {
	if !c.named(k) {
		return
	}
	if _, ok := c.snapshot.answers[k]; ok {
		return
	}
	e := exchange{key: k, service: serviceOf(k.Path), status: http.StatusOK, body: nothing(k)}
	c.arrival.answers[k] = e
	c.snapshot.answers[k] = e.answer()
	c.emptied = append(c.emptied, k.Method+" "+k.Path)
}

// nothing is what an API answers when there is nothing.
func nothing(k key) []byte {
	path, _, _ := strings.Cut(k.Path, "?")
	p, ok := parsePlace(path)
	switch {
	case !ok || p.name != "":
		return []byte("{}\n")
	case p.scope == "aggregated":
		return []byte("{\n  \"items\": {}\n}\n")
	}
	return []byte("{\n  \"items\": []\n}\n")
}

func (c *closing) exchanges() []exchange {
	var out []exchange
	for _, e := range c.arrival.answers {
		out = append(out, e)
	}
	return out
}

func (e exchange) answer() answer {
	return answer{status: e.status, contentType: "application/json; charset=UTF-8", body: e.body}
}

func sorted(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}
