package tfconfig

import (
	"errors"
	"regexp"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// wide are verbs that ask for texts much larger than what they write.
var wide = regexp.MustCompile(`%[^%a-zA-Z]*(\d{4}|\*)`)

var errLarge = errors.New("the result would be large")

// bounded refuses formats whose results are much larger than their arguments.
func bounded(of function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "format", Type: cty.String}}, VarParam: of.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) {
			if wide.MatchString(args[0].AsString()) {
				return cty.NilType, errLarge
			}
			return of.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return of.Call(args) },
	})
}

// compares makes a function of two texts.
func compares(is func(text, part string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "part", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(is(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

// replace takes a text between slashes for a pattern.
//
// Source: https://developer.hashicorp.com/terraform/language/functions/replace.
var replace = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "part", Type: cty.String}, {Name: "by", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		text, by := args[0].AsString(), args[2].AsString()
		if (len(text)+1)*len(by) > maxText {
			return cty.NilVal, errLarge
		}
		if part := args[1].AsString(); len(part) > 1 && strings.HasPrefix(part, "/") && strings.HasSuffix(part, "/") {
			return stdlib.RegexReplaceFunc.Call([]cty.Value{args[0], cty.StringVal(part[1 : len(part)-1]), args[2]})
		}
		return stdlib.ReplaceFunc.Call(args)
	},
})
