package privateintegration_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
)

// proven judges a case's world by one check, and proves what would mend its failures.
func proven(t *testing.T, vc verdictCase, id string) check.Report {
	t.Helper()
	world := vc.world.World()
	inv, err := world.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	all := privateintegration.Checks()
	i := slices.IndexFunc(all, func(c check.Check[*privateintegration.Inventory]) bool { return c.ID == id })
	r := check.Run(inv, all[i:i+1], check.Options{})
	remedy.ProveAWS(&r, world, inv)
	return r
}

// unmended are the checks whose failures no change of a few lines is known to mend, and
// why. What a REST API has deployed is mended by deploying it.
var unmended = map[string]string{
	"backend-certificate-covers-host": aCertificate, "backend-certificate-in-date": aCertificate, "backend-certificate-renewed-in-time": aCertificate,
	"backend-certificate-trusted": aCertificate, "backend-certificate-chain-complete": aCertificate, "backend-certificate-key-matches": aCertificate,
	"mutual-authentication-satisfied": aCertificate, "tls-policy-fits-api-gateway": "which clients the listener has besides",
	"backend-path-fits": whatIsMeant, "integration-uri-fits-listener": whatIsMeant, "listener-forwards": whatIsMeant, "listener-protocol-fits": whatIsMeant,
	"no-double-encryption": whatIsMeant, "target-port-fits": whatIsMeant, "health-check-fits": whatIsMeant,
	"link-version-fits-api": whatIsMeant, "vpc-link-target-exists": whatIsMeant, "routes-reach-targets": "a way between two networks",
	"cloud-map-has-instances": "instances that register", "targets-healthy": "the targets", "load-balancer-active": "the load balancer's state",
	"vpc-link-available": "a new link", "vpc-link-not-replaced": "another plan", "load-balancer-not-replaced": "another plan",
}

const (
	aCertificate = "another certificate"
	whatIsMeant  = "which of two sides is meant"
	isDeployed   = "what is deployed, of which no configuration tells"
)

// unfixed are failures of the other checks without a fix, and why.
var unfixed = map[string]string{
	"security-groups-admit/wherever they are, nothing leaves": "where the sender's packets go is not known",

	"execution-logging-on/the account has no role":                                     "a role",
	"execution-logging-on/the account's role is empty":                                 "a role",
	"execution-logging-on/an HTTP API without an access log":                           "a log group",
	"execution-logging-on/an access log without the integration's error":               "the format that somebody reads the log by",
	"execution-logging-on/a WebSocket API without a level":                             "settings of a route",
	"execution-logging-on/the method is off, all others are on":                        "a method that somebody excepted",
	"integration-timeout-fits/an edge-optimized API with more":                         isDeployed,
	"integration-timeout-fits/49 milliseconds":                                         isDeployed,
	"target-idle-timeout-fits/ten minutes, and a TLS listener that always waits 350 s": "a shorter timeout of the integration",

	"integration-uses-vpc-link/an HTTP API that is no proxy":                                        whatIsMeant,
	"integration-uses-vpc-link/Lambda through a link":                                               whatIsMeant,
	"integration-uses-vpc-link/no id of a link":                                                     isDeployed,
	"integration-uses-vpc-link/the machine itself":                                                  "which link is meant",
	"integration-uses-vpc-link/a private address over the internet":                                 "which link is meant",
	"integration-uses-vpc-link/the name of an internal load balancer that is known":                 "which link is meant",
	"integration-uses-vpc-link/the name of an internal Application Load Balancer over the internet": "which link is meant",
	"integration-uses-vpc-link/a link and the connection type left out":                             isDeployed,

	"target-group-has-targets/none":                                                                                   "which targets are meant",
	"target-group-has-targets/those of another group":                                                                 "which targets are meant",
	"target-group-has-targets/the second load balancer's group is empty":                                              "which targets are meant",
	"target-group-has-targets/every rule and the default action lead to the empty group":                              "which targets are meant",
	"target-group-has-targets/an empty group behind a rule for every path that a path parameter makes":                "which targets are meant",
	"target-group-has-targets/an empty group behind a rule for this path":                                             "which targets are meant",
	"target-group-has-targets/an empty group behind a rule for the host of another integration":                       "which targets are meant",
	"target-group-has-targets/an empty group behind a rule for this host, which leaves nothing to the default action": "which targets are meant",
	"target-group-has-targets/what certainly fails for one integration is not unknown for another":                    "which targets are meant",
	"target-group-has-targets/all in a zone that the load balancer does not have":                                     "which of several subnets is meant",

	"listener-on-port/https without a port, the listener is on 80": "where TLS is to end",

	"stage-variables-resolve/one of two parts of the URI is not defined": "what the variable is to be",
	"stage-variables-resolve/it is never closed":                         "what the URI is to say",
	"stage-variables-resolve/a hyphen in the name":                       "what the URI is to say",
	"stage-variables-resolve/another word":                               "what the URI is to say",
	"stage-variables-resolve/a backslash":                                "what the URI is to say",
	"stage-variables-resolve/a dollar sign too many":                     "what the URI is to say",
	"stage-variables-resolve/the canary overrides it with an ARN":        "what the canary is for",

	"endpoint-connection-available/the service is being deleted":                          "a new link",
	"endpoint-connection-available/the service failed":                                    "a new link",
	"endpoint-connection-available/the service was deleted":                               "a new link",
	"endpoint-connection-available/no connection at all":                                  "a new link",
	"endpoint-connection-available/expired":                                               "a new link",
	"endpoint-connection-available/rejected":                                              "whoever rejected it",
	"endpoint-connection-available/rejected, while somebody else's is available":          "whoever rejected it",
	"endpoint-connection-available/a region whose account is not published, all rejected": "whoever rejected it",

	"deployment-includes-integration/an HTTP API that could not be deployed":                         "what the message tells",
	"deployment-includes-integration/a plan makes it and deploys nothing":                            noDeployment,
	"deployment-includes-integration/a plan changes it and deploys nothing":                          noDeployment,
	"deployment-includes-integration/the plan deploys, but the stage stays with an older deployment": noDeployment,
	"deployment-includes-integration/an integration was made after the deployment":                   noDeployment,
	"deployment-includes-integration/certificates are verified otherwise":                            noDeployment,
	"deployment-includes-integration/another link was configured after the deployment":               noDeployment,
	"deployment-includes-integration/another URI was configured after the deployment":                noDeployment,
}

