package armor

import (
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// outcomes says for which clients an expression may be true, may be false, and may
// fail. Every client is in one of the sets at least; one that is in one only is
// certain.
type outcomes struct{ yes, no, fail packet.Set }

func (e *evaluator) always(b bool) outcomes {
	if b {
		return outcomes{yes: e.clients}
	}
	return outcomes{no: e.clients}
}

// failing is the outcome of what fails for everybody.
func (e *evaluator) failing() outcomes { return outcomes{fail: e.clients} }

// of spreads one truth over all clients; fails says that it may fail instead.
func (e *evaluator) of(t value.Truth, fails bool) outcomes {
	var out outcomes
	if t != value.False {
		out.yes = e.clients
	}
	if t != value.True {
		out.no = e.clients
	}
	if fails {
		out.fail = e.clients
	}
	return out
}

func (a outcomes) not() outcomes { return outcomes{yes: a.no, no: a.yes, fail: a.fail} }

// and is false where any is, whatever becomes of the other; then it fails where any
// does.
func (a outcomes) and(b outcomes) outcomes {
	return outcomes{
		yes: a.yes.Intersect(b.yes),
		no:  a.no.Union(b.no),
		fail: a.fail.Intersect(b.yes.Union(b.fail)).
			Union(b.fail.Intersect(a.yes)),
	}
}

func (a outcomes) or(b outcomes) outcomes { return a.not().and(b.not()).not() }

// certainly is where the expression is true for sure.
func (a outcomes) certainly() packet.Set { return a.yes.Subtract(a.no.Union(a.fail)) }
