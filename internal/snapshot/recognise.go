package snapshot

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// recognise finds out what a document answers.
func (a *arrival) recognise(d loose) {
	org := "/v1/organizations/" + a.organization
	doc := d.doc
	switch {
	case doc.Kind() == value.KindList:
		a.recogniseParts(d)
	case isOrganization(doc):
		a.answer(get(org), d)
	case isApigeeList(doc, "instances"):
		a.answer(get(org+"/instances"), d)
	case isApigeeList(doc, "environmentGroups"):
		a.answer(get(org+"/envgroups"), d)
	case isApigeeList(doc, "attachments"):
		a.attachments(d, "instance", "instances", a.instances)
	case isApigeeList(doc, "environmentGroupAttachments"):
		if group := doc.Get("environmentGroupAttachments").Elements()[0].Get("environmentGroupId").Text(); group != "" {
			a.answer(get(org+"/envgroups/"+group+"/attachments"), d)
			return
		}
		a.attachments(d, "environment group", "envgroups", a.groups)
	case doc.Kind() == value.KindObject && len(doc.Keys()) == 0:
		a.empty(d)
	case doc.Has("firewallPolicys") || doc.Has("firewalls"):
		a.effectiveFirewalls(d)
	case isProject(doc):
		a.project(d)
	case doc.Get("connections").Kind() == value.KindList:
		a.connections(d, doc.Get("connections").Elements())
	default:
		a.compute(d)
	}
}

// recogniseParts reads a list as gcloud prints it: resources without the answer
// around them.
func (a *arrival) recogniseParts(d loose) {
	parts := d.parts()
	if len(parts) > 0 && isConnection(parts[0].doc) {
		a.connections(d, d.doc.Elements())
		return
	}
	for _, part := range parts {
		if p, ok := placeOf(part.doc); !ok || p.name == "" {
			a.ignore(d, "it is a list of something that no check reads")
			continue
		}
		a.compute(part)
	}
	if len(parts) == 0 {
		a.ignore(d, "it is an empty list and does not say of what; "+sayIt)
	}
}

const sayIt = "name the request that it answers with --map or in " + requestsName

func isOrganization(doc value.Value) bool {
	return doc.Get("runtimeType").Text() != "" && doc.Get("name").Text() != "" && !doc.Has("kind")
}

func isApigeeList(doc value.Value, name string) bool {
	return len(doc.Get(name).Elements()) > 0 && !doc.Has("kind") && !doc.Has("selfLink")
}

func isProject(doc value.Value) bool {
	return doc.Get("projectId").Text() != "" && projectNumber(doc) != ""
}

// projectNumber reads either version of the Resource Manager API.
func projectNumber(doc value.Value) string {
	number := doc.Get("projectNumber").Text()
	if number == "" {
		number, _ = strings.CutPrefix(doc.Get("name").Text(), "projects/")
	}
	if strings.Trim(number, "0123456789") != "" {
		return ""
	}
	return number
}

func isConnection(doc value.Value) bool {
	return doc.Get("network").Text() != "" && doc.Get("reservedPeeringRanges").Kind() == value.KindList
}

// attachments belong to the resource that the file's name names.
func (a *arrival) attachments(d loose, what, collection string, names []string) {
	name, ok := named(d.base(), names)
	if !ok {
		a.ignore(d, fmt.Sprintf("they are the attachments of an %s, but its name is not in the file's name; %s", what, sayIt))
		return
	}
	a.answer(get("/v1/organizations/"+a.organization+"/"+collection+"/"+name+"/attachments"), d)
}

// empty answers say nothing of themselves.
func (a *arrival) empty(d loose) {
	base := strings.ToLower(d.base())
	if strings.Contains(base, "attachment") {
		instance, isInstance := named(d.base(), a.instances)
		group, isGroup := named(d.base(), a.groups)
		org := "/v1/organizations/" + a.organization
		switch {
		case isInstance && !isGroup:
			a.answer(get(org+"/instances/"+instance+"/attachments"), d)
			return
		case isGroup && !isInstance:
			a.answer(get(org+"/envgroups/"+group+"/attachments"), d)
			return
		}
	}
	a.ignore(d, "it is empty, and its name does not say what is; "+sayIt)
}

