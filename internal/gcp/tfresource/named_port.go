package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// namedPort is the type that sets a named port of a zonal group from outside.
const namedPort = "google_compute_instance_group_named_port"

// An outsidePort is a named port that another resource gives a group.
type outsidePort struct {
	address string
	group   value.Of[value.Ref]
	port    value.Value
}

// outside reads what gives a group a named port. A group that is spelled as none is
// one that is not known.
func (m *mapper) outside(o object, body value.Value) outsidePort {
	project, _ := m.around(kind{}, o)
	zone, known := textOf(o.Get("zone"))
	if !known || zone == "" {
		zone = value.Anything
	}
	base := value.RefBase{Service: gcp.ComputeService, Collection: "zones/" + zone[strings.LastIndexByte(zone, '/')+1:] + "/instanceGroups", Parent: "projects/" + project}
	group, err := refer(o.Get("group"), base, o.Path+".group")
	if err != nil || group.IsNull() {
		group = value.UnknownOf[value.Ref](value.Why{Reason: "its group is not told", Settle: "name the group in full"})
	}
	return outsidePort{o.Address, group, value.OfObject(map[string]value.Value{"name": body.Get("name"), "port": body.Get("port")})}
}

// openPorts gives zonal groups the named ports that other resources set. Where it is not
// known which group one means, the ports of those that it may mean are not known.
func (r *reading) openPorts() {
	groups := r.world.Resources(gcp.InstanceGroupManagers)
	for i, g := range groups {
		if g.Body.Get("zone").IsNull() {
			continue
		}
		for _, p := range r.ports {
			switch ports := groups[i].Body.Get("namedPorts"); p.of(g, r.world.Projects) {
			case value.False:
			case value.Undecided:
				groups[i].Body = groups[i].Body.With("namedPorts", value.Unknown(value.Why{
					Reason: p.address + " may set them", Settle: "set named_port in the group's manager, or judge again live after apply",
				}))
			case value.True:
				if !ports.IsUnknown() {
					groups[i].Body = groups[i].Body.With("namedPorts", value.OfList(append(slices.Clone(ports.Elements()), p.port)...))
				}
			}
		}
	}
}

// of says whether the port is one of the group that a manager makes, which bears the
// manager's name.
func (p outsidePort) of(manager gcp.Resource, projects value.Projects) value.Truth {
	if o := p.group.Why().Origin; p.group.IsUnknown() && o.Known() && o.Path == "instance_group" && manager.Address != "" {
		return value.TruthOf(o.Resource == manager.Address) // no two managers make one group
	}
	return value.SameRef(projects, p.group, value.Map(manager.Ref, func(r value.Ref) value.Ref {
		group, err := value.ParseRef(strings.Replace(r.String(), "/instanceGroupManagers/", "/instanceGroups/", 1), value.RefBase{})
		if err != nil {
			return r
		}
		return group
	}))
}