const noDeployment = "a deployment that a configuration has"

func TestFailuresAreMendedByWhatIsPrinted(t *testing.T) {
	t.Parallel()
	for id, cases := range specification() {
		for _, vc := range cases {
			t.Run(id+"/"+vc.name, func(t *testing.T) {
				t.Parallel()
				without, failures := 0, 0
				for _, f := range proven(t, vc, id).Findings {
					switch {
					case f.Verdict == check.Fail && f.Fix == nil:
						without++
						failures++
					case f.Verdict == check.Fail:
						failures++
						isLeast(t, id, f.Fix.HCL)
					case f.Fix != nil:
						t.Errorf("%s does not fail, and has a fix:\n%s", f.Subject, f.Fix.HCL)
					}
				}
				why, open := unfixed[id+"/"+vc.name]
				if unmended[id] != "" {
					if without != failures {
						t.Errorf("a failure is mended, though it would take %s", unmended[id])
					}
					return
				}
				if open != (without > 0) {
					t.Errorf("%d of %d are without a fix, though it would take %q", without, failures, why)
				}
			})
		}
	}
}

// isLeast holds a fix against what no fix may do: a rule is for TCP, for one port or for
// replies, and for a group or for addresses that are not all there are. Rules for
// PrivateLink admit all, for nobody knows which ones API Gateway has.
func isLeast(t *testing.T, id, text string) {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(text), "fix", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags, text)
	}
	names := map[string]bool{}
	for _, b := range file.Body.(*hclsyntax.Body).Blocks {
		name := strings.Join(b.Labels, ".")
		if names[name] || !hclsyntax.ValidIdentifier(b.Labels[1]) {
			t.Errorf("a block %s:\n%s", name, text)
		}
		names[name] = true
		from, to := literal(b, "from_port"), literal(b, "to_port")
		if from == "" {
			continue
		}
		replies := from == "1024" && to == "65535" && b.Labels[0] == "aws_network_acl_rule"
		protocol := literal(b, "protocol") + literal(b, "ip_protocol")
		anyone := strings.Contains(text, "0.0.0.0/0") && !strings.Contains(text, "_from_private_link_")
		if protocol != "tcp" || from != to && !replies || anyone {
			t.Errorf("%s admits more than it has to:\n%s", id, text)
		}
	}
}

func literal(b *hclsyntax.Block, name string) string {
	a := b.Body.Attributes[name]
	if a == nil {
		return ""
	}
	v, diags := a.Expr.Value(nil)
	switch {
	case diags.HasErrors():
		return "?"
	case v.Type().FriendlyName() == "string":
		return v.AsString()
	}
	return v.AsBigFloat().String()
}

// Fixes are the least that mends: what is refused, and no more.
func TestFixesAreTheLeastThatMends(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		check, named string
		has, not     []string
	}{
		"the group of the sender, not its addresses": {"security-groups-admit", "T4: the link sends nothing", []string{"referenced_security_group_id = \"sg-alb\"", "egress_rule"}, []string{"cidr"}},
		"the addresses of a sender without a group":  {"security-groups-admit", "targets lack the port", []string{`"10.20.1.5/32"`, `"10.20.2.5/32"`}, []string{"referenced", "/24"}},
		"only the health check's port":               {"security-groups-admit", "all but the health check's port", []string{"8081"}, []string{"8080"}},
		"a free number before the one that denies":   {"network-acls-admit", "a deny with a lower number", []string{"rule_number    = 89"}, []string{"= 10\n"}},
		"requests and replies":                       {"network-acls-admit", "a network ACL without rules", []string{"replies_out", "requests_in"}, []string{"0.0.0.0/0"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := slices.IndexFunc(specification()[c.check], func(vc verdictCase) bool { return vc.name == c.named })
			if i < 0 {
				t.Fatalf("%s has no case %q", c.check, c.named)
			}
			text := ""
			for _, f := range proven(t, specification()[c.check][i], c.check).Findings {
				if f.Fix != nil {
					text += f.Fix.HCL
				}
			}
			for _, s := range c.has {
				if !strings.Contains(text, s) {
					t.Errorf("no %s in\n%s", s, text)
				}
			}
			for _, s := range c.not {
				if strings.Contains(text, s) {
					t.Errorf("%s in\n%s", s, text)
				}
			}
		})
	}
}
