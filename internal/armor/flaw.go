package armor

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
)

// A Flaw is why an expression does not do what whoever wrote it will have meant, or is
// not taken at all.
type Flaw struct {
	Kind FlawKind
	// Says completes a sentence that begins with the rule. It quotes no literal but the
	// names of headers.
	Says string
}

// FlawKind says what is wrong.
type FlawKind string

// The kinds of flaws.
//
// Source: https://docs.cloud.google.com/armor/docs/rules-language-reference.
const (
	AlwaysTrue    FlawKind = "always-true"
	NeverTrue     FlawKind = "never-true"
	HeaderCase    FlawKind = "header-case"
	HeaderAbsent  FlawKind = "header-absent"
	RegionCase    FlawKind = "region-case"
	PrivateRange  FlawKind = "private-range"
	NoUserAddress FlawKind = "no-user-address"
	TooLong       FlawKind = "too-long"
	NotAtTheEdge  FlawKind = "not-at-the-edge"
)

// maxSubexpressions is how many an expression may have.
const maxSubexpressions = 5

// Flaws lists what is wrong with the expression by itself, wherever it is evaluated:
// each kind once.
func (x Expression) Flaws() []Flaw {
	var l flaws
	l.size(x.tree)
	l.chain(x.tree)
	guarded := map[string]bool{}
	visit(x.tree, func(e ast.Expr) {
		if name, args := call(e); name == hasKey {
			if key, ok := textOf(args[1]); ok {
				guarded[key] = true
				l.headerCase(key)
			}
		}
	})
	l.headers(x.tree, false, guarded)
	visit(x.tree, func(e ast.Expr) {
		switch name, args := call(e); name {
		case operators.Equals, operators.NotEquals:
			l.region(args)
		case "inIpRange":
			l.addresses(args)
		}
	})
	return l.found
}

// Uses says whether the expression reads an attribute of the request.
func (x Expression) Uses(attribute string) bool {
	used := false
	visit(x.tree, func(e ast.Expr) {
		if name, ok := qualified(e); ok && name == attribute {
			used = true
		}
	})
	return used
}

// edgeAttributes are those that rules of edge policies may read.
//
// Source: https://docs.cloud.google.com/armor/docs/security-policy-overview.
var edgeAttributes = []string{
	"origin.asn", "origin.ip", "origin.region_code",
	"request.headers", "request.method", "request.path", "request.query", "request.scheme",
}

// NotForTheEdge names what the expression reads or calls that rules of edge policies
// may not; "" is nothing.
func (x Expression) NotForTheEdge() string {
	out := ""
	visit(x.tree, func(e ast.Expr) {
		if name, _ := call(e); strings.HasPrefix(name, "evaluate") {
			out = name
		}
		if name, ok := qualified(e); ok && attributes()[name] != nil && !slices.Contains(edgeAttributes, name) {
			out = name
		}
	})
	return out
}

// flaws collects them.
type flaws struct{ found []Flaw }

func (l *flaws) add(kind FlawKind, format string, args ...any) {
	if !slices.ContainsFunc(l.found, func(f Flaw) bool { return f.Kind == kind }) {
		l.found = append(l.found, Flaw{kind, fmt.Sprintf(format, args...)})
	}
}

// size counts what the logical operators join.
func (l *flaws) size(tree ast.Expr) {
	var count func(e ast.Expr) int
	count = func(e ast.Expr) int {
		n := 0
		switch name, args := call(e); name {
		case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot:
			for _, a := range args {
				n += count(a)
			}
			return n
		}
		return 1
	}
	if n := count(tree); n > maxSubexpressions {
		l.add(TooLong, "joins %d subexpressions, and an expression may have %d", n, maxSubexpressions)
	}
}

// chain looks for comparisons of one attribute with different texts, joined so that
// the whole is always true, or never.
func (l *flaws) chain(tree ast.Expr) {
	for _, c := range []struct {
		join, compare string
		kind          FlawKind
		says          string
	}{
		{operators.LogicalOr, operators.NotEquals, AlwaysTrue, "is true for everybody: it joins two exclusions of %s with ||, and whoever is not excluded by one is by the other"},
		{operators.LogicalAnd, operators.Equals, NeverTrue, "is true for nobody: it wants %s to be two things at once"},
	} {
		visit(tree, func(e ast.Expr) {
			if name, _ := call(e); name != c.join {
				return
			}
			seen := map[string]string{}
			for _, leaf := range joined(e, c.join) {
				name, args := call(leaf)
				if name != c.compare {
					continue
				}
				attribute, text, ok := comparison(args)
				if other, is := seen[attribute]; ok && is && other != text {
					l.add(c.kind, c.says, attribute)
				}
				if ok {
					seen[attribute] = text
				}
			}
		})
	}
}

// headers looks at how headers are read. A header that a request does not have makes
// the expression fail, which is no match: that differs from what is written where the
// header is compared under a negation.
func (l *flaws) headers(e ast.Expr, negated bool, guarded map[string]bool) {
	name, args := call(e)
	switch name {
	case operators.LogicalNot, operators.NotEquals:
		negated = true
	case hasKey:
		return
	case operators.Index:
		key, ok := textOf(args[1])
		if !ok {
			return
		}
		l.headerCase(key)
		if negated && !guarded[key] && key == strings.ToLower(key) {
			l.add(HeaderAbsent, "matches no request that has no header %q, as it is read without has()", key)
		}
		return
	}
	for _, a := range args {
		l.headers(a, negated, guarded)
	}
}

func (l *flaws) headerCase(key string) {
	if key != strings.ToLower(key) {
		l.add(HeaderCase, "reads the header %q, which is in no request: their names are in lower case", key)
	}
}

// region looks for codes that no client has.
func (l *flaws) region(args []ast.Expr) {
	attribute, text, ok := comparison(args)
	if ok && attribute == "origin.region_code" && !regionCode.MatchString(text) {
		l.add(RegionCase, "compares origin.region_code with what is no code: they are two letters in upper case")
	}
}

// addresses looks for ranges that clients on the internet do not come from.
func (l *flaws) addresses(args []ast.Expr) {
	attribute, _ := qualified(args[0])
	text, ok := textOf(args[1])
	p, err := netip.ParsePrefix(text)
	if ok && err == nil && attribute == "origin.ip" && p.Addr().IsPrivate() && p.Bits() >= privateBits(p) {
		l.add(PrivateRange, "compares origin.ip with a private range, and clients of an external load balancer have public addresses")
	}
}

// privateBits is how long the prefix of the private range of an address is.
func privateBits(p netip.Prefix) int {
	for _, private := range []string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"} {
		if in := netip.MustParsePrefix(private); in.Contains(p.Addr()) {
			return in.Bits()
		}
	}
	return 129
}
