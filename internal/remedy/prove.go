package remedy

import (
	"fmt"
	"maps"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
)

// mostProofs is how often one report's world is judged again.
const mostProofs = 20

func prove(r *check.Report, world cloud) {
	p := prover{world: world, tried: map[string]tally{}, taken: map[string]string{}, instances: map[string]map[string]bool{}}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Verdict != check.Fail || f.Waived != nil {
			continue
		}
		if p.fix(f); f.Fix == nil && p.left {
			r.Untried++
		}
	}
}

// A prover judges a world with one snippet after the other.
type prover struct {
	world  cloud
	before tally
	// tried are the verdicts by snippet, nil for what could not be judged.
	tried map[string]tally
	// taken are the names in use, with the text that gives them, "" for what there is.
	taken map[string]string
	// instances are those of modules, by the addresses without keys.
	instances map[string]map[string]bool
	// left says that a repair of the last failure was not tried.
	left bool
}

// fix gives a failure the first of its repairs that mends it.
func (p *prover) fix(f *check.Finding) {
	p.left = false
	for _, r := range f.Repairs {
		if p.before == nil {
			p.begin()
		}
		s, err := p.name(r)
		if err != nil {
			continue
		}
		after, known := p.tried[s.text]
		if !known {
			if len(p.tried) == mostProofs {
				p.left = true
				return
			}
			after = p.judge(s)
			p.tried[s.text] = after
		}
		if after == nil || !after.mends(*f, p.before) {
			continue
		}
		maps.Copy(p.taken, s.names)
		f.Fix = &check.Fix{HCL: s.text, Note: r.Note, Verdict: check.Pass}
		return
	}
}

// begin judges the world as it is, by every check: a report may have left some out.
func (p *prover) begin() {
	p.before = p.world.count()
	for _, t := range p.world.types() {
		for _, r := range p.world.things(t) {
			if at, ok := tfaddress.Parse(r.address); ok {
				p.taken[at.Type+"."+at.Name] = ""
				source := tfaddress.Source(at.Module())
				if p.instances[source] == nil {
					p.instances[source] = map[string]bool{}
				}
				p.instances[source][at.Module()] = true
			}
			p.taken[t+"/"+r.name] = ""
		}
	}
}

// name writes a repair, with names that nothing else has.
func (p *prover) name(r check.Repair) (snippet, error) {
	for nth := 1; ; nth++ {
		s, err := write(p.world, r, nth)
		if err != nil {
			return s, err
		}
		for _, part := range s.parts {
			if len(p.instances[tfaddress.Source(part.module)]) > 1 {
				return s, fmt.Errorf("what is written in %s changes its other instances too, for which it is not proven", part.module)
			}
		}
		free := true
		for name, text := range s.names {
			by, taken := p.taken[name]
			free = free && (!taken || by == text)
		}
		if free {
			return s, nil
		}
	}
}

// judge judges the world with a snippet; nil if it cannot be judged.
func (p *prover) judge(s snippet) tally {
	blocks, err := s.read()
	if err != nil {
		return nil
	}
	after, err := p.world.judge(blocks)
	if err != nil {
		return nil
	}
	return after
}

// A tally counts verdicts by check and subject.
type tally map[asked]map[check.Verdict]int

type asked struct{ check, subject string }

func count(r check.Report) tally {
	out := tally{}
	for _, f := range r.Findings {
		k := asked{f.Check, f.Subject}
		if out[k] == nil {
			out[k] = map[check.Verdict]int{}
		}
		out[k][f.Verdict]++
	}
	return out
}

// mends says that a failure is gone, and that nothing got worse: nothing fails more,
// and nothing that was known is unknown, than before.
func (t tally) mends(f check.Finding, before tally) bool {
	own := t[asked{f.Check, f.Subject}]
	if own[check.Fail] > 0 || own[check.Unknown] > 0 || len(own) > 0 && own[check.Pass] == 0 {
		return false
	}
	// What did not apply may come to be unknown.
	applies := map[string]int{}
	for k, was := range before {
		applies[k.check] += was[check.NotApplicable]
	}
	for k, now := range t {
		applies[k.check] -= now[check.NotApplicable] + max(0, now[check.Unknown]-before[k][check.Unknown])
	}
	for k, now := range t {
		more := now[check.Unknown] > before[k][check.Unknown]
		if now[check.Fail] > before[k][check.Fail] || more && applies[k.check] < 0 {
			return false
		}
	}
	return true
}
