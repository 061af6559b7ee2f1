package snapshot

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// place is where a Compute Engine resource or collection stands.
type place struct {
	project    string
	scope      string // global, aggregated, regions/R or zones/Z
	collection string
	name       string // "" for the collection
}

var placePattern = regexp.MustCompile(
	`(?:^|/)projects/([^/]+)/(global|aggregated|regions/[^/]+|zones/[^/]+)/([A-Za-z]+)(?:/([^/?]+))?$`)

func parsePlace(link string) (place, bool) {
	m := placePattern.FindStringSubmatch(link)
	if m == nil {
		return place{}, false
	}
	return place{project: m[1], scope: m[2], collection: m[3], name: m[4]}, true
}

// placeOf reads where a document stands from what it says of itself.
func placeOf(doc value.Value) (place, bool) {
	for _, field := range []string{"selfLink", "id"} {
		if p, ok := parsePlace(doc.Get(field).Text()); ok {
			return p, true
		}
	}
	return place{}, false
}

func (p place) path() string {
	path := "/compute/v1/projects/" + p.project + "/" + p.scope + "/" + p.collection
	if p.name != "" {
		path += "/" + p.name
	}
	return path
}

// get is the key of a request for a path that is spelled plainly.
func get(path string) key {
	u, err := url.Parse(path)
	if err != nil {
		u = &url.URL{Path: path}
	}
	return key{Method: http.MethodGet, Path: canonicalPath(u)}
}

// parseRequest reads a request as people write it: a method, GET if there is
// none, and a path or URL.
func parseRequest(text string) (key, bool) {
	method, target, found := strings.Cut(strings.TrimSpace(text), " ")
	if !found {
		method, target = http.MethodGet, method
	}
	u, err := url.Parse(strings.TrimSpace(target))
	if err != nil || method != strings.ToUpper(method) || !strings.HasPrefix(u.Path, "/") {
		return key{}, false
	}
	return key{Method: method, Path: canonicalPath(u)}, true
}

// serviceOf is the API of a path.
func serviceOf(path string) string {
	switch {
	case !strings.HasPrefix(path, "/v1/") && !strings.HasPrefix(path, "/v3/"), strings.HasPrefix(path, "/v1/services/"):
	case strings.Contains(path, "/keyRings/"):
		return "cloudkms"
	case strings.Contains(path, "/serverTlsPolicies/"):
		return "networksecurity"
	case strings.HasPrefix(path, "/v1/projects/") && strings.Contains(path, "/locations/"):
		return "certificatemanager"
	case strings.Contains(path, "/services:batchGet"):
		return "serviceusage"
	case strings.HasSuffix(path, ":getIamPolicy"):
		return "cloudresourcemanager"
	}
	for _, s := range []struct{ prefix, service string }{
		{"/compute/", "compute"},
		{"/v1/organizations/", "apigee"},
		{"/v1/services/", "servicenetworking"},
		{"/v1/projects/", "cloudresourcemanager"},
		{"/v3/projects/", "cloudresourcemanager"},
	} {
		if strings.HasPrefix(path, s.prefix) {
			return s.service
		}
	}
	return ""
}

// listName is what the documentation calls the collection that a request reads,
// such as compute.forwardingRules or apigee.organizations.envgroups.
func listName(path string) string {
	path, _, _ = strings.Cut(path, "?")
	service := serviceOf(path)
	if service == "compute" {
		if regional.MatchString(path) {
			return "compute.regionNetworkFirewallPolicies"
		}
		p, ok := parsePlace(path)
		switch {
		case !ok || p.name != "":
			return ""
		case p.collection == "addresses" && p.scope == "global":
			return "compute.globalAddresses"
		}
		return "compute." + p.collection
	}
	segments := strings.Split(strings.Trim(path, "/"), "/")
	name := service
	for i := 1; i < len(segments); i += 2 {
		name += "." + segments[i]
	}
	if service == "" || len(segments)%2 != 0 {
		return ""
	}
	return name
}

var regional = regexp.MustCompile(`/regions/[^/]+/firewallPolicies/getEffectiveFirewalls$`)
