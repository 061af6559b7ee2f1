package privateintegration

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// unknownEndpoint is what is known of a URI that is not: the scheme, port and path that
// are written out around what is not, such as the name of a load balancer.
func unknownEndpoint(why value.Why) endpoint {
	e := endpoint{
		https: value.UnknownOf[bool](why), host: value.UnknownOf[string](why), port: value.UnknownOf[int64](why), path: value.UnknownOf[string](why),
	}
	scheme, rest, ok := strings.Cut(why.Pattern, "://")
	if !ok || scheme != "http" && scheme != "https" {
		return e
	}
	e.https = value.Known(scheme == "https")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	authority, path := rest[:end], rest[end:]
	open := strings.Contains(authority, value.Hole) // which may be more than a host
	colon := strings.LastIndexByte(authority, ':')
	n, err := strconv.ParseUint(authority[colon+1:], 10, 16)
	switch {
	case colon >= 0 && err == nil && n > 0:
		e.port = value.Known(int64(n))
	case colon >= 0, open:
	case scheme == "https":
		e.port = value.Known[int64](443)
	default:
		e.port = value.Known[int64](80)
	}
	if path, _, _ = strings.Cut(path, "?"); !open && !strings.ContainsAny(path, value.Hole+value.HostHole+"#") {
		e.path = value.Known(cmp.Or(path, "/"))
	}
	return e
}
