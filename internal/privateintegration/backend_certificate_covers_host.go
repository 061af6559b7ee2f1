package privateintegration

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// BackendCertificateCoversHost asks whether backends present certificates for the names
// that API Gateway asks for.
var BackendCertificateCoversHost = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backend-certificate-covers-host",
		Title:    "The certificate that API Gateway gets is for the name that it verifies",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "500",
		Why: "API Gateway compares the certificate with the host of the integration's `uri` or, for HTTP APIs, with `server_name_to_verify`; `insecure_skip_verification` does not turn that off. " +
			"Whose certificate it is depends on the listener: TLS and HTTPS listeners present one of theirs, the one for the name if there is one, else the default one; a TCP listener passes TLS on to the targets. " +
			"In the execution log it is `Host name does not match the certificate subject provided by the peer`, where the subject is not what was compared, but the subject alternative names. " +
			"Nobody has a certificate for a load balancer's own name under amazonaws.com.",
		Fix: "Write a host into the `uri` that the certificate is for: it is no address, as the VPC link leads to the load balancer whatever the host is. Or give the listener a certificate for the host.",
		Unknown: "Unknown when the certificate or the name is not known, and for TCP listeners, behind which targets present certificates that AWS does not tell: `apireach probe --as api-gateway` settles it. " +
			"Not applicable to integrations that call their backend without TLS.",
		Since: "0.1.0",
		Reads: certificateReads,
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration-tls-config.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html",
			"https://repost.aws/knowledge-center/api-gateway-500-error-vpc",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perSecured(inv, func(s secured) []check.Result { return []check.Result{blaming(s.field, s.coversHost())} })
	},
}

var certificateReads = []string{
	"apigateway.integrations", "apigatewayv2.integrations", "elasticloadbalancing.listeners", "elasticloadbalancing.listenerCertificates",
	"elasticloadbalancing.targetGroups", "acm.certificates",
}

// isBalancerName says whether a host is the name that AWS gives a load balancer.
func isBalancerName(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return (strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".amazonaws.com.cn")) && strings.Contains(host, ".elb.")
}

func (s secured) coversHost() check.Result {
	name, known := s.name.Get()
	switch {
	case !known:
		return undecided(s.Identity, "verifies a name that is not known", lacking("the name that "+s.Subject()+" verifies", s.name.Why()))
	case s.listener == nil && isBalancerName(name) && value.Is(s.skipVerify, true) == value.False:
		r := failed(s.Identity, "calls a load balancer's own name by https")
		r.Detail = fmt.Sprintf("Requests of %s fail with 500: no public authority issues a certificate for %s, and API Gateway takes none of a private one here.", s.call.name, name)
		r.Witness = []check.Fact{{Name: "name", Value: name}}
		r.Remediation = "Write a host into the uri that the certificate of the targets is for; the VPC link leads to the load balancer all the same."
		return r
	case s.listener == nil:
		return unknownOfTargets(s)
	}
	missing := append([]check.Missing{}, s.missing...)
	var names []string
	for _, p := range s.certificates {
		if p.certificate == nil {
			missing = append(missing, p.missing...)
			continue
		}
		covers, why := p.certificate.covers(name)
		switch covers {
		case value.True:
			return passed(s.Identity, "verifies a name that a certificate is for")
		case value.Undecided:
			missing = append(missing, lacking("the names of "+p.certificate.Subject(), why))
		case value.False:
			names = append(names, p.certificate.namesText()...)
		}
	}
	if len(missing) > 0 || len(s.certificates) == 0 {
		return undecided(s.Identity, "verifies a name that a certificate may not be for", fewest(orMissing(missing, "the certificates of "+s.of))...)
	}
	r := failed(s.Identity, "verifies a name that no certificate is for")
	first := s.certificates[0].certificate
	r.Detail = fmt.Sprintf("Requests of %s fail with 500: %s presents %s, which is for %s, and API Gateway wants one for %s.", s.call.name, s.of, first.Subject(), textOfNames(first.namesText()), name)
	r.Witness = []check.Fact{{Name: "name", Value: name}, {Name: "certificate", Value: first.Subject()}, {Name: "names", Value: textOfNames(names)}}
	r.Related = []string{first.Subject(), s.of}
	if isBalancerName(name) {
		r.Detail += " Nobody issues certificates for a load balancer's own name."
	}
	r.Remediation = fmt.Sprintf("Write one of %s in place of %s, or give %s a certificate for %s.", textOfNames(names), name, s.of, name)
	return r
}

// textOfNames lists a few names.
func textOfNames(names []string) string {
	const few = 6
	names = check.Distinct(names)
	if len(names) > few {
		names = append(append([]string{}, names[:few]...), "and more")
	}
	if len(names) == 0 {
		return "no name"
	}
	return strings.Join(names, ", ")
}
