package snapshot

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// collections are those of Compute Engine that checks read as lists.
var collections = []string{
	"addresses", "autoscalers", "backendServices", "forwardingRules", "healthChecks", "instanceGroupManagers",
	"instanceTemplates", "instances", "networkEndpointGroups", "securityPolicies", "subnetworks", "targetHttpProxies", "targetHttpsProxies",
	"targetSslProxies", "targetTcpProxies", "urlMaps",
}

// globalOnly are asked for as global lists, the others as aggregated ones.
var globalOnly = []string{"addresses", "targetSslProxies"}

// shelf gathers what the files show of one collection of one project.
type shelf struct {
	// whole says that an answer for all locations was there, with nothing missing.
	whole bool
	// scopes are the locations whose lists were there, with nothing missing.
	scopes map[string]bool
	items  map[string][]loose // by scope
	seen   map[string]bool    // self links
	// warnings are those of the API, by scope.
	warnings map[string]json.RawMessage
	docs     []loose
}

// compute puts resources of Compute Engine where lists are made from.
func (a *arrival) compute(d loose) {
	p, ok := placeOf(d.doc)
	isNetwork := ok && p.collection == "networks"
	switch {
	case isNetwork && p.name != "":
		a.answer(get(p.path()), d)
		return
	case isNetwork && p.scope == "global":
		for _, n := range d.field("items").parts() {
			a.compute(n)
		}
		return
	case !ok || !slices.Contains(collections, p.collection):
		a.ignore(d, "no check reads what is in it")
		return
	}
	s := a.shelf(p)
	s.docs = append(s.docs, d)
	incomplete := d.doc.Get("nextPageToken").Text() != "" || len(d.doc.Get("unreachables").Elements()) > 0
	switch {
	case p.scope == "aggregated":
		s.addAggregated(p, d)
		s.whole = s.whole || !incomplete
	case p.name == "":
		for _, item := range d.field("items").parts() {
			s.add(p.scope, item)
		}
		s.scopes[p.scope] = s.scopes[p.scope] || !incomplete && !d.doc.Has("warning")
	default:
		s.add(p.scope, d)
	}
}

func (a *arrival) shelf(p place) *shelf {
	p.scope, p.name = "", ""
	if a.shelves[p] == nil {
		a.shelves[p] = &shelf{
			scopes: map[string]bool{}, items: map[string][]loose{}, seen: map[string]bool{},
			warnings: map[string]json.RawMessage{},
		}
	}
	return a.shelves[p]
}

func (s *shelf) add(scope string, item loose) {
	link := item.doc.Get("selfLink").Text()
	if s.seen[link] {
		return
	}
	s.seen[link] = link != ""
	s.items[scope] = append(s.items[scope], item)
}

func (s *shelf) addAggregated(p place, d loose) {
	scopes := d.field("items")
	for _, scope := range scopes.doc.Keys() {
		one := scopes.field(scope)
		for _, item := range one.field(p.collection).parts() {
			s.add(scope, item)
		}
		if w := one.field("warning"); w.doc.Kind() == value.KindObject {
			s.warnings[scope] = w.raw
		}
	}
}

// NotAllImported is the code of the warning in lists of which only a part was
// imported. No API warns so.
const NotAllImported = "NOT_ALL_IMPORTED"

var partly = map[string]string{"code": NotAllImported, "message": "only what was imported is known"}

// stock writes the list of every collection that is asked for; closed says which
// are whole because the user says so.
func (a *arrival) stock(closed func(key) bool) error {
	places := slices.SortedFunc(maps.Keys(a.shelves), func(x, y place) int {
		return strings.Compare(x.path(), y.path())
	})
	for _, p := range places {
		s := a.shelves[p]
		p.scope = "aggregated"
		whole, list := s.whole, s.aggregated
		if slices.Contains(globalOnly, p.collection) {
			p.scope = "global"
			whole, list = s.whole || s.scopes["global"], s.global
		}
		k := get(p.path())
		if _, ok := a.answers[k]; ok {
			continue // by hand
		}
		d, err := synthesize(s.docs[0].file, list(p, whole || closed(k)))
		if err != nil {
			return err
		}
		a.answer(k, d)
		for _, source := range s.docs {
			a.use(source, k)
		}
	}
	return nil
}

// aggregated is the answer for all locations.
func (s *shelf) aggregated(p place, whole bool) any {
	items := map[string]map[string]any{}
	at := func(scope string) map[string]any {
		if items[scope] == nil {
			items[scope] = map[string]any{}
		}
		return items[scope]
	}
	for scope, list := range s.items {
		at(scope)[p.collection] = raws(list)
	}
	for scope, warning := range s.warnings {
		at(scope)["warning"] = warning
	}
	out := map[string]any{"items": items}
	if !whole {
		out["warning"] = partly
	}
	return out
}

// global is the answer of the global collection.
func (s *shelf) global(_ place, whole bool) any {
	out := map[string]any{"items": raws(s.items["global"])}
	if !whole {
		out["warning"] = partly
	}
	return out
}

func raws(list []loose) []json.RawMessage {
	out := make([]json.RawMessage, len(list))
	for i, item := range list {
		out[i] = item.raw
	}
	return out
}
