package live

import (
	"context"
	"slices"
	"strings"

	compute "cloud.google.com/go/compute/apiv1"
	"cloud.google.com/go/compute/apiv1/computepb"
	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// hierarchies reads the security policies of organizations and folders that apply to
// the projects' load balancers. They apply to all global external backend services
// of a project alike, so that one is asked.
func (c *collector) hierarchies(front []gcp.Resource) {
	asked := map[string]bool{}
	for _, r := range front {
		ref := r.Ref.Value()
		scheme := r.Body.Get("loadBalancingScheme").Text()
		external := scheme == "EXTERNAL" || scheme == "EXTERNAL_MANAGED"
		if r.Type != gcp.BackendServices || !external || !strings.Contains(ref.Path(), "/global/") || asked[ref.Project()] {
			continue
		}
		asked[ref.Project()] = true
		c.begin(func() { c.hierarchy(ref) })
	}
}

// hierarchy reads the policies that apply to a backend service, and keeps those of
// the organization and its folders.
func (c *collector) hierarchy(service value.Ref) {
	project, err := gcp.ComputeRef("projects/"+service.Project(), "", "")
	if err != nil {
		return
	}
	k := call{
		api: computeAPI, path: service.Path() + "/getEffectiveSecurityPolicies", permission: "compute.backendServices.get", role: viewer,
		fills: []gcp.Type{gcp.HierarchicalSecurityPolicies}, scope: project,
	}
	pages, _ := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		client, err := compute.NewBackendServicesRESTClient(ctx, opts...)
		if err != nil {
			return err
		}
		*client.CallOptions = compute.BackendServicesCallOptions{} // retries are the transport's
		_, err = client.GetEffectiveSecurityPolicies(ctx, &computepb.GetEffectiveSecurityPoliciesBackendServiceRequest{
			Project: service.Project(), BackendService: service.Name(),
		})
		return err
	})
	for _, page := range pages {
		c.policiesAbove(k, project, page)
	}
}

// policiesAbove keeps the policies of an answer whose shape the API does not
// document: a field that lists policies may have any name. Those of the backend
// service itself lie in a project and are read elsewhere.
func (c *collector) policiesAbove(k call, project value.Ref, page value.Value) {
	level := 0
	for _, field := range page.Keys() {
		list := page.Get(field)
		if slices.Contains([]string{"kind", "id", "selfLink", "etag"}, field) {
			continue
		}
		if list.Kind() != value.KindList {
			c.misshapen(k)
			return
		}
		for _, policy := range list.Elements() {
			if policy.Kind() != value.KindObject || policy.Get("rules").Kind() != value.KindList {
				c.misshapen(k)
				return
			}
			ref, err := gcp.ComputeRef(policy.Get("selfLink").Text(), "", "")
			if err != nil {
				ref, err = gcp.ComputeRef("//"+gcp.ComputeService+"/locations/global/securityPolicies/"+policy.Get("name").Text(), "", "")
			}
			switch {
			case err != nil:
				c.misshapen(k)
				return
			case ref.Project() != "":
				continue
			}
			c.put(gcp.Resource{
				Type: gcp.HierarchicalSecurityPolicies, Identity: apigee.Identity{Ref: value.Known(ref)},
				Parent: value.Known(project), Level: level, Body: policy,
			})
			level++
		}
	}
}
