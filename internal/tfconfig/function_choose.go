package tfconfig

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// isValid says that evaluating an expression certainly gave no error, and will not.
func (e *Evaluator) isValid(m meaning) bool {
	switch m.form {
	case reference:
		if strings.ContainsAny(m.of.Path, ".[") {
			return false
		}
		fact, ok := e.facts.Resources[m.of.Address]
		return own[m.of.Path] || ok && fact.Object.Has(m.of.Path)
	case list:
		return !slices.ContainsFunc(m.list, func(m meaning) bool { return !e.isValid(m) })
	case object:
		for _, f := range m.fields {
			if !e.isValid(f) {
				return false
			}
		}
		return true
	case opaque:
		return false
	case scalar, whole, results:
	}
	return true
}

func try(e *Evaluator, args []meaning) meaning {
	for i, m := range args {
		switch {
		case m.missing:
		case e.isValid(m):
			return m
		default:
			return choices(args[i:])
		}
	}
	return meaning{missing: true}
}

func can(e *Evaluator, args []meaning) meaning {
	if valid := e.isValid(args[0]); valid || args[0].missing {
		return known(cty.BoolVal(valid))
	}
	return meaning{}
}

func coalesce(args []meaning) meaning {
	for i, m := range args {
		text, isText := m.text()
		switch {
		case m.isNull(), isText && text == "":
		case m.isThere():
			return m
		default:
			return choices(args[i:])
		}
	}
	return meaning{missing: true}
}

func coalesceList(args []meaning) meaning {
	for i, m := range args {
		switch {
		case m.form == list && len(m.list) > 0:
			return m
		case m.form != list && !m.isNull():
			return choices(args[i:])
		}
	}
	return meaning{missing: true}
}

func one(args []meaning) meaning {
	m := args[0]
	switch {
	case m.isNull(), m.form == list && len(m.list) == 0:
		return known(cty.NullVal(cty.DynamicPseudoType))
	case m.form == list && len(m.list) == 1:
		return m.list[0]
	case m.form == list && !m.set:
		return meaning{missing: true}
	}
	return meaning{choice: m.choice}
}
