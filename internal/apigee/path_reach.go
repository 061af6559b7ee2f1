package apigee

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A reach says of each instance of the inventory whether requests get to it.
type reach struct {
	to []value.Truth
	// via is the way to each instance that requests may get to.
	via []string
	// missing says why some are undecided.
	missing []check.Missing
	// unmodelled are ways to what the model does not follow, such as unmanaged
	// instance groups. They are taken to lead to Apigee only where nothing else
	// does, or beside something that does.
	unmodelled []check.Missing
	// inferred says that a way rests on where a value will come from.
	inferred bool
}

func (inv *Inventory) nowhere() reach {
	n := len(inv.Instances.Items)
	r := reach{to: make([]value.Truth, n), via: make([]string, n)}
	for i := range r.to {
		r.to[i] = value.False
	}
	return r
}

// somewhere adds that requests may get anywhere, too.
func (r *reach) somewhere(missing []check.Missing) {
	if len(missing) == 0 {
		return
	}
	for i := range r.to {
		r.to[i] = value.Or(r.to[i], value.Undecided)
	}
	r.missing = append(r.missing, missing...)
}

// add joins ways that requests take side by side.
func (r *reach) add(o reach) {
	for i := range r.to {
		if r.via[i] == "" || r.to[i] != value.True && o.to[i] == value.True {
			r.via[i] = o.via[i]
		}
		r.to[i] = value.Or(r.to[i], o.to[i])
	}
	r.missing = append(r.missing, o.missing...)
	r.unmodelled = append(r.unmodelled, o.unmodelled...)
	r.inferred = r.inferred || o.inferred
}

// through puts a step in front of every way.
func (r reach) through(step string) reach {
	r.via = slices.Clone(r.via)
	for i, v := range r.via {
		if r.to[i] != value.False {
			r.via[i] = step
			if v != "" {
				r.via[i] += " → " + v
			}
		}
	}
	return r
}

// clone lets a way be changed without changing what is remembered of it.
func (r reach) clone() reach {
	r.to, r.via = slices.Clone(r.to), slices.Clone(r.via)
	r.missing, r.unmodelled = slices.Clone(r.missing), slices.Clone(r.unmodelled)
	return r
}

// empty says that requests certainly get to no instance.
func (r reach) empty() bool {
	return !slices.ContainsFunc(r.to, func(t value.Truth) bool { return t != value.False })
}

// sure says that requests certainly get to some instance.
func (r reach) sure() bool { return slices.Contains(r.to, value.True) }

// uncertain turns what is certain into what may be.
func (r *reach) uncertain(why check.Missing) {
	changed := false
	for i, t := range r.to {
		if t == value.True {
			r.to[i], changed = value.Undecided, true
		}
	}
	if changed {
		r.missing = append(r.missing, why)
	}
}

// either joins ways of which requests take one, it is not known which: what all
// of them lead to is certain. Why says what would tell.
func (inv *Inventory) either(ways []reach, why check.Missing) reach {
	out := inv.nowhere()
	for _, w := range ways {
		out.add(w)
	}
	disagree := false
	for i := range out.to {
		if slices.ContainsFunc(ways, func(w reach) bool { return w.to[i] != ways[0].to[i] }) {
			out.to[i], disagree = value.Undecided, true
		}
	}
	if disagree {
		out.missing = append(out.missing, why)
	}
	return out
}
