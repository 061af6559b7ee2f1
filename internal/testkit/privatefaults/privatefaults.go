// Package privatefaults is the catalogue of what can go wrong with a private integration
// of API Gateway: each fault, what tells of it, and by which check it is found; or why
// not. Tests hold it to the cases of the checks, and the guide is made from it.
package privatefaults

import "github.com/apireach/terraform-provider-apireach/internal/testkit/faults"

// A Fault is one thing that can be wrong.
type Fault struct {
	// ID is F and a number; it is never reused.
	ID string
	// Wrong says what is wrong.
	Wrong string
	// Where says where the fault shows: Plan is what only a plan has, Live what only AWS
	// tells, Both what Terraform's attributes carry too.
	Where faults.Where
	// By are the checks that find it.
	By []Find
	// Why says why it is not found.
	Why string
}

// Find is how a fault is found.
type Find struct {
	// Check is the id of the check, Case the name of the case of its tests that has the
	// fault.
	Check, Case string
}

// A Part is the faults of one part of the path.
type Part struct {
	Title  string
	Faults []Fault
}

// Parts lists all faults by the part of the path.
func Parts() []Part {
	return []Part{linkPart, integrationPart, loadBalancerPart, targetsPart, networkPart, tlsPart, deploymentPart}
}

// All lists all faults.
func All() []Fault {
	var out []Fault
	for _, p := range Parts() {
		out = append(out, p.Faults...)
	}
	return out
}
