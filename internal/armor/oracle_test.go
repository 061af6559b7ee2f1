package armor_test

import (
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// An oracle decides one request of one client, by CEL's own evaluator and a walk down
// the rules: slow, and obviously right.
type oracle struct {
	stages []oracleStage
}

type oracleStage struct {
	edge  bool
	rules []oracleRule
}

type oracleRule struct {
	priority int
	action   string
	ranges   []string
	text     string
}

// admits says whether the client's request gets through.
func (o oracle) admits(t interface{ Fatal(...any) }, client string, attributes map[string]any) bool {
	for _, s := range o.stages {
		ordered := slices.Clone(s.rules)
		slices.SortFunc(ordered, func(a, b oracleRule) int { return a.priority - b.priority })
		for _, r := range ordered {
			if !r.matches(t, client, attributes) {
				continue
			}
			if strings.HasPrefix(r.action, "deny") {
				return false
			}
			break
		}
	}
	return true
}

func (r oracleRule) matches(t interface{ Fatal(...any) }, client string, attributes map[string]any) bool {
	if r.text == "" {
		return slices.ContainsFunc(r.ranges, func(s string) bool { return s == "*" || within(client, s) })
	}
	program, err := programOf(r.text)
	if err != nil {
		t.Fatal(r.text, err)
	}
	values := map[string]any{"origin.ip": client}
	for k, v := range attributes {
		values[k] = v
	}
	out, _, err := program.Eval(values)
	return err == nil && out.Value() == true
}

func within(address, prefix string) bool {
	a, err := netip.ParseAddr(address)
	p, bad := netip.ParsePrefix(prefix)
	return err == nil && bad == nil && p.Masked().Contains(a)
}

var programs sync.Map

func programOf(text string) (cel.Program, error) {
	if p, ok := programs.Load(text); ok {
		return p.(cel.Program), nil
	}
	env, err := oracleLanguage()
	if err != nil {
		return nil, err
	}
	tree, issues := env.Compile(text)
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	program, err := env.Program(tree)
	if err != nil {
		return nil, err
	}
	programs.Store(text, program)
	return program, nil
}

var oracleLanguage = sync.OnceValues(func() (*cel.Env, error) {
	return cel.NewEnv(
		cel.Variable("origin.ip", cel.StringType),
		cel.Variable("origin.region_code", cel.StringType),
		cel.Variable("origin.asn", cel.IntType),
		cel.Variable("request.headers", cel.MapType(cel.StringType, cel.StringType)),
		cel.Variable("request.method", cel.StringType),
		cel.Variable("request.path", cel.StringType),
		cel.ClearMacros(),
		cel.Macros(cel.GlobalMacro(operators.Has, 1, func(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
			index := args[0].AsCall().Args()
			return f.NewCall(operators.In, index[1], index[0]), nil
		})),
		cel.Function("inIpRange", cel.Overload("in_ip_range", []*cel.Type{cel.StringType, cel.StringType}, cel.BoolType,
			cel.BinaryBinding(func(a, b ref.Val) ref.Val {
				if _, err := netip.ParseAddr(string(a.(types.String))); err != nil {
					return types.NewErr("no address")
				}
				return types.Bool(within(string(a.(types.String)), string(b.(types.String))))
			}))),
		cel.Function("lower", cel.MemberOverload("string_lower", []*cel.Type{cel.StringType}, cel.StringType,
			cel.UnaryBinding(func(a ref.Val) ref.Val { return types.String(strings.ToLower(string(a.(types.String)))) }))),
	)
})

func TestOracle_isRight(t *testing.T) {
	t.Parallel()
	o := oracle{stages: []oracleStage{{rules: []oracleRule{
		{priority: 9, action: "allow", ranges: []string{"*"}},
		{priority: 1, action: "deny(403)", text: `inIpRange(origin.ip, '10.0.0.0/8') && request.headers['x'] == 'k'`},
	}}}}
	headers := map[string]any{"request.headers": map[string]string{"x": "k"}}
	if o.admits(t, "10.1.2.3", headers) || !o.admits(t, "11.1.2.3", headers) ||
		!o.admits(t, "10.1.2.3", map[string]any{"request.headers": map[string]string{}}) {
		t.Error("the oracle errs")
	}
}
