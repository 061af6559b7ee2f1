// Package registry lists the checks of both paths, for what is about all of them:
// documentation, the command line's selection and lists of rules.
package registry

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
)

// A Path is a way of traffic, and the checks of it.
type Path struct {
	// Title names it to people, as in "from a client to Apigee".
	Title string
	// Hops are its hops, in the order of the traffic.
	Hops []check.Hop
	// Checks say what they are about, in that order too.
	Checks []check.Meta
}

// Paths lists the paths.
func Paths() []Path {
	return []Path{
		{Title: "From a client to Apigee", Hops: check.Northbound(), Checks: metas(apigee.Checks(), check.Northbound())},
		{Title: "From API Gateway through a VPC link to a backend", Hops: check.Private(), Checks: metas(privateintegration.Checks(), check.Private())},
	}
}

// Checks lists the checks of all paths, path by path in the order of the traffic.
func Checks() []check.Meta {
	var out []check.Meta
	for _, p := range Paths() {
		out = append(out, p.Checks...)
	}
	return out
}

// metas are what checks say about themselves, in the order of their hops.
func metas[M any](checks []check.Check[M], hops []check.Hop) []check.Meta {
	out := make([]check.Meta, len(checks))
	for i, c := range checks {
		out[i] = c.Meta
	}
	slices.SortStableFunc(out, func(a, b check.Meta) int { return slices.Index(hops, a.Hop) - slices.Index(hops, b.Hop) })
	return out
}
