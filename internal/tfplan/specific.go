package tfplan

import (
	"slices"
	"strings"
)

// specific leaves out the prefixes of references that plan JSON adds.
func specific(references []string) []string {
	var out []string
	for i, r := range references {
		longer := func(o string) bool {
			rest, ok := strings.CutPrefix(o, r)
			return ok && rest != "" && (rest[0] == '.' || rest[0] == '[')
		}
		if !slices.ContainsFunc(references, longer) && !slices.Contains(references[:i], r) {
			out = append(out, r)
		}
	}
	return out
}
