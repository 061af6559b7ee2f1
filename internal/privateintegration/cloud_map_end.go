package privateintegration

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// toCloudMap is from a link's interfaces to the instances of a service.
func (n *network) toCloudMap(c call, f front) *crossing {
	link, service := f.link.certainV2(), f.cloudMap.certain
	x := &crossing{Identity: service.Identity, sender: link.text(), receiver: "the instances of " + called(service.Identity, service.Name), from: n.endsOfLink(link), zonal: value.False, preserving: value.False}
	x.seen = [][]*end{x.from}
	certain, possible, missing := below(n.CloudMapInstances, func(i *CloudMapInstance) value.String { return i.Service }, service.Identity)
	for _, i := range possible {
		missing = append(missing, lacking("the service of "+i.Subject(), i.Service.Why()))
	}
	filters, _ := url.ParseQuery(after(c.resolve(c.uri).Value(), "?"))
	for _, i := range certain {
		if i.chosen(filters) {
			x.to = append(x.to, n.instanceOfService(i, x.from))
		}
	}
	x.missing = missing
	return x
}

func after(text, sep string) string {
	_, rest, _ := strings.Cut(text, sep)
	return rest
}

// chosen says whether the filters of an integration may choose an instance.
func (i *CloudMapInstance) chosen(filters url.Values) bool {
	for key := range filters {
		if v := i.Attributes.Get(key); !v.IsUnknown() && !i.Attributes.IsUnknown() && v.Text() != filters.Get(key) {
			return false
		}
	}
	return true
}

// instanceOfService is where an instance registered itself. Its VPC is that of the
// link, which reaches no other that is documented.
func (n *network) instanceOfService(i *CloudMapInstance, link []*end) arrival {
	text := func(key string) value.String {
		switch v := i.Attributes.Get(key); {
		case i.Attributes.IsUnknown():
			return value.UnknownOf[string](i.Attributes.Why())
		case v.IsUnknown():
			return value.UnknownOf[string](v.Why())
		default:
			return value.Known(v.Text())
		}
	}
	port := value.Map(text("AWS_INSTANCE_PORT"), func(s string) int64 {
		p, err := strconv.ParseUint(s, 10, 16)
		if err != nil {
			return 0
		}
		return int64(p)
	})
	if value.Is(port, 0) == value.True { // cloud-map checks say so
		port = value.UnknownOf[int64](value.Why{Reason: "the instance has no AWS_INSTANCE_PORT", Settle: "register it with one"})
	}
	address := text("AWS_INSTANCE_IPV4")
	if _, err := netip.ParseAddr(address.Value()); err != nil {
		why := address.Why()
		if address.IsKnown() {
			why = value.Why{Reason: "the instance has no AWS_INSTANCE_IPV4", Settle: "register it with one"}
		}
		return arrival{end: n.settled(n.unknownEnd("instance "+orText(i.Instance, i.Subject()), why)), port: port, remote: value.Undecided}
	}
	target := &Target{Target: address}
	e, remote := n.addressEnd(&TargetGroup{VPC: link[0].vpc}, target)
	return arrival{end: n.settled(e), port: port, remote: remote}
}
