package aws

import (
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// place says of all that is here in which region it was read.
func (w *World) place() {
	if w.Region == "" {
		return
	}
	for _, list := range w.resources {
		for i := range list {
			if list[i].Region.IsNull() {
				list[i].Region = value.Known(w.Region)
			}
		}
	}
}

// ofRegion are the types that are judged in one region only: the one that was read.
var ofRegion = []Type{Accounts, RestAPIs, RestIntegrations, RestStages, RestDeployments, APIs, Integrations, Routes, Stages}

// here are the resources that are not in another region than the one that was read, or of
// an API that was found nowhere in it.
func (o *overlay) here(all []Resource) []Resource {
	var out []Resource
	for _, r := range all {
		region, known := r.Region.Get()
		if known && o.Region != "" && region != o.Region || o.leftOut[r.Parent.Value()] {
			continue
		}
		if (r.Type == RestAPIs || r.Type == APIs) && o.leftOut[r.ID.Value()] {
			continue
		}
		if r.Type == Accounts {
			r.ID = value.Known("account")
		}
		out = append(out, r)
	}
	return out
}
