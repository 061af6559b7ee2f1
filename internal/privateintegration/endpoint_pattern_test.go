package privateintegration

import (
	"fmt"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func TestAURIThatIsPartlyKnownTellsSchemeAndPort(t *testing.T) {
	t.Parallel()
	const host, part = value.HostHole, value.Hole
	for _, c := range []struct {
		name, pattern     string
		https, port, path string
	}{
		{"a load balancer's name with a port", "http://" + host + ":8080/v1", "false", "8080", "/v1"},
		{"a load balancer's name", "https://" + host + "/", "true", "443", "/"},
		{"a load balancer's name and nothing else", "http://" + host, "false", "80", "/"},
		{"a port after what may be more than a host", "http://" + part + ":8080/v1", "false", "8080", "?"},
		{"what may have a port of its own", "http://" + part + "/v1", "false", "?", "?"},
		{"a port that is not known", "http://" + host + ":" + part + "/v1", "false", "?", "?"},
		{"a port of which a part is known", "http://" + host + ":80" + part + "/v1", "false", "?", "?"},
		{"a path of which a part is known", "http://orders.example/" + part, "false", "80", "?"},
		{"a scheme that is not known", part + "://orders.example:80/", "?", "?", "?"},
		{"everything in one", part, "?", "?", "?"},
		{"nothing", "", "?", "?", "?"},
		{"no port", "http://" + host + ":99999/", "false", "?", "/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := endpointOf(value.UnknownOf[string](value.Why{Pattern: c.pattern}))
			if got := shown(e.https); got != c.https {
				t.Errorf("https: got %s, want %s", got, c.https)
			}
			if got := shown(e.port); got != c.port {
				t.Errorf("port: got %s, want %s", got, c.port)
			}
			if got := shown(e.path); got != c.path {
				t.Errorf("path: got %q, want %q", got, c.path)
			}
			if e.malformed != "" {
				t.Errorf("malformed: %s", e.malformed)
			}
		})
	}
}

func shown[T any](v value.Of[T]) string {
	known, ok := v.Get()
	if !ok {
		return "?"
	}
	return fmt.Sprint(known)
}
