package tfplan

import (
	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
)

// resource reads an element that describes a resource, or past it when it is none that
// matters: nine of ten resources of a plan are not read.
func (p *reading) resource(read func() error) error {
	if _, err := p.Peek(); err != nil {
		return p.explain(err)
	}
	begin := p.Offset()
	defer p.Release(p.Hold())
	w := glance{of: p}
	if err := p.Skim(&w); err != nil {
		return p.explain(err)
	}
	if w.foreign() {
		return nil
	}
	p.Rewind(begin)
	return read()
}

// A glance is what the JSON of a resource says of types and roles, on any level.
type glance struct {
	of *reading
	// role says that the next value is one, else it is a type.
	role bool
	// typed says that there is a type, matters that one is read.
	typed, matters bool
	// grants says that there is a type of which roles decide, granted that there is a
	// role, asked that a check may ask about one.
	grants, granted, asked bool
}

// Key says whether the value is one that a glance is taken at.
func (g *glance) Key(quoted []byte, plain bool) bool {
	// A key that is spelled with escapes may be one of them.
	g.matters = g.matters || !plain
	g.role = string(quoted) == `"role"`
	return g.role || string(quoted) == `"type"`
}

// Value notes a type or role.
func (g *glance) Value(quoted []byte, plain bool) {
	switch {
	case g.role:
		g.granted = true
		// What is no string is unknown, or marked as sensitive.
		g.asked = g.asked || !plain || quoted == nil || apigee.RoleMatters(string(quoted[1:len(quoted)-1]))
	case !plain:
		g.matters = true
	case quoted == nil:
	default:
		g.typed = true
		name := quoted[1 : len(quoted)-1]
		switch {
		case !g.of.types[string(name)]:
			g.matters = g.matters || rival(string(name))
		case tfresource.IsGrant(string(name)):
			g.grants = true
		default:
			g.matters = true
		}
	}
}

// foreign says that nothing of the resource matters, as far as that can be told.
func (g *glance) foreign() bool {
	return g.typed && !g.matters && (!g.grants || g.granted && !g.asked)
}
