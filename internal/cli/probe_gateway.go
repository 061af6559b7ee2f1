package cli

import (
	"context"
	"crypto/tls"
	"errors"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/cert/gatewayca"
	"github.com/apireach/terraform-provider-apireach/internal/cert/probe"
)

// asAPIGateway is the value of --as for the rules of Amazon API Gateway.
const asAPIGateway = "api-gateway"

// gatewayJudgement is what API Gateway's rules say of a server.
type gatewayJudgement struct {
	// Issuer is listed, unlisted, private, self-signed or unknown; Root the alias of the
	// root on the list, or its name.
	Issuer string `json:"issuer"`
	Root   string `json:"root,omitempty"`
	// InsecureSkipVerification says that no authority on the list was asked for.
	InsecureSkipVerification bool `json:"insecure_skip_verification"`
	// Undecided says why it is not known whether API Gateway connects; "" if it is.
	Undecided string `json:"undecided,omitempty"`
}

func (p probing) checkRules() error {
	switch {
	case p.as != "" && p.as != asAPIGateway:
		return usagef("--as %q: expected %s", p.as, asAPIGateway)
	case p.skip && p.as == "":
		return usagef("--insecure-skip-verification goes with --as %s", asAPIGateway)
	}
	return nil
}

// issuers are the words for what can be said of an issuer.
var issuers = map[gatewayca.Trust]string{
	gatewayca.Trusted: "listed", gatewayca.Unlisted: "unlisted", gatewayca.Private: "private", gatewayca.Itself: "self-signed", gatewayca.Unknown: "unknown",
}

// asGateway judges an answer by API Gateway's rules.
func (p probing) asGateway(ctx context.Context, out *probed, a probe.Answer, err error) {
	g := &gatewayJudgement{Issuer: issuers[gatewayca.Unknown], InsecureSkipVerification: p.skip}
	out.APIGateway, out.OK = g, false
	if err != nil {
		return // there is no certificate to judge
	}
	v := gatewayca.OfChain(a.Presented, p.target.Now)
	g.Issuer, g.Root = issuers[v.Trust], v.Root
	yes, known := v.Accepts(p.skip)
	a.Trusted = yes || !known
	leaf := a.Chain.Leaf()
	onlyCommonName := leaf.Names().OnlyCommonName(out.ServerName)
	a.Covers = a.Covers || onlyCommonName
	out.Problem = gatewayProblem(a, v, out.ServerName, p.skip)
	switch {
	case out.Problem != "":
	case onlyCommonName:
		g.Undecided = "the certificate has the name as its common name only, which not every client looks at"
	case !known && v.Trust == gatewayca.Unlisted:
		g.Undecided = "its root, " + v.Root + ", was not on API Gateway's list in April 2023"
	case !known:
		g.Undecided = "the chain does not show the root that issued " + v.Root
	default:
		g.Undecided = p.version(ctx, a)
	}
	out.OK = out.Problem == "" && g.Undecided == ""
}

// gatewayProblem says why API Gateway does not connect; "" if nothing keeps it from that.
func gatewayProblem(a probe.Answer, v gatewayca.Verdict, name string, skip bool) string {
	switch problem := a.Problem(name); {
	case a.Trusted:
		return problem
	case !a.Covers || a.Validity == cert.Expired || a.Validity == cert.NotYet:
		return problem
	case skip:
		return "the root " + v.Root + " is no authority that may issue certificates: it needs CA:TRUE and keyCertSign"
	case v.Trust == gatewayca.Itself:
		return "the certificate is self-signed"
	}
	return "its root, " + v.Root + ", is private: it is not on API Gateway's list"
}

// version says why the versions of TLS that a server speaks may not be API Gateway's:
// that it offers 1.3 to backends is not documented, and nobody offers what is older
// than 1.2.
func (p probing) version(ctx context.Context, a probe.Answer) string {
	switch a.Protocol {
	case tls.VersionName(tls.VersionTLS12):
		return ""
	case tls.VersionName(tls.VersionTLS13):
		older := p.target
		older.MaxVersion = tls.VersionTLS12
		_, err := probe.Ask(ctx, older)
		var f *probe.Failure
		if errors.As(err, &f) && f.Kind == probe.NoHandshake {
			return "the server speaks TLS 1.3 only, which AWS does not document that API Gateway offers"
		}
		return ""
	}
	return "the server speaks " + a.Protocol + " only"
}

// text is the verdict in words.
func (g *gatewayJudgement) text(problem string) string {
	switch {
	case problem != "":
		return "API Gateway does not connect: " + problem
	case g.Undecided != "":
		return "it is not known whether API Gateway connects: " + g.Undecided
	}
	if g.Issuer == issuers[gatewayca.Trusted] {
		return "API Gateway connects; its list has the root as " + g.Root
	}
	return "API Gateway connects, as its list is not asked"
}
