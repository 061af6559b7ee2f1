package armor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func layer(t *testing.T, stage armor.Stage, name string, of ...string) armor.Layer {
	t.Helper()
	return armor.Layer{Stage: stage, Policy: policyOf(t, name, rules(of...))}
}

func inPreview(rule string) string {
	return strings.Replace(rule, "{", `{"preview": true, `, 1)
}

// told spells an answer: what is admitted, by which rules, what is missing; then the layers.
func told(a armor.Answer) string {
	names := func(rules []armor.RuleRef) string {
		var out []string
		for _, r := range rules {
			out = append(out, r.String())
		}
		return strings.Join(out, " | ")
	}
	lines := []string{fmt.Sprintf("admitted %v, certain %v, by %s", a.Admitted, a.Certain(), names(a.By))}
	for _, m := range a.Missing() {
		lines = append(lines, "  "+m)
	}
	for _, l := range a.Layers {
		line := fmt.Sprintf("%s %s, reached %v: %s", l.Stage, l.Policy, l.Reached, names(l.By))
		if len(l.Previews) > 0 {
			line += "; preview " + names(l.Previews)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestAnswer(t *testing.T) {
	t.Parallel()
	anyone := []string{"0.0.0.0/0", "::/0"}
	one := []string{"203.0.113.9"}
	for _, c := range []struct {
		name    string
		layers  []armor.Layer
		clients []string
		request armor.Request
		want    string
	}{
		{name: "no policy", clients: one, want: "admitted true, certain true, by "},
		{
			name:   "every layer admits",
			layers: []armor.Layer{layer(t, armor.Edge, "edge", allowAll()), layer(t, armor.Backend, "web", ranges(7, "allow", "203.0.113.0/24"), denyAll())}, clients: one,
			want: `admitted true, certain true, by rule 7 of web: allow
edge edge, reached true: the default rule of edge: allow
backend web, reached true: rule 7 of web: allow`,
		},
		{
			name:   "the edge denies, and the backend's policy is not asked",
			layers: []armor.Layer{layer(t, armor.Edge, "edge", ranges(7, "deny(404)", "*"), allowAll()), layer(t, armor.Backend, "web", allowAll())}, clients: one,
			want: `admitted false, certain true, by rule 7 of edge: deny(404)
edge edge, reached true: rule 7 of edge: deny(404)
backend web, reached false: `,
		},
		{
			name:   "a rule in preview would have denied",
			layers: []armor.Layer{layer(t, armor.Backend, "web", inPreview(ranges(1, "deny(403)", "*")), inPreview(ranges(2, "deny(403)", "10.0.0.0/8")), allowAll(), inPreview(ranges(3, "allow", "*")))}, clients: one,
			want: `admitted true, certain true, by the default rule of web: allow
backend web, reached true: the default rule of web: allow; preview rule 1 of web: deny(403) | rule 3 of web: allow`,
		},
		{
			name:   "denied either way, with a status that is not known",
			layers: []armor.Layer{layer(t, armor.Backend, "web", expr(1, "deny(404)", `evaluateThreatIntelligence('x')`), denyAll())}, clients: one,
			want: `admitted false, certain false, by rule 1 of web: deny(404) | the default rule of web: deny(403)
  what rule 1 of web does: evaluateThreatIntelligence('x') is known to Google only
backend web, reached true: rule 1 of web: deny(404) | the default rule of web: deny(403)`,
		},
		{
			name:   "denied either way, with one status",
			layers: []armor.Layer{layer(t, armor.Backend, "web", expr(1, "deny(403)", `evaluateThreatIntelligence('x')`), denyAll())}, clients: one,
			want: `admitted false, certain true, by rule 1 of web: deny(403) | the default rule of web: deny(403)
  what rule 1 of web does: evaluateThreatIntelligence('x') is known to Google only
backend web, reached true: rule 1 of web: deny(403) | the default rule of web: deny(403)`,
		},
		{
			name:   "a region that nobody says",
			layers: []armor.Layer{layer(t, armor.Backend, "web", expr(1, "deny(403)", `origin.region_code == 'FR'`), allowAll())}, clients: one,
			want: `admitted undecided, certain false, by rule 1 of web: deny(403) | the default rule of web: allow
  what rule 1 of web does: the client's region (origin.region_code) is not known
  what the default rule of web does: the client's region (origin.region_code) is not known
backend web, reached true: rule 1 of web: deny(403) | the default rule of web: allow`,
		},
		{
			name:   "a region that is said",
			layers: []armor.Layer{layer(t, armor.Backend, "web", expr(1, "deny(403)", `origin.region_code == 'FR'`), allowAll())}, clients: one,
			request: armor.Request{RegionCode: value.Known("FR")},
			want: `admitted false, certain true, by rule 1 of web: deny(403)
backend web, reached true: rule 1 of web: deny(403)`,
		},
		{
			name:   "a client that nobody says",
			layers: []armor.Layer{layer(t, armor.Backend, "web", ranges(1, "allow", "203.0.113.0/24"), denyAll())}, clients: anyone,
			want: `admitted undecided, certain false, by rule 1 of web: allow | the default rule of web: deny(403)
  what rule 1 of web does: the client's address (origin.ip) is not known
backend web, reached true: rule 1 of web: allow | the default rule of web: deny(403)`,
		},
		{
			name:   "a client that nobody says, where all are treated alike",
			layers: []armor.Layer{layer(t, armor.Backend, "web", ranges(1, "deny(502)", "*"), allowAll())}, clients: anyone,
			want: `admitted false, certain true, by rule 1 of web: deny(502)
backend web, reached true: rule 1 of web: deny(502)`,
		},
		{
			name:   "a policy by itself passes on",
			layers: []armor.Layer{layer(t, armor.Alone, "org", ranges(1, "goto_next", "*"), denyAll())}, clients: one,
			want: `admitted true, certain true, by rule 1 of org: goto_next
alone org, reached true: rule 1 of org: goto_next`,
		},
		{
			name:   "an organization's allow before a policy that allows",
			layers: []armor.Layer{layer(t, armor.Hierarchical, "org", ranges(1, "allow", "*")), layer(t, armor.Backend, "web", allowAll())}, clients: one,
			want: `admitted true, certain true, by the default rule of web: allow
hierarchical org, reached true: rule 1 of org: allow
backend web, reached true: the default rule of web: allow`,
		},
		{
			name:   "an organization's allow before a policy that denies",
			layers: []armor.Layer{layer(t, armor.Hierarchical, "org", ranges(1, "allow", "*")), layer(t, armor.Backend, "web", denyAll())}, clients: one,
			want: `admitted undecided, certain false, by rule 1 of org: allow | the default rule of web: deny(403)
  what rule 1 of org does: whether an allow of a hierarchical policy spares the policies of the backend service is not documented
hierarchical org, reached true: rule 1 of org: allow
backend web, reached true: the default rule of web: deny(403)`,
		},
		{
			name:   "an action that is not known",
			layers: []armor.Layer{layer(t, armor.Backend, "web", ranges(1, "?", "*"), allowAll())}, clients: one,
			want: `admitted undecided, certain false, by rule 1 of web
  what rule 1 of web does: its action: known after apply
backend web, reached true: rule 1 of web`,
		},
		{
			name:   "a policy without a default rule",
			layers: []armor.Layer{layer(t, armor.Backend, "web", ranges(1, "deny(403)", "10.0.0.0/8"))}, clients: one,
			want: `admitted undecided, certain false, by a rule of web
  the default rule of web is not known
backend web, reached true: a rule of web`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := told(armor.Prepare(c.layers...).Answer(clientsOf(t, c.clients...), c.request))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is answered for a request that is known in full is among the possible answers
// for one of which less is known; and what is certain then stays so.
func TestAnswer_staysTrueWhenMoreIsKnown(t *testing.T) {
	t.Parallel()
	all := clientsOf(t, "10.0.0.0/28", "2001:db8::/125")
	rapid.Check(t, func(rt *rapid.T) {
		var o oracle
		for n := rapid.IntRange(1, 2).Draw(rt, "stages"); n > 0; n-- {
			o.stages = append(o.stages, drawStage(rt))
		}
		p := armor.Prepare(o.layers(t)...)
		full, attributes := drawRequest(rt)
		address := rapid.SampledFrom(addresses()).Draw(rt, "client")
		one := clientsOf(t, address)
		exact := p.Answer(one, full)
		if admits := value.TruthOf(o.admits(rt, address, attributes)); exact.Admitted != admits || !exact.Certain() || len(exact.By) != 1 {
			rt.Fatalf("%s: want admitted %v, got\n%s", address, admits, told(exact))
		}
		clients := one
		if rapid.Bool().Draw(rt, "forget the client") {
			clients = all
		}
		part := p.Answer(clients, blur(rt, full))
		if part.Admitted != value.Undecided && part.Admitted != exact.Admitted || part.Certain() && part.By[0].Action != exact.By[0].Action {
			rt.Fatalf("%s: want\n%s\ngot, with less known,\n%s", address, told(exact), told(part))
		}
		if !slices.ContainsFunc(part.By, func(r armor.RuleRef) bool { return r.String() == exact.By[0].String() }) {
			rt.Fatalf("%s: the rule that decides is none of those that may:\n%s\n%s", address, told(exact), told(part))
		}
	})
}
