package apigee_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// A firewallCase is the rules in front of one region's proxies, and the verdict.
// The rest of the world is healthy: a global external load balancer whose requests
// and health checks go to port 443 of instances with the tags https-server and
// gke-apigee-proxy.
//
// A VPC rule is written "NAME ACTION PRIORITY SERVICES" and then any of "from
// RANGES", "to RANGES", "tag TAGS", "account EMAILS", "sourcetag TAGS",
// "sourceaccount EMAILS", "network URL", "egress", "disabled".
// A policy is "TYPE NAME: RULE; RULE", where TYPE is hierarchy (with a level, as in
// hierarchy/1), network, regional (with a region) or another text, and RULE is
// "ACTION PRIORITY SERVICES" and then any of "from", "to", "account", "egress",
// "disabled", "on NETWORKS", "secure TAGVALUES", "sourcesecure TAGVALUES", "context
// NAME", "groups NAMES", "domains NAMES", "codes NAMES", "threats NAMES",
// "targettype NAME". Lists are separated by commas. A text that begins with "?" is
// not known.
type firewallCase struct {
	name     string
	vpc      []string
	policies []string
	// edit changes the rest of the world, model what is made of it.
	edit  func(*testkit.World)
	model func(*apigee.Inventory)
	want  string
	// by is the rule of the witness, and source, port the packet.
	by, source string
	port       int
	// says and hides are texts that the finding must and must not have.
	says, hides []string
}

// The rule of the standard setup, and the region of these cases.
const (
	allowLB = "allow-lb allow 1000 tcp:443 from 130.211.0.0/22,35.191.0.0/16 tag gke-apigee-proxy"
	region  = "us-east1"
	proxies = "projects/acme/regions/us-east1/instanceGroupManagers/proxy-us-east1"
)

func (c firewallCase) world(t testing.TB) *testkit.World {
	t.Helper()
	w := testkit.NewWorld().WithoutRegion("us-west1").DropAll(gcp.Firewalls)
	for _, rule := range c.vpc {
		name, body := vpcRule(t, rule)
		w.Firewall(name, body)
	}
	for _, policy := range c.policies {
		addPolicy(t, w, policy)
	}
	if c.edit != nil {
		c.edit(w)
	}
	return w
}

func (c firewallCase) judge(t *testing.T) {
	t.Helper()
	inv := c.world(t).Inventory(t)
	if c.model != nil {
		c.model(inv)
	}
	report := check.Run(inv, []check.Check[*apigee.Inventory]{apigee.LoadBalancerReachesProxies}, check.Options{})
	i := slices.IndexFunc(report.Findings, func(f check.Finding) bool { return f.Subject == proxies })
	if i < 0 {
		t.Fatalf("no finding about the proxies: %+v", report.Findings)
	}
	f := report.Findings[i]
	short := f // a summary is short but for the name of its subject
	short.Subject, short.Summary = "proxies", strings.ReplaceAll(f.Summary, proxies, "proxies")
	owes(t, short)
	text := strings.Join(append([]string{f.Summary, f.Detail, f.Remediation}, f.Trace...), "\n") + "\n" + strings.Join(f.Related, "\n")
	for _, m := range f.Missing {
		text += "\n" + m.What + ": " + m.Settle
	}
	if f.Verdict.String() != c.want {
		t.Fatalf("%v, want %s:\n%s", f.Verdict, c.want, text)
	}
	for _, s := range c.says {
		if !strings.Contains(text, s) {
			t.Errorf("%q is not said:\n%s", s, text)
		}
	}
	for _, s := range c.hides {
		if strings.Contains(text, s) {
			t.Errorf("%q is said:\n%s", s, text)
		}
	}
	for name, want := range map[string]any{"rule": c.by, "source": c.source, "port": c.port} {
		if want != "" && want != 0 && !slices.Contains(f.Witness, check.Fact{Name: name, Value: want}) {
			t.Errorf("%s %v is not the witness: %v\n%s", name, want, f.Witness, text)
		}
	}
}

func judgeAll(t *testing.T, cases []firewallCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.judge(t)
		})
	}
}

// words reads "KEY LIST KEY LIST": each key's list, empty for keys that stand alone.
func words(t testing.TB, fields []string, alone ...string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for i := 0; i < len(fields); i++ {
		if slices.Contains(alone, fields[i]) {
			out[fields[i]] = []string{}
			continue
		}
		if i+1 == len(fields) {
			t.Fatalf("%q has no list", fields[i])
		}
		out[fields[i]] = strings.Split(fields[i+1], ",")
		i++
	}
	return out
}

