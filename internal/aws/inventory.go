package aws

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A field is how resources of one type become items of the inventory.
type field struct {
	typ  Type
	fill func(w *World, inv *pi.Inventory) error
}

// fields is the one table of the types the model has.
func fields() []field {
	return []field{
		listing(RestAPIs, func(i *pi.Inventory) *pi.Listing[pi.RestAPI] { return &i.RestAPIs }, nil),
		listing(RestIntegrations, func(i *pi.Inventory) *pi.Listing[pi.RestIntegration] { return &i.RestIntegrations }, restIntegration),
		listing(RestStages, func(i *pi.Inventory) *pi.Listing[pi.RestStage] { return &i.RestStages },
			func(s *pi.RestStage, r Resource) { s.API = r.Parent }),
		listing(RestDeployments, func(i *pi.Inventory) *pi.Listing[pi.RestDeployment] { return &i.RestDeployments },
			func(d *pi.RestDeployment, r Resource) { d.API, d.Anew = r.Parent, r.Created }),
		listing(RestVPCLinks, func(i *pi.Inventory) *pi.Listing[pi.RestVPCLink] { return &i.RestVPCLinks }, nil),
		listing(Accounts, func(i *pi.Inventory) *pi.Listing[pi.Account] { return &i.Accounts }, nil),

		listing(APIs, func(i *pi.Inventory) *pi.Listing[pi.API] { return &i.APIs }, nil),
		listing(Integrations, func(i *pi.Inventory) *pi.Listing[pi.Integration] { return &i.Integrations }, integration),
		listing(Routes, func(i *pi.Inventory) *pi.Listing[pi.Route] { return &i.Routes }, func(x *pi.Route, r Resource) { x.API = r.Parent }),
		listing(Stages, func(i *pi.Inventory) *pi.Listing[pi.Stage] { return &i.Stages }, func(s *pi.Stage, r Resource) { s.API = r.Parent }),
		listing(VPCLinks, func(i *pi.Inventory) *pi.Listing[pi.VPCLink] { return &i.VPCLinks }, nil),

		listing(LoadBalancers, func(i *pi.Inventory) *pi.Listing[pi.LoadBalancer] { return &i.LoadBalancers }, nil),
		listing(Listeners, func(i *pi.Inventory) *pi.Listing[pi.Listener] { return &i.Listeners }, nil),
		listing(Rules, func(i *pi.Inventory) *pi.Listing[pi.ListenerRule] { return &i.Rules }, nil),
		listing(TargetGroups, func(i *pi.Inventory) *pi.Listing[pi.TargetGroup] { return &i.TargetGroups }, nil),
		listing(Targets, func(i *pi.Inventory) *pi.Listing[pi.Target] { return &i.Targets }, nil),
		listing(TargetHealth, func(i *pi.Inventory) *pi.Listing[pi.TargetHealth] { return &i.TargetHealth }, nil),
		listing(ListenerCertificates, func(i *pi.Inventory) *pi.Listing[pi.ListenerCertificate] { return &i.ListenerCerts }, nil),

		listing(VPCs, func(i *pi.Inventory) *pi.Listing[pi.VPC] { return &i.VPCs }, nil),
		listing(Subnets, func(i *pi.Inventory) *pi.Listing[pi.Subnet] { return &i.Subnets }, nil),
		listing(SecurityGroups, func(i *pi.Inventory) *pi.Listing[pi.SecurityGroup] { return &i.SecurityGroups }, nil),
		listing(SecurityGroupRules, func(i *pi.Inventory) *pi.Listing[pi.SecurityGroupRule] { return &i.SecurityGroupRules }, nil),
		listing(PrefixLists, func(i *pi.Inventory) *pi.Listing[pi.PrefixList] { return &i.PrefixLists }, nil),
		listing(NetworkACLs, func(i *pi.Inventory) *pi.Listing[pi.NetworkACL] { return &i.NetworkACLs },
			func(a *pi.NetworkACL, r Resource) {
				a.EntryGaps, a.AssociationGaps = r.Gaps["Entries"], r.Gaps["Associations"]
			}),
		listing(NetworkInterfaces, func(i *pi.Inventory) *pi.Listing[pi.NetworkInterface] { return &i.NetworkInterfaces }, nil),
		listing(Instances, func(i *pi.Inventory) *pi.Listing[pi.Instance] { return &i.Instances }, nil),
		listing(RouteTables, func(i *pi.Inventory) *pi.Listing[pi.RouteTable] { return &i.RouteTables },
			func(t *pi.RouteTable, r Resource) {
				t.RouteGaps, t.AssociationGaps = r.Gaps["Routes"], r.Gaps["Associations"]
			}),
		listing(PeeringConnections, func(i *pi.Inventory) *pi.Listing[pi.PeeringConnection] { return &i.PeeringConnections }, nil),
		listing(EndpointServices, func(i *pi.Inventory) *pi.Listing[pi.EndpointService] { return &i.EndpointServices }, nil),
		listing(EndpointConnections, func(i *pi.Inventory) *pi.Listing[pi.EndpointConnection] { return &i.EndpointConnections }, nil),

		listing(Certificates, func(i *pi.Inventory) *pi.Listing[pi.Certificate] { return &i.Certificates },
			func(c *pi.Certificate, r Resource) { c.Presented = cert.ReadPresented(r.Body.Get("Certificate")) }),
		listing(CloudMapServices, func(i *pi.Inventory) *pi.Listing[pi.CloudMapService] { return &i.CloudMapServices }, nil),
		listing(CloudMapInstances, func(i *pi.Inventory) *pi.Listing[pi.CloudMapInstance] { return &i.CloudMapInstances }, nil),
	}
}

