package tfplan

import (
	"maps"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
)

// A search looks for all that an unknown value may come from, and takes more than
// may really be: of a local value, which plan JSON does not show, and of a dynamic
// block, all that its module has. If there is but one resource of the types that
// the attribute can refer to, that is the one.
type search struct {
	*graph
	from    []source
	found   []origin
	visited map[string]bool
	depth   int
}

// only is the one resource found; no origin if there are several.
func (s *search) only() origin {
	if len(s.found) == 1 {
		return s.found[0]
	}
	return origin{}
}

// ambiguous says that there is no need to look further.
func (s *search) ambiguous() bool { return len(s.found) > 1 }

// once says whether a place is new.
func (s *search) once(parts ...string) bool {
	at := ""
	for _, p := range parts {
		at += p + "\x00"
	}
	if s.visited[at] {
		return false
	}
	s.visited[at] = true
	return true
}

func (s *search) references(sc scope, references []string, rest []tfaddress.Step) {
	if sc.in == nil || s.depth > farthest {
		return
	}
	s.depth++
	defer func() { s.depth-- }()
	all := specific(references)
	keyed := slices.ContainsFunc(all, isKey)
	for _, r := range all {
		if s.ambiguous() {
			return
		}
		if !isKey(r) && s.once(sc.in.address, sc.key, r, dotted(rest)) {
			s.reference(sc, tfaddress.Steps(r), keyed, rest)
		}
	}
}

func (s *search) reference(sc scope, path []tfaddress.Step, keyed bool, rest []tfaddress.Step) {
	if len(path) == 0 {
		return
	}
	switch path[0].Text {
	case "var":
		if sc.in.parent != nil && len(path) > 1 {
			s.references(sc.in.outside(), sc.in.call.body[path[1].Text].all(), slices.Concat(path[2:], rest))
		}
	case "module":
		found, after := s.outputs(sc, path, keyed)
		for _, in := range found {
			if len(after) == 0 {
				s.result(in, rest)
				continue
			}
			s.references(scope{in: in}, in.module.outputs[after[0].Text], slices.Concat(after[1:], rest))
		}
	case "each":
		s.references(scope{in: sc.in, key: sc.key}, sc.each, slices.Concat(path[min(2, len(path)):], rest))
	case "local":
		s.everything(sc.in)
	case "path", "terraform", "self", "count":
	default:
		found, after := sc.resources(path, keyed)
		for _, r := range found {
			s.resource(r, slices.Concat(after, rest))
		}
	}
}

// resource notes a resource that can be meant, or looks where the attribute comes
// from that is taken of it.
func (s *search) resource(r *located, attribute []tfaddress.Step) {
	for _, f := range s.from {
		if f.typ != r.Type {
			continue
		}
		name := f.attributeOf()
		if len(attribute) > 0 {
			name = attribute[0].Text
		}
		if slices.Contains(f.attributes, name) {
			s.note(r, name)
			return
		}
	}
	if len(attribute) == 0 {
		return
	}
	sc, b := s.inside(r)
	if n, ok := b[attribute[0].Text]; ok {
		s.references(sc, n.all(), nil)
		return
	}
	// What is taken is not clear: parts of something that was put together.
	for _, f := range s.from {
		if f.typ == r.Type && !r.has(attribute[0].Text) {
			s.note(r, f.attributeOf())
		}
	}
}

// has says whether a resource has an attribute.
func (r *located) has(name string) bool { return r.After.Has(name) }

// note adds what an unknown value may come from. What is known makes nothing
// unknown.
func (s *search) note(r *located, attribute string) {
	if r.index > 0 && !s.graph.resources[r.index-1].After.Get(attribute).IsUnknown() {
		return
	}
	if !slices.ContainsFunc(s.found, func(o origin) bool { return o.resource == r }) {
		s.found = append(s.found, origin{resource: r, attribute: attribute})
	}
}

// everything looks at all that the expressions of a module can refer to.
func (s *search) everything(in *instance) {
	if !s.once("all", in.address) {
		return
	}
	for _, f := range s.from {
		for _, r := range in.byType[f.typ] {
			if s.note(r, f.attributeOf()); s.ambiguous() {
				return
			}
		}
	}
	if in.parent != nil {
		for _, name := range slices.Sorted(maps.Keys(in.call.body)) {
			s.references(in.outside(), in.call.body[name].all(), nil)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(in.module.calls)) {
		for _, child := range s.children(in, name) {
			if s.result(child, nil); s.ambiguous() {
				return
			}
		}
	}
}

// result looks at all outputs of a module, or at the one that rest begins with.
func (s *search) result(in *instance, rest []tfaddress.Step) {
	if len(rest) > 0 {
		if references, ok := in.module.outputs[rest[0].Text]; ok {
			s.references(scope{in: in}, references, rest[1:])
			return
		}
	}
	for _, name := range slices.Sorted(maps.Keys(in.module.outputs)) {
		s.references(scope{in: in}, in.module.outputs[name], nil)
	}
}
