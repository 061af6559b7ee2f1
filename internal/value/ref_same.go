package value

import (
	"slices"
	"strings"
)

// Projects maps project numbers to project ids, as far as they are known.
type Projects map[string]string

// Canonical spells a project number as an id where that is known.
func (p Projects) Canonical(r Ref) Ref {
	if id, ok := p[r.Project()]; ok {
		return r.InProject(id)
	}
	return r
}

// Same compares two references. They are the same when every segment is; a
// number against a name (of a project whose number is not known, or of a network
// referred to by its numeric id) and a missing segment leave it undecided, unless
// another segment tells them apart.
func (p Projects) Same(a, b Ref) Truth {
	if a.IsZero() || b.IsZero() {
		return TruthOf(a.IsZero() && b.IsZero())
	}
	a, b = p.Canonical(a), p.Canonical(b)
	as, bs := strings.Split(a.path, "/"), strings.Split(b.path, "/")
	if a.service != b.service || len(as) != len(bs) {
		return False
	}
	out := True
	for i := range as {
		switch {
		case as[i] == bs[i] && as[i] != Anything:
		case as[i] == Anything || bs[i] == Anything:
			out = Undecided
		case isNumber(as[i]) == isNumber(bs[i]):
			return False
		case i == 1 && p.mayBeNumberOf(as[i], bs[i]), i > 1 && i == len(as)-1:
			out = Undecided
		default:
			return False
		}
	}
	return out
}

// mayBeNumberOf rules out that a project id has a number when another number is
// known to be its own.
func (p Projects) mayBeNumberOf(a, b string) bool {
	id := a
	if isNumber(a) {
		id = b
	}
	for _, known := range p {
		if known == id {
			return false
		}
	}
	return true
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// SameRef compares two references that may be unknown or null themselves. Two
// unknown ones that will be the id or link of one Terraform resource are the
// same; those of two resources that one plan creates differ. Where the name of
// such a resource is known already it is compared with others.
func SameRef(p Projects, a, b Of[Ref]) Truth {
	if ra, ok := a.Get(); ok {
		if rb, ok := b.Get(); ok {
			return p.Same(ra, rb)
		}
	}
	if a.IsUnknown() && b.IsUnknown() {
		if t := sameResource(a.Why().Origin, b.Why().Origin); t != Undecided {
			return t
		}
	}
	if t := sameFuture(p, a, b); t != Undecided {
		return t
	}
	return Equal(a, b)
}

// Future is the name that a reference has, or will have if it refers to the
// resource that its value comes from; the zero Ref when that is not known.
func Future(r Of[Ref]) Ref {
	if ref, ok := r.Get(); ok {
		return ref
	}
	if o := r.Why().Origin; isIdentity(o.Path) {
		return o.Ref
	}
	return Ref{}
}

// sameFuture compares names that references will have. One that comes from no
// resource that is certainly meant may be another after all.
func sameFuture(p Projects, a, b Of[Ref]) Truth {
	x, y := Future(a), Future(b)
	if x.IsZero() || y.IsZero() {
		return Undecided
	}
	same := p.Same(x, y)
	for _, r := range []Of[Ref]{a, b} {
		if same == False && r.IsUnknown() && !r.Why().Origin.Created {
			return Undecided
		}
	}
	return same
}

// identities are the attributes by which a Terraform resource refers to itself.
// Its name alone does not: it says nothing of the project.
var identities = []string{"id", "self_link", "self_link_unique", "arn"}

func isIdentity(attribute string) bool { return slices.Contains(identities, attribute) }

func sameResource(a, b Origin) Truth {
	if !a.Known() || !b.Known() || !isIdentity(a.Path) || !isIdentity(b.Path) {
		return Undecided
	}
	if a.Resource == b.Resource {
		return True
	}
	if a.Created && b.Created {
		return False
	}
	return Undecided
}
