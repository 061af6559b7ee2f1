package privateintegration

import (
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The ways in which ACM comes by a certificate.
//
// Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html.
const (
	amazonIssued = "AMAZON_ISSUED"
	importedType = "IMPORTED"
	privateType  = "PRIVATE"
)

// timeOf reads a time; the zero time where there is none.
func timeOf(s value.String) time.Time {
	t, err := time.Parse(time.RFC3339, s.Value())
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// until is when the certificate ends.
func (c *Certificate) until() value.Of[time.Time] {
	if chain, known := c.Chain.Get(); known {
		return value.Known(chain.Leaf().NotAfter)
	}
	if t := timeOf(c.NotAfter); !t.IsZero() {
		return value.Known(t)
	}
	if c.NotAfter.IsUnknown() {
		return value.UnknownOf[time.Time](c.NotAfter.Why())
	}
	return value.NoneOf[time.Time]()
}

// covers says whether the certificate is for a name.
func (c *Certificate) covers(name string) (value.Truth, value.Why) {
	if chain, known := c.Chain.Get(); known {
		names := chain.Leaf().Names()
		if names.OnlyCommonName(name) {
			return value.Undecided, value.Why{Reason: "only its common name is " + name + ", which not every client looks at", Settle: "have it issued with the name among its subject alternative names"}
		}
		return value.TruthOf(names.Covers(name)), value.Why{}
	}
	var names cert.Names
	var why *value.Why
	for _, n := range append([]value.String{c.DomainName}, c.Names.Value()...) {
		if text, known := n.Get(); known {
			names.DNS = append(names.DNS, text)
		} else if w := n.Why(); n.IsUnknown() && why == nil {
			why = &w
		}
	}
	if w := c.Names.Why(); c.Names.IsUnknown() && why == nil {
		why = &w
	}
	_, isAddress := addressOf(name)
	switch {
	case names.Covers(name):
		return value.True, value.Why{}
	case why != nil:
		return value.Undecided, *why
	case c.Names.IsNull() && c.DomainName.IsNull():
		return value.Undecided, value.Why{Reason: "its names are not told", Settle: "grant acm:DescribeCertificate"}
	case isAddress && value.Is(c.Type, amazonIssued) != value.True:
		return value.Undecided, value.Why{Reason: "whether it names addresses is not told", Settle: "grant acm:GetCertificate"}
	}
	return value.False, value.Why{}
}

// namesText lists the names of the certificate.
func (c *Certificate) namesText() []string {
	if chain, known := c.Chain.Get(); known {
		leaf := chain.Leaf()
		out := append([]string{}, leaf.DNSNames...)
		for _, a := range leaf.IPAddresses {
			out = append(out, a.String())
		}
		return out
	}
	var out []string
	for _, n := range append([]value.String{c.DomainName}, c.Names.Value()...) {
		out = appendOnce(out, n.Value())
	}
	return out
}
