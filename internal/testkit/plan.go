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
	// Unknown are the attributes that are known after apply, when it is created anew.
	Unknown []string
}

// Plan is the plan, as JSON, of a configuration that manages the whole world and
// makes these changes. A change of nothing is a mistake in the test and panics.
func (w *World) Plan(changes ...Change) []byte { return PlanOf(w.Terraform(), changes...) }

// PlanOf is [World.Plan] of objects.
func PlanOf(objects []TerraformObject, changes ...Change) []byte {
	list := []any{}
	made := 0
	for _, o := range objects {
		before, after, actions, unknown := any(o.Attributes), any(o.Attributes), []string{"no-op"}, map[string]any{}
		if i := slices.IndexFunc(changes, func(c Change) bool { return fits(o.Name, c.Name) }); i >= 0 {
			made++
			actions, after = changes[i].Actions, nil
			if slices.Contains(actions, "create") {
				created := map[string]any{}
				for name, v := range o.Attributes {
					if slices.Contains(changes[i].Unknown, name) {
						unknown[name] = true
						continue
					}
					created[name] = v
				}
				after = created
			}
		}
		list = append(list, map[string]any{
			"address": o.Address, "mode": "managed", "type": o.Type,
			"change": map[string]any{"actions": actions, "before": before, "after": after, "after_unknown": unknown},
		})
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
