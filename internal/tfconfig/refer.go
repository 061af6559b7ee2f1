package tfconfig

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
)

// traverse follows a reference.
func (e *Evaluator) traverse(t hcl.Traversal, sc scope) meaning {
	root := t.RootName()
	if m, ok := sc.find(func(b *binding) bool { return b.symbol == nil && b.name == root }); ok {
		return walk(m, t[1:])
	}
	names := []string{root}
	for _, step := range t[1:] {
		a, ok := step.(hcl.TraverseAttr)
		if !ok || len(names) == 3 {
			break
		}
		names = append(names, a.Name)
	}
	n := 2
	if root == "data" {
		n = 3
	}
	if len(names) < n {
		return meaning{}
	}
	in := sc.in
	var at Ref
	var m meaning
	switch root {
	case "var":
		m, at = in.variable(names[1]), Ref{Address: in.address + "var." + names[1]}
	case "local":
		m, at = in.local(names[1]), Ref{Address: in.address + "local." + names[1]}
	case "module":
		m, at = in.called(names[1]), Ref{Address: in.address + "module." + names[1]}
	case "each", "count", "self", "path", "terraform", "ephemeral":
		return meaning{}
	default:
		m = in.resource(strings.Join(names[:n], "."))
		return walk(m, t[n:])
	}
	m = walk(m, t[n:])
	if m.form == opaque && !m.unread && !m.missing && m.of == (Ref{}) {
		m.of = path(at, t[n:])
	}
	return m
}

// path names what steps lead to.
func path(at Ref, steps hcl.Traversal) Ref {
	for _, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			at = at.at(step.Name)
		case hcl.TraverseIndex:
			at = at.at(keyStep(step.Key))
		default:
			return Ref{}
		}
	}
	return at
}

// keyStep writes a key as addresses have it.
func keyStep(key cty.Value) string {
	if isText(key) {
		return "[" + tfaddress.Quote(key.AsString()) + "]"
	}
	if n, ok := known(key).number(); ok {
		return "[" + itoa(n) + "]"
	}
	return "[?]"
}

func walk(m meaning, steps hcl.Traversal) meaning {
	for _, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			m = attribute(m, step.Name)
		case hcl.TraverseIndex:
			m = index(m, known(step.Key))
		default:
			return meaning{}
		}
	}
	return m
}
