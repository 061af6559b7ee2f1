package symptom

import (
	"cmp"
	"slices"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// A Suspect is a cause that what was seen points to.
type Suspect struct {
	Cause
	// Count is how many observations point to it, Seen what they look like.
	Count int
	Seen  []string
	// Where are the Cloud Armor rules that decided: "policy, priority 1000".
	Where []string
	// First and Last are when, by the log entries; zero when none tells.
	First, Last time.Time
	// Example is what is kept of the latest log entry.
	Example string
	// Logged says that the load balancer itself says so.
	Logged bool
	score  int
}

// A Diagnosis is what observations point to.
type Diagnosis struct {
	// Suspects begin with the likeliest.
	Suspects []Suspect
	// Silent counts the observations that point to nothing, and SilentExample is what is
	// kept of the latest log entry of them.
	Silent        int
	SilentExample string
	// Fine counts those that are no error.
	Fine int
	// Gaps say what could not be seen.
	Gaps []check.Missing
}

// An Inquiry collects what was seen, however much that is. The zero Inquiry is ready.
type Inquiry struct {
	found        map[string]*Suspect
	groups       map[string]*Group
	silent, fine int
}

// Add adds one observation.
func (q *Inquiry) Add(o Observation) {
	if q.found == nil {
		q.found, q.groups = map[string]*Suspect{}, map[string]*Group{}
	}
	counts := map[string]int{}
	likeliest := Unexplained
	var sign signature
	for _, s := range o.signatures() {
		n := s.matches(o)
		if n > 0 && (sign.seen == "" || s.weight() > sign.weight()) {
			likeliest, sign = cause(s.causes[0]), s
		}
		for rank, id := range s.causes {
			if n > 0 {
				counts[id] = max(counts[id], n)
				q.found[id] = q.found[id].add(s, o, rank)
			}
		}
	}
	for id, n := range counts {
		q.found[id].Count += n
	}
	switch {
	case len(counts) > 0:
	case o.fine():
		q.fine++
		return
	default:
		q.silent++
	}
	q.group(likeliest, sign, o)
}

// Diagnosis ranks the causes: what a log says outweighs what a status says, then
// what was seen more often comes first, then what is nearer to the client.
func (q *Inquiry) Diagnosis() Diagnosis {
	d := Diagnosis{Silent: q.silent, Fine: q.fine}
	if g, ok := q.groups[Unexplained.ID]; ok {
		d.SilentExample = g.Example
	}
	for _, c := range Causes() {
		if s, ok := q.found[c.ID]; ok {
			d.Suspects = append(d.Suspects, *s)
		}
	}
	slices.SortStableFunc(d.Suspects, func(a, b Suspect) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.Count, a.Count))
	})
	return d
}

// fine says that it is an answer that is no error.
func (o Observation) fine() bool {
	return o.Status >= 200 && o.Status < 400 || o.Health == "HEALTHY"
}

const perRank = 100

// add notes one more signature of a cause.
func (s *Suspect) add(sig signature, o Observation, rank int) *Suspect {
	if s == nil {
		s = &Suspect{Cause: cause(sig.causes[rank])}
	}
	s.Logged = s.Logged || sig.proves && rank == 0
	s.score = max(s.score, sig.weight()*perRank-rank)
	if !slices.Contains(s.Seen, sig.seen) {
		s.Seen = append(s.Seen, sig.seen)
	}
	if where := o.rule(); where != "" && o.denied() && !slices.Contains(s.Where, where) {
		s.Where = append(s.Where, where)
	}
	s.First, s.Last, s.Example = span(s.First, s.Last, s.Example, o)
	return s
}
