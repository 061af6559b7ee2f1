package apigee_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// specification lists the cases of every check by its id.
func specification() map[string][]verdictCase {
	return map[string][]verdictCase{
		"load-balancer-listens-on-443":    loadBalancerListensOn443,
		"certificate-attached":            certificateAttached,
		"certificate-covers-hostnames":    certificateCoversHostnames,
		"certificate-in-date":             certificateInDate,
		"certificate-renewed-in-time":     certificateRenewedInTime,
		"certificate-key-matches":         certificateKeyMatches,
		"certificate-chain-complete":      certificateChainComplete,
		"managed-certificate-active":      managedCertificateActive,
		"ssl-policy-usable":               sslPolicyUsable,
		"armor-admits-clients":            armorAdmitsClients,
		"security-policy-usable":          securityPolicyUsable,
		"armor-denials-logged":            armorDenialsLogged,
		"backend-speaks-https":            backendSpeaksHTTPS,
		"backend-port-name-matches":       backendPortNameMatches,
		"identity-aware-proxy-off":        identityAwareProxyOff,
		"backends-have-address-family":    backendsHaveAddressFamily,
		"standard-tier-in-one-region":     standardTierInOneRegion,
		"health-check-fits-apigee":        healthCheckFitsApigee,
		"proxy-group-not-empty":           proxyGroupNotEmpty,
		"backends-healthy":                backendsHealthy,
		"every-proxy-healthy":             everyProxyHealthy,
		"proxies-follow-template":         proxiesFollowTemplate,
		"proxy-endpoint-is-instance":      proxyEndpointIsInstance,
		"proxy-in-every-region":           proxyInEveryRegion,
		"psc-target-is-instance":          pscTargetIsInstance,
		"psc-consumer-accepted":           pscConsumerAccepted,
		"psc-connection-accepted":         pscConnectionAccepted,
		"psc-load-balancer-supported":     pscLoadBalancerSupported,
		"psc-fails-over":                  pscFailsOver,
		"authorized-network-peered":       authorizedNetworkPeered,
		"load-balancer-reaches-proxies":   loadBalancerReachesProxies,
		"peering-active":                  peeringActive,
		"peering-range-large-enough":      peeringRangeLargeEnough,
		"proxies-reach-cloud-storage":     proxiesReachCloudStorage,
		"proxies-reach-instance":          proxiesReachInstance,
		"proxies-in-authorized-network":   proxiesInAuthorizedNetwork,
		"environment-attached-everywhere": environmentAttachedEverywhere,
		"instance-active":                 instanceActive,
		"instance-has-environment":        instanceHasEnvironment,
		"environment-group-routes":        environmentGroupRoutes,
		"api-proxy-deployed":              apiProxyDeployed,
		"organization-active":             organizationActive,
		"evaluation-not-expiring":         evaluationNotExpiring,
		"encryption-keys-usable":          encryptionKeysUsable,
		"encryption-keys-granted":         encryptionKeysGranted,
		"service-agents-have-roles":       serviceAgentsHaveRoles,
		"required-apis-enabled":           requiredAPIsEnabled,

		"proxy-subnet-private-google-access": slices.Concat(proxySubnetPrivateGoogleAccess, scriptlessProxies),
		"hostname-resolves-to-load-balancer": slices.Concat(hostnameResolvesToLoadBalancer, recordedHostnames, ledRecords),
		"certificate-served-is-configured":   certificateServedIsConfigured,
		"url-map-leads-to-apigee":            urlMapLeadsToApigee,
	}
}

func TestChecks_keepTheirContract(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, c := range apigee.Checks() {
		ids = append(ids, c.ID)
	}
	if slices.Sort(ids); len(slices.Compact(ids)) != len(apigee.Checks()) {
		t.Errorf("an id is used twice: %q", ids)
	}
	id := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	for _, c := range apigee.Checks() {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			if !id.MatchString(c.ID) {
				t.Errorf("id %q is no sentence of its own", c.ID)
			}
			if !slices.Contains(check.Hops(), c.Hop) || c.Severity != check.Error && c.Severity != check.Warning {
				t.Errorf("hop %q, severity %v", c.Hop, c.Severity)
			}
			if c.Since != "0.1.0" || c.Run == nil || len(c.Reads) == 0 {
				t.Errorf("since %q, reads %q", c.Since, c.Reads)
			}
			for name, text := range map[string]string{"title": c.Title, "symptom": c.Symptom, "why": c.Why, "fix": c.Fix, "unknown": c.Unknown} {
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s: %q", name, text)
				}
			}
			if strings.HasSuffix(c.Title, ".") || !strings.HasSuffix(c.Why, ".") || !strings.HasSuffix(c.Fix, ".") || !strings.HasSuffix(c.Unknown, ".") {
				t.Errorf("a title is no sentence, the texts are: %+v", c.Meta)
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
	hops := check.Hops()
	if !slices.IsSortedFunc(apigee.Checks(), func(a, b check.Check[*apigee.Inventory]) int {
		return slices.Index(hops, a.Hop) - slices.Index(hops, b.Hop)
	}) {
		t.Error("the checks are not in the order of the traffic")
	}
}

func TestChecks_haveACaseForEachVerdict(t *testing.T) {
	t.Parallel()
	cases := specification()
	for _, c := range apigee.Checks() {
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
	for _, c := range apigee.Checks() {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			judge(t, c, cases[c.ID])
		})
	}
}

