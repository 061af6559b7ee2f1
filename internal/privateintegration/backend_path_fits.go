package privateintegration

import (
	"regexp"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// BackendPathFits asks whether the path that backends get is one that is meant.
var BackendPathFits = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backend-path-fits",
		Title:    "The backend gets the path that the integration means",
		Hop:      check.HopIntegration,
		Severity: check.Warning,
		Symptom:  "404",
		Why: "A path parameter in the URI, such as `{proxy}`, is replaced only if the integration maps it: `integration.request.path.proxy`. Without, the backend gets the braces. " +
			"An HTTP API with a VPC link sends the name of the stage as the first part of the path, so that a rule for `/orders/*` never fits `/prod/orders/1`: health checks pass, and requests are not found.",
		Fix: "REST APIs: add `\"integration.request.path.proxy\" = \"method.request.path.proxy\"` to `request_parameters`. " +
			"HTTP APIs: set `\"overwrite:path\" = \"$request.path\"` in `request_parameters`, use the stage `$default`, or let the rules of the listener expect the stage's name.",
		Unknown: "Unknown when the URI, the request parameters or the listener's rules are known only after apply, or could not be read.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigatewayv2.integrations", "apigatewayv2.stages", "elasticloadbalancing.rules"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			if c.kind == kindHTTP {
				return inv.stageInPath(c)
			}
			return []check.Result{parametersMapped(c)}
		})
	},
}

var pathParameter = regexp.MustCompile(`\{([^{}+]+)\+?\}`)

// parametersMapped asks whether the parameters in the path of a URI are mapped.
func parametersMapped(c call) check.Result {
	uri := c.resolve(c.uri)
	text, known := uri.Get()
	if !known || strings.Contains(text, "${") {
		if uri.IsUnknown() {
			return blaming("uri", undecided(c.Identity, "has a URI that is not known", lacking("the URI of "+c.Subject(), uri.Why())))
		}
		return inapplicable(c.Identity, "has no URI in this stage")
	}
	found := pathParameter.FindAllStringSubmatch(text, -1)
	if len(found) == 0 {
		return passed(c.Identity, "has no path parameter in its URI")
	}
	parameters := requestParameters(c)
	if parameters.IsUnknown() {
		return blaming("requestParameters", undecided(c.Identity, "has request parameters that are not known", lacking("the request parameters of "+c.Subject(), parameters.Why())))
	}
	for _, f := range found {
		if parameters.Has("integration.request.path." + f[1]) {
			continue
		}
		r := blaming("requestParameters", failed(c.Identity, "does not map the path parameter %s", f[1]))
		r.Detail = "The backend gets " + f[0] + " as it stands in the URI, whatever path the client of " + c.name + " calls."
		r.Witness = []check.Fact{{Name: "uri", Value: text}, {Name: "parameter", Value: f[1]}}
		return r
	}
	return passed(c.Identity, "maps the path parameters of its URI")
}

func requestParameters(c call) value.Value {
	if c.rest != nil {
		return c.rest.RequestParameters
	}
	return c.http.RequestParameters
}

// stageInPath asks whether any rule that forwards takes paths that begin with the stage.
func (inv *Inventory) stageInPath(c call) []check.Result {
	parameters := requestParameters(c)
	switch {
	case c.stage == nil || c.stage.name.Value() == "$default":
		return []check.Result{passed(c.Identity, "sends no stage in the path")}
	case !c.stage.name.IsKnown():
		return []check.Result{undecided(c.Identity, "sends a stage in the path that is not known", lacking("the name of the stage", c.stage.name.Why()))}
	case parameters.IsUnknown():
		return []check.Result{blaming("requestParameters", undecided(c.Identity, "has request parameters that are not known", lacking("the request parameters of "+c.Subject(), parameters.Why())))}
	case parameters.Has("overwrite:path"):
		return []check.Result{passed(c.Identity, "sets the path itself")}
	}
	var out []check.Result
	for _, l := range inv.legsOf(c).list {
		out = append(out, l.reach.soften(inv.rulesTakeStage(c, l)))
	}
	return out
}

// rulesTakeStage says whether requests with the stage's name in front get to a target
// group.
func (inv *Inventory) rulesTakeStage(c call, l leg) check.Result {
	stage := "/" + c.stage.name.Value()
	rules, _, missing := inv.rulesOf(l.listener)
	var refused []string
	reached := inv.outcomeOf(l.listener.DefaultActions, "the default action").forwards
	for _, r := range rules {
		paths := value.True
		for _, cond := range r.Conditions.Value() {
			if cond.Field.Value() == "path-pattern" {
				paths = takesStage(cond, stage)
			}
		}
		if r.Conditions.IsUnknown() {
			paths = value.Undecided
		}
		if paths == value.False {
			refused = append(refused, r.Subject())
			continue
		}
		reached = value.Or(reached, value.And(paths, inv.outcomeOf(r.Actions, r.Subject()).forwards))
	}
	switch {
	case reached == value.True:
		return passed(c.Identity, "reaches a target group with the stage in the path")
	case len(refused) == 0 && len(missing) == 0 && reached == value.False:
		return inapplicable(c.Identity, "reaches no target group, whatever its path") // listener-forwards says so
	case reached == value.Undecided || len(missing) > 0:
		if len(missing) == 0 {
			missing = append(missing, check.Missing{What: "the rules of " + l.listener.Subject() + ": they are not known before apply", Settle: "decided at apply at the latest"})
		}
		return undecided(c.Identity, "sends the stage in the path to rules that are not known", missing...)
	}
	r := blaming("requestParameters", failed(c.Identity, "sends the stage in the path, which no rule that forwards takes"))
	r.Detail = "Requests of " + c.name + " come to the load balancer as " + stage + "/…; the paths of " + strings.Join(refused, ", ") + " begin otherwise, and the default action does not forward."
	r.Witness = []check.Fact{{Name: "path", Value: stage + "/"}, {Name: "rule", Value: refused[0]}}
	r.Related = []string{l.listener.Subject()}
	return r
}

// takesStage says whether some path below the stage fits a condition.
func takesStage(c RuleCondition, stage string) value.Truth {
	if !c.Values.IsKnown() || len(c.Values.Value()) == 0 {
		return value.Undecided
	}
	out := value.False
	for _, v := range c.Values.Value() {
		pattern, known := v.Get()
		switch {
		case !known:
			out = value.Or(out, value.Undecided)
		case mayFit(pattern, stage+"/"):
			out = value.True
		}
	}
	return out
}

// mayFit says whether a pattern fits the text or one that begins with it.
func mayFit(pattern, prefix string) bool {
	for i := range len(prefix) {
		switch {
		case i >= len(pattern):
			return pattern == strings.TrimSuffix(prefix, "/")
		case pattern[i] == '*':
			return true
		case pattern[i] != '?' && pattern[i] != prefix[i]:
			return false
		}
	}
	return true
}
