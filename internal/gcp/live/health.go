package live

import (
	"context"

	compute "cloud.google.com/go/compute/apiv1"
	"cloud.google.com/go/compute/apiv1/computepb"
	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// health reads what load balancers find of the backends that lead to Apigee, one call for
// each, and their instances, one for a project; it may have hundreds of others. It waits for no other listings than those
// that tell which they are.
func (c *collector) health(projects []string) {
	w := gcp.NewWorld()
	read := c.lists(projects, append(proxies(), backendServices())...)
	for _, r := range read {
		w.Put(r)
	}
	inv, err := w.Inventory()
	if err != nil {
		for _, t := range []gcp.Type{gcp.BackendHealth, gcp.VirtualMachines} {
			c.gap(t, apigee.Gap{
				What: "the instances of backends, and their health", Reason: "not read, as a resource has another shape than the API documents", Settle: "update apireach",
			})
		}
		return
	}
	c.machines(read, inv.ProxyManagers())
	for _, q := range inv.HealthQuestions() {
		service := q.Service.Ref.Value()
		if group, err := gcp.ComputeRef(q.Group, "", service.Project()); err == nil {
			c.begin(func() { c.healthOf(service, group, q.Group) })
		}
	}
}

// healthOf asks a backend service for the health of one of its groups, as it names it.
func (c *collector) healthOf(service, group value.Ref, name string) {
	k := call{
		api: computeAPI, method: "POST", path: service.Path() + "/getHealth", of: group.Path(), permission: "compute.backendServices.get", role: viewer,
		fills: []gcp.Type{gcp.BackendHealth}, scope: service,
	}
	ask := &computepb.ResourceGroupReference{Group: &name}
	run := func(ctx context.Context, opts ...option.ClientOption) error {
		client, err := compute.NewBackendServicesRESTClient(ctx, opts...)
		if err != nil {
			return err
		}
		*client.CallOptions = compute.BackendServicesCallOptions{} // retries are the transport's
		_, err = client.GetHealth(ctx, &computepb.GetHealthBackendServiceRequest{
			Project: service.Project(), BackendService: service.Name(), ResourceGroupReferenceResource: ask,
		})
		return err
	}
	if region := service.After("regions"); region != "" {
		k.permission = "compute.regionBackendServices.get"
		run = func(ctx context.Context, opts ...option.ClientOption) error {
			client, err := compute.NewRegionBackendServicesRESTClient(ctx, opts...)
			if err != nil {
				return err
			}
			*client.CallOptions = compute.RegionBackendServicesCallOptions{}
			_, err = client.GetHealth(ctx, &computepb.GetHealthRegionBackendServiceRequest{
				Project: service.Project(), Region: region, BackendService: service.Name(), ResourceGroupReferenceResource: ask,
			})
			return err
		}
	}
	pages, _ := c.do(k, run)
	for _, page := range pages {
		// No instance is an answer, nothing at all is none.
		if page.Get("kind").IsNull() && page.Get("healthStatus").IsNull() {
			c.lack(k, "the answer tells no health", "run again; if it stays, update apireach")
			continue
		}
		c.put(gcp.Resource{
			Type: gcp.BackendHealth, Identity: apigee.Identity{Ref: value.Known(group)}, Parent: value.Known(service), Body: page,
		})
	}
}
