package privateintegration_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
)

// specification lists the cases of every check by its id.
func specification() map[string][]verdictCase {
	return map[string][]verdictCase{
		"vpc-link-target-exists":              vpcLinkTargetExists(),
		"link-version-fits-api":               linkVersionFitsAPI(),
		"vpc-link-available":                  vpcLinkAvailable(),
		"endpoint-connection-available":       endpointConnectionAvailable(),
		"load-balancer-active":                loadBalancerActive(),
		"load-balancer-not-replaced":          loadBalancerNotReplaced(),
		"vpc-link-not-replaced":               vpcLinkNotReplaced(),
		"zones-covered":                       zonesCovered(),
		"no-double-encryption":                noDoubleEncryption(),
		"targets-healthy":                     targetsHealthy(),
		"target-port-fits":                    targetPortFits(),
		"health-check-fits":                   healthCheckFits(),
		"target-idle-timeout-fits":            targetIdleTimeoutFits(),
		"cloud-map-has-instances":             cloudMapHasInstances(),
		"stage-variables-resolve":             stageVariablesResolve(),
		"deployment-includes-integration":     deploymentIncludesIntegration(),
		"execution-logging-on":                executionLoggingOn(),
		"integration-uses-vpc-link":           integrationUsesVPCLink(),
		"backend-path-fits":                   backendPathFits(),
		"integration-timeout-fits":            integrationTimeoutFits(),
		"integration-uri-fits-listener":       integrationURIFitsListener(),
		"listener-on-port":                    listenerOnPort(),
		"listener-protocol-fits":              listenerProtocolFits(),
		"target-group-has-targets":            targetGroupHasTargets(),
		"listener-forwards":                   listenerForwards(),
		"security-groups-admit":               securityGroupsAdmit(),
		"private-link-rules-admit":            privateLinkRulesAdmit(),
		"private-link-rules-open":             privateLinkRulesOpen(),
		"network-acls-admit":                  networkACLsAdmit(),
		"network-acls-admit-all-replies":      networkACLsAdmitAllReplies(),
		"routes-reach-targets":                routesReachTargets(),
		"backend-certificate-covers-host":     backendCertificateCoversHost(),
		"backend-certificate-in-date":         backendCertificateInDate(),
		"backend-certificate-renewed-in-time": backendCertificateRenewedInTime(),
		"backend-certificate-trusted":         backendCertificateTrusted(),
		"backend-certificate-chain-complete":  backendCertificateChainComplete(),
		"backend-certificate-key-matches":     backendCertificateKeyMatches(),
		"tls-policy-fits-api-gateway":         tlsPolicyFitsAPIGateway(),
		"mutual-authentication-satisfied":     mutualAuthenticationSatisfied(),
	}
}

func TestChecks_keepTheirContract(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, c := range privateintegration.Checks() {
		ids = append(ids, c.ID)
	}
	if slices.Sort(ids); len(slices.Compact(ids)) != len(privateintegration.Checks()) {
		t.Errorf("an id is used twice: %q", ids)
	}
	id := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	for _, c := range privateintegration.Checks() {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			if !id.MatchString(c.ID) {
				t.Errorf("id %q is no sentence of its own", c.ID)
			}
			if !slices.Contains(check.Private(), c.Hop) || c.Severity != check.Error && c.Severity != check.Warning {
				t.Errorf("hop %q, severity %v", c.Hop, c.Severity)
			}
			if c.Since != "0.1.0" || c.Run == nil {
				t.Errorf("since %q", c.Since)
			}
			for name, text := range map[string]string{"title": c.Title, "symptom": c.Symptom, "why": c.Why, "fix": c.Fix, "unknown": c.Unknown} {
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s: %q", name, text)
				}
			}
			if strings.HasSuffix(c.Title, ".") || !strings.HasSuffix(c.Why, ".") || !strings.HasSuffix(c.Fix, ".") || !strings.HasSuffix(c.Unknown, ".") {
				t.Errorf("a title is no sentence, the texts are: %+v", c.Meta)
			}
			if len(c.Reads) == 0 {
				t.Error("it reads nothing")
			}
			for _, r := range c.Reads {
				if !slices.Contains(aws.Types(), aws.Type(r)) {
					t.Errorf("it reads %q, which is no type of the model", r)
				}
			}
			if len(c.References) == 0 {
				t.Error("no references")
			}
			for _, r := range c.References {
				if !strings.HasPrefix(r, "https://") {
					t.Errorf("reference %q", r)
				}
			}
		})
	}
	hops := check.Private()
	if !slices.IsSortedFunc(privateintegration.Checks(), func(a, b check.Check[*privateintegration.Inventory]) int {
		return slices.Index(hops, a.Hop) - slices.Index(hops, b.Hop)
	}) {
		t.Error("the checks are not in the order of the traffic")
	}
}

func TestChecks_haveACaseForEachVerdict(t *testing.T) {
	t.Parallel()
	cases := specification()
	for _, c := range privateintegration.Checks() {
		for _, v := range []check.Verdict{check.Pass, check.Fail, check.Unknown, check.NotApplicable} {
			if !slices.ContainsFunc(cases[c.ID], func(vc verdictCase) bool {
				return slices.ContainsFunc(vc.want, func(w string) bool { return strings.HasPrefix(w, v.String()+" ") })
			}) {
				t.Errorf("%s: no case gives %v", c.ID, v)
			}
		}
	}
}

func TestChecks_judgeAsSpecified(t *testing.T) {
	t.Parallel()
	cases := specification()
	for _, c := range privateintegration.Checks() {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			judge(t, c, cases[c.ID])
		})
	}
}
