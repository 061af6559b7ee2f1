package tfresource_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// quoted are texts as JSON has them.
func quoted(texts ...string) []any {
	var out []any
	for _, t := range texts {
		out = append(out, fmt.Sprintf("%q", t))
	}
	return out
}

func TestCertificatesAreFacts(t *testing.T) {
	t.Parallel()
	own, other := testkit.Leaf{Names: []string{"api.acme.example"}}, testkit.Leaf{Names: []string{"other.example"}}
	for name, tc := range map[string]struct {
		typ, object string
		texts       []any
		// chain is what is known of it, key whether the key is the certificate's own.
		chain, key string
	}{
		"with its key":                {"google_compute_ssl_certificate", `{"name": "c", "certificate": %s, "private_key": %s}`, quoted(own.PEM(), own.Key()), "api.acme.example", "true"},
		"with another's key":          {"google_compute_ssl_certificate", `{"name": "c", "certificate": %s, "private_key": %s}`, quoted(own.PEM(), other.Key()), "api.acme.example", "false"},
		"a regional one":              {"google_compute_region_ssl_certificate", `{"name": "c", "region": "r", "certificate": %s, "private_key": %s}`, quoted(own.PEM(), other.Key()), "api.acme.example", "false"},
		"without a key":               {"google_compute_ssl_certificate", `{"name": "c", "certificate": %s, "private_key": null}`, quoted(own.PEM()), "api.acme.example", "null"},
		"with a key that comes later": {"google_compute_ssl_certificate", `{"name": "c", "certificate": %s, "private_key": "?later"}`, quoted(own.PEM()), "api.acme.example", "?later"},
		"with a key that is none":     {"google_compute_ssl_certificate", `{"name": "c", "certificate": %s, "private_key": "hunter2"}`, quoted(own.PEM()), "api.acme.example", "?there is no PEM block of a private key"},
		"one that is no certificate":  {"google_compute_ssl_certificate", `{"name": "c", "certificate": "hunter2", "private_key": %s}`, quoted(own.Key()), "?it cannot be read: there is no PEM block of a certificate", "null"},
		"one that comes later":        {"google_compute_ssl_certificate", `{"name": "c", "certificate": "?later", "private_key": %s}`, quoted(own.Key()), "?later", "?later"},
		"a managed one":               {"google_compute_managed_ssl_certificate", `{"name": "c", "managed": [{"domains": ["api.acme.example"]}]}`, nil, "null", "null"},
		"one of Certificate Manager": {"google_certificate_manager_certificate", `{"name": "c", "location": "global", "managed": [], "self_managed": [{"pem_certificate": %s, "pem_private_key": %s}]}`,
			quoted(own.PEM(), own.Key()), "api.acme.example", "true"},
		"one of Certificate Manager, as of old": {"google_certificate_manager_certificate", `{"name": "c", "location": "global", "managed": null, "self_managed": [{"certificate_pem": %s, "private_key_pem": %s}]}`,
			quoted(own.PEM(), other.Key()), "api.acme.example", "false"},
		"one of Certificate Manager that is managed": {"google_certificate_manager_certificate", `{"name": "c", "location": "global", "managed": [{"domains": ["a.example"]}], "self_managed": []}`, nil, "null", "null"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := world(t, fmt.Sprintf(`{%q: `+tc.object+`}`, append([]any{tc.typ}, tc.texts...)...), options())
			inv := inventoryOf(t, w)
			var got apigee.Presented
			for _, c := range inv.SSLCertificates.Items {
				got = c.Presented
			}
			for _, c := range inv.ManagerCertificates.Items {
				got = c.Presented
			}
			chain := "null"
			switch c, known := got.Chain.Get(); {
			case known:
				chain = strings.Join(c.Leaf().DNSNames, ",")
			case got.Chain.IsUnknown():
				chain = "?" + got.Chain.Why().Reason
			}
			key := "null"
			switch k, known := got.KeyMatches.Get(); {
			case known:
				key = fmt.Sprint(k)
			case got.KeyMatches.IsUnknown():
				key = "?" + got.KeyMatches.Why().Reason
			}
			if chain != tc.chain || key != tc.key {
				t.Errorf("chain %s, key %s", chain, key)
			}
			for _, typ := range types {
				for _, r := range w.Resources(typ) {
					if text := render(r.Body); strings.Contains(text, "BEGIN") || strings.Contains(text, "hunter2") {
						t.Errorf("the text is kept: %s", text)
					}
				}
			}
		})
	}
}

func TestDisclosingTwiceIsDisclosingOnce(t *testing.T) {
	t.Parallel()
	l := testkit.Leaf{Names: []string{"api.acme.example"}}
	o := value.OfObject(map[string]value.Value{"certificate": value.OfString(l.PEM()), "private_key": value.OfString(l.Key())})
	once := tfresource.Disclose("google_compute_ssl_certificate", o)
	if got, want := render(tfresource.Disclose("google_compute_ssl_certificate", once)), render(once); got != want || strings.Contains(got, "PRIVATE") {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := tfresource.Disclose("google_compute_network", o); got.Get("certificate").Text() != l.PEM() {
		t.Error("an object of another type was changed")
	}
}
