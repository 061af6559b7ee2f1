package cert_test

import (
	"net/netip"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
)

func TestNamesCoverHosts(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		host  string
		names []string
		want  bool
	}{
		{"api.acme.example", []string{"api.acme.example"}, true},
		{"API.Acme.Example", []string{"api.acme.EXAMPLE"}, true},
		{"api.acme.example.", []string{"api.acme.example"}, true},
		{"api.acme.example", []string{"www.acme.example", "api.acme.example"}, true},
		{"api.acme.example", []string{"acme.example"}, false},
		{"api.acme.example", nil, false},
		{"api.acme.example", []string{"*.acme.example"}, true},
		{"a.b.example.com", []string{"*.example.com"}, false},
		{"example.com", []string{"*.example.com"}, false},
		{"a.b.example.com", []string{"*.b.example.com"}, true},
		{"api.acme.example", []string{"a*.acme.example"}, false},
		{"api.acme.example", []string{"api.*.example"}, false},
		{"api.acme.example", []string{"*"}, false},
		{"api.acme.example", []string{"*."}, false},
		{"example", []string{"*.example"}, false},
		{"münchen.example", []string{"xn--mnchen-3ya.example"}, true},
		{"xn--mnchen-3ya.example", []string{"*.example"}, true},
		{"api_v2.acme.example", []string{"*.acme.example"}, true},
		{"34.1.2.3.nip.io", []string{"34.1.2.3.nip.io"}, true},
		{"34.1.2.3.nip.io", []string{"*.nip.io"}, false},
		{"*.acme.example", []string{"*.acme.example"}, true},
		{"*.acme.example", []string{"api.acme.example"}, false},
		{"*.b.acme.example", []string{"*.acme.example"}, false},
		{"203.0.113.1", []string{"203.0.113.1"}, false},
		{"", []string{"*.acme.example"}, false},
		{"https://api.acme.example", []string{"api.acme.example"}, false},
		{"api.acme.example:443", []string{"api.acme.example"}, false},
	} {
		if got := (cert.Names{DNS: tc.names}).Covers(tc.host); got != tc.want {
			t.Errorf("%q for %q: %v", tc.names, tc.host, got)
		}
	}
}

func TestAddressesNeedAddressNames(t *testing.T) {
	t.Parallel()
	n := cert.Names{IPs: []netip.Addr{netip.MustParseAddr("203.0.113.1"), netip.MustParseAddr("2001:db8::1")}, CommonName: "203.0.113.9"}
	for host, want := range map[string]bool{
		"203.0.113.1": true, "203.0.113.2": false, "203.0.113.9": false, "2001:db8::1": true, "[2001:db8::1]": true, "::ffff:203.0.113.1": true,
	} {
		if got := n.Covers(host); got != want {
			t.Errorf("%s: %v", host, got)
		}
	}
}

func TestACommonNameAloneIsNoName(t *testing.T) {
	t.Parallel()
	bare := cert.Names{CommonName: "api.acme.example"}
	named := cert.Names{CommonName: "api.acme.example", DNS: []string{"www.acme.example"}}
	if bare.Covers("api.acme.example") || !bare.OnlyCommonName("api.acme.example") || bare.OnlyCommonName("www.acme.example") {
		t.Error("a common name alone")
	}
	if named.Covers("api.acme.example") || named.OnlyCommonName("api.acme.example") {
		t.Error("a common name beside other names")
	}
}

func TestHostnamesAreSpelledInOneWay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		" API.acme.example. ": "api.acme.example", "*.Acme.example": "*.acme.example", "BÜCHER.example": "xn--bcher-kva.example",
		"": "", ".": "", "*": "", "*.": "", "a b": "", "a/b": "", "a:1": "", "user@host": "", "a..b": "", ".a": "", "**.a": "",
	} {
		if got, ok := cert.Canonical(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
}
