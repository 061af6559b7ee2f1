package packet_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

func TestSetText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "none", "none"},
		{"everything", "any all", "any all"},
		{"both families are any", "0.0.0.0/0,::/0 all", "any all"},
		{"one family is not", "::/0 tcp:443", "::/0 tcp:443"},
		{"a range and a port", "35.191.0.0/16 tcp:443", "35.191.0.0/16 tcp:443"},
		{"IPv4 first, ascending", "2600::/16,35.191.0.0/16,10.0.0.1 tcp:443", "10.0.0.1/32,35.191.0.0/16,2600::/16 tcp:443"},
		{"halves are joined", "10.0.0.0/25,10.0.0.128/25 tcp:80,81-90", "10.0.0.0/24 tcp:80-90"},
		{"subsets disappear", "10.0.0.0/8 tcp; 10.1.0.0/16 tcp:443", "10.0.0.0/8 tcp"},
		{"host bits are cleared", "10.1.2.3/8 tcp", "10.0.0.0/8 tcp"},
		{"mapped addresses are IPv4", "::ffff:10.0.0.1 tcp", "10.0.0.1/32 tcp"},
		{"around the mapped block", "::fffe:0:0/95 tcp", "::fffe:0:0/96 tcp"},
		{"the mapped block in the middle", "::fffe:8000:0/97,::1:0:0:0/96 tcp", "::fffe:8000:0/97,::1:0:0:0/96 tcp"},
		{"numbers and names of protocols", "any 6,17,47:53 gre 59-93", "any tcp,udp:53 gre,59-93"},
		{"all ports are no ports", "any tcp:0-65535", "any tcp"},
		{"protocols without ports have none", "any all:443", "any tcp,udp,dccp,sctp,udplite:443"},
		{"terms", "10.0.0.0/8 tcp:80 udp; 11.0.0.0/8 tcp:443", "10.0.0.0/8 tcp:80 udp; 11.0.0.0/8 tcp:443"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := mustSet(t, c.text).String(); got != c.want {
				t.Errorf("%q prints as %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestParseSetRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"", "not sources followed by services"},
		{"10.0.0.0/8", "not sources followed by services"},
		{"10.0.0.0/33 tcp", "10.0.0.0/33"},
		{"10.0.0.0/8 tpc", `protocol "tpc"`},
		{"10.0.0.0/8 tcp:99999", `port "99999"`},
		{"10.0.0.0/8 tcp:", `port ""`},
		{"10.0.0.0/8 icmp:443", "icmp has no ports"},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			if s, err := packet.ParseSet(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("gives %v, error %v, want one about %q", s, err, c.want)
			}
		})
	}
}

func TestNewSet(t *testing.T) {
	t.Parallel()
	tcp := packet.Service{Protocols: packet.ProtocolSet(packet.TCP), Ports: packet.OnPorts(443)}
	for _, c := range []struct {
		name     string
		sources  []netip.Prefix
		services []packet.Service
		want     string // of the set, or of the error after "error: "
	}{
		{"sources and a service", packet.AnySource(), []packet.Service{tcp}, "any tcp:443"},
		{"two services", packet.AnySource(), []packet.Service{tcp, {Protocols: packet.ProtocolSet(packet.ICMP)}}, "any icmp tcp:443"},
		{"any service", packet.AnySource(), []packet.Service{packet.AnyService()}, "any all"},
		{"no sources are no packets", nil, []packet.Service{tcp}, "none"},
		{"no service", packet.AnySource(), nil, "error: at least one service"},
		{"no protocol", packet.AnySource(), []packet.Service{{}}, "error: at least one protocol"},
		{
			"ports without a protocol that has any", nil,
			[]packet.Service{{Protocols: packet.ProtocolSet(packet.ESP), Ports: packet.OnPorts(1)}}, "error: esp has no ports",
		},
		{"an invalid prefix", []netip.Prefix{{}}, []packet.Service{tcp}, "error: invalid source prefix"},
		{
			"a mapped prefix made by hand",
			[]netip.Prefix{netip.PrefixFrom(netip.MustParseAddr("::ffff:10.0.0.0"), 104)}, []packet.Service{tcp}, "10.0.0.0/8 tcp:443",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			set, err := packet.NewSet(c.sources, c.services...)
			if want, isError := strings.CutPrefix(c.want, "error: "); isError {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want one about %q", err, want)
				}
				return
			}
			if err != nil || set.String() != c.want {
				t.Errorf("set %v, error %v, want %s", set, err, c.want)
			}
		})
	}
}

func TestContains(t *testing.T) {
	t.Parallel()
	set := mustSet(t, "10.0.0.0/8,fe80::/10 tcp:443 icmp")
	for _, c := range []struct {
		name string
		p    packet.Packet
		want bool
	}{
		{"inside", packet.Packet{Source: netip.MustParseAddr("10.1.2.3"), Protocol: packet.TCP, Port: 443}, true},
		{"as a mapped address", packet.Packet{Source: netip.MustParseAddr("::ffff:10.1.2.3"), Protocol: packet.TCP, Port: 443}, true},
		{"with a zone", packet.Packet{Source: netip.MustParseAddr("fe80::1%eth0"), Protocol: packet.TCP, Port: 443}, true},
		{"another port", packet.Packet{Source: netip.MustParseAddr("10.1.2.3"), Protocol: packet.TCP, Port: 80}, false},
		{"the port of a protocol without ports", packet.Packet{Source: netip.MustParseAddr("10.1.2.3"), Protocol: packet.ICMP, Port: 80}, true},
		{"without a source", packet.Packet{Protocol: packet.TCP, Port: 443}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := set.Contains(c.p); got != c.want {
				t.Errorf("contains %v: %v", c.p, got)
			}
			if got := !packet.Single(c.p).Intersect(set).IsEmpty(); got != c.want {
				t.Errorf("the set of %v meets it: %v", c.p, got)
			}
		})
	}
}

func TestExampleIsReadable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ set, want string }{
		{"35.191.0.0/16 tcp:443", "35.191.0.0 tcp:443"},
		{"::/0,10.0.0.0/8 all", "10.0.0.0 tcp:1"},
		{"2600::/16 esp udp:0,53", "2600:: udp:53"},
		{"10.0.0.1 tcp:0", "10.0.0.1 tcp:0"},
		{"10.0.0.1 icmp,esp", "10.0.0.1 icmp"},
	} {
		t.Run(c.set, func(t *testing.T) {
			t.Parallel()
			if p, ok := mustSet(t, c.set).Example(); !ok || p.String() != c.want {
				t.Errorf("example %v %v, want %s", p, ok, c.want)
			}
		})
	}
}

func TestSources(t *testing.T) {
	t.Parallel()
	got := mustSet(t, "10.0.0.0/25 tcp:443; 10.0.0.128/25 udp; 2600::/16 icmp; 10.0.0.0/26 esp").Sources()
	want := "[10.0.0.0/24 2600::/16]"
	texts := make([]string, len(got))
	for i, p := range got {
		texts[i] = p.String()
	}
	if text := "[" + strings.Join(texts, " ") + "]"; text != want {
		t.Errorf("sources %s, want %s", text, want)
	}
}
