package armor

import (
	"errors"
	"slices"
	"sync"

	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/containers"
	"github.com/google/cel-go/common/decls"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/parser"
)

// The limits on what is parsed. They are far beyond what the API takes, and keep the
// trees shallow enough for any stack.
const (
	maxLength  = 16 << 10
	maxNesting = 60
)

// hasKey is what has(m['k']) becomes: CEL's own macro takes fields only.
const hasKey = "@has_key"

// A grammar parses expressions and checks their types. The packages of cel-go below
// its environment do both; the environment brings an evaluator, which starts slowly.
type grammar struct {
	parser *parser.Parser
	names  *checker.Env
}

// language is the custom rules language.
//
// Source: https://cloud.google.com/armor/docs/rules-language-reference.
var language = sync.OnceValues(func() (grammar, error) {
	var variables []*decls.VariableDecl
	for name, t := range attributes() {
		variables = append(variables, decls.NewVariable(name, t))
	}
	known, err := types.NewRegistry()
	if err != nil {
		return grammar{}, err
	}
	names, err := checker.NewEnv(containers.DefaultContainer, known)
	if err != nil {
		return grammar{}, err
	}
	reads, err := parser.NewParser(
		parser.Macros(parser.NewGlobalMacro(operators.Has, 1, expandHas)),
		parser.MaxRecursionDepth(maxNesting),
		parser.ExpressionSizeCodePointLimit(maxLength),
		parser.ErrorRecoveryLimit(4),
	)
	errs := []error{err, names.AddIdents(variables...)}
	for _, f := range slices.Concat(logic(), textFunctions(), evaluations()) {
		declared, err := decls.NewFunction(f.name, f.overloads...)
		if err == nil {
			err = names.AddFunctions(declared)
		}
		errs = append(errs, err)
	}
	return grammar{reads, names}, errors.Join(errs...)
})

// A function of the language: operators are functions too.
type function struct {
	name      string
	overloads []decls.FunctionOpt
}

func declare(name string, overloads ...decls.FunctionOpt) function { return function{name, overloads} }

// attributes are the names that expressions may use, and their types.
func attributes() map[string]*types.Type {
	return map[string]*types.Type{
		"origin.ip":                             types.StringType,
		"origin.user_ip":                        types.StringType,
		"origin.tls_ja3_fingerprint":            types.StringType,
		"origin.tls_ja4_fingerprint":            types.StringType,
		"origin.region_code":                    types.StringType,
		"origin.asn":                            types.IntType,
		"request.headers":                       types.NewMapType(types.StringType, types.StringType),
		"request.method":                        types.StringType,
		"request.path":                          types.StringType,
		"request.query":                         types.StringType,
		"request.scheme":                        types.StringType,
		"token.recaptcha_exemption.valid":       types.BoolType,
		"token.recaptcha_action.score":          types.DoubleType,
		"token.recaptcha_action.captcha_status": types.StringType,
		"token.recaptcha_action.action":         types.StringType,
		"token.recaptcha_action.valid":          types.BoolType,
		"token.recaptcha_session.score":         types.DoubleType,
		"token.recaptcha_session.valid":         types.BoolType,
	}
}

