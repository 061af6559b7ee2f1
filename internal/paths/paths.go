// Package paths judges what there is of both paths: Apigee's on Google Cloud, and
// private integrations of API Gateway on AWS.
package paths

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
)

// Worlds are what is judged: of one cloud, or of both.
type Worlds struct {
	// Google and AWS are nil where there is nothing of the cloud.
	Google *gcp.World
	AWS    *aws.World
	// WarningDays is how long before its end something is warned of.
	WarningDays int
	// Locate says where something is configured; nil where that is not known.
	Locate func(subject, field string) *check.Location
}

// Judge runs the checks of every path that there is something of, and makes one report
// of it. Prove says to try repairs.
func (w Worlds) Judge(opts check.Options, prove bool) (check.Report, error) {
	var reports []check.Report
	if w.Google != nil {
		w.Google.Now, w.Google.WarningDays = opts.Now, w.WarningDays
		inventory, err := w.Google.Inventory()
		if err != nil {
			return check.Report{}, err
		}
		found := w.located(apigee.Judge(inventory, opts))
		if prove {
			remedy.Prove(&found, w.Google, inventory)
		}
		reports = append(reports, found)
	}
	if w.AWS != nil {
		w.AWS.Now, w.AWS.WarningDays = opts.Now, w.WarningDays
		inventory, err := w.AWS.Inventory()
		if err != nil {
			return check.Report{}, err
		}
		found := w.located(privateintegration.Judge(inventory, opts))
		if prove {
			remedy.ProveAWS(&found, w.AWS, inventory)
		}
		reports = append(reports, found)
	}
	if len(reports) == 1 {
		return reports[0], nil
	}
	return check.Merge(reports...), nil
}

func (w Worlds) located(r check.Report) check.Report {
	if w.Locate != nil {
		r.Locate(w.Locate)
	}
	return r
}

// Types lists the Terraform types of both clouds that are read, in order.
func Types() []string {
	return slices.Sorted(slices.Values(slices.Concat(googleTypes(), awsTypes())))
}
