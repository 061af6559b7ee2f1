package armor

import (
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
)

// maxRegions bounds how many regions are told apart; the world has fewer.
const maxRegions = 300

// regions lists the regions that the expression compares the client's with. To it all
// others are alike, as long as it asks for equality only.
func (x Expression) regions() []string {
	var out []string
	ast.PostOrderVisit(x.tree, ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() != ast.CallKind {
			return
		}
		call := e.AsCall()
		if name := call.FunctionName(); name != operators.Equals && name != operators.NotEquals {
			return
		}
		for i, arg := range call.Args() {
			if arg.Kind() != ast.IdentKind || arg.AsIdent() != "origin.region_code" {
				continue
			}
			if other := call.Args()[1-i]; other.Kind() == ast.LiteralKind {
				if code, ok := other.AsLiteral().Value().(string); ok && regionCode.MatchString(code) {
					out = append(out, code)
				}
			}
		}
	}))
	return out
}
