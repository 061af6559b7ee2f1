package armor_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Few values, so that rules and requests meet. All addresses are within 10.0.0.0/28
// and 2001:db8::/125.
var (
	someRanges  = []string{"*", "10.0.0.0/28", "10.0.0.0/29", "10.0.0.4/30", "10.0.0.5/32", "10.0.0.8/31", "2001:db8::/126", "2001:db8::2/127", "0.0.0.0/0"}
	someRegions = []string{"US", "CA", "DE"}
	somePaths   = []string{"/", "/v1/orders", "/admin"}
	someMethods = []string{"GET", "POST"}
)

// drawExpression builds an expression of a bounded depth.
func drawExpression(t *rapid.T, depth int) string {
	pick := func(of []string) string { return rapid.SampledFrom(of).Draw(t, "pick") }
	if depth > 0 && rapid.Bool().Draw(t, "inner") {
		a, b := drawExpression(t, depth-1), drawExpression(t, depth-1)
		return pick([]string{"(" + a + " && " + b + ")", "(" + a + " || " + b + ")", "!(" + a + ")", "(" + a + ") == (" + b + ")"})
	}
	return pick([]string{
		fmt.Sprintf("inIpRange(origin.ip, '%s')", pick(someRanges[1:])),
		fmt.Sprintf("origin.ip == '10.0.0.%d'", rapid.IntRange(0, 15).Draw(t, "octet")),
		fmt.Sprintf("origin.region_code %s '%s'", pick([]string{"==", "!="}), pick(someRegions)),
		fmt.Sprintf("'%s' == origin.region_code", pick(someRegions)),
		fmt.Sprintf("origin.region_code.matches('%s')", pick([]string{"^U", "A", "^(US|DE)$"})),
		fmt.Sprintf("origin.asn %s %d", pick([]string{"==", "!=", "<", ">="}), rapid.IntRange(1, 3).Draw(t, "asn")),
		fmt.Sprintf("request.path.%s('%s')", pick([]string{"startsWith", "contains", "endsWith", "matches"}), pick([]string{"/", "admin", "/v1", "[a-m]"})),
		fmt.Sprintf("request.method.lower() == '%s'", pick([]string{"get", "POST"})),
		fmt.Sprintf("request.headers['%s'] == 'k'", pick([]string{"x-key", "X-Key", "via"})),
		fmt.Sprintf("has(request.headers['%s'])", pick([]string{"x-key", "X-Key", "via"})),
		"inIpRange(request.headers['via'], '10.0.0.0/29')",
		"request.headers['x-key'] + request.path == 'k/'",
		pick([]string{"true", "false"}),
	})
}

func drawStage(t *rapid.T) oracleStage {
	s := oracleStage{edge: rapid.Bool().Draw(t, "edge")}
	action := rapid.SampledFrom([]string{"allow", "deny(403)", "deny(404)"})
	for n := rapid.IntRange(0, 5).Draw(t, "rules"); n > 0; n-- {
		r := oracleRule{priority: n * 10, action: action.Draw(t, "action")}
		if rapid.Bool().Draw(t, "expression") {
			r.text = drawExpression(t, 3)
		} else {
			r.ranges = rapid.SliceOfN(rapid.SampledFrom(someRanges), 1, 3).Draw(t, "ranges")
		}
		s.rules = append(s.rules, r)
	}
	s.rules = append(s.rules, oracleRule{priority: armor.DefaultPriority, action: action.Draw(t, "default"), ranges: []string{"*"}})
	return s
}

func (o oracle) layers(t *testing.T) []armor.Layer {
	var out []armor.Layer
	for i, s := range o.stages {
		var texts []string
		for _, r := range s.rules {
			if r.text != "" {
				texts = append(texts, expr(r.priority, r.action, r.text))
			} else {
				texts = append(texts, ranges(r.priority, r.action, r.ranges...))
			}
		}
		stage := armor.Edge
		if i == len(o.stages)-1 {
			stage = armor.Backend
		}
		out = append(out, armor.Layer{Stage: stage, Policy: policyOf(t, fmt.Sprint("policy", i), rules(texts...))})
	}
	return out
}

// drawRequest gives a request in full, both ways.
func drawRequest(t *rapid.T) (armor.Request, map[string]any) {
	r := armor.Request{
		Method: value.Known(rapid.SampledFrom(someMethods).Draw(t, "method")), Path: value.Known(rapid.SampledFrom(somePaths).Draw(t, "path")),
		RegionCode:  value.Known(rapid.SampledFrom(append([]string{"FR", "UA"}, someRegions...)).Draw(t, "region")),
		ASN:         value.Known(rapid.Int64Range(1, 3).Draw(t, "asn")),
		Headers:     map[string]value.String{},
		OnlyHeaders: true,
	}
	headers := map[string]string{}
	for _, name := range []string{"x-key", "via"} {
		if rapid.Bool().Draw(t, "has "+name) {
			headers[name] = rapid.SampledFrom([]string{"k", "10.0.0.3", "10.0.0.9"}).Draw(t, name)
			r.Headers[name] = value.Known(headers[name])
		}
	}
	return r, map[string]any{
		"request.method": r.Method.Value(), "request.path": r.Path.Value(), "origin.region_code": r.RegionCode.Value(),
		"origin.asn": r.ASN.Value(), "request.headers": headers,
	}
}