// list is a list, or a text that is not known in place of one.
func list(texts []string) any {
	if len(texts) == 1 && strings.HasPrefix(texts[0], "??") {
		return texts[0][1:]
	}
	return texts
}

func number(text string) any {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return text
}

func protocolsOf(texts, protocol string) any {
	if strings.HasPrefix(texts, "?") {
		return texts
	}
	var out []testkit.Body
	for text := range strings.SplitSeq(texts, ",") {
		name, port, hasPort := strings.Cut(text, ":")
		body := testkit.Body{protocol: name}
		if hasPort {
			body["ports"] = list([]string{port})
		}
		out = append(out, body)
	}
	return out
}

func vpcRule(t testing.TB, text string) (string, testkit.Body) {
	t.Helper()
	fields := strings.Fields(text)
	const head = 4
	if len(fields) < head {
		t.Fatalf("VPC rule %q", text)
	}
	body := testkit.Body{"priority": number(fields[2])}
	effect := map[string]string{"allow": "allowed", "deny": "denied"}[fields[1]]
	body[effect] = protocolsOf(fields[3], "IPProtocol")
	for key, texts := range words(t, fields[head:], "egress", "disabled") {
		switch key {
		case "egress":
			body["direction"] = "EGRESS"
		case "disabled":
			body["disabled"] = true
		case "network", "direction":
			body[key] = texts[0]
		default:
			field := map[string]string{
				"from": "sourceRanges", "to": "destinationRanges", "tag": "targetTags", "account": "targetServiceAccounts",
				"sourcetag": "sourceTags", "sourceaccount": "sourceServiceAccounts",
			}[key]
			if field == "" {
				t.Fatalf("%q in %q", key, text)
			}
			body[field] = list(texts)
		}
	}
	return fields[0], body
}

func addPolicy(t testing.TB, w *testkit.World, text string) {
	t.Helper()
	head, rest, _ := strings.Cut(text, ": ")
	kind, name, _ := strings.Cut(head, " ")
	kind, argument, _ := strings.Cut(kind, "/")
	var rules []testkit.Body
	for rule := range strings.SplitSeq(rest, "; ") {
		if rule != "" {
			rules = append(rules, policyRule(t, rule))
		}
	}
	switch kind {
	case "hierarchy":
		level, err := strconv.Atoi(argument)
		if err != nil {
			t.Fatalf("policy %q: %v", text, err)
		}
		w.HierarchicalPolicy(level, name, rules...)
	case "network":
		w.NetworkPolicy(name, rules...)
		if argument != "" {
			w.Set(gcp.FirewallPolicies, name, "priority", number(argument))
		}
	case "regional":
		w.RegionalPolicy(argument, name, rules...)
	default:
		w.NetworkPolicy(name, rules...).Set(gcp.FirewallPolicies, name, "type", kind)
		if argument != "" {
			w.Set(gcp.FirewallPolicies, name, "region", argument)
		}
	}
}

func policyRule(t testing.TB, text string) testkit.Body {
	t.Helper()
	fields := strings.Fields(text)
	const head = 3
	if len(fields) < head {
		t.Fatalf("policy rule %q", text)
	}
	match := testkit.Body{"layer4Configs": protocolsOf(fields[2], "ipProtocol")}
	body := testkit.Body{"action": fields[0], "priority": number(fields[1]), "direction": "INGRESS", "match": match}
	secure := func(texts []string) any {
		var out []testkit.Body
		for _, text := range texts {
			name, state, found := strings.Cut(text, "=")
			if !found {
				state = "EFFECTIVE"
			}
			out = append(out, testkit.Body{"name": name, "state": state})
		}
		return out
	}
	for key, texts := range words(t, fields[head:], "egress", "disabled") {
		switch key {
		case "egress":
			body["direction"] = "EGRESS"
		case "disabled":
			body["disabled"] = true
		case "direction":
			body["direction"] = texts[0]
		case "targettype":
			body["targetType"] = texts[0]
		case "on":
			body["targetResources"] = list(texts)
		case "account":
			body["targetServiceAccounts"] = list(texts)
		case "secure":
			body["targetSecureTags"] = secure(texts)
		case "sourcesecure":
			match["srcSecureTags"] = secure(texts)
		case "context":
			match["srcNetworkContext"] = texts[0]
		default:
			field := map[string]string{
				"from": "srcIpRanges", "to": "destIpRanges", "groups": "srcAddressGroups", "domains": "srcFqdns",
				"codes": "srcRegionCodes", "threats": "srcThreatIntelligences",
			}[key]
			if field == "" {
				t.Fatalf("%q in %q", key, text)
			}
			match[field] = list(texts)
		}
	}
	return body
}
