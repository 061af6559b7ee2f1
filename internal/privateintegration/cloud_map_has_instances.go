package privateintegration

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// CloudMapHasInstances asks whether services of Cloud Map have instances that API Gateway
// can call.
var CloudMapHasInstances = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "cloud-map-has-instances",
		Title:    "The Cloud Map service has a healthy instance with an address and a port",
		Hop:      check.HopTargets,
		Severity: check.Error,
		Symptom:  "503",
		Why: "For an integration with a Cloud Map service, API Gateway asks Cloud Map for the service's instances that are healthy and fulfil the filters behind the ARN, and calls `AWS_INSTANCE_IPV4` at `AWS_INSTANCE_PORT`. " +
			"A service without such an instance answers nothing. An ECS service registers the port only if the Cloud Map service has SRV records.",
		Fix:     "Register instances with an address and a port; give the Cloud Map service SRV records where ECS registers them; let the filters in `integration_uri` be attributes that instances have.",
		Unknown: "Unknown when the instances could not be read (servicediscovery:ListInstances, servicediscovery:GetInstancesHealthStatus), and when only Terraform tells of the service, whose instances register when they run.",
		Since:   "0.1.0",
		Reads:   []string{"servicediscovery.services", "servicediscovery.instances", "apigatewayv2.integrations"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
			"https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html",
			"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			service := inv.legsOf(c).front.cloudMap
			switch {
			case service.certain != nil:
				return []check.Result{inv.hasInstances(c, service.certain)}
			case len(service.missing) > 0:
				return []check.Result{undecided(c.Identity, "leads to a Cloud Map service that is not known", service.missing...)}
			}
			return nil
		})
	},
}

func (inv *Inventory) hasInstances(c call, s *CloudMapService) check.Result {
	instances, possible, missing := below(inv.CloudMapInstances, func(i *CloudMapInstance) value.String { return i.Service }, s.Identity)
	for _, i := range possible {
		missing = append(missing, lacking("the service of "+i.Subject(), i.Service.Why()))
	}
	_, query, _ := strings.Cut(c.resolve(c.uri).Value(), "?")
	filters, err := url.ParseQuery(query)
	if err != nil {
		filters = nil
	}
	reasons := map[string]string{}
	var last string
	for _, i := range instances {
		why, unsure := inv.unusable(i, filters)
		switch {
		case why == "" && unsure == nil:
			return passed(s.Identity, "has an instance that API Gateway can call")
		case unsure != nil:
			missing = append(missing, *unsure)
		default:
			last = i.Instance.Value()
			reasons[last] = why
		}
	}
	if s.FromTerraform() && len(instances) == 0 && len(missing) == 0 {
		missing = append(missing, check.Missing{What: "the instances of " + s.Subject() + ", which register when they run", Settle: "read them when the service runs"})
	}
	if len(missing) > 0 {
		return undecided(s.Identity, "has instances that are not known", missing...)
	}
	r := failed(s.Identity, "has no instance that API Gateway can call")
	r.Witness = []check.Fact{{Name: "instances", Value: int64(len(instances))}}
	r.Detail = "Requests of " + c.name + " have nowhere to go: nothing is registered with the service."
	if last != "" {
		r.Detail = fmt.Sprintf("Requests of %s have nowhere to go: %s %s.", c.name, last, reasons[last])
		r.Witness = append(r.Witness, check.Fact{Name: "instance", Value: last}, check.Fact{Name: "why", Value: reasons[last]})
	}
	r.Related = []string{c.Subject()}
	return r
}

// unusable says why API Gateway does not call an instance, or what is not known of it.
func (inv *Inventory) unusable(i *CloudMapInstance, filters url.Values) (why string, unsure *check.Missing) {
	at := func(name string) value.String { return textAt(i.Attributes, name) }
	if i.Attributes.IsUnknown() {
		m := lacking("the attributes of "+i.Subject(), i.Attributes.Why())
		return "", &m
	}
	for _, name := range slices.Sorted(maps.Keys(filters)) {
		has := at(name)
		switch {
		case has.IsUnknown():
			m := lacking(name+" of "+i.Subject(), has.Why())
			return "", &m
		case has.Value() != filters.Get(name):
			return "lacks the attribute " + name + " with the value that the integration asks for", nil
		}
	}
	switch {
	case i.Health.Value() == "UNHEALTHY":
		return "is unhealthy", nil
	case at("AWS_INSTANCE_IPV4").IsNull():
		return "has no AWS_INSTANCE_IPV4", nil
	case at("AWS_INSTANCE_PORT").IsNull():
		return "has no AWS_INSTANCE_PORT", nil
	case i.Health.IsUnknown():
		m := lacking("the health of "+i.Subject(), i.Health.Why())
		return "", &m
	}
	return "", nil
}
