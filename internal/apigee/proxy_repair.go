package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The types of resources that repairs of the proxies change or make.
const (
	typeHealthChecks  = "compute.healthChecks"
	typeGroupManagers = "compute.instanceGroupManagers"
)

// setting is the repair that sets fields of one resource.
func setting(typ, of string, fields map[string]value.Value) []check.Repair {
	return []check.Repair{{Changes: []check.Change{{Type: typ, Of: of, Body: value.OfObject(fields)}}}}
}

// namePort gives a group's port 443 the name that a service calls it by, beside the
// names that there are.
func (g proxyGroup) namePort(s BackendService) []check.Repair {
	name, known := s.portName().Get()
	if !known {
		return nil
	}
	var ports []value.Value
	for _, p := range g.NamedPorts.Value() {
		if !p.Name.IsKnown() || !p.Port.IsKnown() {
			return nil
		}
		if p.Name.Value() != name {
			ports = append(ports, portNamed(p.Name.Value(), p.Port.Value()))
		}
	}
	return setting(typeGroupManagers, g.Subject(), map[string]value.Value{"namedPorts": value.OfList(append(ports, portNamed(name, apigeePort))...)})
}

func portNamed(name string, port int64) value.Value {
	return value.OfObject(map[string]value.Value{"name": value.OfString(name), "port": value.OfInt(port)})
}

// speakTLS sets a service's protocol.
func (s BackendService) speakTLS() []check.Repair {
	out := setting(typeBackendServices, s.Subject(), map[string]value.Value{"protocol": value.OfString("HTTPS")})
	out[0].Note = "On a load balancer in use the change cuts traffic for some minutes."
	return out
}

// repairs ask what Apigee answers: by the health check itself, or by one of HTTPS in
// its place.
func (p *probe) repairs() []check.Repair {
	if p.kind == "HTTP" {
		return p.service.checkHealth()
	}
	fields := map[string]value.Value{}
	if p.kind == "HTTPS" && p.block.RequestPath.Or("/").Value() != ingressPath {
		fields["requestPath"] = value.OfString(ingressPath)
	}
	if p.block.ProxyHeader.Value() == "PROXY_V1" {
		fields["proxyHeader"] = value.OfString("NONE")
	}
	if value.Is(p.block.PortSpecification, "USE_SERVING_PORT") != value.True && p.block.Port.Or(apigeePort).Value() != apigeePort {
		fields["port"] = value.OfInt(apigeePort)
	}
	if len(fields) == 0 {
		return nil
	}
	return setting(typeHealthChecks, p.check.Subject(), map[string]value.Value{p.field(): value.OfObject(fields)})
}

// checkHealth gives a global service a health check that Apigee answers. That of a
// regional one may have to be regional, too.
func (s BackendService) checkHealth() []check.Repair {
	const name = "apigee-ingress"
	if s.region().IsUnknown() || !s.region().IsNull() {
		return nil
	}
	return []check.Repair{{Changes: []check.Change{{
		Type: typeHealthChecks, Label: "apigee_ingress", In: referenceTo(s.Identity),
		Body: value.OfObject(map[string]value.Value{
			"name": value.OfString(name),
			"httpsHealthCheck": value.OfObject(map[string]value.Value{
				"port": value.OfInt(apigeePort), "requestPath": value.OfString(ingressPath),
			}),
		}),
	}, {
		Type: typeBackendServices, Of: s.Subject(),
		Body: value.OfObject(map[string]value.Value{"healthChecks": value.OfList(value.OfString(name))}),
	}}}}
}
