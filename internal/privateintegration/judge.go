package privateintegration

import "github.com/apireach/terraform-provider-apireach/internal/check"

// Judge runs the checks and tells the ways that their findings are about.
func Judge(inv *Inventory, opts check.Options) check.Report {
	r := check.Run(inv, Checks(), opts)
	r.Matrices = Matrices(inv, r.Findings)
	return r
}
