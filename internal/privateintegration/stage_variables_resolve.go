package privateintegration

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// StageVariablesResolve asks whether stages define the variables that integrations name.
var StageVariablesResolve = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "stage-variables-resolve",
		Title:    "Every stage, and its canary, defines the stage variables that its integrations name",
		Hop:      check.HopDeployment,
		Severity: check.Error,
		Symptom:  "500",
		Why: "The id of the link or a part of the URI may be a stage variable, `${stageVariables.NAME}`, which API Gateway replaces for each request. A stage that does not define it, or defines an ARN or a name where the id belongs, " +
			"sends requests nowhere, while another stage of the same API works. In Terraform it is written `$${stageVariables.NAME}`: with more dollar signs or a backslash it is never replaced.",
		Fix:     "Define the variable in the `variables` of the stage, with `aws_api_gateway_vpc_link.x.id` as the value, and write `$${stageVariables.NAME}` in the integration. A change of stage variables needs no deployment.",
		Unknown: "Unknown when the stage or the value of the variable is not known: give the stage, or credentials with apigateway:GET on it. Not applicable to integrations without stage variables.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigateway.stages", "apigatewayv2.integrations", "apigatewayv2.stages"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html",
			"https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			var out []check.Result
			for _, f := range []struct {
				name string
				text value.String
			}{{"connectionId", c.connection}, {"uri", c.uri}} {
				if text, known := f.text.Get(); known && strings.Contains(text, "${") {
					r := variablesIn(inv, c, f.name, text)
					if r.Field == "" {
						r = blaming(f.name, r)
					}
					out = append(out, r)
				}
			}
			return out
		})
	},
}

// anyVariable is whatever looks like a variable.
var anyVariable = regexp.MustCompile(`[$\\]*\$\{[^}]*\}?`)

func variablesIn(inv *Inventory, c call, field, text string) check.Result {
	var names []string
	for _, found := range anyVariable.FindAllString(text, -1) {
		m := stageVariable.FindStringSubmatch(found)
		if m == nil || m[0] != found {
			return malformedVariable(c, field, text, found, m != nil)
		}
		names = append(names, m[1])
	}
	of := c.Identity
	where := "it"
	if c.stage != nil {
		of, where = c.stage.Identity, "stage "+c.stage.name.Value()
		if c.canary {
			where = "the canary of " + where
		}
	}
	for _, name := range names {
		v := c.variable(name)
		switch {
		case v.IsUnknown() && field == "connectionId" && inv.linkOf(c).found():
			// It will be the id of a link that the plan makes.
		case v.IsUnknown():
			return undecided(of, fmt.Sprintf("has a stage variable %s of which the value is not known", name), lacking("stageVariables."+name, v.Why()))
		case v.IsNull():
			r := failed(of, "does not define the stage variable %s", name)
			r.Detail = fmt.Sprintf("Requests of %s fail: `%s` of %s is %s, and %s defines no %s.", c.name, field, c.Subject(), text, where, name)
			r.Witness = []check.Fact{{Name: field, Value: text}, {Name: "stageVariable", Value: name}}
			r.Related = []string{c.Subject()}
			r.Field = "variables"
			r.Repairs = inv.define(c, field, name)
			return r
		case field == "connectionId" && text == stageVariable.FindString(text) && !isID.MatchString(v.Text()):
			r := failed(of, "has a stage variable %s that is no id of a VPC link", name)
			r.Detail = fmt.Sprintf("Requests of %s fail: API Gateway looks for a link by its id, and %s defines %s.", c.name, where, kindOfText(v.Text()))
			r.Witness = []check.Fact{{Name: "stageVariable", Value: name}, {Name: "value", Value: kindOfText(v.Text())}}
			r.Related = []string{c.Subject()}
			r.Remediation = "Set the variable to `aws_api_gateway_vpc_link.x.id`."
			r.Repairs = inv.define(c, field, name)
			r.Field = "variables"
			return r
		}
	}
	return passed(of, "defines the stage variables %s", strings.Join(check.Distinct(names), ", "))
}

// isID is what ids of links look like: letters and digits.
var isID = regexp.MustCompile(`^[A-Za-z0-9-]+$`)

// kindOfText says what a value is without telling it: stage variables may hold secrets.
func kindOfText(text string) string {
	switch {
	case text == "":
		return "an empty text"
	case strings.HasPrefix(text, "arn:"):
		return "an ARN"
	}
	return "a text with characters that no id has"
}

func malformedVariable(c call, field, text, found string, escaped bool) check.Result {
	r := failed(c.Identity, "has something in its %s that is no stage variable", field)
	r.Detail = fmt.Sprintf("API Gateway replaces `${stageVariables.NAME}` and nothing else; %s stays as it is.", found)
	if escaped {
		r.Remediation = "Write `$${stageVariables.NAME}` in Terraform, with two dollar signs and no backslash."
	} else {
		r.Remediation = "Write `$${stageVariables.NAME}` in Terraform, with letters, digits and underscores in the name."
	}
	r.Witness = []check.Fact{{Name: field, Value: text}, {Name: "variable", Value: found}}
	return r
}
