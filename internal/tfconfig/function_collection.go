package tfconfig

import (
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"
)

func element(args []meaning) meaning {
	n, ok := args[1].number()
	if args[0].form != list || !ok || len(args[0].list) == 0 {
		return meaning{}
	}
	return index(args[0], known(cty.NumberIntVal(int64(n%len(args[0].list)))))
}

func lookup(args []meaning) meaning {
	key, ok := args[1].text()
	if !ok || args[0].form != object {
		return meaning{}
	}
	m, has := args[0].fields[key]
	switch {
	case has:
		return m
	case len(args) == 3:
		return args[2]
	}
	return meaning{missing: true}
}

func merging(args []meaning) meaning {
	out := map[string]meaning{}
	for _, m := range args {
		switch {
		case m.isNull():
		case m.form == object:
			maps.Copy(out, m.fields)
		default:
			return meaning{}
		}
	}
	return meaning{form: object, fields: out}
}

func concat(args []meaning) meaning {
	out := meaning{form: list}
	for _, m := range args {
		if m.form != list || len(out.list)+len(m.list) > maxElements {
			return meaning{}
		}
		out.list = append(out.list, m.list...)
		out.unordered = out.unordered || m.unordered
	}
	return out
}

func flatten(args []meaning) meaning {
	if args[0].form != list {
		return meaning{}
	}
	out := meaning{form: list}
	var add func(m meaning) bool
	add = func(m meaning) bool {
		switch m.form {
		case list:
			out.unordered = out.unordered || m.unordered
			return !slices.ContainsFunc(m.list, func(m meaning) bool { return !add(m) })
		case opaque:
			return false // it may be a list
		case reference:
			if !own[m.of.Path] {
				return false
			}
		case scalar, object, whole, results:
		}
		out.list = append(out.list, m)
		return len(out.list) <= maxElements
	}
	if !add(args[0]) {
		return meaning{}
	}
	return out
}

// compact leaves out null and the empty text.
func compact(args []meaning) meaning {
	if args[0].form != list {
		return meaning{}
	}
	out := meaning{form: list, unordered: args[0].unordered}
	for _, m := range args[0].list {
		text, isText := m.text()
		switch {
		case m.isNull(), isText && text == "":
		case m.isThere():
			out.list = append(out.list, m)
		default:
			return meaning{}
		}
	}
	return out
}

func collection(of func(meaning) meaning) func([]meaning) meaning {
	return func(args []meaning) meaning {
		if args[0].form != list {
			return meaning{choice: args[0].choice}
		}
		return of(args[0])
	}
}

func toMap(args []meaning) meaning {
	if args[0].form != object {
		return meaning{}
	}
	return args[0]
}

func keys(args []meaning) meaning {
	all, ok := items(args[0])
	if !ok || args[0].form != object {
		return meaning{}
	}
	out := make([]meaning, len(all))
	for i, it := range all {
		out[i] = it.key
	}
	return listing(out)
}

func values(args []meaning) meaning {
	all, ok := items(args[0])
	if !ok || args[0].form != object {
		return meaning{}
	}
	out := make([]meaning, len(all))
	for i, it := range all {
		out[i] = it.value
	}
	return listing(out)
}

func zip(args []meaning) meaning {
	names, all := args[0], args[1]
	if names.form != list || all.form != list || len(names.list) != len(all.list) || names.unordered || all.unordered {
		return meaning{}
	}
	out := map[string]meaning{}
	for i, name := range names.list {
		text, ok := name.text()
		if !ok {
			return meaning{}
		}
		out[text] = all.list[i]
	}
	return meaning{form: object, fields: out}
}

func length(args []meaning) meaning {
	switch m := args[0]; {
	case m.form == list && m.unordered:
		return meaning{} // elements of a set may turn out to be equal
	case m.form == list:
		return known(cty.NumberIntVal(int64(len(m.list))))
	case m.form == object:
		return known(cty.NumberIntVal(int64(len(m.fields))))
	}
	return compute("strlen", args)
}

// join passes on what stands alone.
func join(args []meaning) meaning {
	if args[1].form == list && len(args[1].list) == 1 {
		if m := args[1].list[0]; m.form == reference && own[m.of.Path] {
			return m
		}
	}
	return compute("join", args)
}
