package testkit

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Environments replaces the environments by n, all attached everywhere. The
// groups share them in turn.
func (w *World) Environments(n int) *World {
	groups := w.keys(gcp.EnvironmentGroups)
	w.DropAll(gcp.Environments, gcp.InstanceAttachments, gcp.GroupAttachments)
	for i := range n {
		name := fmt.Sprintf("env-%04d", i)
		w.Environment(name)
		if len(groups) > 0 {
			_, group := cutLast(groups[i%len(groups)])
			w.Route(group, name)
		}
	}
	return w
}

// Groups replaces the environment groups by n. Each has a hostname of its own and
// leads to one environment.
func (w *World) Groups(n int) *World {
	w.DropAll(gcp.EnvironmentGroups, gcp.GroupAttachments)
	environments := w.environments()
	for i := range n {
		w.Group(fmt.Sprintf("group-%04d", i), []string{fmt.Sprintf("api-%04d.acme.example", i)}, environments[i%len(environments)])
	}
	return w
}

// Firewalls adds n rules that have nothing to do with the proxies.
func (w *World) Firewalls(n int) *World {
	for i := range n {
		w.Firewall(fmt.Sprintf("other-%05d", i), Body{
			"priority":     i % 900,
			"sourceRanges": []string{fmt.Sprintf("10.%d.%d.0/24", 128+i/256%128, i%256)},
			"targetTags":   []string{fmt.Sprintf("app-%03d", i%500)},
			"allowed":      []Body{{"IPProtocol": "tcp", "ports": []string{fmt.Sprint(1024 + i%40000)}}},
		})
	}
	return w
}

// dropBackends takes the groups of a region out of all backend services.
func (w *World) dropBackends(region string) *World {
	for i, r := range w.resources {
		if r.Type != gcp.BackendServices {
			continue
		}
		var kept []value.Value
		for _, b := range r.Body.Get("backends").Elements() {
			if ref, err := value.ParseRef(b.Get("group").Text(), value.RefBase{}); err != nil || ref.After("regions") != region {
				kept = append(kept, b)
			}
		}
		w.resources[i].Body = r.Body.With("backends", value.OfList(kept...))
	}
	return w
}
