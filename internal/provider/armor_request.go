package provider

import (
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A sample is one request and the clients that may send it: one address where it is
// said, else any.
type sample struct {
	clients packet.Set
	request armor.Request
}

// sampleFields are the attributes of a request, in the order in which they are told.
var sampleFields = []string{
	"ip", "region_code", "asn", "method", "scheme", "path", "query", "headers", "only_these_headers", "tls_ja3_fingerprint", "tls_ja4_fingerprint",
}

var isRegionCode = regexp.MustCompile(`^[A-Z]{2}$`)

// sampleOf reads a request. What is null is not said: it may be anything.
func sampleOf(v value.Value) (sample, error) {
	out := sample{request: armor.Request{Headers: map[string]value.String{}}}
	if v.Kind() != value.KindObject {
		return out, fmt.Errorf("request: expected an object with any of %s, got %s", strings.Join(sampleFields, ", "), v.Kind())
	}
	texts := map[string]*value.String{
		"region_code": &out.request.RegionCode, "method": &out.request.Method, "scheme": &out.request.Scheme,
		"path": &out.request.Path, "query": &out.request.Query,
		"tls_ja3_fingerprint": &out.request.JA3, "tls_ja4_fingerprint": &out.request.JA4,
	}
	for _, name := range v.Keys() {
		field, at := v.Get(name), "request."+name
		var err error
		switch target := texts[name]; {
		case name == "ip":
			out.clients, err = clientsAt(at, field)
		case target != nil:
			*target, err = textAt(at, field)
		case name == "asn":
			out.request.ASN, err = numberAt(at, field)
		case name == "headers":
			err = out.headers(at, field)
		case name == "only_these_headers":
			out.request.OnlyHeaders, err = boolAt(at, field)
		default:
			err = fmt.Errorf("request: expected any of %s, got an attribute %q", strings.Join(sampleFields, ", "), name)
		}
		if err != nil {
			return out, err
		}
	}
	if v.Get("headers").IsUnknown() {
		out.request.OnlyHeaders = false
	}
	if out.clients.IsEmpty() {
		all, err := armor.Clients(packet.AnySource()...)
		if err != nil {
			return out, err
		}
		out.clients = all
	}
	return out, out.check()
}

// check finds values that no request has.
func (s sample) check() error {
	r := s.request
	switch {
	case r.RegionCode.IsKnown() && !isRegionCode.MatchString(r.RegionCode.Value()):
		return fmt.Errorf("request.region_code: expected a code of two capital letters such as DE, got %q", r.RegionCode.Value())
	case r.Path.IsKnown() && (!strings.HasPrefix(r.Path.Value(), "/") || strings.Contains(r.Path.Value(), "?")):
		return errors.New("request.path: expected a path that begins with a slash, without the query, such as /v1/orders")
	case r.Scheme.IsKnown() && r.Scheme.Value() != "https" && r.Scheme.Value() != "http":
		return fmt.Errorf("request.scheme: expected https or http, got %q", r.Scheme.Value())
	case r.Method.IsKnown() && strings.ToUpper(r.Method.Value()) != r.Method.Value():
		return fmt.Errorf("request.method: expected capital letters such as GET, got %q", r.Method.Value())
	}
	return nil
}

// headers reads the headers by their names; a null one is absent.
func (s *sample) headers(at string, v value.Value) error {
	switch v.Kind() {
	case value.KindNull, value.KindUnknown:
		return nil
	case value.KindObject:
	default:
		return wrong(at, "a map of texts", v)
	}
	for _, name := range v.Keys() {
		key := strings.ToLower(name)
		if _, twice := s.request.Headers[key]; twice {
			return fmt.Errorf("%s: the header %q is given twice", at, key)
		}
		text, err := textAt(at+"["+strconv.Quote(name)+"]", v.Get(name))
		if err != nil {
			return err
		}
		s.request.Headers[key] = text
	}
	return nil
}

func clientsAt(at string, v value.Value) (packet.Set, error) {
	if v.IsNull() || v.IsUnknown() {
		return packet.Set{}, nil
	}
	a, err := netip.ParseAddr(v.Text())
	if v.Kind() != value.KindString || err != nil || a.Zone() != "" {
		return packet.Set{}, fmt.Errorf("%s: expected an IP address such as 203.0.113.7", at)
	}
	a = a.Unmap()
	return armor.Clients(netip.PrefixFrom(a, a.BitLen()))
}

func textAt(at string, v value.Value) (value.String, error) {
	switch v.Kind() {
	case value.KindNull:
		return value.String{}, nil
	case value.KindUnknown:
		return value.UnknownOf[string](v.Why()), nil
	case value.KindString:
		return value.Known(v.Text()), nil
	default:
		return value.String{}, wrong(at, "a string", v)
	}
}

func numberAt(at string, v value.Value) (value.Int, error) {
	switch v.Kind() {
	case value.KindNull:
		return value.Int{}, nil
	case value.KindUnknown:
		return value.UnknownOf[int64](v.Why()), nil
	default:
	}
	n, err := strconv.ParseInt(v.Text(), 10, 64)
	if v.Kind() != value.KindNumber || err != nil || n < 0 {
		return value.Int{}, wrong(at, "a number such as 64500", v)
	}
	return value.Known(n), nil
}

func boolAt(at string, v value.Value) (bool, error) {
	if v.Kind() != value.KindBool && !v.IsNull() && !v.IsUnknown() {
		return false, wrong(at, "true or false", v)
	}
	return v.Kind() == value.KindBool && v.Text() == "true", nil
}
