package testkit

import (
	"encoding/json"
	"slices"
)

// A Change is what a plan does to a resource of a world.
type Change struct {
	// Name is the end of the resource's path.
	Name string
	// Actions are as in plans: delete, or delete and create.
	Actions []string
	// Unknown are the attributes that are known after apply.
	Unknown []string
	// Set are attributes that get other values.
	Set map[string]any
	// Object is what is created beside the world; Name is its address.
	Object *TerraformObject
}

// Creating is a change that creates an object of a type. What is known after apply has an
// id that nobody knows yet, at least.
func Creating(typ, name string, attributes map[string]any, unknown ...string) Change {
	return Change{Name: typ + "." + name, Actions: []string{"create"}, Unknown: append(unknown, "id"), Object: &TerraformObject{Type: typ, Address: typ + "." + name, Attributes: attributes}}
}

// Updating is a change of attributes of a resource of the world.
func Updating(name string, set map[string]any) Change {
	return Change{Name: name, Actions: []string{"update"}, Set: set}
}

// Deleting is a change that deletes a resource of the world.
func Deleting(name string) Change { return Change{Name: name, Actions: []string{"delete"}} }

// Plan is the plan, as JSON, of a configuration that manages the whole world and
// makes these changes. A change of nothing is a mistake in the test and panics.
func (w *World) Plan(changes ...Change) []byte { return PlanOf(w.Terraform(), changes...) }

// PlanOf is [World.Plan] of objects.
func PlanOf(objects []TerraformObject, changes ...Change) []byte {
	list := []any{}
	made := 0
	add := func(o TerraformObject, c *Change, before any) {
		after, actions, unknown := any(o.Attributes), []string{"no-op"}, map[string]any{}
		if c != nil {
			made++
			actions, after = c.Actions, nil
			if !slices.Equal(actions, []string{"delete"}) {
				changed := map[string]any{}
				for name, v := range o.Edited(c.Set).Attributes {
					if !slices.Contains(c.Unknown, name) {
						changed[name] = v
					}
				}
				for _, name := range c.Unknown {
					unknown[name] = true
				}
				after = changed
			}
		}
		list = append(list, map[string]any{
			"address": o.Address, "mode": "managed", "type": o.Type,
			"change": map[string]any{"actions": actions, "before": before, "after": after, "after_unknown": unknown},
		})
	}
	for _, o := range objects {
		var change *Change
		if i := slices.IndexFunc(changes, func(c Change) bool {
			return c.Object == nil && (fits(o.Name, c.Name) || o.Name == c.Name || o.Address == c.Name)
		}); i >= 0 {
			change = &changes[i]
		}
		add(o, change, o.Attributes)
	}
	for i, c := range changes {
		if c.Object != nil {
			add(*c.Object, &changes[i], nil)
		}
	}
	if made != len(changes) {
		panic("testkit: a change of the plan changes nothing, or two things")
	}
	text, err := json.Marshal(map[string]any{"format_version": "1.2", "resource_changes": list})
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return text
}
