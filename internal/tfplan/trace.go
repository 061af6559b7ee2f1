package tfplan

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// trace tells where the unknown values of all resources come from.
func (g *graph) trace() {
	located := map[int]*located{}
	for _, in := range g.distinct() {
		for _, list := range in.byName {
			for _, r := range list {
				located[r.index-1] = r
			}
		}
	}
	after := make([]value.Value, len(g.resources))
	for i := range g.resources {
		r := g.resources[i]
		if r.Data || r.After.IsNull() {
			after[i] = r.After
			continue
		}
		t := tracer{graph: g, resource: r}
		if at := located[i]; at != nil {
			t.scope, t.body = g.inside(at)
		}
		after[i] = t.object(r.After, t.body, t.body != nil, nil)
	}
	// The search looks at what is unknown: nothing changes before all is traced.
	for i := range after {
		g.resources[i].After = after[i]
	}
}

// distinct lists the instances, each once.
func (g *graph) distinct() []*instance {
	seen := map[*instance]bool{}
	var out []*instance
	for _, in := range g.instances {
		if !seen[in] {
			seen[in] = true
			out = append(out, in)
		}
	}
	return out
}

// A tracer traces the values of one resource.
type tracer struct {
	*graph
	resource Resource
	scope    scope
	body     body
}

// object traces the attributes of an object. Known says that its configuration is
// known; that of dynamic blocks is not.
func (t *tracer) object(o value.Value, b body, known bool, path []tfaddress.Step) value.Value {
	var fields []value.Field
	for i, f := range o.Fields() {
		if f.Value.IsWhollyKnown() {
			continue
		}
		if fields == nil {
			fields = slices.Clone(o.Fields())
		}
		at := append(path[:len(path):len(path)], tfaddress.Step{Text: f.Name})
		n, set := b[f.Name]
		fields[i].Value = t.field(f.Value, n, set, known, at)
	}
	if fields == nil && o.Kind() == value.KindObject {
		return o
	}
	return value.OfFields(fields)
}

func (t *tracer) field(v value.Value, n node, set, known bool, path []tfaddress.Step) value.Value {
	switch v.Kind() {
	case value.KindUnknown:
		return t.unknown(v, n, set, known, path)
	case value.KindList:
		list := make([]value.Value, len(v.Elements()))
		for i, e := range v.Elements() {
			at := append(path[:len(path):len(path)], tfaddress.Step{Text: strconv.Itoa(i), Index: true})
			switch {
			case e.Kind() != value.KindObject:
				list[i] = t.field(e, n, set, known, at)
			case len(n.blocks) == len(list) && (!unordered[last(path)] || alike(v.Elements())):
				list[i] = t.object(e, n.blocks[i], known, at)
			case len(n.blocks) == len(list):
				list[i] = t.object(e, union(n.blocks), known, at)
			default:
				// Blocks that the configuration does not show are dynamic.
				list[i] = t.object(e, nil, false, at)
			}
		}
		return value.OfList(list...)
	case value.KindObject:
		if len(n.blocks) == 1 {
			return t.object(v, n.blocks[0], known, path)
		}
	default:
	}
	return v
}

// unordered are the nested blocks that are sets: their order is no position, but
// where all look alike any order is as good.
var unordered = map[string]bool{"allow": true, "deny": true, "backend": true, "host_rule": true, "named_port": true,
	"ingress": true, "egress": true, "entry": true, "target_group": true, "condition": true, "subnet_mapping": true, "route": true}

// alike says that the elements differ in nothing that is known yet.
func alike(elements []value.Value) bool {
	return !slices.ContainsFunc(elements, func(e value.Value) bool { return !reflect.DeepEqual(e, elements[0]) })
}

// union joins blocks of which it is not known which is which.
func union(blocks []body) body {
	out := body{}
	for _, b := range blocks {
		for name, n := range b {
			old := out[name]
			old.references = append(old.references[:len(old.references):len(old.references)], n.references...)
			old.blocks = append(old.blocks[:len(old.blocks):len(old.blocks)], n.blocks...)
			out[name] = old
		}
	}
	return out
}

// unknown tells where an unknown value comes from.
func (t *tracer) unknown(v value.Value, n node, set, known bool, path []tfaddress.Step) value.Value {
	why := v.Why()
	if why.Reason == hidden.Reason {
		return v
	}
	why.Set = known && set
	switch name := last(path); {
	case isOwn(path) && (!why.Set || !isAWS(t.resource.Type) || name == "id" || name == "arn"):
		why.Origin = value.Origin{Resource: t.resource.Address, Path: name, Created: t.resource.creates(), Ref: t.futureOf(t.resource)}
	case known && !set && t.isEphemeral(path):
		why.Origin = value.Origin{Resource: t.resource.Address, Path: name, Created: t.resource.creates()}
	case known && !set, t.scope.in == nil:
		return v
	case wanted(t.resource.Type, name) == nil:
	default:
		o := t.origin(name, n.references, known && set)
		if o.known() {
			why.Origin = t.spell(o, name)
		}
	}
	return value.Unknown(why)
}

// isEphemeral says that an attribute is the address that a forwarding rule gets for
// itself where the configuration names none.
func (t *tracer) isEphemeral(path []tfaddress.Step) bool {
	return len(path) == 1 && path[0].Text == "ip_address" && strings.HasSuffix(t.resource.Type, "_forwarding_rule")
}

// origin finds the origin of an attribute, each question once.
func (t *tracer) origin(name string, references []string, shown bool) origin {
	at := keyOf(t.scope, name+"\x00"+strconv.FormatBool(shown), references)
	if o, ok := t.traced[at]; ok {
		return o
	}
	from := wanted(t.resource.Type, name)
	var direct, out origin
	s := search{graph: t.graph, from: from, visited: map[string]bool{}}
	if shown {
		follows := trail{graph: t.graph, from: from}
		if direct = follows.follow(t.scope, references, nil); direct.resource != nil {
			out = direct
		} else {
			s.references(t.scope, references, nil)
		}
	} else {
		s.everything(t.scope.in)
	}
	if out.resource == nil {
		if out = s.only(); out.resource == nil {
			out = direct
		}
	}
	t.traced[at] = out
	return out
}

// spell makes the origin that checks see. That a resource is created tells it from
// others, which is not certain where the resource is only the one that is left.
func (t *tracer) spell(o origin, name string) value.Origin {
	if o.resource == nil {
		return value.Origin{Resource: o.local, Path: o.attribute}
	}
	out := value.Origin{
		Resource: o.resource.Address, Path: o.attribute, Created: o.certain && o.resource.creates(), Ref: t.futureOf(o.resource.Resource),
	}
	// A bare name is one in the resource's own project.
	if out.Path == "name" && strings.HasSuffix(name, "network") && sameProject(t.resource.After, o.resource.After) {
		out.Path = "id"
	}
	return out
}

// futureOf is the name that a resource will have, if the plan tells.
func (g *graph) futureOf(r Resource) value.Ref {
	ref, ok := g.futures[r.Address]
	if !ok {
		ref, _ = tfresource.Reference(tfresource.Object{Type: r.Type, Address: r.Address, Data: r.Data, Value: r.After})
		g.futures[r.Address] = ref
	}
	return ref
}

func sameProject(a, b value.Value) bool {
	x, y := a.Get("project"), b.Get("project")
	return x.Kind() == value.KindString && y.Kind() == value.KindString && x.Text() == y.Text()
}
