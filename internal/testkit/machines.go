package testkit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An alteration is what somebody has changed of an instance.
type alteration struct {
	field string
	v     any
}

// Machine is the name of an instance of a group: the first is number 0.
func Machine(group string, number int) string { return fmt.Sprintf("%s-%04d", group, number) }

// Alter changes one field of an instance of a group of proxies, called by its name, as
// [World.Set] does. Unless altered they are as the group's template says.
func (w *World) Alter(instance, field string, v any) *World {
	if w.altered == nil {
		w.altered = map[string][]alteration{}
	}
	w.altered[instance] = append(w.altered[instance], alteration{field, v})
	return w
}

// machines are the instances that the groups have made from their templates, two of each
// where the group is not empty.
func (w *World) machines() []gcp.Resource {
	var out []gcp.Resource
	for _, r := range w.resources {
		if r.Type != gcp.InstanceGroupManagers || w.unmade || r.Body.Get("targetSize").Text() == "0" {
			continue
		}
		template := r.Body.Get("versions").Elements()
		if len(template) == 0 {
			continue
		}
		ref, err := gcp.ComputeRef(template[0].Get("instanceTemplate").Text(), "", "")
		if err != nil {
			continue
		}
		for _, t := range w.resources {
			if t.Type == gcp.InstanceTemplates && t.Ref.Value() == ref {
				out = append(out, w.machine(r.Ref.Value(), t, 0), w.machine(r.Ref.Value(), t, 1))
			}
		}
	}
	return out
}

func (w *World) machine(group value.Ref, template resource, nth int) gcp.Resource {
	zone := group.After("zones")
	if region := group.After("regions"); region != "" {
		zone = region + "-b"
	}
	name := Machine(group.Name(), nth)
	path := fmt.Sprintf("projects/%s/zones/%s/instances/%s", group.Project(), zone, name)
	body := of(Body{
		"kind": "compute#instance", "id": number(path), "name": name, "selfLink": selfLink(path), "status": "RUNNING",
		"zone": selfLink(fmt.Sprintf("projects/%s/zones/%s", group.Project(), zone)),
	})
	for _, field := range []string{"tags", "networkInterfaces", "serviceAccounts"} {
		if v := template.Body.Get("properties", field); !v.IsNull() {
			body = body.With(field, v)
		}
	}
	signature := strings.Replace(group.Path(), "projects/"+group.Project(), "projects/"+w.numberOf(group.Project()), 1)
	items := slices.Concat(template.Body.Get("properties", "metadata", "items").Elements(), []value.Value{
		of(Body{"key": "instance-template", "value": template.Ref.Value().Path()}), of(Body{"key": "created-by", "value": signature}),
	})
	body = body.With("metadata", of(Body{"kind": "compute#metadata", "items": value.OfList(items...)}))
	for _, a := range w.altered[name] {
		body = set(body, strings.Split(a.field, "."), of(a.v))
	}
	return gcp.Resource{Type: gcp.VirtualMachines, Identity: apigee.Identity{Ref: value.Known(mustRef(gcp.ComputeService, path))}, Body: body}
}
