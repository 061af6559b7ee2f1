package privateintegration

import "github.com/apireach/terraform-provider-apireach/internal/check"

// Judge runs the checks.
func Judge(inv *Inventory, opts check.Options) check.Report {
	return check.Run(inv, Checks(), opts)
}
