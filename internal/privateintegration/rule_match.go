package privateintegration

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// match says which requests of a call fulfil the conditions of a rule: all of them, none,
// or some; or that it is not known.
type match struct {
	all, never bool
	unknown    *check.Missing
}

// matches holds a rule against a call's requests. The Host header is that of the
// integration's URI; paths, methods and headers are the client's, so that some requests
// fulfil conditions on them.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html.
func matches(rule *ListenerRule, l leg) match {
	if rule.Conditions.IsUnknown() {
		m := lacking("the conditions of "+rule.Subject(), rule.Conditions.Why())
		return match{unknown: &m}
	}
	out := match{all: true}
	for _, c := range rule.Conditions.Value() {
		one := fulfils(c, rule, l)
		out.all = out.all && one.all
		out.never = out.never || one.never
		if out.unknown == nil {
			out.unknown = one.unknown
		}
	}
	if out.never {
		return match{never: true}
	}
	return out
}

func fulfils(c RuleCondition, rule *ListenerRule, l leg) match {
	if c.Field.IsUnknown() {
		m := lacking("a condition of "+rule.Subject(), c.Field.Why())
		return match{unknown: &m}
	}
	host := hostOf(l)
	if c.Field.Value() != "host-header" || host.IsNull() {
		return match{} // some requests
	}
	out := match{never: true}
	for _, pattern := range c.Values.Value() {
		switch p, known := pattern.Get(); {
		case !known:
			m := lacking("a host of "+rule.Subject(), pattern.Why())
			out.never, out.unknown = false, &m
		case host.IsUnknown():
			m := lacking("the host that the integration sends", host.Why())
			out.never, out.unknown = false, &m
		case fits(strings.ToLower(p), strings.ToLower(host.Value())):
			return match{all: true}
		}
	}
	if c.Values.IsUnknown() {
		m := lacking("the hosts of "+rule.Subject(), c.Values.Why())
		return match{unknown: &m}
	}
	if len(c.Values.Value()) == 0 {
		m := check.Missing{What: "the hosts of " + rule.Subject() + ": it names none that are plain values", Settle: "look at the rule's regular expressions"}
		return match{unknown: &m}
	}
	return out
}

// hostOf is the Host header of a call's requests; null where it is not documented what
// API Gateway sends, or where the integration sets the header itself.
func hostOf(l leg) value.String {
	c := l.call
	if c.kind == kindHTTP || c.kind == kindUnknown {
		return value.NoneOf[string]()
	}
	parameters := value.Null()
	switch {
	case c.rest != nil:
		parameters = c.rest.RequestParameters
	case c.http != nil:
		parameters = c.http.RequestParameters
	}
	if parameters.IsUnknown() {
		return value.UnknownOf[string](parameters.Why())
	}
	for _, key := range parameters.Keys() {
		if strings.EqualFold(key, "integration.request.header.Host") {
			return value.NoneOf[string]()
		}
	}
	return c.endpoint.host
}

// fits says whether a text fits a pattern in which * stands for any characters and ? for
// one.
func fits(pattern, text string) bool {
	// The last star, and where the text went on from it: it takes more when what follows fails.
	p, t, star, mark := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
