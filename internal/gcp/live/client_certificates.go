package live

import (
	"context"

	networksecurity "google.golang.org/api/networksecurity/v1"
	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// clientPolicies reads the server TLS policies that target proxies name. Projects that do
// without are not asked, for they have the API disabled.
func (c *collector) clientPolicies(front []gcp.Resource) {
	for _, g := range c.gapsIn(gcp.TargetProxies) {
		c.gap(gcp.ServerTLSPolicies, g)
	}
	var named []value.Ref
	for _, r := range front {
		ref, err := apigee.SecurityRef(r.Body.Get("serverTlsPolicy").Text(), r.Ref.Value().Project())
		if r.Type == gcp.TargetProxies && err == nil && ref.After("serverTlsPolicies") != "" && isName(ref.Project()) {
			named = with(named, ref)
		}
	}
	for _, ref := range named {
		c.begin(func() { c.clientPolicy(ref) })
	}
}

func (c *collector) clientPolicy(ref value.Ref) {
	k := call{
		api: securityAPI, path: ref.Path(), permission: "networksecurity.serverTlsPolicies.get", role: "roles/viewer",
		fills: []gcp.Type{gcp.ServerTLSPolicies}, scope: ref,
	}
	c.one(k, ref, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := networksecurity.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Projects.Locations.ServerTlsPolicies.Get(ref.Path()).Context(ctx).Do()
		}
		return err
	})
}
