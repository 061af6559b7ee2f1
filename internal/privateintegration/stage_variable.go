package privateintegration

import (
	"fmt"
	"regexp"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// stageVariable is how a URI or connection id names a stage variable.
var stageVariable = regexp.MustCompile(`\$\{stageVariables\.([A-Za-z0-9_]+)\}`)

// resolved is a text of an integration with the values of a stage in it.
type resolved struct {
	value.String
	// undefined are the variables that the stage does not define.
	undefined []string
}

// resolve puts a stage's variables into a text. Without a stage a text that names one
// is unknown.
func (c call) resolve(text value.String) resolved {
	raw, ok := text.Get()
	if !ok || !stageVariable.MatchString(raw) {
		return resolved{String: text}
	}
	out := resolved{String: value.Known("")}
	var why *value.Why
	result := stageVariable.ReplaceAllStringFunc(raw, func(match string) string {
		name := stageVariable.FindStringSubmatch(match)[1]
		v := c.variable(name)
		switch {
		case v.IsUnknown() && why == nil:
			w := v.Why()
			why = &w
		case v.IsNull():
			out.undefined = append(out.undefined, name)
		}
		return v.Text()
	})
	switch {
	case why != nil && raw == stageVariable.FindString(raw):
		out.String = value.UnknownOf[string](*why)
	case why != nil:
		out.String = value.UnknownOf[string](value.Why{Reason: "made of a stage variable that is " + why.String(), Settle: why.Settle})
	case len(out.undefined) > 0:
		out.String = value.NoneOf[string]()
	default:
		out.String = value.Known(result)
	}
	return out
}

// variable is a stage variable's value; null when the stage does not define it.
func (c call) variable(name string) value.Value {
	if c.stage == nil {
		return value.Unknown(value.Why{Reason: fmt.Sprintf("the stage that defines stageVariables.%s is not known", name), Settle: "give the stage"})
	}
	if o := c.stage.overrides; o.IsUnknown() || !o.Get(name).IsNull() {
		return o.Get(name)
	}
	return c.stage.variables.Get(name)
}
