package snapshot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// arrival is an import under way.
type arrival struct {
	organization string
	networks     []place // that some document names
	instances    []string
	groups       []string
	numbers      map[string]string // project id to number

	answers map[key]exchange
	from    map[key]string // the file behind an answer
	shelves map[place]*shelf
	used    map[string][]string
	ignored []Ignored
}

// newArrival looks through the documents for the names that others refer to.
func newArrival(docs []loose) (*arrival, error) {
	a := &arrival{
		numbers: map[string]string{}, answers: map[key]exchange{}, from: map[key]string{},
		shelves: map[place]*shelf{}, used: map[string][]string{},
	}
	var organizationFile string
	for _, d := range docs {
		name := d.doc.Get("name").Text()
		switch {
		case isOrganization(d.doc):
			if a.organization != "" && a.organization != name {
				return nil, fmt.Errorf("%s is the organization %s, and %s the organization %s: expected one", organizationFile, a.organization, d.file, name)
			}
			a.organization, organizationFile = name, d.file
			a.network(d.doc.Get("authorizedNetwork").Text(), d.doc.Get("projectId").Text())
		case isProject(d.doc):
			a.numbers[d.doc.Get("projectId").Text()] = projectNumber(d.doc)
		}
		for _, one := range append(d.parts(), d) {
			a.network(one.doc.Get("network").Text(), "")
			if p, ok := placeOf(one.doc); ok && p.collection == "networks" && p.name != "" {
				a.networks = append(a.networks, p)
			}
		}
		for _, i := range d.doc.Get("instances").Elements() {
			a.instances = append(a.instances, i.Get("name").Text())
		}
		for _, g := range d.doc.Get("environmentGroups").Elements() {
			a.groups = append(a.groups, g.Get("name").Text())
		}
		for _, f := range d.doc.Get("firewalls").Elements() {
			a.network(f.Get("network").Text(), "")
		}
	}
	if a.organization == "" {
		return nil, errors.New("no file is an Apigee organization, the answer to GET https://apigee.googleapis.com/v1/organizations/ORG")
	}
	return a, nil
}

// network notes the network that a link names.
func (a *arrival) network(link, project string) {
	p, ok := parsePlace(link)
	if !ok && link != "" && !strings.Contains(link, "/") && project != "" {
		p, ok = place{project: project, scope: "global", collection: "networks", name: link}, true
	}
	if ok && p.collection == "networks" && p.name != "" && !slices.Contains(a.networks, p) {
		a.networks = append(a.networks, p)
	}
}

// answer lets a document answer a request. The first of several stays.
func (a *arrival) answer(k key, d loose) {
	body, err := pretty(d.raw)
	if err != nil {
		a.ignore(d, "not JSON")
		return
	}
	if old, ok := a.answers[k]; ok {
		if !bytes.Equal(old.body, body) {
			a.ignore(d, fmt.Sprintf("%s answers %s %s already", a.from[k], k.Method, k.Path))
		}
		return
	}
	a.answers[k] = exchange{key: k, service: serviceOf(k.Path), status: 200, body: body}
	a.from[k] = d.file
	a.use(d, k)
}

func (a *arrival) use(d loose, k key) {
	request := k.Method + " " + k.Path
	if !slices.Contains(a.used[d.file], request) {
		a.used[d.file] = append(a.used[d.file], request)
	}
}

func (a *arrival) ignore(d loose, reason string) {
	a.ignored = append(a.ignored, Ignored{File: d.file, Reason: reason})
}

func (a *arrival) usedFiles() []Used {
	var out []Used
	for _, file := range slices.Sorted(maps.Keys(a.used)) {
		out = append(out, Used{File: file, Requests: slices.Sorted(slices.Values(a.used[file]))})
	}
	return out
}

// ignoredFiles leaves out files of which some part was of use.
func (a *arrival) ignoredFiles() []Ignored {
	out := slices.DeleteFunc(slices.Clone(a.ignored), func(i Ignored) bool { return len(a.used[i.File]) > 0 })
	slices.SortFunc(out, func(x, y Ignored) int {
		return strings.Compare(x.File+"\x00"+x.Reason, y.File+"\x00"+y.Reason)
	})
	return slices.Compact(out)
}

// synthesize makes a document that no file holds.
func synthesize(file string, doc any) (loose, error) {
	raw, err := json.Marshal(doc)
	if err != nil {
		return loose{}, err
	}
	return newLoose(file, raw)
}
