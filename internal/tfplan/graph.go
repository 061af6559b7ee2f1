package tfplan

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A graph is the configuration with the resources that the plan makes of it.
type graph struct {
	root      *instance
	instances map[string]*instance
	resources []Resource
	// traced and futures are what was found out already.
	traced  map[string]origin
	futures map[string]value.Ref
}

// A located resource is one that something unknown may come from.
type located struct {
	Resource
	module string
	// index is the place among the plan's resources, from 1; 0 is a resource that
	// is not read.
	index int
}

// An instance is a module as it is called once.
type instance struct {
	address string
	key     string // of the call, as it is written in brackets
	module  *module
	call    *call
	parent  *instance
	calls   map[string][]*instance
	byName  map[string][]*located
	byType  map[string][]*located
}

func newGraph(root *module, all []*located, resources []Resource) *graph {
	g := &graph{instances: map[string]*instance{}, resources: resources, traced: map[string]origin{}, futures: map[string]value.Ref{}}
	if root == nil {
		return g
	}
	g.root = g.add(&instance{module: root, call: &call{}})
	for _, r := range all {
		in := g.instance(r.module)
		if in == nil {
			continue
		}
		name := in.name(r.Address)
		in.byName[name] = append(in.byName[name], r)
		in.byType[r.Type] = append(in.byType[r.Type], r)
	}
	return g
}

// add adds an instance, and those below it that are called once.
func (g *graph) add(in *instance) *instance {
	in.calls, in.byName, in.byType = map[string][]*instance{}, map[string][]*located{}, map[string][]*located{}
	g.instances[in.address] = in
	if in.parent != nil {
		name := in.callName()
		in.parent.calls[name] = append(in.parent.calls[name], in)
	}
	return in
}

func (in *instance) callName() string {
	all := tfaddress.Steps(in.address)
	return all[len(all)-1-len(keySteps(in.key))].Text
}

func keySteps(key string) []tfaddress.Step {
	if key == "" {
		return nil
	}
	return []tfaddress.Step{{Text: key, Index: true}}
}

// name is the address of a resource within its module, without its key.
func (in *instance) name(address string) string {
	name := address
	if in.address != "" {
		name = strings.TrimPrefix(address, in.address+".")
	}
	if k := tfaddress.Key(name); k != "" {
		name = strings.TrimSuffix(name, "["+k+"]")
	}
	return name
}

// instance finds or adds the instance of a module; nil if the configuration does
// not have it.
func (g *graph) instance(address string) *instance {
	if in, ok := g.instances[address]; ok {
		return in
	}
	parts := tfaddress.Steps(address)
	at := g.root
	for i := 0; i < len(parts); i++ {
		if parts[i].Text != "module" || i+1 >= len(parts) {
			return nil
		}
		i++
		name, k := parts[i].Text, ""
		if i+1 < len(parts) && parts[i+1].Index {
			i++
			k = parts[i].Text
		}
		if at = g.child(at, name, k); at == nil {
			return nil
		}
	}
	g.instances[address] = at
	return at
}

// child finds or adds what an instance calls.
func (g *graph) child(in *instance, name, k string) *instance {
	c := in.module.calls[name]
	if c == nil || c.module == nil {
		return nil
	}
	address := "module." + name
	if in.address != "" {
		address = in.address + "." + address
	}
	if k != "" {
		address += "[" + k + "]"
	}
	if have, ok := g.instances[address]; ok {
		return have
	}
	return g.add(&instance{address: address, key: k, module: c.module, call: c, parent: in})
}

// children are the instances that a call has, as far as the plan has resources in
// them; a call without any passes on what it is given.
func (g *graph) children(in *instance, name string) []*instance {
	if len(in.calls[name]) == 0 {
		g.child(in, name, "")
	}
	return in.calls[name]
}

// A scope is where an expression stands: in a module, within a resource or call
// that has an instance key and a for_each.
type scope struct {
	in   *instance
	key  string
	each []string
}

// outside is where a module's variables are set.
func (in *instance) outside() scope { return scope{in.parent, in.key, in.call.each} }

// inside is where a resource's attributes are set.
func (g *graph) inside(r *located) (scope, body) {
	b := g.block(r)
	if b == nil {
		return scope{}, nil
	}
	in := g.instances[r.module]
	return scope{in, tfaddress.Key(r.Address), b.each}, b.body
}

// block is the configuration of a resource; nil if there is none.
func (g *graph) block(r *located) *block {
	in := g.instances[r.module]
	if in == nil {
		return nil
	}
	return in.module.resources[in.name(r.Address)]
}

// isKey says that a reference only says which instance is meant.
func isKey(reference string) bool { return reference == "each.key" || reference == "count.index" }

// resources finds what a reference to a resource means, and the attribute that
// follows. Without a key in it, the key of the scope tells which if the expression
// has that.
func (sc scope) resources(path []tfaddress.Step, keyed bool) (found []*located, rest []tfaddress.Step) {
	n := 2
	if path[0].Text == "data" {
		n = 3
	}
	if len(path) < n {
		return nil, nil
	}
	all := sc.in.byName[dotted(path[:n])]
	rest = path[n:]
	k := ""
	if len(rest) > 0 && rest[0].Index {
		k, rest = rest[0].Text, rest[1:]
	} else if keyed {
		k = sc.key
	}
	if i := slices.IndexFunc(all, func(r *located) bool { return tfaddress.Key(r.Address) == k }); i >= 0 {
		return all[i : i+1], rest
	}
	if k != "" && !keyed {
		return nil, rest
	}
	return all, rest
}

// outputs finds the module that a reference means, as [scope.resources] does.
func (g *graph) outputs(sc scope, path []tfaddress.Step, keyed bool) (found []*instance, rest []tfaddress.Step) {
	if len(path) < 2 {
		return nil, nil
	}
	all := g.children(sc.in, path[1].Text)
	rest = path[2:]
	k := ""
	if len(rest) > 0 && rest[0].Index {
		k, rest = rest[0].Text, rest[1:]
	} else if keyed {
		k = sc.key
	}
	if i := slices.IndexFunc(all, func(in *instance) bool { return in.key == k }); i >= 0 {
		return all[i : i+1], rest
	}
	if k != "" && !keyed {
		return nil, rest
	}
	return all, rest
}
