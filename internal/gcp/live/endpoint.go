package live

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// api is one Google API.
type api struct {
	// key is what Config.Endpoints and the google provider call it.
	key string
	// base is its canonical base URL, which ends in the version path.
	base string
	// title is what the console calls it.
	title string
}

// The APIs that have a setting.
var (
	apigeeAPI      = api{"apigee", "https://apigee.googleapis.com/v1/", "Apigee API"}
	computeAPI     = api{"compute", "https://compute.googleapis.com/compute/v1/", "Compute Engine API"}
	networkingAPI  = api{"service_networking", "https://servicenetworking.googleapis.com/v1/", "Service Networking API"}
	managerAPI     = api{"resource_manager", "https://cloudresourcemanager.googleapis.com/v1/", "Cloud Resource Manager API"}
	certificateAPI = api{"certificate_manager", "https://certificatemanager.googleapis.com/v1/", "Certificate Manager API"}
	usageAPI       = api{"service_usage", "https://serviceusage.googleapis.com/v1/", "Service Usage API"}
	kmsAPI         = api{"kms", "https://cloudkms.googleapis.com/v1/", "Cloud Key Management Service API"}
	securityAPI    = api{"network_security", "https://networksecurity.googleapis.com/v1/", "Network Security API"}
	loggingAPI     = api{"logging", "https://logging.googleapis.com/v2/", "Cloud Logging API"}

	apis = []api{apigeeAPI, computeAPI, networkingAPI, managerAPI, certificateAPI, usageAPI, kmsAPI, securityAPI, loggingAPI}
)

func (a api) attribute() string { return "google.endpoints." + a.key }

func (a api) url() *url.URL {
	u, err := url.Parse(a.base)
	if err != nil {
		panic("live: " + err.Error()) // a constant
	}
	return u
}

// host is the service's name too.
func (a api) host() string { return a.url().Host }

// endpoints parses the custom endpoints.
func (c Config) endpoints() (map[string]*url.URL, error) {
	out := map[string]*url.URL{}
	for _, key := range slices.Sorted(maps.Keys(c.Endpoints)) {
		i := slices.IndexFunc(apis, func(a api) bool { return a.key == key })
		if i < 0 {
			var known []string
			for _, a := range apis {
				known = append(known, a.key)
			}
			return nil, c.fault(KindConfig, "google.endpoints", "%q is no API that is known here; known are %s", key, strings.Join(known, ", "))
		}
		a, text := apis[i], c.Endpoints[key]
		if text == "" {
			continue
		}
		u, err := url.Parse(text)
		want := "expected a base URL that ends in the version path, such as " + a.base
		switch {
		case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
			return nil, c.fault(KindConfig, a.attribute(), "no http or https URL; %s", want)
		case u.User != nil:
			return nil, c.fault(KindConfig, a.attribute(), "an endpoint takes no user name or password; %s", want)
		case u.RawQuery != "" || u.Fragment != "":
			return nil, c.fault(KindConfig, a.attribute(), "an endpoint has neither query nor fragment; %s", want)
		}
		u = u.JoinPath("/")
		if !versionPath.MatchString(u.Path) {
			return nil, c.fault(KindConfig, a.attribute(), "%s does not end in a version path; %s", u, want)
		}
		out[a.host()] = u
	}
	return out, nil
}

// versionPath is how base URLs end; the google-beta provider's have compute/beta.
var versionPath = regexp.MustCompile(`/(v\d\w*|alpha|beta)/$`)

// rewrite sends requests for canonical hosts to custom endpoints.
type rewrite struct {
	next http.RoundTripper
	to   map[string]*url.URL // by canonical host
}

func (r rewrite) RoundTrip(req *http.Request) (*http.Response, error) {
	to, ok := r.to[req.URL.Host]
	i := slices.IndexFunc(apis, func(a api) bool { return a.host() == req.URL.Host })
	if !ok || i < 0 {
		return r.next.RoundTrip(req)
	}
	out := req.Clone(req.Context())
	out.Host = ""
	out.URL.Scheme, out.URL.Host = to.Scheme, to.Host
	version := apis[i].url().Path
	if base, ok := strings.CutSuffix(to.Path, version); ok && !strings.HasPrefix(req.URL.Path, version) {
		// Folders are in another version of the API than projects.
		out.URL.Path, out.URL.RawPath = base+req.URL.Path, ""
		return r.next.RoundTrip(out)
	}
	out.URL.Path = to.Path + strings.TrimPrefix(req.URL.Path, version)
	out.URL.RawPath = to.EscapedPath() + strings.TrimPrefix(req.URL.EscapedPath(), version)
	return r.next.RoundTrip(out)
}
