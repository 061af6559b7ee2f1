package remedy

import (
	"cmp"
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Prove tries the repairs of the failures that a report tells of a world, and gives
// each failure the first that mends it. The inventory is that of the world.
func Prove(r *check.Report, w *gcp.World, inv *apigee.Inventory) { prove(r, google{w, inv}) }

// google is a world of Google Cloud.
type google struct {
	world *gcp.World
	inv   *apigee.Inventory
}

func (g google) types() []string {
	var out []string
	for _, t := range gcp.Types() {
		out = append(out, string(t))
	}
	return out
}

func (g google) things(typ string) []thing {
	var out []thing
	for _, r := range g.world.Resources(gcp.Type(typ)) {
		out = append(out, thing{
			subject: r.Subject(), address: r.Address, name: cmp.Or(r.Body.Get("name").Text(), r.Ref.Value().Name()), ref: r.Ref.Value(),
			called: func(attribute, text string) bool { return g.is(r, attribute, text) },
		})
	}
	return out
}

// is says whether a text names a resource by an attribute.
func (g google) is(r gcp.Resource, attribute, text string) bool {
	if attribute == "name" {
		return r.Body.Get("name").Text() == text
	}
	ref, ok := r.Ref.Get()
	return ok && (ref.Path() == text || g.world.Projects.Canonical(ref).Path() == text)
}

func (g google) typeOf(c check.Change, of *thing) (string, bool) {
	if of == nil {
		return tfresource.TypeOf(gcp.Type(c.Type), value.Ref{})
	}
	if at, ok := tfaddress.Parse(of.address); ok {
		return at.Type, true
	}
	return tfresource.TypeOf(gcp.Type(c.Type), of.ref)
}

// googleReferences are the arguments that name a resource.
var googleReferences = map[string]reference{
	"network":                 {string(gcp.Networks), "id"},
	"authorized_network":      {string(gcp.Networks), "id"},
	"reserved_peering_ranges": {string(gcp.GlobalAddresses), "name"},
	"instance_id":             {string(gcp.Instances), "id"},
	"envgroup_id":             {string(gcp.EnvironmentGroups), "id"},
	"environment":             {string(gcp.Environments), "name"},
	"health_checks":           {string(gcp.HealthChecks), "id"},
}

func (g google) refersTo(argument string) (reference, bool) {
	to, ok := googleReferences[argument]
	return to, ok
}

func (g google) within(check.Change) (tfaddress.Address, bool) { return tfaddress.Address{}, false }

func (g google) home(c check.Change) *string {
	for _, ref := range []value.Of[value.Ref]{c.Parent, c.In} {
		if at, ok := g.find(ref); ok {
			module := at.Module()
			return &module
		}
	}
	return nil
}

// find finds the Terraform resource that a reference means.
func (g google) find(ref value.Of[value.Ref]) (tfaddress.Address, bool) {
	if origin := ref.Why().Origin; ref.IsUnknown() && origin.Known() {
		return tfaddress.Parse(origin.Resource)
	}
	for _, t := range []gcp.Type{gcp.Networks, gcp.Instances, gcp.EnvironmentGroups} {
		for _, r := range g.world.Resources(t) {
			if at, ok := tfaddress.Parse(r.Address); ok && ref.IsKnown() && value.SameRef(g.world.Projects, ref, r.Ref) == value.True {
				return at, true
			}
		}
	}
	return tfaddress.Address{}, false
}

// arguments adds to those of a new resource the ones that say where it belongs, which
// the API has in its name: the parent first, the project after the name.
func (g google) arguments(w *writer, p part) ([]tfobject.Argument, error) {
	arguments := tfresource.Arguments(p.typ, p.change.Body)
	if p.match != nil {
		return arguments, nil
	}
	return append(g.provider(w, p.change), g.placed(w, p, arguments)...), nil
}

// provider is the argument that a new resource has the provider of what it belongs to by.
func (g google) provider(w *writer, c check.Change) []tfobject.Argument {
	for _, ref := range []value.Of[value.Ref]{c.Parent, c.In} {
		at, ok := g.find(ref)
		if !ok || at.Module() != w.module {
			continue
		}
		for _, t := range gcp.Types() {
			for _, r := range g.world.Resources(t) {
				if r.Address == at.String() {
					return sameProvider(r.Provider)
				}
			}
		}
	}
	return nil
}

// placed adds to the arguments of a new resource those that say where it belongs.
func (g google) placed(w *writer, p part, arguments []tfobject.Argument) []tfobject.Argument {
	if name, _ := tfresource.ParentArgument(p.typ); name != "" {
		return append([]tfobject.Argument{{Name: name, Value: parent(p.change.Parent)}}, arguments...)
	}
	if !tfresource.InProject(p.typ) {
		return arguments
	}
	project := tfobject.Argument{Name: "project", Value: g.project(w, p.change.In)}
	if project.Value.IsNull() {
		return arguments
	}
	return append([]tfobject.Argument{arguments[0], project}, arguments[1:]...)
}

// parent is a reference as a value of the model: its text, or what it will be.
func parent(ref value.Of[value.Ref]) value.Value {
	if known, ok := ref.Get(); ok {
		return value.OfString(known.Path())
	}
	why := ref.Why()
	why.Origin.Path = cmp.Or(why.Origin.Path, "id")
	return value.Unknown(why)
}

// project is the project of a resource, null if nothing tells it.
func (g google) project(w *writer, of value.Of[value.Ref]) value.Value {
	name := value.Future(of).Project()
	at, ok := g.find(of)
	if !ok || at.Module() != w.module {
		if name == "" {
			return value.Null()
		}
		return value.OfString(name)
	}
	later := value.Unknown(value.Why{Reason: "not known yet", Origin: value.Origin{Resource: at.String(), Path: "project", Certain: true}})
	w.snippet.values[at.Local()+".project"] = later
	if name != "" {
		w.snippet.values[at.Local()+".project"] = value.OfString(name)
	}
	return later
}

func (g google) count() tally { return countGoogle(g.inv) }

func countGoogle(inv *apigee.Inventory) tally {
	return count(check.Run(inv, apigee.Checks(), check.Options{}))
}

// judge lays blocks over a copy of the world.
func (g google) judge(blocks []block) (tally, error) {
	out := g.world.Clone()
	var made []tfresource.Object
	var changed []gcp.Type
	for _, b := range blocks {
		typ := gcp.Type(b.change.Type)
		changed = append(changed, typ)
		if b.match == nil {
			made = append(made, tfresource.Object{Type: b.typ, Address: b.address, Created: true, Value: b.value.With("id", later(b.address, "id"))})
			continue
		}
		fields, err := tfresource.Fields(b.typ, b.value)
		if err != nil {
			return nil, err
		}
		if out.Amend(typ, func(r gcp.Resource) bool { return b.match(r.Subject(), r.Address) }, fields) == 0 {
			return nil, fmt.Errorf("nothing is called %s", b.change.Of)
		}
	}
	after, err := tfresource.FromObjects(made, tfresource.Options{Complete: true})
	if err != nil {
		return nil, err
	}
	out.Overlay(after)
	inv, err := out.InventoryAfter(g.inv, changed)
	if err != nil {
		return nil, err
	}
	return countGoogle(inv), nil
}
