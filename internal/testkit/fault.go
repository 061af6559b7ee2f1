package testkit

import (
	"net/http"
	"strings"
)

// Fault is a way for a call to go wrong.
type Fault struct {
	// Name tells faults apart in the names of tests.
	Name string
	// times is how many calls it spoils; 0 is all.
	times int
	// only restricts it to the calls that it means something for; nil is all.
	only func(call string) bool
	// spoil answers in place of the healthy answer.
	spoil func(s *Server, w http.ResponseWriter, r *http.Request, healthy response)
}

// Applies says whether the fault means something for a call: only an aggregated
// list, for example, has a location that can be unreachable.
func (f Fault) Applies(call string) bool { return f.only == nil || f.only(call) }

// Times makes the fault go away after n calls.
func (f Fault) Times(n int) Fault {
	f.times = n
	return f
}

// broken is a fault in force.
type broken struct {
	match func(*http.Request) bool
	Fault
	hits int
}

func (b *broken) serve(s *Server, w http.ResponseWriter, r *http.Request) {
	b.spoil(s, w, r, s.answer(r))
}

// Break makes the calls that match go wrong. Of several faults, the first that
// matches counts.
func (s *Server) Break(match func(*http.Request) bool, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &broken{match: match, Fault: f})
}

// Mend takes all faults away.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// faultFor is called with the lock held.
func (s *Server) faultFor(r *http.Request) *broken {
	for _, b := range s.faults {
		if b.match(r) && (b.times == 0 || b.hits < b.times) {
			b.hits++
			return b
		}
	}
	return nil
}

// Exactly matches one call, as [Server.Calls] spells it.
func Exactly(call string) func(*http.Request) bool {
	return func(r *http.Request) bool { return Call(r) == call }
}

// Containing matches the calls that contain a text.
func Containing(text string) func(*http.Request) bool {
	return func(r *http.Request) bool { return strings.Contains(Call(r), text) }
}

// Every matches every call.
func Every(*http.Request) bool { return true }
