package armor

import (
	"strings"

	"github.com/google/cel-go/common/ast"
)

// comparison is that of an attribute with a text.
func comparison(args []ast.Expr) (attribute, text string, ok bool) {
	if len(args) != 2 {
		return "", "", false
	}
	for i, a := range args {
		name, named := qualified(a)
		if t, is := textOf(args[1-i]); named && is && strings.Contains(name, ".") {
			return name, t, true
		}
	}
	return "", "", false
}

// joined are the operands of a chain of one operator.
func joined(e ast.Expr, operator string) []ast.Expr {
	name, args := call(e)
	if name != operator {
		return []ast.Expr{e}
	}
	var out []ast.Expr
	for _, a := range args {
		out = append(out, joined(a, operator)...)
	}
	return out
}

// call is the name of a function and all it is called with.
func call(e ast.Expr) (string, []ast.Expr) {
	if e.Kind() != ast.CallKind {
		return "", nil
	}
	c := e.AsCall()
	args := c.Args()
	if c.IsMemberFunction() {
		args = append([]ast.Expr{c.Target()}, args...)
	}
	return c.FunctionName(), args
}

func textOf(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().Value().(string)
	return s, ok
}

func visit(tree ast.Expr, see func(ast.Expr)) {
	ast.PreOrderVisit(tree, ast.NewExprVisitor(see))
}