// What holds for every check: hybrid organizations, none, and hidden ones.
func TestChecks_applyToOrganizationsThatGoogleRuns(t *testing.T) {
	t.Parallel()
	for _, c := range apigee.Checks() {
		t.Run(c.ID, func(t *testing.T) {
			t.Parallel()
			judge(t, c, []verdictCase{
				{
					name:  "a hybrid organization",
					world: `{"apigee.organizations": [{"$ref": "organizations/acme", "name": "acme", "projectId": "acme", "runtimeType": "HYBRID"}], "apigee.organizations.instances": []}`,
					want:  []string{"not_applicable organizations/acme"}, says: []string{"hybrid"},
				},
				{
					name:  "an organization that may be hybrid",
					world: `{"apigee.organizations": [{"$ref": "organizations/acme", "name": "acme", "projectId": "acme", "runtimeType": "?known after apply", "authorizedNetwork": "prod"}]}`,
					want:  []string{"unknown organizations/acme"}, says: []string{"runtimeType of organizations/acme: known after apply"},
				},
				{
					name:  "a runtime type nobody has heard of",
					world: `{"apigee.organizations": [{"$ref": "organizations/acme", "name": "acme", "runtimeType": "EDGE"}]}`,
					want:  []string{"unknown organizations/acme"}, says: []string{`"EDGE"`},
				},
				{
					name:  "no organization",
					world: `{"apigee.organizations": []}`,
					want:  []string{"not_applicable Apigee organization"},
				},
				{
					name:  "an organization that could not be read",
					world: `{"apigee.organizations": [], "gaps": {"apigee.organizations": ["permission apigee.organizations.get denied"]}}`,
					want:  []string{"unknown Apigee organization"}, says: []string{"permission apigee.organizations.get denied", "give credentials"},
				},
			})
		})
	}
}

// Nothing at all, and everything unknown, must neither pass nor fail nor panic.
func TestChecks_decideNothingFromNothing(t *testing.T) {
	t.Parallel()
	types := []gcp.Type{
		gcp.Organizations, gcp.Instances, gcp.InstanceAttachments, gcp.Environments, gcp.EnvironmentGroups, gcp.GroupAttachments, gcp.RouteTables,
		gcp.Connections, gcp.Networks, gcp.Subnetworks, gcp.Routers, gcp.RouterNATs, gcp.Routes, gcp.GlobalAddresses, gcp.Firewalls, gcp.FirewallPolicies,
		gcp.ForwardingRules, gcp.TargetProxies, gcp.URLMaps, gcp.BackendServices, gcp.HealthChecks,
		gcp.InstanceGroupManagers, gcp.InstanceTemplates, gcp.NetworkEndpointGroups, gcp.Autoscalers, gcp.BackendHealth, gcp.SecurityPolicies, gcp.HierarchicalSecurityPolicies,
		gcp.SSLCertificates, gcp.SSLPolicies, gcp.ServerTLSPolicies, gcp.ManagerCertificates, gcp.CertificateMaps, gcp.CertificateMapEntries,
		gcp.ManagedZones, gcp.RecordSets, gcp.DNSAuthorizations,
		gcp.Services, gcp.ServiceIdentities, gcp.CryptoKeys, gcp.IAMPolicies, gcp.IAMGrants,
	}
	for _, thing := range []string{`{}`, `"?known after apply"`, `{"name": "?known after apply"}`} {
		var parts []string
		for _, typ := range types {
			parts = append(parts, fmt.Sprintf("%q: [%s]", typ, thing))
		}
		for _, f := range check.Run(sceneOf(t, world(parts...)), apigee.Checks(), check.Options{}).Findings {
			if f.Verdict == check.Pass || f.Verdict == check.Fail || strings.Contains(f.Summary, "broke") {
				t.Errorf("%s of %s: %s", f.Check, thing, tell([]check.Finding{f}))
			}
		}
	}
}

func TestChecks_passOnTheHealthyWorld(t *testing.T) {
	t.Parallel()
	passed := map[string]bool{}
	inventories := []*apigee.Inventory{standardTier(testkit.NewWorld().WithoutRegion("us-west1")).Inventory(t)}
	for _, scene := range []string{"", newer(), world(pscWorld()), world(certificates(googles(`"ACTIVE"`, ""))), enabledKey(), logging(`{"enable": true}`), world(showing(serving("203.0.113.10", ownLeaf)))} {
		inventories = append(inventories, sceneOf(t, scene))
	}
	for _, inv := range inventories {
		for _, f := range check.Run(inv, apigee.Checks(), check.Options{}).Findings {
			switch f.Verdict {
			case check.Pass:
				passed[f.Check] = true
			case check.NotApplicable: // proxies or Private Service Connect; the owner's certificates or Google's
			case check.Fail, check.Unknown:
				t.Errorf("%s: %s", f.Check, tell([]check.Finding{f}))
			}
		}
	}
	if len(passed) != len(apigee.Checks()) {
		t.Errorf("%d of %d checks pass", len(passed), len(apigee.Checks()))
	}
}
