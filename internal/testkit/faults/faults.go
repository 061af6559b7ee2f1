// Package faults is the catalogue of what can go wrong on the way to Apigee: each
// fault, where it is found, and by which check; or why not. Tests hold it to the
// checks, and the guide is made from it.
package faults

import "slices"

// A Fault is one thing that can be wrong.
type Fault struct {
	// ID is three letters for the part of the path and a number: TLS-001.
	ID string
	// Wrong says what is wrong.
	Wrong string
	// Where says where the fault is found.
	Where Where
	// Checks are those that find it.
	Checks []string
	// Case names the world in which it is found: a mutation or a trap of the checks' tests.
	Case string
	// Why says why it is not found.
	Why string
}

// Where says where a fault is found, if it is.
type Where string

// The answers.
const (
	// Live faults are found in the organization, Plan faults in a plan that manages all
	// of it, Both in either.
	Live Where = "live"
	Plan Where = "plan"
	Both Where = "live and plan"
	// Unknown faults are such that nobody can tell offline: the checks say what they lack.
	Unknown Where = "unknown"
	// Harmless is what others take for a fault: the checks are silent.
	Harmless Where = "no fault"
	// Refused faults never come to be: Google's API rejects them.
	Refused Where = "rejected"
	// Open faults are not found.
	Open Where = "not found"
)

// Found says whether a check finds the fault.
func (f Fault) Found() bool { return f.Where == Live || f.Where == Plan || f.Where == Both }

// A Part is the faults of one part of the path.
type Part struct {
	Prefix, Title string
	Faults        []Fault
}

// Parts lists all faults by the part of the path, in the order of the traffic.
func Parts() []Part {
	return []Part{
		{"TLS", "Names, certificates, front ends", tlsFaults},
		{"ARM", "Cloud Armor", armorFaults},
		{"LB", "Load balancer and proxies", loadBalancerFaults},
		{"PSC", "Private Service Connect", privateServiceConnectFaults},
		{"FW", "Firewall", firewallFaults},
		{"NET", "Network and peering", networkFaults},
		{"ENV", "Apigee and its environments", environmentFaults},
	}
}

// All lists all faults.
func All() []Fault {
	var out []Fault
	for _, p := range Parts() {
		out = append(out, p.Faults...)
	}
	return out
}

func found(where Where, id, wrong, world string, checks ...string) Fault {
	return Fault{ID: id, Wrong: wrong, Where: where, Case: world, Checks: slices.Clone(checks)}
}

func both(id, wrong, world string, checks ...string) Fault {
	return found(Both, id, wrong, world, checks...)
}
func live(id, wrong, world string, checks ...string) Fault {
	return found(Live, id, wrong, world, checks...)
}
func plan(id, wrong, world string, checks ...string) Fault {
	return found(Plan, id, wrong, world, checks...)
}

// unknown is a fault of which the checks say what they lack.
func unknown(id, wrong, world string, checks ...string) Fault {
	return found(Unknown, id, wrong, world, checks...)
}

// harmless is no fault, and why says so.
func harmless(id, wrong, world, why string) Fault {
	return Fault{ID: id, Wrong: wrong, Where: Harmless, Case: world, Why: why}
}

// refused is a fault that the API rejects.
func refused(id, wrong, why string) Fault {
	return Fault{ID: id, Wrong: wrong, Where: Refused, Why: why}
}

// open is a fault that is not found.
func open(id, wrong, why string) Fault { return Fault{ID: id, Wrong: wrong, Where: Open, Why: why} }
