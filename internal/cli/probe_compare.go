package cli

import (
	"cmp"
	"context"
	"fmt"
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/report"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// compared is how what was served differs from what an organization's load balancers
// have, as JSON. A pointer is null where that is not known.
type compared struct {
	Organization   string `json:"organization"`
	OnLoadBalancer *bool  `json:"on_load_balancer"`
	// Addresses are those of the load balancers.
	Addresses  []string `json:"load_balancer_addresses"`
	Configured *bool    `json:"configured"`
	// Certificate is the configured one that is served, Predicted are those to expect.
	Certificate string   `json:"certificate,omitempty"`
	Predicted   []string `json:"predicted"`
	Differences []string `json:"differences"`
	// Policy says that a policy of the load balancer asks clients for certificates.
	Policy bool             `json:"client_certificate_policy"`
	Lacks  []report.Missing `json:"missing"`
}

// compares says whether there is an organization to compare with.
func (p probing) compares() bool { return p.with.query.Organization != "" }

// refuse says which flags do not go together.
func (p probing) refuse(changed func(flag string) bool) error {
	for _, name := range []string{"snapshot", "project", "credentials", "impersonate-service-account", "billing-project"} {
		switch {
		case changed(name) && !p.compares():
			return usagef("--%s is for comparing: name the organization with --apigee", name)
		case changed(name) && p.with.snapshot != "" && name != "snapshot" && name != "project":
			return usagef("--%s is for reading from Google Cloud; with --snapshot nothing is", name)
		}
	}
	if changed("snapshot") && p.with.snapshot == "" {
		return usagef("--snapshot is empty: a variable may not be set")
	}
	if changed("apigee") && !p.compares() {
		return usagef("--apigee is empty: a variable may not be set")
	}
	return nil
}

// inventory reads the organization to compare with.
func (p probing) inventory(ctx context.Context, env Env) (*apigee.Inventory, error) {
	read, err := p.with.readSource(env)
	if err != nil {
		return nil, err
	}
	world, err := read(ctx)
	if err != nil {
		return nil, err
	}
	world.Now, world.WarningDays = env.Now(), apigee.WarningDays
	return world.Inventory()
}

// compare holds the answer against the organization's load balancers. Without an
// address nobody was asked.
func (p probing) compare(inv *apigee.Inventory, out *probed) {
	at, err := netip.ParseAddr(p.target.Address)
	if answered, parsed := netip.ParseAddrPort(out.Address); parsed == nil {
		at, err = answered.Addr(), nil
	}
	if err != nil {
		out.Comparison = &compared{Organization: p.with.query.Organization, Lacks: []report.Missing{{
			What: "the address of " + out.Host + ": nothing answered", Settle: "name the address with --address",
		}}}
		return
	}
	c := inv.Compare(out.ServerName, at, out.chain)
	lacks := make([]report.Missing, len(c.Missing))
	for i, m := range c.Missing {
		lacks[i] = report.Missing{What: m.What, Settle: m.Settle}
	}
	out.Comparison = &compared{
		Organization: p.with.query.Organization, OnLoadBalancer: truth(c.OnLoadBalancer), Addresses: c.Addresses,
		Configured: truth(c.Configured), Certificate: c.Certificate, Predicted: c.Predicted, Differences: c.Differences,
		Policy: c.ClientCertificates, Lacks: lacks,
	}
}

// differs says that another server answers, or with another certificate.
func (c *compared) differs() bool {
	isFalse := func(b *bool) bool { return b != nil && !*b }
	return c != nil && (isFalse(c.OnLoadBalancer) || isFalse(c.Configured))
}

// text tells it to people.
func (c *compared) text() string {
	var b strings.Builder
	line := func(label, text string) { fmt.Fprintf(&b, "  %-12s %s\n", label, text) }
	answer := func(is *bool, yes, no string) string {
		switch {
		case is == nil:
			return "not known"
		case *is:
			return yes
		}
		return no
	}
	line("belongs to", answer(c.OnLoadBalancer, "a load balancer of "+c.Organization, "no load balancer of "+c.Organization+", whose addresses are "+cmp.Or(strings.Join(c.Addresses, ", "), "not known")))
	line("served", answer(c.Configured, "as configured: "+c.Certificate, "another certificate than any that is configured"))
	if len(c.Predicted) > 0 {
		line("to expect", strings.Join(c.Predicted, ", "))
	}
	if c.Policy {
		line("clients", "a policy of the load balancer asks for their certificates")
	}
	for _, d := range c.Differences {
		line("perhaps", d)
	}
	for _, m := range c.Lacks {
		line("not known", m.What+"; "+m.Settle)
	}
	return b.String()
}

func truth(t value.Truth) *bool {
	switch t {
	case value.True:
		yes := true
		return &yes
	case value.False:
		no := false
		return &no
	case value.Undecided:
	}
	return nil
}
