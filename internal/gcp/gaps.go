package gcp

import "github.com/apireach/terraform-provider-apireach/internal/apigee"

// AllGaps returns the gaps of every listing, each once: one call that fails may
// leave gaps in several listings.
func (w *World) AllGaps() []apigee.Gap {
	var out []apigee.Gap
	seen := map[apigee.Gap]bool{}
	for _, t := range Types() {
		for _, g := range w.gaps[t] {
			if !seen[g] {
				seen[g] = true
				out = append(out, g)
			}
		}
	}
	return out
}
