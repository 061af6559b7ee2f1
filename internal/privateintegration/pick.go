package privateintegration

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A pick is what is known of the one item that an id names. Without anything in it, the
// item certainly does not exist.
type pick[T any] struct {
	// certain is the item; nil when it is not known which it is, or there is none.
	certain *T
	// possible are those that it may be, when none certainly is.
	possible []*T
	// missing says why there may be another, or which one it is.
	missing []check.Missing
}

// none says that no such item exists.
func (p pick[T]) none() bool {
	return p.certain == nil && len(p.possible) == 0 && len(p.missing) == 0
}

// identified is an item of a listing.
type identified interface{ identity() Identity }

func (i Identity) identity() Identity { return i }

// pickByID finds the item of a listing that an id names. What it is, such as "VPC link",
// is for people.
func pickByID[T identified](l Listing[T], what string, id value.String) pick[T] {
	var out pick[T]
	if id.IsNull() {
		return out
	}
	for i := range candidates(l, l.names, func(item *T) value.String { return (*item).identity().ID }, id) {
		switch value.SameID(l.Items[i].identity().ID, id) {
		case value.True:
			return pick[T]{certain: &l.Items[i]}
		case value.Undecided:
			out.possible = append(out.possible, &l.Items[i])
		case value.False:
		}
	}
	if id.IsUnknown() {
		// Whatever it is, it has to be decided: an unknown id is never taken for none.
		out.missing = append(missingOf(l.Gaps), lacking("which "+what+" is meant", id.Why()))
		return out
	}
	out.missing = append(out.missing, missingOf(l.Gaps)...)
	for _, p := range out.possible {
		out.missing = append(out.missing, lacking("the id of "+(*p).identity().Subject(), (*p).identity().ID.Why()))
	}
	return out
}

// below splits the items that belong to a parent into those that certainly do and those
// that may, and says why there may be more.
func below[T any](l Listing[T], parent func(*T) value.String, id Identity) (certain, possible []*T, missing []check.Missing) {
	for i := range candidates(l, l.parents, parent, id.ID) {
		switch value.SameID(parent(&l.Items[i]), id.ID) {
		case value.True:
			certain = append(certain, &l.Items[i])
		case value.Undecided:
			possible = append(possible, &l.Items[i])
		case value.False:
		}
	}
	return certain, possible, missingOf(gapsBelow(l.Gaps, id))
}

// gapsBelow are the gaps that concern what is below one parent.
func gapsBelow(gaps []Gap, id Identity) []Gap {
	return slices.DeleteFunc(slices.Clone(gaps), func(g Gap) bool {
		known, isKnown := id.ID.Get()
		return g.Existing && id.Created || g.Scope != "" && (id.Created && !isKnown || isKnown && g.Scope != known)
	})
}
