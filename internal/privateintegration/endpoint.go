package privateintegration

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// endpoint is what a URI of an integration says: how API Gateway speaks to what host
// and port. The host is no address: behind a VPC link it is the Host header and, with
// https, the name that the certificate must have.
type endpoint struct {
	https value.Bool
	host  value.String
	port  value.Int
	path  value.String
	// malformed says that the URI is none that API Gateway can call.
	malformed string
}

// braces are those of path parameters, escaped.
var braces = strings.NewReplacer("{", "%7B", "}", "%7D")

// endpointOf reads a URI.
func endpointOf(uri value.String) endpoint {
	text, ok := uri.Get()
	if !ok {
		why := uri.Why()
		if uri.IsNull() {
			why = value.Why{Reason: "the integration has no URI", Settle: "set it"}
		}
		return unknownEndpoint(why)
	}
	// Path parameters are no part of a URL's grammar.
	u, err := url.Parse(braces.Replace(text))
	switch {
	case err != nil:
		return endpoint{malformed: "it is no URL"}
	case u.Scheme != "http" && u.Scheme != "https":
		return endpoint{malformed: "it does not begin with http:// or https://"}
	case u.Hostname() == "":
		return endpoint{malformed: "it has no host"}
	}
	e := endpoint{https: value.Known(u.Scheme == "https"), host: value.Known(u.Hostname()), path: value.Known(cmp.Or(u.Path, "/"))}
	switch p := u.Port(); {
	case p != "":
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil || n == 0 {
			return endpoint{malformed: "its port is none"}
		}
		e.port = value.Known(int64(n))
	case u.Scheme == "https":
		e.port = value.Known[int64](443)
	default:
		e.port = value.Known[int64](80)
	}
	return e
}
