package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ingressPath is what Apigee answers health checks on.
//
// Source: https://github.com/apigee/terraform-modules.
const ingressPath = "/healthz/ingress"

// A probe is a health check of a service that sends to proxies, while it is judged.
type probe struct {
	check   HealthCheck
	kind    string
	block   HealthCheckPort
	service servingService
	// wrong is what certainly makes instances unhealthy, the first thing found.
	wrong *check.Result
	// doubts are what may.
	doubts []check.Missing
}

// probeFields are the fields of the health check's blocks, by its type.
var probeFields = map[string]string{
	"HTTPS": "httpsHealthCheck", "HTTP": "httpHealthCheck", "HTTP2": "http2HealthCheck",
	"TCP": "tcpHealthCheck", "SSL": "sslHealthCheck", "GRPC": "grpcHealthCheck",
}

func (p *probe) field() string { return probeFields[p.kind] }

// judge looks at everything but the port.
func (p *probe) judge() {
	switch p.kind {
	case "HTTPS":
		p.judgePath()
	case "HTTP2", "GRPC":
		p.doubt("whether Apigee answers health checks of type "+p.kind, "use an HTTPS health check for "+ingressPath)
	}
	switch header := p.block.ProxyHeader.Or("NONE"); {
	case header.IsUnknown():
		p.doubts = append(p.doubts, lacking("proxyHeader of "+p.check.Subject(), header.Why()))
	case header.Value() == "PROXY_V1" && p.kind == "TCP":
		p.doubt("how Apigee takes the PROXY header of "+p.check.Subject(), "set proxyHeader to NONE")
	case header.Value() == "PROXY_V1":
		p.fail("sends a PROXY header", "its PROXY header comes before the TLS handshake, which Apigee does not understand",
			"Set proxyHeader to NONE.", check.Fact{Name: "proxy_header", Value: "PROXY_V1"})
	}
	if emptyText(p.block.Response) != value.True {
		p.doubt("whether Apigee's answer contains the response that "+p.check.Subject()+" expects", "leave response out: status 200 is enough")
	}
}

// judgePath looks at what is asked for. For a path of an API proxy Apigee answers
// what the proxy does, if the host is that of an environment group.
func (p *probe) judgePath() {
	path := p.block.RequestPath.Or("/")
	text, known := path.Get()
	switch {
	case !known:
		p.doubts = append(p.doubts, lacking("requestPath of "+p.check.Subject(), path.Why()))
	case text == ingressPath:
	case (text == "/" || text == "") && emptyText(p.block.Host) == value.True:
		p.fail("asks for "+orElse(text, "/")+", which Apigee answers with 404", "Apigee answers its requests for / with 404",
			"Set requestPath to "+ingressPath+".", check.Fact{Name: "request_path", Value: text})
	default:
		p.doubt(fmt.Sprintf("whether Apigee answers %s with 200: only %s is known to be", text, ingressPath), "set requestPath to "+ingressPath)
	}
}

// judgePortOf judges the port for a group that may be drained, which then makes nothing wrong.
func (p *probe) judgePortOf(g servedGroup) {
	alone := *p
	alone.wrong = nil
	alone.judgePort(g.proxyGroup)
	switch {
	case p.wrong != nil:
	case alone.wrong != nil && len(g.doubt) > 0:
		p.doubts = append(p.doubts, g.doubt...)
	default:
		*p = alone
	}
}

// judgePort looks at where a group's instances are probed.
func (p *probe) judgePort(g proxyGroup) {
	serving, known := g.servingPort(p.service.BackendService)
	spec := p.block.PortSpecification.Or("USE_FIXED_PORT")
	usesServing := value.Is(spec, "USE_SERVING_PORT")
	port := p.block.Port
	if n, byDefault := healthCheckPorts[p.kind]; byDefault {
		if port.Value() == 0 && port.IsKnown() {
			port = value.Int{}
		}
		port = port.Or(n)
	}
	fixed := value.Or(value.Is(spec, "USE_FIXED_PORT"), value.Is(spec, ""))
	number, sure := port.Get()
	switch {
	case usesServing == value.True:
		p.onServingPort()
	case spec.IsUnknown():
		p.doubts = append(p.doubts, lacking("portSpecification of "+p.check.Subject(), spec.Why()))
	case fixed != value.True:
		p.doubt(fmt.Sprintf("which port %s probes: portSpecification %s", p.check.Subject(), spec.Value()), "use USE_FIXED_PORT or USE_SERVING_PORT")
	case !sure:
		p.doubts = append(p.doubts, lacking("port of "+p.check.Subject(), orNotSet(port.IsNull(), port.Why())))
	case known && number == serving, number == apigeePort && g.forwards443() == value.True:
		p.onServingPort()
	case g.forwards443() == value.True:
		p.fail(fmt.Sprintf("probes port %d, which the proxies do not serve", number),
			fmt.Sprintf("it probes port %d, and the startup script of %s forwards port %d alone", number, g.Subject(), apigeePort),
			fmt.Sprintf("Set port to %d.", apigeePort), check.Fact{Name: "port", Value: number}, check.Fact{Name: "group", Value: g.Subject()})
	case !known && number == apigeePort:
		// Which port serves is another check's; this is the one that should.
		p.onServingPort()
	default:
		p.doubt(fmt.Sprintf("whether the instances of %s answer on port %d, which %s probes: requests go to another", g.Subject(), number, p.check.Subject()),
			fmt.Sprintf("probe the serving port, %d", apigeePort))
	}
}

// onServingPort looks at the protocol on the port where Apigee expects TLS.
func (p *probe) onServingPort() {
	if p.kind == "HTTP" {
		p.fail("speaks plain HTTP to a port that expects TLS", "it sends plain HTTP to the port on which Apigee expects a TLS handshake",
			"Replace it by an HTTPS health check for "+ingressPath+".", check.Fact{Name: "type", Value: p.kind})
	}
}

func (p *probe) doubt(what, settle string) {
	p.doubts = append(p.doubts, check.Missing{What: what, Settle: settle})
}

// fail keeps the first thing that is wrong.
func (p *probe) fail(fact, because, remedy string, facts ...check.Fact) {
	if p.wrong != nil {
		return
	}
	r := blaming(p.field(), failed(p.check.Identity, "%s", fact))
	r.Detail = fmt.Sprintf("%s finds no instance behind %s healthy: %s.", p.check.Subject(), p.service.Subject(), because)
	r.Remediation = remedy
	r.Witness = append([]check.Fact{{Name: "health_check", Value: p.check.Subject()}, {Name: "backend_service", Value: p.service.Subject()}}, facts...)
	p.wrong = &r
}
