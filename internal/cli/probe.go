package cli

import (
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/cert/probe"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

const httpsPort = 443

// probing is one probe.
type probing struct {
	target probe.Target
	format string
	// with reads the organization to compare with, if one is named.
	with checking
	// as is whose rules judge the certificate, "" those of clients; skip goes with
	// API Gateway's.
	as   string
	skip bool
}

func newProbe(env Env) *cobra.Command {
	var p probing
	cmd := &cobra.Command{
		Use:   "probe HOST[:PORT]",
		Short: "Ask a server for its certificate, and say whether clients take it",
		Long: "probe shakes hands with a server as clients do, and sends no request. It tells the certificate that the\n" +
			"server presents for the name, and exits with 1 if clients would not connect. With --as api-gateway it judges by\n" +
			"the rules of Amazon API Gateway, which calls backends through VPC links: name, dates, and its own list of authorities.\n\n" +
			"With --apigee, or a recording of the organization, it also says whether the address is one of the organization's load balancers, and\n" +
			"the certificate one that they have, and what may explain a difference; then it exits with 1 if either is another.",
		Example: "  apireach probe api.example.com\n" +
			"  apireach probe api.example.com --address 203.0.113.10 --apigee acme\n" +
			"  apireach probe api.example.com --apigee acme --snapshot snapshots/acme --format json",
		Args: argument("a host, as HOST or HOST:PORT"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if p.target.Host, p.target.Port, err = hostAndPort(args[0]); err != nil {
				return err
			}
			if p.format != "text" && p.format != "json" {
				return usagef("--format %q: expected text or json", p.format)
			}
			if p.target.Timeout <= 0 {
				return usagef("--timeout %s: expected a time such as 10s", p.target.Timeout)
			}
			if err := p.checkRules(); err != nil {
				return err
			}
			if err := p.refuse(cmd.Flags().Changed); err != nil {
				return err
			}
			p.target.Now = env.Now()
			return p.run(cmd.Context(), env)
		},
	}
	f := cmd.Flags()
	f.StringVar(&p.target.ServerName, "server-name", "", "the `name` that the server is asked for and has to prove (default: the host)")
	f.StringVar(&p.target.Address, "address", "", "the `IP` address of the server, such as that of a load balancer (default: what DNS says)")
	f.DurationVar(&p.target.Timeout, "timeout", 10*time.Second, "how long to wait for the handshake")
	f.StringVar(&p.with.query.Organization, "apigee", "", "the Apigee `organization` whose load balancers are meant")
	f.StringArrayVar(&p.with.query.Projects, "project", nil, "a `project` of the load balancer and the proxies; repeatable (default: the organization's)")
	f.StringVar(&p.with.snapshot, "snapshot", "", "read the organization from this `folder`, made by apireach snapshot")
	accountFlags(f, &p.with.config)
	f.StringVar(&p.as, "as", "", "by whose `rules` the certificate is judged: api-gateway (default: those of clients of this system)")
	f.BoolVar(&p.skip, "insecure-skip-verification", false, "with --as api-gateway: do not ask for an authority on its list, as tls_config does")
	f.StringVar(&p.format, "format", "text", "the `format` of the answer: text or json")
	return cmd
}

// hostAndPort reads HOST or HOST:PORT.
func hostAndPort(text string) (host string, port int, err error) {
	host, digits := text, strconv.Itoa(httpsPort)
	if h, p, err := net.SplitHostPort(text); err == nil {
		host, digits = h, p
	}
	port, err = strconv.Atoi(digits)
	host = strings.Trim(host, "[]")
	_, named := cert.Canonical(host)
	if named = named || net.ParseIP(host) != nil; err != nil || port < 1 || port > 65535 || !named {
		return "", 0, usagef("%q is no host; expected HOST or HOST:PORT, without https://", text)
	}
	return host, port, nil
}

// probed is the answer as JSON.
type probed struct {
	FormatVersion string `json:"format_version"`
	Host          string `json:"host"`
	Port          int    `json:"port"`
	ServerName    string `json:"server_name"`
	OK            bool   `json:"ok"`
	Problem       string `json:"problem,omitempty"`
	Address       string `json:"address,omitempty"`
	Protocol      string `json:"protocol,omitempty"`
	Cipher        string `json:"cipher,omitempty"`
	// DemandsCertificate says that clients are asked for one.
	DemandsCertificate bool               `json:"demands_client_certificate"`
	Certificates       []cert.Certificate `json:"certificates,omitempty"`
	// APIGateway is there when API Gateway's rules were asked for.
	APIGateway *gatewayJudgement `json:"api_gateway,omitempty"`
	// Comparison is there where an organization is to be compared with.
	Comparison *compared `json:"comparison,omitempty"`

	// chain is nil if no certificate was presented.
	chain *cert.Chain
}

func (p probing) run(ctx context.Context, env Env) error {
	var inv *apigee.Inventory
	if p.compares() {
		var err error
		if inv, err = p.inventory(ctx, env); err != nil {
			return err
		}
	}
	a, err := probe.Ask(ctx, p.target)
	if err := interrupted(ctx); err != nil {
		return err
	}
	out := answered(p.target, a, err)
	if inv != nil {
		p.compare(inv, &out)
	}
	if p.as == asAPIGateway {
		p.asGateway(ctx, &out, a, err)
		if err := interrupted(ctx); err != nil {
			return err
		}
	}
	if err := p.write(env, out); err != nil {
		return err
	}
	undecided := out.APIGateway != nil && out.APIGateway.Undecided != ""
	if !out.OK && !undecided || out.Comparison.differs() {
		return errFindings
	}
	return nil
}

// answered is what a probe says; that it failed is an answer too.
func answered(t probe.Target, a probe.Answer, err error) probed {
	out := probed{
		FormatVersion: "1.0", Host: t.Host, Port: t.Port, ServerName: t.ServerName,
		OK: err == nil && a.OK(), Address: a.Address, Protocol: a.Protocol, Cipher: a.Cipher,
		DemandsCertificate: a.DemandsCertificate, Certificates: a.Chain.Certificates,
	}
	if out.ServerName == "" {
		out.ServerName = t.Host
	}
	if err != nil {
		out.Problem = err.Error() // a probe.Failure, which tells nothing that was sent
	} else {
		out.Problem, out.chain = a.Problem(out.ServerName), &a.Chain
	}
	return out
}

func (p probing) write(env Env, out probed) error {
	if p.format == "json" {
		text, err := report.Indented(out)
		if err != nil {
			return err
		}
		_, err = env.Stdout.Write(text)
		return err
	}
	verdict := "clients connect"
	if !out.OK {
		verdict = out.Problem
	}
	if g := out.APIGateway; g != nil {
		verdict = g.text(out.Problem)
	}
	if _, err := fmt.Fprintf(env.Stdout, "%s port %d: %s\n", out.ServerName, out.Port, verdict); err != nil {
		return err
	}
	if len(out.Certificates) > 0 {
		if err := out.describe(env.Stdout); err != nil {
			return err
		}
	}
	if out.Comparison != nil {
		_, err := io.WriteString(env.Stdout, out.Comparison.text())
		return err
	}
	return nil
}

// describe tells the certificate to people.
func (out probed) describe(w io.Writer) error {
	leaf := out.Certificates[0]
	_, err := fmt.Fprintf(w, "  address      %s\n  protocol     %s, %s\n  names        %q\n  valid        %s to %s\n  issuer       %q\n  key          %s\n  SHA-256      %s\n  certificates %d\n",
		out.Address, out.Protocol, out.Cipher, leaf.DNSNames, leaf.NotBefore.Format(time.DateOnly), leaf.NotAfter.Format(time.DateOnly), leaf.Issuer, leaf.Key, leaf.Fingerprint, len(out.Certificates))
	return err
}