// restIntegration reads what a REST API's integration has besides its own fields: the
// resource's path, its method's verb, and the stage that serves it.
func restIntegration(i *pi.RestIntegration, r Resource) {
	i.API = r.Parent
	for to, name := range map[*value.String]string{&i.Resource: "resourceId", &i.Path: "path", &i.Method: "method", &i.Stage: "stage"} {
		*to = stringAt(r.Body, name)
	}
}

// integration tells an integration without a tlsConfig from one that has an empty one.
func integration(i *pi.Integration, r Resource) {
	i.API = r.Parent
	switch tls := r.Body.Get("TlsConfig"); {
	case tls.IsUnknown():
		why := tls.Why()
		i.TLSUnknown = &why
	case !tls.IsNull():
		i.TLS = &pi.TLSConfig{ServerNameToVerify: stringAt(tls, "ServerNameToVerify")}
	}
}

func stringAt(v value.Value, name string) value.String {
	switch f := v.Get(name); {
	case f.IsUnknown():
		return value.UnknownOf[string](f.Why())
	case f.Kind() == value.KindString:
		return value.Known(f.Text())
	}
	return value.NoneOf[string]()
}

func listing[T any](t Type, of func(*pi.Inventory) *pi.Listing[T], extra func(*T, Resource)) field {
	return field{typ: t, fill: func(w *World, inv *pi.Inventory) error {
		list := of(inv)
		*list = pi.NewListing(make([]T, len(w.resources[t])), w.Gaps(t))
		for i, r := range w.resources[t] {
			item := &list.Items[i]
			if err := value.Decode(r.Body, item); err != nil {
				return fmt.Errorf("%s %s: %w", t, r.Subject(), err)
			}
			any(item).(identifiable).SetIdentity(r.Identity)
			if extra != nil {
				extra(item, r)
			}
		}
		return nil
	}}
}

type identifiable interface{ SetIdentity(pi.Identity) }

// Types lists the types of resources that the model has.
func Types() []Type {
	var types []Type
	for _, f := range fields() {
		types = append(types, f.typ)
	}
	return types
}

// Inventory decodes the world into the model. The error names the resource and the
// field that has the wrong shape.
func (w *World) Inventory() (*pi.Inventory, error) {
	inv := &pi.Inventory{Selection: w.Selection, Closed: w.Closed, Planned: w.planned, Now: w.Now, WarningDays: w.WarningDays}
	for _, f := range fields() {
		if err := f.fill(w, inv); err != nil {
			return nil, err
		}
	}
	for _, r := range w.removed {
		inv.Gone = append(inv.Gone, pi.Removal{Identity: r.Identity, Type: string(r.Type), Replaced: r.Replaced})
	}
	return inv, nil
}
