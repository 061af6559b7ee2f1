package symptom

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Group is what was seen of one cause, each observation under the likeliest one.
type Group struct {
	// Cause is [Unexplained] where nothing known here is one.
	Cause
	Count int
	// First and Last are when, by the log entries; zero when none tells.
	First, Last time.Time
	// Seen says what it looks like.
	Seen []string
	// Statuses, Details, Services, Hosts and Where are those of the entries: statuses of
	// answers, statusDetails, backend services, hosts that clients asked for, Cloud Armor
	// rules that decided. They are the first [MostListed] that occur.
	Statuses                        []int
	Details, Services, Hosts, Where []string
	// Example is what is kept of the latest entry.
	Example string
	// Logged says that the load balancer itself says so.
	Logged bool
}

// MostListed bounds the lists of a group: logs may name anything.
const MostListed = 20

// Unexplained is the cause of what points to none.
var Unexplained = Cause{
	ID:    "unexplained",
	Title: "Nothing that is known here explains it",
	Why:   "The log entry has statusDetails, or a status, that no known cause makes.",
	Next:  "Look its statusDetails up: https://docs.cloud.google.com/load-balancing/docs/https/https-logging-monitoring",
}

// group adds an observation to the group of its cause.
func (q *Inquiry) group(c Cause, sig signature, o Observation) {
	g, ok := q.groups[c.ID]
	if !ok {
		g = &Group{Cause: c}
		q.groups[c.ID] = g
	}
	g.Count++
	g.Logged = g.Logged || sig.proves
	g.Seen = listed(g.Seen, sig.seen)
	g.Details, g.Services, g.Hosts = listed(g.Details, name(o.Details)), listed(g.Services, o.Service), listed(g.Hosts, o.Host)
	if o.denied() {
		g.Where = listed(g.Where, o.rule())
	}
	if o.Status != 0 {
		g.Statuses = listed(g.Statuses, o.Status)
	}
	g.First, g.Last, g.Example = span(g.First, g.Last, g.Example, o)
}

// listed adds to a list what is not in it, as long as there is room.
func listed[T cmp.Ordered](list []T, v T) []T {
	var none T
	if v == none || len(list) >= MostListed || slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// span widens a span of time by an observation, and keeps the latest for an example.
func span(first, last time.Time, example string, o Observation) (time.Time, time.Time, string) {
	if example == "" || o.At.After(last) {
		example = o.example()
	}
	if o.At.IsZero() {
		return first, last, example
	}
	if first.IsZero() || o.At.Before(first) {
		first = o.At
	}
	if o.At.After(last) {
		last = o.At
	}
	return first, last, example
}

// Groups lists the groups, the largest first, lists sorted.
func (q *Inquiry) Groups() []Group {
	var out []Group
	for _, c := range append(Causes(), Unexplained) {
		g, ok := q.groups[c.ID]
		if !ok {
			continue
		}
		sorted := *g
		sorted.Statuses = slices.Sorted(slices.Values(g.Statuses))
		for _, list := range []*[]string{&sorted.Details, &sorted.Services, &sorted.Hosts, &sorted.Where} {
			*list = slices.Sorted(slices.Values(*list))
		}
		out = append(out, sorted)
	}
	slices.SortStableFunc(out, func(a, b Group) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

// example is what may be shown of a log entry: who asked, for what path and with
// which headers is not.
func (o Observation) example() string {
	if o.Text != "" && (o.At.IsZero() || o.Status == 0) {
		return ""
	}
	var parts []string
	add := func(before, text string) {
		if text != "" {
			parts = append(parts, before+text)
		}
	}
	if !o.At.IsZero() {
		add("", o.At.UTC().Format(time.RFC3339))
	}
	add("", strings.TrimSpace(o.Method+" "+o.Host))
	if o.Status != 0 {
		add("status ", strconv.Itoa(o.Status))
	}
	add("route ", o.Route)
	if o.Answered != 0 {
		add("integration status ", strconv.Itoa(o.Answered))
	}
	add("", name(o.Details))
	if o.denied() {
		add("policy ", o.rule())
	}
	add("backend service ", o.Service)
	add("forwarding rule ", o.Front)
	add("client in ", o.Client)
	add("health ", name(o.Health))
	add("of ", o.Backend)
	return strings.Join(parts, ", ")
}
