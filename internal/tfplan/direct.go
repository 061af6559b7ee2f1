package tfplan

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
)

// An origin is where an unknown value comes from: an attribute of a resource, or
// of a local value, of which plan JSON does not tell more.
type origin struct {
	resource  *located
	local     string
	attribute string
	// certain says that the expressions on the way have one reference each, and
	// not only that nothing else can be meant.
	certain bool
}

func (o origin) known() bool { return o.resource != nil || o.local != "" }

// farthest is how many steps are followed; the configurations of people have
// fewer.
const farthest = 200

// A trail is a way from an attribute to where its value comes from, on which
// every expression has one reference.
type trail struct {
	*graph
	from  []source
	keyed bool // an instance key chose on the way
	steps int
}

// follow goes from an expression to its origin. Rest is what is taken of its value.
func (t *trail) follow(sc scope, references []string, rest []tfaddress.Step) origin {
	if t.steps++; t.steps > farthest || sc.in == nil {
		return origin{}
	}
	all := specific(references)
	keyed := slices.ContainsFunc(all, isKey)
	all = slices.DeleteFunc(all, isKey)
	if len(all) != 1 {
		return origin{}
	}
	path := tfaddress.Steps(all[0])
	var next origin
	switch path[0].Text {
	case "var":
		if sc.in.parent == nil || len(path) < 2 {
			return origin{}
		}
		next = t.follow(sc.in.outside(), sc.in.call.body[path[1].Text].references, slices.Concat(path[2:], rest))
	case "module":
		found, after := t.outputs(sc, path, keyed)
		if len(found) != 1 || len(after) == 0 {
			return origin{}
		}
		next = t.follow(scope{in: found[0]}, found[0].module.outputs[after[0].Text], slices.Concat(after[1:], rest))
	case "local":
		if keyed || t.keyed || len(path) < 2 {
			return origin{}
		}
		name := dotted(path[:2])
		if sc.in.address != "" {
			name = sc.in.address + "." + name
		}
		return origin{local: name, attribute: dotted(slices.Concat(path[2:], rest)), certain: true}
	case "each", "path", "terraform", "self":
		return origin{}
	default:
		found, after := sc.resources(path, keyed)
		if len(found) != 1 {
			return origin{}
		}
		return t.arrive(found[0], slices.Concat(after, rest))
	}
	// What an instance key chose of a value that has parts is not known.
	if keyed && next.local != "" {
		return origin{}
	}
	return next
}

// arrive ends at an attribute of a resource, or goes on where that attribute is
// what another resource gave.
func (t *trail) arrive(r *located, attribute []tfaddress.Step) origin {
	if len(attribute) == 0 {
		return origin{}
	}
	for _, s := range t.from {
		if s.typ == r.Type && len(attribute) == 1 && slices.Contains(s.attributes, attribute[0].Text) {
			return origin{resource: r, attribute: attribute[0].Text, certain: true}
		}
	}
	sc, b := t.inside(r)
	n, ok := b[attribute[0].Text]
	if !ok || len(n.blocks) > 0 {
		return origin{}
	}
	return t.follow(sc, n.references, attribute[1:])
}

// keyOf tells searches apart that have the same answer for every resource of one
// module.
func keyOf(sc scope, attribute string, references []string) string {
	parts := append([]string{sc.in.address, attribute}, references...)
	if slices.ContainsFunc(references, func(r string) bool { return isKey(r) || strings.HasPrefix(r, "each.") }) {
		parts = append(append(parts, "in", sc.key), sc.each...)
	}
	return strings.Join(parts, "\x00")
}
