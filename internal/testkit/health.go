package testkit

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const healthKind = "compute#backendServiceGroupHealth"

// Health says what load balancers find of the instances of a group, called by its name:
// a state for each, such as UNHEALTHY; none is a group without instances. Unless said,
// each group has two healthy ones.
func (w *World) Health(group string, states ...string) *World {
	if w.states == nil {
		w.states = map[string][]string{}
	}
	w.states[group] = states
	return w
}

// measured is what load balancers find of the groups of instances behind them.
func (w *World) measured() []gcp.Resource {
	var out []gcp.Resource
	for _, r := range w.resources {
		if r.Type != gcp.BackendServices || w.unmeasured {
			continue
		}
		for _, b := range r.Body.Get("backends").Elements() {
			group, err := gcp.ComputeRef(b.Get("group").Text(), "", "")
			if err != nil || !strings.Contains(group.Path(), "/instanceGroups/") {
				continue
			}
			out = append(out, gcp.Resource{
				Type: gcp.BackendHealth, Identity: apigee.Identity{Ref: value.Known(group)}, Parent: r.Ref, Body: of(w.groupHealth(group)),
			})
		}
	}
	return out
}

// groupHealth is the answer about one group.
func (w *World) groupHealth(group value.Ref) Body {
	states, said := w.states[group.Name()]
	if !said {
		states = []string{"HEALTHY", "HEALTHY"}
	}
	zone := group.After("zones")
	if region := group.After("regions"); region != "" {
		zone = region + "-b"
	}
	out := Body{"kind": healthKind}
	var status []Body
	for i, state := range states {
		status = append(status, Body{
			"instance":  selfLink(fmt.Sprintf("projects/%s/zones/%s/instances/%s-%04d", group.Project(), zone, group.Name(), i)),
			"ipAddress": fmt.Sprintf("10.0.0.%d", 5+i), "port": 443, "healthState": state,
		})
	}
	if len(status) > 0 {
		out["healthStatus"] = status
	}
	return out
}
