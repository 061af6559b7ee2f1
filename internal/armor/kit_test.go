package armor_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// policyOf reads a security policy as the API gives it; "?" is unknown.
func policyOf(t testing.TB, name, rules string) armor.Policy {
	t.Helper()
	v, err := value.ParseJSON([]byte(`{"rules": ` + rules + `}`))
	if err != nil {
		t.Fatalf("%s: %v", rules, err)
	}
	var body struct {
		Rules value.List[armor.Rule] `json:"rules"`
	}
	if err := value.Decode(unknowns(v), &body); err != nil {
		t.Fatal(err)
	}
	return armor.Policy{Name: name, Rules: body.Rules}
}

func unknowns(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindString:
		if v.Text() == "?" {
			return value.Unknown(value.Why{Reason: "known after apply"})
		}
		return v
	case value.KindList:
		var out []value.Value
		for _, e := range v.Elements() {
			out = append(out, unknowns(e))
		}
		return value.OfList(out...)
	case value.KindObject:
		for _, k := range v.Keys() {
			v = v.With(k, unknowns(v.Get(k)))
		}
		return v
	default:
		return v
	}
}

// ranges is a rule over source ranges, expr one over an expression.
func ranges(priority int, action string, of ...string) string {
	return fmt.Sprintf(`{"priority": %d, "action": %q, "match": {"versionedExpr": "SRC_IPS_V1", "config": {"srcIpRanges": ["%s"]}}}`,
		priority, action, strings.Join(of, `", "`))
}

func expr(priority int, action, text string) string {
	return fmt.Sprintf(`{"priority": %d, "action": %q, "match": {"expr": {"expression": %q}}}`, priority, action, text)
}

func rules(of ...string) string { return "[" + strings.Join(of, ", ") + "]" }

func allowAll() string { return ranges(armor.DefaultPriority, "allow", "*") }
func denyAll() string  { return ranges(armor.DefaultPriority, "deny(403)", "*") }

func clientsOf(t testing.TB, of ...string) packet.Set {
	t.Helper()
	prefixes, err := packet.ParseSources(of...)
	if err != nil {
		t.Fatal(err)
	}
	set, err := armor.Clients(prefixes...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// tell spells a decision, one line for each part.
func tell(d armor.Decision) string {
	var out []string
	say := func(what string, parts []armor.Part) {
		for _, p := range parts {
			line := fmt.Sprintf("%s %s: %s", what, list(p.Clients.Sources()), p.By)
			for _, u := range p.Uncertain {
				line += "\n  " + u.String() + ": " + u.Note
			}
			out = append(out, line)
		}
	}
	say("admitted", d.Admitted)
	say("denied", d.Denied)
	say("undecided", d.Undecided)
	return strings.Join(out, "\n")
}

func list(prefixes []netip.Prefix) string {
	var out []string
	for _, p := range prefixes {
		text := p.String()
		if p.IsSingleIP() {
			text = p.Addr().String()
		}
		out = append(out, text)
	}
	if len(out) > 4 {
		out = append(out[:4], "…")
	}
	return strings.Join(out, ",")
}
