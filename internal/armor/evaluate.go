package armor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types/ref"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An evaluator evaluates expressions for a set of clients.
type evaluator struct {
	clients packet.Set
	request Request
	options AdvancedOptions
	// region is the region code to go by, when the request's is not known.
	region      operand
	expressions map[string]reading
	// notes are why outcomes are not certain, once each.
	notes []string
}

// evaluate gives the outcomes, and why they are not certain.
func (e *evaluator) evaluate(x Expression) (outcomes, []string) {
	e.notes = nil
	out := e.truth(x.tree)
	return out, e.notes
}

func (e *evaluator) note(why string) {
	if why != "" && !slices.Contains(e.notes, why) {
		e.notes = append(e.notes, why)
	}
}

// perhaps is the outcome of what is not known.
func (e *evaluator) perhaps(why string) outcomes {
	e.note(why)
	return e.of(value.Undecided, false)
}

// truth evaluates what is true or false.
func (e *evaluator) truth(x ast.Expr) outcomes {
	switch x.Kind() {
	case ast.LiteralKind:
		return e.always(x.AsLiteral().Value() == true)
	case ast.IdentKind:
		return e.perhaps(x.AsIdent() + " is known to Google only")
	case ast.CallKind:
		return e.call(x.AsCall())
	default:
		return e.perhaps("a part of the expression cannot be evaluated here")
	}
}

func (e *evaluator) call(c ast.CallExpr) outcomes {
	args := c.Args()
	if c.IsMemberFunction() {
		args = append([]ast.Expr{c.Target()}, args...)
	}
	switch name := c.FunctionName(); name {
	case operators.LogicalAnd:
		return e.truth(args[0]).and(e.truth(args[1]))
	case operators.LogicalOr:
		return e.truth(args[0]).or(e.truth(args[1]))
	case operators.LogicalNot:
		return e.truth(args[0]).not()
	case operators.NotEquals:
		return e.equals(args[0], args[1]).not()
	case operators.Equals:
		return e.equals(args[0], args[1])
	case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
		return e.compares(name, e.operand(args[0]), e.operand(args[1]))
	case hasKey:
		return e.hasHeader(args[1])
	case "inIpRange":
		return e.inRange(e.operand(args[0]), e.operand(args[1]))
	case "contains", "startsWith", "endsWith", "matches":
		return e.tests(name, e.operand(args[0]), e.operand(args[1]))
	default:
		return e.perhaps(describe(name, args))
	}
}

// describe says which function only Google can answer, with its first argument.
func describe(name string, args []ast.Expr) string {
	if len(args) > 0 && args[0].Kind() == ast.LiteralKind {
		return fmt.Sprintf("%s('%v') is known to Google only", name, args[0].AsLiteral().Value())
	}
	return name + "() is known to Google only"
}

// equals compares two parts that are of one type.
func (e *evaluator) equals(x, y ast.Expr) outcomes {
	if isTruth(x) {
		a, b := e.truth(x), e.truth(y)
		return a.and(b).or(a.not().and(b.not()))
	}
	a, b := e.operand(x), e.operand(y)
	switch {
	case a.state == isFailed || b.state == isFailed:
		return e.failing()
	case a.state == isClient && b.state == isClient:
		return e.always(true)
	case b.state == isClient:
		a, b = b, a
	}
	if a.state == isClient {
		return e.addressIs(b)
	}
	t := equal(a, b)
	if t == value.Undecided || a.fails || b.fails {
		e.note(a.why)
		e.note(b.why)
	}
	return e.of(t, a.fails || b.fails)
}

// isTruth says that a part is true or false, by what it is made of.
func isTruth(x ast.Expr) bool {
	switch x.Kind() {
	case ast.LiteralKind:
		_, ok := x.AsLiteral().Value().(bool)
		return ok
	case ast.IdentKind:
		return strings.HasSuffix(x.AsIdent(), ".valid") // of tokens
	case ast.CallKind:
		return !slices.Contains(giveOperands, x.AsCall().FunctionName())
	default:
		return false
	}
}

// giveOperands are the functions that give neither true nor false.
var giveOperands = []string{
	operators.Add, operators.Index, "int", "size",
	"lower", "upper", "base64Decode", "urlDecode", "urlDecodeUni", "utf8ToUnicode",
}

func (e *evaluator) compares(name string, a, b operand) outcomes {
	if a.state == isFailed || b.state == isFailed {
		return e.failing()
	}
	order, ok := compare(a, b)
	if !ok {
		e.note(a.why)
		e.note(b.why)
		return e.of(value.Undecided, a.fails || b.fails)
	}
	holds := map[string]bool{
		operators.Less: order < 0, operators.LessEquals: order <= 0,
		operators.Greater: order > 0, operators.GreaterEquals: order >= 0,
	}[name]
	return e.of(value.TruthOf(holds), a.fails || b.fails)
}

// operand evaluates what is a string or a number.
func (e *evaluator) operand(x ast.Expr) operand {
	switch x.Kind() {
	case ast.LiteralKind:
		return literal(x.AsLiteral())
	case ast.IdentKind:
		return e.attribute(x.AsIdent())
	case ast.SelectKind:
		return e.header(known(x.AsSelect().FieldName()))
	case ast.CallKind:
		return e.compute(x.AsCall())
	default:
		return unknown("a part of the expression cannot be evaluated here").mayFail()
	}
}

func literal(v ref.Val) operand {
	switch v := v.Value().(type) {
	case string, int64, float64:
		return known(v)
	default:
		return unknown("a literal cannot be evaluated here").mayFail()
	}
}

func (e *evaluator) compute(c ast.CallExpr) operand {
	args := c.Args()
	if c.IsMemberFunction() {
		args = append([]ast.Expr{c.Target()}, args...)
	}
	name := c.FunctionName()
	if name == operators.Index {
		return e.header(e.operand(args[1]))
	}
	a := e.operand(args[0])
	if name == operators.Add {
		return join(e.asText(a), e.asText(e.operand(args[1])))
	}
	return e.convert(name, a)
}

// join puts two texts together.
func join(a, b operand) operand {
	switch {
	case a.state == isFailed || b.state == isFailed:
		return failed()
	case a.isKnownText() && b.isKnownText():
		return operand{state: isKnown, value: a.text() + b.text(), fails: a.fails || b.fails}
	case a.why == "":
		a.why = b.why
	}
	return operand{state: isUnknown, why: a.why, fails: a.fails || b.fails}
}