// blur forgets parts of a request.
func blur(t *rapid.T, r armor.Request) armor.Request {
	forget := func(what string) bool { return rapid.Bool().Draw(t, "forget "+what) }
	if forget("method") {
		r.Method = value.String{}
	}
	if forget("path") {
		r.Path = value.UnknownOf[string](value.Why{Reason: "known after apply"})
	}
	if forget("region") {
		r.RegionCode = value.String{}
	}
	if forget("asn") {
		r.ASN = value.Int{}
	}
	if forget("headers") {
		r.OnlyHeaders, r.Headers = false, map[string]value.String{}
	}
	return r
}

func addresses() []string {
	var out []string
	for n := range 16 {
		out = append(out, fmt.Sprintf("10.0.0.%d", n))
	}
	for n := range 8 {
		out = append(out, fmt.Sprintf("2001:db8::%d", n))
	}
	out[16] = "2001:db8::"
	return out
}

func holds(set packet.Set, address string) bool {
	return set.Contains(packet.Packet{Source: netip.MustParseAddr(address), Protocol: packet.TCP, Port: 443})
}

// The decision over a set agrees with CEL's evaluator on every address: exactly where
// the request is known in full, and without contradiction where it is not.
func TestDecide_agreesWithTheOracle(t *testing.T) {
	t.Parallel()
	all := clientsOf(t, "10.0.0.0/28", "2001:db8::/125")
	rapid.Check(t, func(rt *rapid.T) {
		var o oracle
		for n := rapid.IntRange(1, 2).Draw(rt, "stages"); n > 0; n-- {
			o.stages = append(o.stages, drawStage(rt))
		}
		p := armor.Prepare(o.layers(t)...)
		full, attributes := drawRequest(rt)
		exact, part := p.Decide(all, full), p.Decide(all, blur(rt, full))
		admitted, denied := exact.AllAdmitted(), exact.AllDenied()
		mustAdmit, mustDeny := part.AllAdmitted(), part.AllDenied()
		if len(exact.Undecided) > 0 {
			rt.Fatalf("undecided though everything is known:\n%s", tell(exact))
		}
		for _, address := range addresses() {
			admits := o.admits(rt, address, attributes)
			if holds(admitted, address) != admits || holds(denied, address) == admits {
				rt.Fatalf("%s: want admitted %v, got\n%s", address, admits, tell(exact))
			}
			if holds(mustAdmit, address) && !admits || holds(mustDeny, address) && admits {
				rt.Fatalf("%s: admitted %v, but with parts of the request unknown\n%s", address, admits, tell(part))
			}
			one := p.Decide(clientsOf(t, address), full)
			if one.AllAdmitted().IsEmpty() == admits {
				rt.Fatalf("%s alone: want admitted %v, got\n%s", address, admits, tell(one))
			}
		}
		if whole := tile(part); !whole.Equal(all) {
			rt.Fatalf("the parts do not make up the clients:\n%s", tell(part))
		}
	})
}

// tile puts the parts together; nil if two overlap.
func tile(d armor.Decision) packet.Set {
	var out packet.Set
	for _, parts := range [][]armor.Part{d.Admitted, d.Denied, d.Undecided} {
		for _, p := range parts {
			if !out.Intersect(p.Clients).IsEmpty() {
				return packet.Set{}
			}
			out = out.Union(p.Clients)
		}
	}
	return out
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`inIpRange(origin.ip, '1.2.3.0/24') && !has(request.headers['x'])`, `origin.region_code == "US" || origin.asn == 1`,
		`request.path.matches(r'\d+')`, `((((true))))`, `!!!!true`, `evaluatePreconfiguredWaf('a', {'sensitivity': 1, 'opt_out_rule_ids': ['b']})`,
		`request.headers.a.b`, `size('\u00e9') > -9223372036854775808`, `int('x') == 1 && 'a' + 'b' == "ab"`, `[1, 2][0] == 1`,
		strings.Repeat("!", 400) + "true", strings.Repeat("(true && ", 100), `token.recaptcha_session.score >= 0.5e3`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := armor.Parse(text); err != nil {
			if len([]rune(err.Error())) > 300 {
				t.Errorf("an error of %d characters", len(err.Error()))
			}
			return
		}
		rule := armor.Rule{Priority: value.Known(int64(1)), Action: value.Known("deny(403)")}
		rule.Match.Expr.Expression = value.Known(text)
		p := armor.Prepare(armor.Layer{Stage: armor.Backend, Policy: armor.Policy{Name: "web", Rules: value.Known([]armor.Rule{rule})}})
		all := clientsOf(t, "203.0.113.0/24")
		if whole := tile(p.Decide(all, armor.Request{})); !whole.Equal(all) {
			t.Error("the parts do not make up the clients")
		}
	})
}