// named finds the name that a file's name contains: the longest, for names may
// contain each other.
func named(base string, names []string) (string, bool) {
	var found []string
	for _, n := range names {
		if n != "" && containsWord(base, n) && !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	switch {
	case len(found) == 0:
		return "", false
	case len(found) > 1 && !strings.Contains(found[0], found[1]):
		return "", false
	}
	return found[0], true
}

func containsWord(text, word string) bool {
	edge := `(?:^|$|[^A-Za-z0-9])`
	return regexp.MustCompile(edge + regexp.QuoteMeta(word) + edge).MatchString(text)
}

// region finds the name of a region in that of a file.
var region = regexp.MustCompile(`(?:^|[^a-z0-9])((?:africa|asia|australia|europe|me|northamerica|southamerica|us)-[a-z]+[0-9]+)(?:$|[^a-z0-9])`)

// effectiveFirewalls belong to a network, and to a region if policies or the
// file's name say so.
func (a *arrival) effectiveFirewalls(d loose) {
	network, ok := a.firewalledNetwork(d)
	if !ok {
		a.ignore(d, "they are the effective firewalls of a network, but neither a rule nor the file's name says of which; "+sayIt)
		return
	}
	rest := strings.ReplaceAll(d.base(), network.name, " ")
	isRegional := strings.Contains(strings.ToLower(rest), "region")
	for _, p := range d.doc.Get("firewallPolicys").Elements() {
		isRegional = isRegional || strings.HasSuffix(p.Get("type").Text(), "_REGIONAL")
	}
	m := region.FindStringSubmatch(rest)
	switch {
	case m != nil:
		a.answer(get("/compute/v1/projects/"+network.project+"/regions/"+m[1]+"/firewallPolicies/getEffectiveFirewalls?network="+
			url.QueryEscape("projects/"+network.project+"/global/networks/"+network.name)), d)
	case isRegional:
		a.ignore(d, "they are the effective firewalls of a region, but the file's name does not say of which; "+sayIt)
	default:
		a.answer(get(network.path()+"/getEffectiveFirewalls"), d)
	}
}

func (a *arrival) firewalledNetwork(d loose) (place, bool) {
	for _, f := range d.doc.Get("firewalls").Elements() {
		if p, ok := parsePlace(f.Get("network").Text()); ok {
			return p, true
		}
	}
	var names []string
	for _, n := range a.networks {
		names = append(names, n.name)
	}
	name, ok := named(d.base(), names)
	if !ok {
		return place{}, false
	}
	same := slices.DeleteFunc(slices.Clone(a.networks), func(p place) bool { return p.name != name })
	slices.SortFunc(same, func(x, y place) int { return cmp.Compare(x.project, y.project) })
	same = slices.Compact(same)
	return same[0], len(same) == 1
}

// project answers by id and by number, in the version that is asked for.
func (a *arrival) project(d loose) {
	id, number := d.doc.Get("projectId").Text(), projectNumber(d.doc)
	v1, err := synthesize(d.file, map[string]string{"projectId": id, "projectNumber": number, "lifecycleState": "ACTIVE"})
	if err != nil {
		a.ignore(d, err.Error())
		return
	}
	for _, name := range []string{id, number} {
		a.answer(get("/v1/projects/"+name), v1)
	}
}

// connections are asked for by network, whose project is named by its number.
func (a *arrival) connections(d loose, list []value.Value) {
	parts := d.parts()
	if len(parts) == 0 {
		parts = d.field("connections").parts()
	}
	byNetwork := map[string][]any{}
	for i, c := range list {
		link := c.Get("network").Text()
		if p, ok := parsePlace(link); ok {
			byNetwork[p.project+"/"+p.name] = append(byNetwork[p.project+"/"+p.name], parts[i].raw)
		}
	}
	if len(byNetwork) == 0 {
		a.ignore(d, "no connection in it names a network; "+sayIt)
		return
	}
	for network, connections := range byNetwork {
		project, name, _ := strings.Cut(network, "/")
		if number := a.numbers[project]; number != "" {
			project = number
		}
		answer, err := synthesize(d.file, map[string]any{"connections": connections})
		if err != nil {
			a.ignore(d, err.Error())
			return
		}
		a.answer(get("/v1/services/servicenetworking.googleapis.com/connections?network="+
			url.QueryEscape("projects/"+project+"/global/networks/"+name)), answer)
	}
}
