package testkit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Set changes one field of one resource. A resource is named by the end of its
// path: "allow-lb", "us-east1/proxy" (the location and the name), or
// "runtime-us-east1/live" (the parent and the environment of an attachment). A
// field is named by its path: "sourceRanges", "backends.0.capacityScaler". Nil
// removes the field.
func (w *World) Set(typ gcp.Type, name, field string, v any) *World {
	r := w.find(typ, name)
	r.Body = set(r.Body, strings.Split(field, "."), of(v))
	if typ == gcp.Environments && field == "name" {
		w.syncEnvironments()
	}
	return w
}

// SetAll changes one field of all resources of a type.
func (w *World) SetAll(typ gcp.Type, field string, v any) *World {
	for i, r := range w.resources {
		if r.Type == typ {
			w.resources[i].Body = set(r.Body, strings.Split(field, "."), of(v))
		}
	}
	return w
}

// Append adds elements to a list field.
func (w *World) Append(typ gcp.Type, name, field string, elements ...any) *World {
	list := slices.Clone(w.Get(typ, name, field).Elements())
	for _, e := range elements {
		list = append(list, of(e))
	}
	return w.Set(typ, name, field, value.OfList(list...))
}

// Get returns a field of a resource.
func (w *World) Get(typ gcp.Type, name, field string) value.Value {
	v := w.find(typ, name).Body
	for _, step := range strings.Split(field, ".") {
		if i, err := strconv.Atoi(step); err == nil && v.Kind() == value.KindList {
			v = v.Elements()[i]
			continue
		}
		v = v.Get(step)
	}
	return v
}

// Drop removes one resource. Nothing that refers to it changes.
func (w *World) Drop(typ gcp.Type, name string) *World {
	found := w.find(typ, name).key
	return w.dropIf(func(r resource) bool { return r.Type == typ && r.key == found })
}

// DropAll removes all resources of the types. What is deployed stays, as nothing hides it
// but itself.
func (w *World) DropAll(types ...gcp.Type) *World {
	w.unmeasured = w.unmeasured || slices.Contains(types, gcp.BackendHealth)
	w.unmade = w.unmade || slices.Contains(types, gcp.VirtualMachines)
	w.untabled = w.untabled || slices.Contains(types, gcp.RouteTables)
	if slices.Contains(types, gcp.GroupAttachments) || slices.Contains(types, gcp.EnvironmentGroups) {
		w.table = w.deployedGroups()
	}
	return w.dropIf(func(r resource) bool { return slices.Contains(types, r.Type) })
}

func (w *World) dropIf(drop func(resource) bool) *World {
	w.resources = slices.DeleteFunc(w.resources, drop)
	w.syncEnvironments()
	return w
}

// Address gives a resource a Terraform address, as if Terraform told of it too.
func (w *World) Address(typ gcp.Type, name, address string) *World {
	w.find(typ, name).Address = address
	return w
}

// find returns the one resource that a name fits. The whole path wins over its end.
func (w *World) find(typ gcp.Type, name string) *resource {
	var found []*resource
	for i := range w.resources {
		r := &w.resources[i]
		switch {
		case r.Type != typ:
		case r.key == name:
			return r
		case fits(r.key, name):
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		panic(fmt.Sprintf("testkit: %d resources of type %s fit %q; there are %v", len(found), typ, name, w.keys(typ)))
	}
	return found[0]
}

func (w *World) keys(typ gcp.Type) []string {
	var out []string
	for _, r := range w.resources {
		if r.Type == typ {
			out = append(out, r.key)
		}
	}
	return out
}

// fits says whether the segments of a name occur in a path in order, the last as
// the path's last.
func fits(path, name string) bool {
	have, want := strings.Split(path, "/"), strings.Split(name, "/")
	if have[len(have)-1] != want[len(want)-1] {
		return false
	}
	for len(want) > 0 && len(have) > 0 {
		if have[0] == want[0] {
			want = want[1:]
		}
		have = have[1:]
	}
	return len(want) == 0
}

// set returns a copy of the tree with one field replaced.
func set(tree value.Value, path []string, v value.Value) value.Value {
	if len(path) == 0 {
		return v
	}
	if i, err := strconv.Atoi(path[0]); err == nil && tree.Kind() == value.KindList {
		list := slices.Clone(tree.Elements())
		list[i] = set(list[i], path[1:], v)
		return value.OfList(list...)
	}
	return tree.With(path[0], set(tree.Get(path[0]), path[1:], v))
}

// of converts Go literals into a value.
func of(v any) value.Value {
	switch v := v.(type) {
	case value.Value:
		return v
	case int:
		return value.OfInt(int64(v))
	case string:
		return markUnknown(value.OfString(v))
	case []string:
		list := make([]value.Value, len(v))
		for i, e := range v {
			list[i] = of(e)
		}
		return value.OfList(list...)
	case []any:
		list := make([]value.Value, len(v))
		for i, e := range v {
			list[i] = of(e)
		}
		return value.OfList(list...)
	case []Body:
		list := make([]value.Value, len(v))
		for i, e := range v {
			list[i] = of(e)
		}
		return value.OfList(list...)
	case Body:
		fields := make(map[string]value.Value, len(v))
		for k, e := range v {
			fields[k] = of(e)
		}
		return value.OfObject(fields)
	}
	out, err := value.FromAny(v)
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return out
}