// logic is the operators.
func logic() []function {
	any1 := types.NewTypeParamType("A")
	two := []*types.Type{types.BoolType, types.BoolType}
	same := []*types.Type{any1, any1}
	out := []function{
		declare(operators.LogicalAnd, decls.Overload("logical_and", two, types.BoolType)),
		declare(operators.LogicalOr, decls.Overload("logical_or", two, types.BoolType)),
		declare(operators.LogicalNot, decls.Overload("logical_not", two[:1], types.BoolType)),
		declare(operators.Equals, decls.Overload("equals", same, types.BoolType)),
		declare(operators.NotEquals, decls.Overload("not_equals", same, types.BoolType)),
		declare(operators.Add, decls.Overload("add_string", []*types.Type{types.StringType, types.StringType}, types.StringType)),
		declare(operators.Index, decls.Overload("index_map", []*types.Type{types.NewMapType(types.StringType, any1), types.StringType}, any1)),
		declare(hasKey, decls.Overload("has_key", []*types.Type{types.NewMapType(types.StringType, any1), types.StringType}, types.BoolType)),
	}
	for _, name := range []string{operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals} {
		out = append(out, declare(name,
			decls.Overload(name+"int", []*types.Type{types.IntType, types.IntType}, types.BoolType),
			decls.Overload(name+"double", []*types.Type{types.DoubleType, types.DoubleType}, types.BoolType),
			decls.Overload(name+"double_int", []*types.Type{types.DoubleType, types.IntType}, types.BoolType)))
	}
	return out
}

func textFunctions() []function {
	s, pair := types.StringType, []*types.Type{types.StringType, types.StringType}
	out := []function{
		declare("inIpRange", decls.Overload("in_ip_range", pair, types.BoolType)),
		declare("int", decls.Overload("int_string", pair[:1], types.IntType), decls.Overload("int_double", []*types.Type{types.DoubleType}, types.IntType),
			decls.Overload("int_int", []*types.Type{types.IntType}, types.IntType)),
		declare("size", decls.Overload("size_string", pair[:1], types.IntType), decls.MemberOverload("string_size", pair[:1], types.IntType)),
	}
	for _, name := range []string{"contains", "startsWith", "endsWith", "matches"} {
		out = append(out, declare(name, decls.MemberOverload("string_"+name, pair, types.BoolType)))
	}
	for _, name := range []string{"lower", "upper", "base64Decode", "urlDecode", "urlDecodeUni", "utf8ToUnicode"} {
		out = append(out, declare(name, decls.MemberOverload("string_"+name, pair[:1], s)))
	}
	return out
}

// evaluations are the functions that only Google can answer.
func evaluations() []function {
	texts := types.NewListType(types.StringType)
	overload := func(id string, args ...*types.Type) decls.FunctionOpt {
		return decls.Overload(id, args, types.BoolType)
	}
	group := func(name string) function {
		return declare(name,
			overload(name+"_ip", types.StringType, types.StringType),
			overload(name+"_ip_except", types.StringType, types.StringType, texts))
	}
	return []function{
		declare("evaluatePreconfiguredWaf",
			overload("waf", types.StringType),
			overload("waf_options", types.StringType, types.NewMapType(types.StringType, types.DynType))),
		declare("evaluatePreconfiguredExpr",
			overload("preconfigured", types.StringType),
			overload("preconfigured_without", types.StringType, texts)),
		declare("evaluateThreatIntelligence",
			overload("threats", types.StringType),
			overload("threats_ip", types.StringType, types.StringType),
			overload("threats_except", types.StringType, texts),
			overload("threats_ip_except", types.StringType, types.StringType, texts)),
		group("evaluateAddressGroup"),
		group("evaluateOrganizationAddressGroup"),
		declare("evaluateAdaptiveProtection", overload("adaptive", types.StringType)),
		declare("evaluateAdaptiveProtectionAutoDeploy", overload("adaptive_auto")),
	}
}

// expandHas rewrites has(m['k']) and has(m.k).
func expandHas(f parser.ExprHelper, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
	switch arg := args[0]; arg.Kind() {
	case ast.CallKind:
		if call := arg.AsCall(); call.FunctionName() == operators.Index {
			return f.NewCall(hasKey, call.Args()...), nil
		}
	case ast.SelectKind:
		if s := arg.AsSelect(); s.Operand().Kind() == ast.SelectKind {
			return f.NewCall(hasKey, s.Operand(), f.NewLiteral(types.String(s.FieldName()))), nil
		}
	default:
	}
	return nil, f.NewError(args[0].ID(), "has() takes an element of a map: has(request.headers['name'])")
}
