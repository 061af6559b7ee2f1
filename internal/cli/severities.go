package cli

import (
	"errors"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// severities reads what failures of which checks are: { "instance-active" = "warning" }.
func severities(given hcl.Expression) (map[string]check.Severity, error) {
	if v, diags := given.Value(nil); !diags.HasErrors() && v.IsNull() {
		return nil, nil
	}
	pairs, diags := hcl.ExprMap(given)
	if diags.HasErrors() {
		return nil, at(given.Range(), errors.New(`severities: expected ids of checks with their severity, such as { "instance-active" = "warning" }`))
	}
	ids := map[string]bool{}
	for _, m := range metas() {
		ids[m.ID] = true
	}
	out := map[string]check.Severity{}
	var problems []error
	for _, p := range pairs {
		id, level := literal(p.Key), literal(p.Value)
		severity, err := check.ParseSeverity(level)
		_, twice := out[id]
		switch {
		case !ids[id]:
			problems = append(problems, at(p.Key.Range(), fmt.Errorf("severities: %q: there is no such check; `apireach explain` lists them", id)))
		case twice:
			problems = append(problems, at(p.Key.Range(), fmt.Errorf("severities: %s is there twice", id)))
		case err != nil:
			problems = append(problems, at(p.Value.Range(), fmt.Errorf("severities: %s: %w", id, err)))
		default:
			out[id] = severity
		}
	}
	return out, errors.Join(problems...)
}

// literal is a text that depends on nothing, "" if it is none.
func literal(e hcl.Expression) string {
	var text string
	if diags := gohcl.DecodeExpression(e, nil, &text); diags.HasErrors() {
		return ""
	}
	return text
}
