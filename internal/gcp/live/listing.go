package live

import (
	"context"
	"errors"

	compute "cloud.google.com/go/compute/apiv1"
	gax "github.com/googleapis/gax-go/v2"
	"google.golang.org/api/iterator"
	"google.golang.org/api/option"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

const (
	viewer        = "roles/compute.viewer"
	networkViewer = "roles/compute.networkViewer"
	// maxResults of Compute Engine's lists, the most there may be.
	maxResults = 500
)

// listing reads what a whole project has of a collection: in all its regions and
// zones, or the global ones where the API has no others.
type listing struct {
	typ        gcp.Type
	collection string
	scope      string // aggregated or global
	role       string
	list       func(ctx context.Context, project string, opts ...option.ClientOption) error
}

// frontEnds are the listings of load balancers, proxies those of what they lead to.
func frontEnds() []listing {
	return append([]listing{
		list(gcp.ForwardingRules, "aggregated", "forwardingRules", networkViewer, compute.NewForwardingRulesRESTClient, (*compute.ForwardingRulesClient).AggregatedList),
		list(gcp.TargetProxies, "aggregated", "targetHttpsProxies", networkViewer, compute.NewTargetHttpsProxiesRESTClient, (*compute.TargetHttpsProxiesClient).AggregatedList),
		list(gcp.TargetProxies, "aggregated", "targetHttpProxies", networkViewer, compute.NewTargetHttpProxiesRESTClient, (*compute.TargetHttpProxiesClient).AggregatedList),
		list(gcp.TargetProxies, "aggregated", "targetTcpProxies", networkViewer, compute.NewTargetTcpProxiesRESTClient, (*compute.TargetTcpProxiesClient).AggregatedList),
		list(gcp.TargetProxies, "global", "targetSslProxies", networkViewer, compute.NewTargetSslProxiesRESTClient, (*compute.TargetSslProxiesClient).List),
		list(gcp.URLMaps, "aggregated", "urlMaps", networkViewer, compute.NewUrlMapsRESTClient, (*compute.UrlMapsClient).AggregatedList),
		backendServices(),
		list(gcp.HealthChecks, "aggregated", "healthChecks", networkViewer, compute.NewHealthChecksRESTClient, (*compute.HealthChecksClient).AggregatedList),
		list(gcp.SecurityPolicies, "aggregated", "securityPolicies", viewer, compute.NewSecurityPoliciesRESTClient, (*compute.SecurityPoliciesClient).AggregatedList),
		list(gcp.NetworkEndpointGroups, "aggregated", "networkEndpointGroups", viewer, compute.NewNetworkEndpointGroupsRESTClient, (*compute.NetworkEndpointGroupsClient).AggregatedList),
	}, presented()...)
}

func backendServices() listing {
	return list(gcp.BackendServices, "aggregated", "backendServices", networkViewer, compute.NewBackendServicesRESTClient, (*compute.BackendServicesClient).AggregatedList)
}

func proxies() []listing {
	return []listing{
		list(gcp.InstanceGroupManagers, "aggregated", "instanceGroupManagers", viewer, compute.NewInstanceGroupManagersRESTClient, (*compute.InstanceGroupManagersClient).AggregatedList),
		list(gcp.InstanceTemplates, "aggregated", "instanceTemplates", viewer, compute.NewInstanceTemplatesRESTClient, (*compute.InstanceTemplatesClient).AggregatedList),
	}
}

// sizes is the listing of what sets the sizes of groups. Nothing is read because of it.
func sizes() listing {
	return list(gcp.Autoscalers, "aggregated", "autoscalers", viewer, compute.NewAutoscalersRESTClient, (*compute.AutoscalersClient).AggregatedList)
}

func subnetworks() listing {
	return list(gcp.Subnetworks, "aggregated", "subnetworks", networkViewer, compute.NewSubnetworksRESTClient, (*compute.SubnetworksClient).AggregatedList)
}

// waysOut are the listings of what leads out of the networks of a project.
func waysOut() []listing {
	return []listing{
		list(gcp.Routers, "aggregated", "routers", networkViewer, compute.NewRoutersRESTClient, (*compute.RoutersClient).AggregatedList),
		list(gcp.Routes, "global", "routes", networkViewer, compute.NewRoutesRESTClient, (*compute.RoutesClient).List),
	}
}

func globalAddresses() listing {
	return list(gcp.GlobalAddresses, "global", "addresses", networkViewer, compute.NewGlobalAddressesRESTClient, (*compute.GlobalAddressesClient).List)
}

// loadBalancerTypes are what the projects of load balancers are read for.
func loadBalancerTypes() []gcp.Type {
	var out []gcp.Type
	for _, l := range append(append(frontEnds(), proxies()...), sizes()) {
		out = append(out, l.typ)
	}
	return out
}

// list makes a listing of one of the clients' methods.
func list[C interface{ Close() error }, R any, P request[R], I iterators[T], T any](
	typ gcp.Type, scope, collection, role string,
	open func(context.Context, ...option.ClientOption) (C, error),
	method func(C, context.Context, P, ...gax.CallOption) I,
) listing {
	return listing{typ, collection, scope, role, func(ctx context.Context, project string, opts ...option.ClientOption) error {
		client, err := open(ctx, opts...)
		if err != nil {
			return err
		}
		it := method(client, ctx, newRequest[R, P](project))
		for {
			if _, err := it.Next(); errors.Is(err, iterator.Done) {
				return nil
			} else if err != nil {
				return err
			}
		}
	}}
}

type request[R any] interface {
	*R
	proto.Message
}

// iterators of the clients ask for pages as they go; the bodies are kept elsewhere.
type iterators[T any] interface{ Next() (T, error) }

// newRequest asks for pages as long as can be, and for what there is when not all
// scopes answer.
func newRequest[R any, P request[R]](project string) P {
	out := P(new(R))
	m := out.ProtoReflect()
	for name, v := range map[protoreflect.Name]protoreflect.Value{
		"project":                protoreflect.ValueOfString(project),
		"max_results":            protoreflect.ValueOfUint32(maxResults),
		"return_partial_success": protoreflect.ValueOfBool(true),
	} {
		if f := m.Descriptor().Fields().ByName(name); f != nil {
			m.Set(f, v)
		}
	}
	return out
}
