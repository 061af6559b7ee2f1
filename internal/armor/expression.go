package armor

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
)

// Expression is an expression of the custom rules language, parsed and checked.
type Expression struct {
	text string
	tree ast.Expr
}

// A SyntaxError says where an expression is none of the language, and why.
type SyntaxError struct {
	Line, Column int // from 1
	Message      string
}

// Error is "line 1, column 8: undeclared reference …".
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
}

// Parse reads an expression. The error is a [*SyntaxError].
func Parse(text string) (Expression, error) {
	in, err := language()
	if err != nil {
		return Expression{}, &SyntaxError{1, 1, err.Error()}
	}
	source := common.NewTextSource(text)
	parsed, issues := in.parser.Parse(source)
	if err := firstIssue(issues); err != nil {
		return Expression{}, err
	}
	checked, issues := checker.Check(parsed, source, in.names)
	if err := firstIssue(issues); err != nil {
		if unknown := noAttribute(parsed); unknown != nil {
			return Expression{}, unknown
		}
		return Expression{}, err
	}
	if is := checked.GetType(checked.Expr().ID()); !is.IsExactType(types.BoolType) {
		return Expression{}, &SyntaxError{1, 1, fmt.Sprintf("the expression is a %s, not true or false", is)}
	}
	return Expression{text: text, tree: checked.Expr()}, nil
}

// firstIssue gives the first of what the parser or the checker says. A syntax error
// goes on with what all could follow.
func firstIssue(issues *common.Errors) error {
	errs := issues.GetErrors()
	if len(errs) == 0 {
		return nil
	}
	// What the parser quotes may be a part of a literal, which may be a secret.
	message, _, _ := strings.Cut(errs[0].Message, " expecting {")
	if strings.HasPrefix(message, "Syntax error") {
		message, _, _ = strings.Cut(message, " '")
	}
	message = strings.TrimSuffix(message, " (in container '')")
	at := errs[0].Location
	return &SyntaxError{max(at.Line(), 1), max(at.Column(), 0) + 1, shorten(message)}
}

// shorten keeps a message that quotes the input readable.
func shorten(message string) string {
	const enough = 200
	if runes := []rune(message); len(runes) > enough {
		return string(runes[:enough]) + "…"
	}
	return message
}

// noAttribute finds a name below origin, request or token that is none of the
// language's, of which the checker says only that there is no such origin.
func noAttribute(tree *ast.AST) error {
	var found *SyntaxError
	names := slices.Sorted(maps.Keys(attributes()))
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		name, ok := qualified(e)
		if found != nil || !ok || e.Kind() != ast.SelectKind {
			return
		}
		known := slices.ContainsFunc(names, func(n string) bool {
			return n == name || strings.HasPrefix(n, name+".") || strings.HasPrefix(name, n+".")
		})
		if root, _, _ := strings.Cut(name, "."); !known && slices.Contains([]string{"origin", "request", "token"}, root) {
			at := tree.SourceInfo().GetStartLocation(e.ID())
			found = &SyntaxError{max(at.Line(), 1), max(at.Column(), 0) + 1, shorten("there is no attribute " + name)}
		}
	}))
	if found == nil {
		return nil
	}
	return found
}

// qualified spells names such as origin.ip.
func qualified(e ast.Expr) (string, bool) {
	var parts []string
	for e.Kind() == ast.SelectKind {
		parts = append(parts, e.AsSelect().FieldName())
		e = e.AsSelect().Operand()
	}
	if e.Kind() != ast.IdentKind {
		return "", false
	}
	parts = append(parts, e.AsIdent())
	slices.Reverse(parts)
	return strings.Join(parts, "."), true
}
