package apigee

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	purposePSC         = "PRIVATE_SERVICE_CONNECT"
	serviceAttachments = "/serviceAttachments/"
)

// A destination is where proxies, or the endpoints of a group, send requests to.
type destination struct {
	// ok says that it certainly is the instance at the given place of the
	// inventory's; elsewhere that it certainly is none. Neither leaves it open for
	// the reasons in missing.
	ok, elsewhere bool
	instance      int
	// endpoint is the Private Service Connect endpoint in between; mayBeEndpoint
	// says that there may be one.
	endpoint      *ForwardingRule
	mayBeEndpoint bool
	// inferred says that it rests on where a value will come from.
	inferred bool
	missing  []check.Missing
}

// destinationOf resolves an ENDPOINT: the host of an instance, or the address of
// a Private Service Connect endpoint that leads to one. An address that is
// neither may be that of an endpoint in a project that nobody looked into.
//
// Source: https://cloud.google.com/apigee/docs/api-platform/system-administration/psc-health-check-using-mig.
func (inv *Inventory) destinationOf(what string, text value.String) destination {
	if text.IsNull() {
		return destination{mayBeEndpoint: true, missing: []check.Missing{{
			What: what + ": it is not set", Settle: "set the metadata ENDPOINT to the host of an Apigee instance",
		}}}
	}
	var missing []check.Missing
	for n, i := range inv.Instances.Items {
		switch sameHost(text, i.Host, value.Origin{Resource: i.Address, Path: "host"}) {
		case value.True:
			return destination{ok: true, instance: n, inferred: text.IsInferred()}
		case value.Undecided:
			if i.Host.IsUnknown() {
				missing = append(missing, lacking("the host of "+i.Subject(), i.Host.Why()))
			}
		case value.False:
		}
	}
	mayBeEndpoint := text.IsKnown() || len(inv.ForwardingRules.Gaps) > 0
	for _, rule := range inv.ForwardingRules.Items {
		if t, known := rule.Target.Get(); rule.Target.IsNull() || known && !strings.Contains(t, serviceAttachments) {
			continue
		}
		switch sameHost(text, rule.IPAddress, value.Origin{Resource: rule.Address, Path: "ip_address"}) {
		case value.True:
			out := inv.attachedInstance("the target of "+rule.Subject(), rule.Target)
			out.endpoint, out.mayBeEndpoint, out.inferred = &rule, true, out.inferred || text.IsInferred()
			return out
		case value.Undecided:
			mayBeEndpoint = true
			if rule.IPAddress.IsUnknown() {
				missing = append(missing, lacking("the address of "+rule.Subject(), rule.IPAddress.Why()))
			}
		case value.False:
		}
	}
	switch {
	case text.IsUnknown():
		missing = []check.Missing{lacking(what, text.Why())}
	default:
		missing = append(missing, check.Missing{
			What:   fmt.Sprintf("%s, %s: it is neither the host of an instance nor the address of a Private Service Connect endpoint that is known", what, text.Value()),
			Settle: "set it to the host of an Apigee instance, or add the forwarding rule with that address",
		})
		missing = append(missing, missingOf(inv.Instances.Gaps)...)
	}
	return destination{mayBeEndpoint: mayBeEndpoint, missing: missing}
}

// sameHost compares an address with that of a resource, whose attribute the
// origin is. What is no IP address, such as the link of an address resource, is
// not resolved.
func sameHost(text, host value.String, of value.Origin) value.Truth {
	if origin := text.Why().Origin; text.IsUnknown() && origin.Known() && origin.Resource == of.Resource && origin.Path == of.Path {
		return value.True
	}
	if sameAddress(text.Why().Origin, host.Why().Origin) {
		return value.True
	}
	if host.IsNull() {
		return value.False
	}
	a, okA := text.Get()
	b, okB := host.Get()
	if !okA || !okB {
		return value.Equal(text, host)
	}
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	ip, errA := netip.ParseAddr(a)
	other, errB := netip.ParseAddr(b)
	switch {
	case errA == nil && errB == nil:
		return value.TruthOf(ip == other)
	case strings.EqualFold(a, b):
		return value.TruthOf(a != "")
	case strings.Contains(b, "/"):
		return value.Undecided
	}
	return value.False
}

// sameAddress says that two values will both name one reserved address.
func sameAddress(a, b value.Origin) bool {
	names := []string{"address", "id", "self_link"}
	return a.Known() && a.Resource == b.Resource && slices.Contains(names, a.Path) && slices.Contains(names, b.Path)
}

// endpointsDestination resolves a network endpoint group.
func (inv *Inventory) endpointsDestination(g NetworkEndpointGroup) destination {
	kind := value.Is(g.NetworkEndpointType.Or(purposePSC), purposePSC)
	if kind == value.False || g.PSCTargetService.IsNull() {
		return destination{elsewhere: true}
	}
	if kind == value.Undecided {
		return destination{missing: []check.Missing{lacking("the type of "+g.Subject(), g.NetworkEndpointType.Why())}}
	}
	return inv.attachedInstance("the target of "+g.Subject(), g.PSCTargetService)
}

// leadsToAttachment says that a target is a service attachment, be it one that comes with
// the apply.
func leadsToAttachment(target value.String) bool {
	from := target.Why().Origin
	return strings.Contains(target.Value(), serviceAttachments) || from.Path == "service_attachment" || strings.Contains(from.Resource, "google_compute_service_attachment.")
}

// attachedInstance resolves a service attachment, which an instance has for itself.
func (inv *Inventory) attachedInstance(what string, target value.String) destination {
	origin := target.Why().Origin
	if text, known := target.Get(); known && !strings.Contains(text, serviceAttachments) {
		return destination{elsewhere: true}
	}
	ref := computeReference(target, "", "")
	var missing []check.Missing
	for n, i := range inv.Instances.Items {
		if origin.Known() && origin.Resource == i.Address && origin.Path == "service_attachment" {
			return destination{ok: true, instance: n, inferred: target.IsInferred()}
		}
		if i.ServiceAttachment.IsNull() {
			continue
		}
		switch value.SameRef(inv.Projects, ref, computeReference(i.ServiceAttachment, "", "")) {
		case value.True:
			return destination{ok: true, instance: n, inferred: ref.IsInferred()}
		case value.Undecided:
			if i.ServiceAttachment.IsUnknown() {
				missing = append(missing, lacking("the service attachment of "+i.Subject(), i.ServiceAttachment.Why()))
			}
		case value.False:
		}
	}
	if ref.IsUnknown() {
		missing = []check.Missing{lacking(what, ref.Why())}
	}
	missing = append(missing, missingOf(inv.Instances.Gaps)...)
	return destination{elsewhere: len(missing) == 0, missing: missing}
}
