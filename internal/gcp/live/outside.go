package live

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// collections are the collections that the resources of a load balancer refer to.
var collections = map[string]gcp.Type{
	"targetHttpsProxies": gcp.TargetProxies, "targetHttpProxies": gcp.TargetProxies,
	"targetTcpProxies": gcp.TargetProxies, "targetSslProxies": gcp.TargetProxies,
	"urlMaps": gcp.URLMaps, "backendServices": gcp.BackendServices, "healthChecks": gcp.HealthChecks,
	"instanceGroups": gcp.InstanceGroupManagers, "instanceTemplates": gcp.InstanceTemplates,
	"networkEndpointGroups": gcp.NetworkEndpointGroups, "sslCertificates": gcp.SSLCertificates, "sslPolicies": gcp.SSLPolicies,
	"securityPolicies": gcp.SecurityPolicies,
}

// outside adds a gap for every project that what was read refers to, but that was
// not to be read, so that nothing there is taken for missing. Load balancers that
// lie wholly in other projects are not searched for: Query.Projects says where
// they are. Only when nobody said so, and there is none in the organization's own
// project, others may have it.
func (c *collector) outside(found []gcp.Resource, projects []string) {
	serving := false
	for _, r := range found { // a project may have been given by its number
		if p := r.Ref.Value().Project(); !slices.Contains(projects, p) {
			projects = append(projects[:len(projects):len(projects)], p)
		}
	}
	for _, r := range found {
		serving = serving || r.Type == gcp.BackendServices
		for _, text := range texts(r.Body) {
			c.outsideRef(text, projects)
		}
	}
	if serving || len(c.query.Projects) > 0 || len(projects) == 0 || c.lacks(gcp.BackendServices) {
		return
	}
	for _, t := range loadBalancerTypes() {
		c.gap(t, apigee.Gap{
			What:   "load balancers outside project " + projects[0],
			Reason: "only the organization's own project was read, and it has no backend service",
			Settle: "name the projects of the load balancer and the proxies in projects",
		})
	}
}

func (c *collector) outsideRef(text string, projects []string) {
	ref, err := gcp.ComputeRef(text, "", "")
	if err != nil || ref.Project() == "" {
		return
	}
	segments := strings.Split(ref.Path(), "/")
	if len(segments) < 2 {
		return
	}
	collection := segments[len(segments)-2]
	switch t, ok := collections[collection]; {
	case collection == "httpHealthChecks" || collection == "httpsHealthChecks":
		c.gap(gcp.HealthChecks, apigee.Gap{
			What:   "the health check " + ref.Path(),
			Reason: "it is of a kind (" + collection + ") that is no longer read",
			Settle: "replace it with a health check of the current kind",
		})
	case ok && !slices.Contains(projects, c.canonical(ref).Project()):
		c.gap(t, apigee.Gap{
			What:   fmt.Sprintf("%s of project %s", collection, ref.Project()),
			Reason: "referred to, but only what is in " + strings.Join(projects, ", ") + " was read",
			Settle: "add " + ref.Project() + " to projects",
		})
	}
}

// texts lists the strings of a document that may be references.
func texts(v value.Value) []string {
	var out []string
	switch v.Kind() {
	case value.KindString:
		if strings.Contains(v.Text(), "projects/") {
			out = append(out, v.Text())
		}
	case value.KindList:
		for _, e := range v.Elements() {
			out = append(out, texts(e)...)
		}
	case value.KindObject:
		for _, key := range v.Keys() {
			out = append(out, texts(v.Get(key))...)
		}
	default:
	}
	return out
}
