package privateintegration

import (
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// secured is one TLS connection of a call: who presents a certificate, and for what name.
type secured struct {
	call
	// listener presents one of certificates, the default one first; nil where the targets
	// present one of their own, as TLS is passed on to them.
	listener     *Listener
	certificates []presented
	// name is what the certificate has to be for, field where that is configured.
	name  value.String
	field string
	// reach says whether requests come to what presents the certificate.
	reach reach
	// missing says why there may be other certificates.
	missing []check.Missing
	// of is what presents the certificate, for people.
	of string
}

// presented is a certificate of a listener.
type presented struct {
	arn value.String
	// certificate is nil where it is not known; missing says why.
	certificate *Certificate
	missing     []check.Missing
}

// perSecured asks about every connection that API Gateway makes by TLS.
func perSecured(inv *Inventory, ask func(s secured) []check.Result) []check.Result {
	return perCall(inv, func(c call) []check.Result {
		found := inv.legsOf(c)
		https := found.front.https
		switch {
		case https.IsUnknown():
			return []check.Result{undecided(c.Identity, "may call its backend by TLS", lacking("whether "+c.Subject()+" calls its backend by https", https.Why()))}
		case !https.Value():
			return nil
		}
		var out []check.Result
		ends, missing := inv.securedBy(c, found)
		for _, s := range ends {
			for _, r := range ask(s) {
				out = append(out, s.reach.soften(r))
			}
		}
		if len(missing) > 0 {
			out = append(out, undecided(c.Identity, "calls a backend whose certificate is not known", missing...))
		}
		return out
	})
}

// securedBy finds who answers a call's TLS: the first listener on its way that ends TLS,
// else the targets.
func (inv *Inventory) securedBy(c call, found *legs) (out []secured, missing []check.Missing) {
	name, field := c.verified()
	at := func(s secured, r reach) secured { s.call, s.name, s.field, s.reach = c, name, field, r; return s }
	if found.front.cloudMap.certain != nil {
		return []secured{at(secured{of: "the instances of " + found.front.cloudMap.certain.Subject()}, certainly)}, nil
	}
	if len(found.list) == 0 {
		return nil, found.missing
	}
	behind := found.list[1:]
	for i, l := range found.list {
		switch protocol, known := l.listener.Protocol.Get(); {
		case !known:
			missing = append(missing, lacking("the protocol of "+l.listener.Subject(), l.listener.Protocol.Why()))
		case protocol == "TLS" || protocol == "HTTPS":
			out = append(out, at(inv.securedAt(l.listener), l.reach))
		case protocol == "HTTP" || protocol == "UDP":
			// listener-protocol-fits says so.
		case i == 0:
			direct := l.reach
			if len(behind) > 0 {
				direct = l.besides(TargetALB)
			}
			if direct.truth != value.False {
				out = append(out, at(secured{of: "the targets behind " + l.listener.Subject()}, direct))
			}
			if len(behind) > 0 {
				continue // TLS is passed on to the load balancer behind, too
			}
		}
		if i == 0 {
			break // TLS ends here
		}
	}
	return out, append(missing, found.missing...)
}

// besides is the reach of the groups whose targets are not of a type.
func (l leg) besides(typ string) reach {
	out := reach{truth: value.False}
	for _, f := range l.groups {
		if g := f.group.certain; g != nil && value.Is(g.TargetType, typ) != value.True {
			out = out.or(f.reach)
		}
	}
	return out
}

// verified is the name that API Gateway wants in the certificate, and the field that it
// comes from.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html.
func (c call) verified() (value.String, string) {
	if c.kind != kindHTTP && c.kind != kindUnknown {
		return c.endpoint.host, "uri"
	}
	name := c.serverName
	if name.IsNull() || value.Is(name, "") == value.True {
		name = value.UnknownOf[string](value.Why{Reason: "it is not given, and AWS does not document which name is verified then", Settle: "set server_name_to_verify"})
	} else if strings.Contains(name.Value(), "*") {
		name = value.UnknownOf[string](value.Why{Reason: "it is the wildcard " + name.Value() + ", which is no name of a server", Settle: "set server_name_to_verify to a name"})
	}
	return name, "tlsConfig.serverNameToVerify"
}

// securedAt lists the certificates of a listener.
func (inv *Inventory) securedAt(l *Listener) secured {
	s := secured{listener: l, of: l.Subject()}
	add := func(arn value.String) {
		for _, p := range s.certificates {
			if value.SameID(p.arn, arn) == value.True {
				return
			}
		}
		p := presented{arn: arn}
		found := pickByID(inv.Certificates, "certificate", arn)
		if p.certificate = found.certain; p.certificate == nil {
			if p.missing = found.missing; len(p.missing) == 0 {
				p.missing = []check.Missing{{What: "certificate " + targetText(arn) + ": it is none that ACM tells of", Settle: "grant acm:DescribeCertificate; server certificates of IAM are not read"}}
			}
		}
		s.certificates = append(s.certificates, p)
	}
	if l.Certificates.IsUnknown() {
		s.missing = append(s.missing, lacking("the certificates of "+l.Subject(), l.Certificates.Why()))
	}
	for _, c := range l.Certificates.Value() {
		add(c.ARN)
	}
	certain, possible, missing := below(inv.ListenerCerts, func(c *ListenerCertificate) value.String { return c.Listener }, l.Identity)
	for _, c := range certain {
		add(c.ARN)
	}
	for _, c := range possible {
		missing = append(missing, lacking("the listener of "+c.Subject(), c.Listener.Why()))
	}
	s.missing = append(s.missing, missing...)
	return s
}

// chosen says of each certificate whether it is the one that the listener presents for
// the name: one that covers it, else the default one.
//
// Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html.
func (s secured) chosen() []value.Truth {
	out := make([]value.Truth, len(s.certificates))
	name, known := s.name.Get()
	certain, possible := 0, len(s.missing)
	for i, p := range s.certificates {
		out[i] = value.Undecided
		if known && p.certificate != nil {
			out[i], _ = p.certificate.covers(name)
		}
		switch out[i] {
		case value.True:
			certain++
		case value.Undecided:
			possible++
		case value.False:
		}
	}
	if len(out) == 1 && len(s.missing) == 0 {
		return []value.Truth{value.True}
	}
	for i, covers := range out {
		switch {
		case covers == value.True && (certain > 1 || possible > 0):
			out[i] = value.Undecided // which of several is presented is not documented in full
		case covers == value.False && i == 0 && certain == 0:
			out[i] = value.TruthOf(possible == 0)
			if possible > 0 {
				out[i] = value.Undecided
			}
		}
	}
	return out
}

// unseen is what is missing where targets present a certificate of their own.
func (s secured) unseen() check.Missing {
	settle := "probe one of them from within the VPC: apireach probe --as api-gateway HOST:PORT"
	if name, known := s.name.Get(); known {
		settle += " --server-name " + name
	}
	return check.Missing{What: "the certificate that " + s.of + " present: TLS is passed on to them, and AWS does not tell it", Settle: settle}
}

// unknownOfTargets and nothingOfTargets are what checks of certificates say where targets
// present certificates of their own.
func unknownOfTargets(s secured) check.Result {
	return undecided(s.Identity, "calls targets whose certificates are not known", s.unseen())
}

func nothingOfTargets(s secured) check.Result {
	return inapplicable(s.Identity, "calls targets that end TLS themselves")
}

// perCertificate asks about every certificate that API Gateway gets. One that it may get
// cannot fail, as another may be presented.
func perCertificate(inv *Inventory, ofTargets func(s secured) check.Result, ask func(s secured, c *Certificate) check.Result) []check.Result {
	return perSecured(inv, func(s secured) []check.Result {
		if s.listener == nil {
			return []check.Result{ofTargets(s)}
		}
		var out []check.Result
		for i, chosen := range s.chosen() {
			p := s.certificates[i]
			switch {
			case chosen == value.False:
			case p.certificate == nil:
				out = append(out, undecided(s.listener.Identity, "has a certificate that is not known", p.missing...))
			default:
				r := ask(s, p.certificate)
				if r.Verdict == check.Fail && chosen != value.True {
					r.Verdict, r.Repairs = check.Unknown, nil
					r.Missing = append(r.Missing, check.Missing{What: "whether " + s.of + " presents " + p.certificate.Subject() + ", and not another one", Settle: "give one certificate for each name"})
				}
				out = append(out, r)
			}
		}
		if len(out) == 0 {
			return []check.Result{undecided(s.listener.Identity, "presents a certificate that is not known", orMissing(s.missing, "the certificates of "+s.of)...)}
		}
		return out
	})
}

func orMissing(missing []check.Missing, what string) []check.Missing {
	if len(missing) > 0 {
		return missing
	}
	return []check.Missing{{What: what + ": none is told", Settle: "give the certificate of the listener"}}
}

func addressOf(text string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return a, err == nil
}
