package armor

import (
	"sync"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
)

// The limits on what is parsed. They are far beyond what the API takes, and keep the
// trees shallow enough for any stack.
const (
	maxLength  = 16 << 10
	maxNesting = 60
)

// hasKey is what has(m['k']) becomes: CEL's own macro takes fields only.
const hasKey = "@has_key"

// language is the custom rules language.
//
// Source: https://cloud.google.com/armor/docs/rules-language-reference.
var language = sync.OnceValues(func() (*cel.Env, error) {
	options := []cel.EnvOption{
		cel.ClearMacros(),
		cel.Macros(cel.GlobalMacro(operators.Has, 1, expandHas)),
		cel.ParserRecursionLimit(maxNesting),
		cel.ParserExpressionSizeLimit(maxLength),
		cel.ParserErrorRecoveryLimit(4),
	}
	for name, t := range attributes() {
		options = append(options, cel.Variable(name, t))
	}
	options = append(options, logic()...)
	options = append(options, textFunctions()...)
	options = append(options, evaluations()...)
	return cel.NewCustomEnv(options...)
})

// attributes are the names that expressions may use, and their types.
func attributes() map[string]*cel.Type {
	return map[string]*cel.Type{
		"origin.ip":                             cel.StringType,
		"origin.user_ip":                        cel.StringType,
		"origin.tls_ja3_fingerprint":            cel.StringType,
		"origin.tls_ja4_fingerprint":            cel.StringType,
		"origin.region_code":                    cel.StringType,
		"origin.asn":                            cel.IntType,
		"request.headers":                       cel.MapType(cel.StringType, cel.StringType),
		"request.method":                        cel.StringType,
		"request.path":                          cel.StringType,
		"request.query":                         cel.StringType,
		"request.scheme":                        cel.StringType,
		"token.recaptcha_exemption.valid":       cel.BoolType,
		"token.recaptcha_action.score":          cel.DoubleType,
		"token.recaptcha_action.captcha_status": cel.StringType,
		"token.recaptcha_action.action":         cel.StringType,
		"token.recaptcha_action.valid":          cel.BoolType,
		"token.recaptcha_session.score":         cel.DoubleType,
		"token.recaptcha_session.valid":         cel.BoolType,
	}
}

// logic is the operators.
func logic() []cel.EnvOption {
	any1 := cel.TypeParamType("A")
	two := []*cel.Type{cel.BoolType, cel.BoolType}
	same := []*cel.Type{any1, any1}
	options := []cel.EnvOption{
		cel.Function(operators.LogicalAnd, cel.Overload("logical_and", two, cel.BoolType)),
		cel.Function(operators.LogicalOr, cel.Overload("logical_or", two, cel.BoolType)),
		cel.Function(operators.LogicalNot, cel.Overload("logical_not", two[:1], cel.BoolType)),
		cel.Function(operators.Equals, cel.Overload("equals", same, cel.BoolType)),
		cel.Function(operators.NotEquals, cel.Overload("not_equals", same, cel.BoolType)),
		cel.Function(operators.Add, cel.Overload("add_string", []*cel.Type{cel.StringType, cel.StringType}, cel.StringType)),
		cel.Function(operators.Index, cel.Overload("index_map", []*cel.Type{cel.MapType(cel.StringType, any1), cel.StringType}, any1)),
		cel.Function(hasKey, cel.Overload("has_key", []*cel.Type{cel.MapType(cel.StringType, any1), cel.StringType}, cel.BoolType)),
	}
	for _, name := range []string{operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals} {
		options = append(options, cel.Function(name,
			cel.Overload(name+"int", []*cel.Type{cel.IntType, cel.IntType}, cel.BoolType),
			cel.Overload(name+"double", []*cel.Type{cel.DoubleType, cel.DoubleType}, cel.BoolType),
			cel.Overload(name+"double_int", []*cel.Type{cel.DoubleType, cel.IntType}, cel.BoolType)))
	}
	return options
}

func textFunctions() []cel.EnvOption {
	s, pair := cel.StringType, []*cel.Type{cel.StringType, cel.StringType}
	options := []cel.EnvOption{
		cel.Function("inIpRange", cel.Overload("in_ip_range", pair, cel.BoolType)),
		cel.Function("int", cel.Overload("int_string", pair[:1], cel.IntType), cel.Overload("int_double", []*cel.Type{cel.DoubleType}, cel.IntType),
			cel.Overload("int_int", []*cel.Type{cel.IntType}, cel.IntType)),
		cel.Function("size", cel.Overload("size_string", pair[:1], cel.IntType), cel.MemberOverload("string_size", pair[:1], cel.IntType)),
	}
	for _, name := range []string{"contains", "startsWith", "endsWith", "matches"} {
		options = append(options, cel.Function(name, cel.MemberOverload("string_"+name, pair, cel.BoolType)))
	}
	for _, name := range []string{"lower", "upper", "base64Decode", "urlDecode", "urlDecodeUni", "utf8ToUnicode"} {
		options = append(options, cel.Function(name, cel.MemberOverload("string_"+name, pair[:1], s)))
	}
	return options
}

// evaluations are the functions that only Google can answer.
func evaluations() []cel.EnvOption {
	texts := cel.ListType(cel.StringType)
	overload := func(id string, args ...*cel.Type) cel.FunctionOpt { return cel.Overload(id, args, cel.BoolType) }
	group := func(name string) cel.EnvOption {
		return cel.Function(name,
			overload(name+"_ip", cel.StringType, cel.StringType),
			overload(name+"_ip_except", cel.StringType, cel.StringType, texts))
	}
	return []cel.EnvOption{
		cel.Function("evaluatePreconfiguredWaf",
			overload("waf", cel.StringType),
			overload("waf_options", cel.StringType, cel.MapType(cel.StringType, cel.DynType))),
		cel.Function("evaluatePreconfiguredExpr",
			overload("preconfigured", cel.StringType),
			overload("preconfigured_without", cel.StringType, texts)),
		cel.Function("evaluateThreatIntelligence",
			overload("threats", cel.StringType),
			overload("threats_ip", cel.StringType, cel.StringType),
			overload("threats_except", cel.StringType, texts),
			overload("threats_ip_except", cel.StringType, cel.StringType, texts)),
		group("evaluateAddressGroup"),
		group("evaluateOrganizationAddressGroup"),
		cel.Function("evaluateAdaptiveProtection", overload("adaptive", cel.StringType)),
		cel.Function("evaluateAdaptiveProtectionAutoDeploy", overload("adaptive_auto")),
	}
}

// expandHas rewrites has(m['k']) and has(m.k).
func expandHas(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
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
