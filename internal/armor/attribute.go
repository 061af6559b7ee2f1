package armor

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/google/cel-go/common/ast"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// attribute gives the value of an attribute of the request.
func (e *evaluator) attribute(name string) operand {
	r := e.request
	switch name {
	case "origin.ip":
		return operand{state: isClient}
	case "origin.user_ip":
		return e.userAddress()
	case "origin.region_code":
		return e.region
	case "origin.asn":
		if n, ok := r.ASN.Get(); ok {
			return known(n)
		}
		return unknown("the client's autonomous system (origin.asn)" + unsaid(r.ASN.Why()))
	case "origin.tls_ja3_fingerprint":
		return ofString(r.JA3, name)
	case "origin.tls_ja4_fingerprint":
		return ofString(r.JA4, name)
	case "request.method":
		return ofString(r.Method, name)
	case "request.path":
		return ofString(r.Path, name)
	case "request.query":
		return ofString(r.Query, name)
	case "request.scheme":
		return ofString(r.Scheme, name)
	}
	return unknown(name + " is known to Google only")
}

// userAddress is the client's own address where the policy names no header to take
// another from, or no such header has one.
func (e *evaluator) userAddress() operand {
	client := operand{state: isClient}
	headers := e.options.UserIPRequestHeaders
	if headers.IsUnknown() {
		return unknown("the policy's userIpRequestHeaders" + unsaid(headers.Why()))
	}
	for _, h := range headers.Value() {
		name, ok := h.Get()
		if !ok {
			return unknown("the policy's userIpRequestHeaders" + unsaid(h.Why()))
		}
		got := e.header(known(strings.ToLower(name)))
		if got.state == isKnown {
			if a, err := netip.ParseAddr(got.text()); err == nil {
				return known(a.String())
			}
		}
		if got.state == isUnknown || got.state == isKnown && strings.Contains(got.text(), ",") {
			return unknown(fmt.Sprintf("origin.user_ip, which comes from the header %q, is not known", strings.ToLower(name)))
		}
	}
	return client
}

// header gives the value of a header. Names are in lower case, so that any other
// name is that of no header.
func (e *evaluator) header(name operand) operand {
	if !name.isKnownText() {
		return unknown("a header whose name is not known").mayFail()
	}
	key := name.text()
	v, said := e.request.Headers[key]
	switch {
	case key != strings.ToLower(key), said && v.IsNull(), !said && e.request.OnlyHeaders:
		return failed()
	case said && v.IsKnown():
		return known(v.Value())
	}
	return unknown(fmt.Sprintf("the header %q%s", key, unsaid(v.Why()))).mayFail()
}

// hasHeader says whether the request has a header.
func (e *evaluator) hasHeader(key ast.Expr) outcomes {
	switch got := e.header(e.operand(key)); got.state {
	case isFailed:
		return e.always(false)
	case isKnown:
		return e.always(true)
	default:
		return e.perhaps(got.why)
	}
}

// newRegion is the region code that a request says, or any but the others.
func newRegion(code value.String, others []string) operand {
	if c, ok := code.Get(); ok {
		return known(c)
	}
	o := unknown("the client's region (origin.region_code)" + unsaid(code.Why()))
	o.region, o.others = true, others
	return o
}
