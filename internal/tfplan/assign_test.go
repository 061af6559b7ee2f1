package tfplan_test

import (
	"strconv"
	"strings"
)

// referring writes an expression with its references, each followed by its
// prefixes down to the whole of what it names, as Terraform does.
func referring(references ...string) object {
	all := list{}
	for _, r := range references {
		least := 2
		switch {
		case strings.HasPrefix(r, "data."):
			least = 3
		case strings.HasPrefix(r, "each."), strings.HasPrefix(r, "count."):
			all = append(all, r)
			continue
		}
		for {
			all = append(all, r)
			end := strings.LastIndexAny(r, ".[")
			if end < 0 || strings.Count(r[:end], ".")+1 < least {
				break
			}
			r = r[:end]
		}
	}
	return object{"references": all}
}

// assign sets what a path leads to; nil takes it away. Blocks that a path needs
// are made.
func assign(in any, path string, to any) {
	first, rest, more := strings.Cut(path, ".")
	switch at := in.(type) {
	case object:
		switch {
		case !more && to == nil:
			delete(at, first)
			return
		case !more:
			at[first] = to
			return
		}
		if _, isMap := at[first].(object); !isMap {
			if _, isList := at[first].(list); !isList {
				at[first] = list{}
			}
		}
		next, isList := at[first].(list)
		if !isList {
			assign(at[first], rest, to)
			return
		}
		index, _, _ := strings.Cut(rest, ".")
		i, err := strconv.Atoi(index)
		if err != nil {
			panic(path + " has no index")
		}
		for len(next) <= i {
			next = append(next, object{})
		}
		at[first] = next
		assign(next, rest, to)
	case list:
		i, err := strconv.Atoi(first)
		if err != nil || i >= len(at) {
			panic(path + " leads nowhere")
		}
		if more {
			assign(at[i], rest, to)
			return
		}
		at[i] = to
	}
}
