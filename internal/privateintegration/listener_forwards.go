package privateintegration

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ListenerForwards asks whether listeners send the integrations' requests to targets.
var ListenerForwards = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "listener-forwards",
		Title:    "The listener sends the integration's requests to a target group",
		Hop:      check.HopLoadBalancer,
		Severity: check.Error,
		Symptom:  "301, 302, 401, 403, 404 or 503, always the same",
		Why: "A request that matches no rule of a listener gets its default action. If that is a redirect, a fixed response or the login of a user, API Gateway hands that answer to its client, " +
			"and no request reaches a target. A target group whose weight is 0 gets nothing. Rules compare the Host header, which is the host in the URI of a REST API's integration.",
		Fix:     "Forward in the default action, or in a rule whose conditions the requests fulfil: its `host-header` has the host of the integration's URI. Give the target group a weight above 0.",
		Unknown: "Unknown when the listener's rules could not be read (elasticloadbalancing:DescribeRules), or its actions are known only after apply.",
		Since:   "0.1.0",
		Reads:   []string{"elasticloadbalancing.listeners", "elasticloadbalancing.rules", "apigateway.integrations", "apigatewayv2.integrations"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-update-rules.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return eachLeg(inv, func(l leg) []check.Result { return []check.Result{inv.listenerForwards(l)} })
	},
}

// An outcome is what becomes of some requests at a listener.
type outcome struct {
	// forwards says whether they reach a target group.
	forwards value.Truth
	// reached says whether any requests come so far.
	reached value.Truth
	text    string
	missing []check.Missing
}

func (inv *Inventory) listenerForwards(l leg) check.Result {
	outcomes, gaps := inv.outcomesAt(l)
	var answers []string
	var missing []check.Missing
	all := value.False
	for _, o := range outcomes {
		all = value.Or(all, value.And(o.forwards, o.reached))
		if o.forwards != value.True {
			answers = append(answers, o.text)
		}
		missing = append(missing, o.missing...)
	}
	switch {
	case all == value.True:
		return passed(l.listener.Identity, "forwards")
	case all == value.Undecided || len(gaps) > 0:
		missing = append(missing, gaps...)
		return blaming("DefaultActions", undecided(l.listener.Identity, "does something with requests that is not known", missing...))
	}
	r := blaming("DefaultActions", failed(l.listener.Identity, "sends requests to no target group"))
	r.Detail = "Requests of " + l.call.name + " get an answer of the load balancer's own: " + strings.Join(answers, ", then ") + "."
	r.Witness = []check.Fact{{Name: "integration", Value: l.call.Subject()}, {Name: "action", Value: answers[0]}}
	if host, ok := hostOf(l).Get(); ok && len(outcomes) > 0 {
		r.Witness = append(r.Witness, check.Fact{Name: "host", Value: host})
	}
	return r
}

// outcomesAt follows a call's requests through the rules in the order of their
// priorities, and last to the default action.
func (inv *Inventory) outcomesAt(l leg) (out []outcome, missing []check.Missing) {
	rules, possible, missing := inv.rulesOf(l.listener)
	for _, r := range possible {
		missing = append(missing, lacking("the listener of "+r.Subject(), r.Listener.Why()))
	}
	left := value.True
	for _, rule := range rules {
		if left == value.False {
			break
		}
		takes := l.takes(rule)
		if takes == value.False {
			continue
		}
		o := inv.outcomeOf(rule.Actions, rule.Subject())
		o.reached = value.True
		if m := matches(rule, l); m.unknown != nil {
			o.reached = value.Undecided
			o.missing = append(o.missing, *m.unknown)
		}
		out = append(out, o)
		if takes == value.True {
			left = value.False
		}
	}
	if left != value.False {
		o := inv.outcomeOf(l.listener.DefaultActions, "the default action")
		o.reached = value.True
		out = append(out, o)
	}
	return out, missing
}

// outcomeOf is what actions do.
func (inv *Inventory) outcomeOf(actions value.List[Action], of string) outcome {
	o := outcome{forwards: value.False, text: of + " does nothing"}
	if actions.IsUnknown() {
		return outcome{forwards: value.Undecided, text: of, missing: []check.Missing{lacking("what "+of+" does", actions.Why())}}
	}
	for _, a := range actions.Value() {
		typ, known := a.Type.Get()
		switch {
		case !known:
			return outcome{forwards: value.Undecided, text: of, missing: []check.Missing{lacking("what "+of+" does", a.Type.Why())}}
		case typ == "forward":
			groups, missing := inv.ofActions(value.Known([]Action{a}), of)
			o.text = of + " forwards to a weight of 0"
			for _, g := range groups {
				if g.group.none() {
					o.text = of + " forwards to a target group that does not exist"
					continue
				}
				o.forwards = value.Or(o.forwards, g.served())
				if g.served() == value.Undecided {
					o.missing = append(o.missing, lacking("a weight of "+of, g.weight.Why()))
				}
			}
			if len(groups) == 0 && len(missing) > 0 {
				o.forwards, o.missing = value.Undecided, missing
			}
			return o
		case typ == "fixed-response":
			o.text = strings.TrimSpace(of + " is fixed-response " + a.FixedResponse.StatusCode.Value())
			return o
		case typ == "redirect":
			o.text = strings.TrimSpace(of + " is redirect " + a.Redirect.StatusCode.Value())
			return o
		default:
			// A user's login or a token: API Gateway has neither of its own, but may hand the client's token on.
			if typ == "jwt-validation" {
				continue
			}
			o.text = of + " is " + typ
			return o
		}
	}
	return o
}
