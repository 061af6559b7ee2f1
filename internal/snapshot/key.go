package snapshot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// key is what makes two requests the same: everything but the host, so that a
// snapshot does not depend on the endpoint it was made through.
type key struct {
	Method string
	Path   string // with the query
	Body   string // the hash of the request's body; "" when there is none
}

// noise are query parameters that say how to answer, how much at once, who pays or
// who asks, not what is asked. Some of them are credentials.
var noise = []string{
	"$.xgafv", "$alt", "$prettyPrint", "access_token", "alt", "key", "maxResults", "oauth_token",
	"pageSize", "prettyPrint", "quotaUser", "returnPartialSuccess", "userIp", "userProject",
}

// keyOf reads the key of a request. A body is read and put back into the copy of
// the request that is returned.
func keyOf(req *http.Request) (key, *http.Request, error) {
	method := req.Method
	if method == "" {
		method = http.MethodGet
	}
	k := key{Method: method, Path: canonicalPath(req.URL)}
	if req.Body == nil || req.Body == http.NoBody {
		return k, req, nil
	}
	body, err := io.ReadAll(req.Body)
	req.Body.Close()
	if err != nil {
		return k, req, err
	}
	if len(body) > 0 {
		sum := sha256.Sum256(body)
		k.Body = hex.EncodeToString(sum[:])
	}
	again := req.Clone(req.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	return k, again, nil
}

// hostOfLink is what precedes the name of a resource in links to it.
var hostOfLink = regexp.MustCompile(`^https://[a-z.]+/compute/v1/projects/`)

// canonicalPath spells a URL's path and query in one way. Links in the query lose
// their host as well.
func canonicalPath(u *url.URL) string {
	segments := strings.Split(u.EscapedPath(), "/")
	for i, s := range segments {
		if plain, err := url.PathUnescape(s); err == nil {
			segments[i] = url.PathEscape(plain)
		}
	}
	path := strings.Join(segments, "/")
	query := u.Query()
	for name, values := range query {
		if slices.Contains(noise, name) {
			delete(query, name)
			continue
		}
		for i, v := range values {
			values[i] = hostOfLink.ReplaceAllString(v, "projects/")
		}
		slices.Sort(values)
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + plainInQuery.Replace(query.Encode())
}

// plainInQuery spells what needs no escape in a query for people to read.
var plainInQuery = strings.NewReplacer("%2F", "/", "%3A", ":", "%2C", ",")

// service is the API that a host serves: the first label of its name.
func service(host string) string {
	name, _, _ := strings.Cut(host, ".")
	return name
}

// unfiltered is the key of the whole list, which has what a part of it has.
func (k key) unfiltered() key {
	path, query, _ := strings.Cut(k.Path, "?")
	if values, err := url.ParseQuery(query); err == nil && len(values) == 1 && values.Has("filter") {
		k.Path = path
	}
	return k
}
