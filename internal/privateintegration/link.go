package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// link is the VPC link of a call, of one version or the other: ids look alike.
type link struct {
	v1 pick[RestVPCLink]
	v2 pick[VPCLink]
	// elsewhere is the link if it is in another region than the API, which has none then.
	elsewhere *Identity
}

// linkOf finds the link of a call in its stage.
func (inv *Inventory) linkOf(c call) link {
	id := c.resolve(c.connection).String
	l := link{v1: pickByID(inv.RestVPCLinks, "VPC link", id), v2: pickByID(inv.VPCLinks, "VPC link", id)}
	for _, of := range l.identities() {
		if sameRegion(c.Identity, of) == value.False {
			return link{elsewhere: &of}
		}
	}
	l.v1, l.v2 = near(c.Identity, l.v1), near(c.Identity, l.v2)
	return l
}

// identities are those of the link that it certainly is.
func (l link) identities() []Identity {
	switch {
	case l.v1.certain != nil:
		return []Identity{l.v1.certain.Identity}
	case l.v2.certain != nil:
		return []Identity{l.v2.certain.Identity}
	}
	return nil
}

// certainV1 is the link if it certainly is one of V1, certainV2 likewise.
func (l link) certainV1() *RestVPCLink { return l.v1.certain }
func (l link) certainV2() *VPCLink     { return l.v2.certain }

// found says that it is known which link it is.
func (l link) found() bool { return l.v1.certain != nil || l.v2.certain != nil }

// none says that there certainly is no such link.
func (l link) none() bool { return l.v1.none() && l.v2.none() }

// missing says why it is not known which link it is.
func (l link) missing() []check.Missing {
	if l.v1.certain != nil || l.v2.certain != nil {
		return nil
	}
	return check.Distinct(append(append([]check.Missing{}, l.v1.missing...), l.v2.missing...))
}

// front is what a call's link leads to: a listener of a load balancer, or a service of
// Cloud Map.
type front struct {
	// link is what leads there.
	link     link
	endpoint endpoint
	balancer pick[LoadBalancer]
	// listeners are those on the call's port, or the one that the integration names.
	listener pick[Listener]
	cloudMap pick[CloudMapService]
	// byARN says that the integration names the listener itself, not a port.
	byARN bool
	// port is the listener's, https whether API Gateway speaks TLS to it.
	port  value.Int
	https value.Bool
	// missing says why the load balancer or listener is not known.
	missing []check.Missing
}

// frontOf follows a call to the listener that its requests reach.
func (inv *Inventory) frontOf(c call) front {
	f := front{link: inv.linkOf(c)}
	if c.kind == kindHTTP {
		return inv.frontByARN(f, c)
	}
	f.endpoint = c.endpoint
	f.port, f.https = f.endpoint.port, f.endpoint.https
	switch arn := c.target; {
	case f.link.certainV1() != nil:
		f.balancer = inv.balancerOfV1(f.link.certainV1())
	case !arn.IsNull():
		if text, ok := arn.Get(); ok && isListener(text) {
			return inv.frontByARN(f, c)
		}
		f.balancer = near(c.Identity, pickByID(inv.LoadBalancers, "load balancer", arn))
	case f.link.certainV2() != nil:
		// It names no target: link-version-fits-api says so.
	default:
		f.missing = f.link.missing()
	}
	f.missing = append(f.missing, f.balancer.missing...)
	if f.balancer.certain != nil {
		f.listener = inv.listenerOn(f.balancer.certain, f.port)
		f.missing = append(f.missing, f.listener.missing...)
	}
	return f
}

// balancerOfV1 is the one load balancer that a link V1 leads to.
func (inv *Inventory) balancerOfV1(l *RestVPCLink) pick[LoadBalancer] {
	targets, ok := l.TargetARNs.Get()
	if !ok || len(targets) == 0 {
		return pick[LoadBalancer]{missing: []check.Missing{lacking("the load balancer of "+l.Subject(), l.TargetARNs.Why())}}
	}
	return near(l.Identity, pickByID(inv.LoadBalancers, "load balancer", targets[0]))
}

// frontByARN follows an integration that names a listener, or a Cloud Map service.
func (inv *Inventory) frontByARN(f front, c call) front {
	arn := c.resolve(c.uri).String
	if c.kind != kindHTTP {
		arn = c.target
	} else {
		f.https = c.tls
	}
	f.byARN = true
	text, known := arn.Get()
	switch {
	case known && isCloudMap(text):
		f.cloudMap = near(c.Identity, pickByID(inv.CloudMapServices, "Cloud Map service", value.Known(withoutQuery(text))))
		f.missing = append(f.missing, f.cloudMap.missing...)
		return f
	case known && !isListener(text):
		return f // integration-uri-fits-listener says so
	}
	f.listener = near(c.Identity, pickByID(inv.Listeners, "listener", arn))
	f.missing = append(f.missing, f.listener.missing...)
	if l := f.listener.certain; l != nil {
		if f.port.IsNull() {
			f.port = l.Port
		}
		f.balancer = pickByID(inv.LoadBalancers, "load balancer", l.LoadBalancer)
		f.missing = append(f.missing, f.balancer.missing...)
	}
	return f
}

// listenerOn finds a load balancer's listener on a port.
func (inv *Inventory) listenerOn(lb *LoadBalancer, port value.Int) pick[Listener] {
	certain, possible, missing := below(inv.Listeners, func(l *Listener) value.String { return l.LoadBalancer }, lb.Identity)
	var out pick[Listener]
	if port.IsUnknown() {
		out.missing = append(out.missing, lacking("the port that the integration calls", port.Why()))
	}
	for _, l := range certain {
		switch value.Equal(l.Port, port) {
		case value.True:
			return pick[Listener]{certain: l}
		case value.Undecided:
			out.possible = append(out.possible, l)
			if port.IsKnown() {
				out.missing = append(out.missing, lacking("the port of "+l.Subject(), l.Port.Why()))
			}
		case value.False:
		}
	}
	for _, l := range possible {
		if value.Equal(l.Port, port) != value.False {
			out.possible = append(out.possible, l)
			out.missing = append(out.missing, lacking("the load balancer of "+l.Subject(), l.LoadBalancer.Why()))
		}
	}
	out.missing = append(out.missing, missing...)
	return out
}
