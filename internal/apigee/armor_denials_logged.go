package apigee

import (
	"fmt"
	"strconv"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const typeBackendServices = "compute.backendServices"

// ArmorDenialsLogged asks whether the load balancer's log would tell which rule of
// Cloud Armor denied a request.
var ArmorDenialsLogged = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "armor-denials-logged",
		Title:    "Denials of Cloud Armor are logged",
		Hop:      check.HopArmor,
		Severity: check.Warning,
		Symptom:  "403, 404, 429 or 502 without a trace",
		Why: "Which rule denied a request is told in the load balancer's log alone: `enforcedSecurityPolicy` of an entry names the policy and the priority. " +
			"The load balancer logs nothing unless its backend service is told to, and a sample lacks the entries that are looked for. " +
			"Without them clients are denied, and nobody sees by what.",
		Fix: "Set `log_config { enable = true, sample_rate = 1 }` on the backend service.",
		Unknown: "Unknown while logConfig, or whether a policy stands in front of the backend service, is not known. " +
			"Not applicable to backend services without a security policy, and where none leads to Apigee.",
		Since: "0.1.0",
		Reads: []string{
			"compute.backendServices", "compute.securityPolicies", "compute.backendServices.getEffectiveSecurityPolicies",
			"compute.instanceGroupManagers", "compute.instanceTemplates", "compute.networkEndpointGroups",
		},
		References: []string{
			"https://docs.cloud.google.com/armor/docs/request-logging",
			"https://docs.cloud.google.com/load-balancing/docs/https/https-logging-monitoring",
		},
	},
	Run: func(inv *Inventory) []check.Result { return perOrganization(inv, inv.denialsLogged) },
}

func (inv *Inventory) denialsLogged(org Organization) []check.Result {
	guarded, unsure := inv.guardedServices(org)
	var out []check.Result
	for _, s := range guarded {
		out = append(out, inRegion(s.region().Value(), s.logsDenials()))
	}
	switch {
	case len(unsure) > 0:
		out = append(out, undecided(org.Identity, "may have backend services whose logs are not known", once(unsure)...))
	case len(out) == 0:
		out = append(out, inapplicable(org.Identity, "has no backend service that leads to Apigee"))
	}
	return out
}

func (s guardedService) logsDenials() check.Result {
	config := s.LogConfig
	enabled, known := config.Enable.Get()
	switch {
	case len(s.guard.layers) == 0:
		return inapplicable(s.Identity, "has no security policy")
	case config.Enable.IsUnknown():
		return blaming("logConfig", undecided(s.Identity, "may log no denials", lacking("logConfig.enable of "+s.Subject(), config.Enable.Why())))
	case !known || !enabled:
		return s.unlogged("logs no requests, so that denials leave no trace", "It logs nothing.", check.Fact{Name: "enable", Value: false})
	case config.SampleRate.IsUnknown():
		return blaming("logConfig", undecided(s.Identity, "may log a part of the denials", lacking("logConfig.sampleRate of "+s.Subject(), config.SampleRate.Why())))
	}
	rate, told := config.SampleRate.Get()
	if share, err := strconv.ParseFloat(rate, 64); told && err == nil && share < 1 {
		return s.unlogged("logs a part of its requests, so that denials may be missing", fmt.Sprintf("It logs %s of them.", rate), check.Fact{Name: "sample_rate", Value: rate})
	}
	return passed(s.Identity, "logs every request")
}

func (s guardedService) unlogged(fact, how string, witness check.Fact) check.Result {
	r := blaming("logConfig", failed(s.Identity, "%s", fact))
	r.Detail = "Which rule of Cloud Armor denies a request to " + s.Subject() + " is told in its log alone. " + how
	r.Remediation = "Set logConfig of " + s.Subject() + ": enable true, sampleRate 1."
	r.Witness = []check.Fact{{Name: "backend_service", Value: s.Subject()}, witness}
	all := value.OfObject(map[string]value.Value{"enable": value.OfBool(true), "sampleRate": value.OfInt(1)})
	r.Repairs = []check.Repair{{Changes: []check.Change{{
		Type: typeBackendServices, Of: s.Subject(), Body: value.OfObject(map[string]value.Value{"logConfig": all}),
	}}}}
	for _, l := range s.guard.layers {
		r.Related = append(r.Related, l.Policy.Name)
	}
	return r
}
