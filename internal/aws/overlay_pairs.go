package aws

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A pair is one resource of a plan, before it and after it; nil is that the plan does not
// have it then.
type pair struct{ before, after *Resource }

// pairs are the resources of a type, each once: those that there are after the plan, in
// their order, then those that it takes away. They are told apart by their ids; where
// those are not known by their addresses and by what they say, and then those first that
// stay as they are.
func pairs(before, after []Resource) []pair {
	out, taken := make([]pair, len(after)), make([]bool, len(before))
	index := newPairIndex(before)
	for i := range after {
		out[i].after = &after[i]
		if key, ok := keyOf(after[i]); ok {
			if j, there := index.ids[partKey{key, after[i].part}]; there && !taken[j] {
				out[i].before, taken[j] = &before[j], true
			}
		}
	}
	for _, onlyIdentical := range []bool{true, false} {
		for i, p := range out {
			if p.before != nil || p.after.Created {
				continue
			}
			for _, j := range index.candidates(*p.after) {
				if !taken[j] && (!onlyIdentical || value.Identical(before[j].Body, p.after.Body)) {
					out[i].before, taken[j] = &before[j], true
					break
				}
			}
		}
	}
	for i := range before {
		if !taken[i] {
			out = append(out, pair{before: &before[i]})
		}
	}
	return out
}

// A pairIndex finds the resources of a plan before it.
type pairIndex struct {
	ids map[partKey]int
	// addressed are those of an address whose id is known, aliased those of which it is
	// not, by what they say too, or by their address alone.
	addressed, unnamed map[string][]int
	aliased            map[[2]string][]int
}

type partKey struct {
	indexKey
	part bool
}

func newPairIndex(all []Resource) pairIndex {
	x := pairIndex{ids: map[partKey]int{}, addressed: map[string][]int{}, unnamed: map[string][]int{}, aliased: map[[2]string][]int{}}
	for i, r := range all {
		if key, ok := keyOf(r); ok {
			x.ids[partKey{key, r.part}] = i
			if !r.part {
				x.addressed[r.Address] = append(x.addressed[r.Address], i)
			}
			continue
		}
		x.unnamed[r.Address] = append(x.unnamed[r.Address], i)
		name := [2]string{r.Address, alias(r)}
		x.aliased[name] = append(x.aliased[name], i)
	}
	return x
}

// candidates are those that a resource which no id finds may have been before the plan.
func (x pairIndex) candidates(r Resource) []int {
	_, has := keyOf(r)
	switch document := isPartOfDocument(r); {
	case r.part || has && document:
		return nil
	case has:
		return x.unnamed[r.Address] // its id has become known
	case document:
		return x.aliased[[2]string{r.Address, alias(r)}]
	}
	return slices.Concat(x.aliased[[2]string{r.Address, alias(r)}], x.addressed[r.Address])
}

// isPartOfDocument says that an object of Terraform makes many such resources, so that
// its address is none of theirs alone.
func isPartOfDocument(r Resource) bool {
	return r.Type == Integrations && r.ID.IsUnknown() || r.Type == RestIntegrations && strings.Contains(r.Address, "aws_api_gateway_rest_api.")
}

// alias is what tells a resource from others whose id is not known.
func alias(r Resource) string {
	var fields []string
	switch r.Type {
	case RestIntegrations:
		if r.Body.Get("stage").IsNull() && r.Body.Get("resourceId").Text() != "" {
			fields = []string{"resourceId", "method"}
		}
	case Integrations:
		fields = []string{"IntegrationUri", "ConnectionId", "IntegrationMethod"}
	case Targets:
		fields = []string{"TargetGroupArn", "Id", "Registrar"}
	case SecurityGroupRules:
		return ruleName(r)
	default:
	}
	if len(fields) == 0 {
		return ""
	}
	out := r.Parent.Value()
	for _, f := range fields {
		out += "\x00" + r.Body.Get(f).Text()
	}
	return out
}

// Differences are the resources that a plan makes or changes, as they are after it, with
// what it says of resources that it does not have itself; and those whose subnets get
// others when they go.
func Differences(before, after *World) []Resource {
	var out, gone []Resource
	was, will := before.whole(), after.whole()
	for _, t := range Types() {
		for _, p := range pairs(was.resources[t], will.resources[t]) {
			switch {
			case p.after == nil && (t == NetworkACLs || t == RouteTables || p.before.part):
				gone = append(gone, *p.before)
			case p.after != nil && (p.before == nil || !value.Identical(p.before.Body, p.after.Body)):
				out = append(out, *p.after)
			}
		}
	}
	return append(out, gone...)
}
