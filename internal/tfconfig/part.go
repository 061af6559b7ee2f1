package tfconfig

import "slices"

// attribute takes an attribute.
func attribute(m meaning, name string) meaning {
	switch m.form {
	case object:
		f, ok := m.fields[name]
		f.missing = f.missing || !ok
		return f
	case whole:
		return m.resource.attribute(name)
	case results:
		return m.module.output(name)
	case reference:
		return refers(m.of.at(name))
	case opaque:
		if m.of != (Ref{}) {
			m.of = m.of.at(name)
		}
		m.pattern = ""
		return m
	case scalar:
		return meaning{missing: m.isNull()}
	case list:
	}
	return meaning{}
}

// index takes an element.
func index(m, key meaning) meaning {
	if text, ok := key.text(); ok {
		if m.form == object || m.form == whole || m.form == results {
			return attribute(m, text)
		}
	}
	n, isNumber := key.number()
	switch m.form {
	case list:
		switch {
		case !isNumber:
			return choices(m.list)
		case n >= len(m.list):
			return meaning{missing: true}
		case m.unordered:
			return choices(m.list)
		}
		return m.list[n]
	case object:
		if key.form != scalar {
			all := make([]meaning, 0, len(m.fields))
			for _, f := range m.fields {
				all = append(all, f)
			}
			return choices(all)
		}
		if isNumber {
			return attribute(m, itoa(n))
		}
	case reference, opaque:
		if key.form == scalar && !key.scalar.IsNull() && m.of != (Ref{}) {
			m.of, m.pattern = m.of.at(keyStep(key.scalar)), ""
			return m
		}
		return meaning{unread: m.unread || key.unread}
	case scalar:
		return meaning{missing: m.isNull()}
	case whole, results:
	}
	return meaning{unread: key.unread}
}

// choices is one of several values, of which it is not known which.
func choices(all []meaning) meaning {
	out := meaning{choice: true}
	for i, m := range all {
		if i > 0 && !same(m, all[0]) || m.form == opaque && m.of == (Ref{}) {
			out.unread = slices.ContainsFunc(all, func(m meaning) bool { return m.unread })
			out.choice = !slices.ContainsFunc(all, func(m meaning) bool { return m.form == opaque && !m.choice })
			return out
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return meaning{}
}
