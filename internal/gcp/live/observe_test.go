package live_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// observe collects a healthy organization and what one host shows.
func observe(t *testing.T, c live.Config, host string) apigee.Observed {
	t.Helper()
	client, err := live.NewClient(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	w, _, err := client.Collect(t.Context(), live.Query{Organization: testkit.Organization, Hostnames: []string{host}, Probe: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Observed) != 1 || w.Observed[0].Host != host {
		t.Fatalf("observed %+v", w.Observed)
	}
	return w.Observed[0]
}

func TestWhatAHostShowsIsAskedOfTheHost(t *testing.T) {
	t.Parallel()
	c := testkit.Serve(t, testkit.NewWorld().World()).Config()
	c.Observe = nil
	o := observe(t, c, "127.0.0.1") // an address is its own
	if o.Unknown != "" || len(o.Servers) != 1 || o.Servers[0].Address.String() != "127.0.0.1" || (o.Servers[0].Chain == nil) == (o.Servers[0].Failure == "") {
		t.Errorf("%+v", o)
	}
}

func TestNobodyIsAskedUnlessSomebodyWantsIt(t *testing.T) {
	t.Parallel()
	c := testkit.Serve(t, testkit.NewWorld().World()).Config()
	c.Observe = func(context.Context, string) apigee.Observed {
		t.Error("a host was asked")
		return apigee.Observed{}
	}
	client, err := live.NewClient(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if w, _, err := client.Collect(t.Context(), live.Query{Organization: testkit.Organization}); err != nil || len(w.Observed) > 0 {
		t.Errorf("%v, %+v", err, w.Observed)
	}
}

// A recording that somebody has damaged makes what it tells unknown.
func TestWhatCannotBeReadIsUnknown(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"no JSON":            "<html>",
		"nothing":            "",
		"another host":       `{"host": "www.acme.example", "servers": [{"address": "203.0.113.10"}]}`,
		"no address":         `{"host": "api.acme.example", "servers": [{"address": "here"}]}`,
		"an empty chain":     `{"host": "api.acme.example", "servers": [{"address": "203.0.113.10", "chain": {}}]}`,
		"half of a chain":    `{"host": "api.acme.example", "servers": [{"address": "203.0.113.10", "chain": {"certificates": [{}, {}]}}]}`,
		"a list for a chain": `{"host": "api.acme.example", "servers": [{"address": "203.0.113.10", "chain": []}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := testkit.Serve(t, testkit.NewWorld().World()).Config()
			c.Record = func(next http.RoundTripper) http.RoundTripper { return damaged{next, text} }
			if o := observe(t, c, "api.acme.example"); o.Unknown == "" || len(o.Servers) > 0 {
				t.Errorf("%+v", o)
			}
		})
	}
}

// damaged answers for hosts with a text.
type damaged struct {
	next http.RoundTripper
	text string
}

func (d damaged) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := d.next.RoundTrip(req)
	if err == nil && strings.HasPrefix(req.URL.Path, "/v1/hosts/") {
		resp.Body = io.NopCloser(strings.NewReader(d.text))
	}
	return resp, err
}
