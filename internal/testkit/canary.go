package testkit

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// canaries are the secrets that [World.Canaries] plants, by what they stand for.
// None occurs in another, so that each leak is told once.
var canaries = map[string]string{
	"metadata value":         "canary-metadata-5d1c20",
	"startup script":         "canary-script-77ab3e",
	"metadata of a group":    "canary-group-0e9f41",
	"metadata of a project":  "canary-project-c3387d",
	"signature of a URL":     "canary-signature-91b6aa",
	"password in a URL":      "canary-userinfo-4f02d8",
	"header of a backend":    "canary-header-2b7e15",
	"OAuth client secret":    "canary-oauth-8e73b0",
	"key of a backend":       "canary-accesskey-6a1df9",
	"PEM key in a text":      "canary-pem-b48c06",
	"password of a resource": "canary-password-d21f7c",
	"access token":           Token,
}

// Canaries plants secrets wherever the APIs may carry one. What is healthy stays
// so. Whatever is made from the world must satisfy [NoCanary].
func (w *World) Canaries() *World {
	pem := "-----BEGIN PRIVATE KEY-----\n" + canaries["PEM key in a text"] + "\n-----END PRIVATE KEY-----\n"
	for i, r := range w.resources {
		plant := func(field string, v any) {
			w.resources[i].Body = set(w.resources[i].Body, strings.Split(field, "."), of(v))
		}
		switch r.Type {
		case gcp.Organizations, gcp.Instances, gcp.Firewalls, gcp.Networks, gcp.Subnetworks, gcp.HealthChecks:
			plant("description", pem)
			plant("adminPassword", canaries["password of a resource"])
		case gcp.InstanceTemplates:
			plant("properties.metadata.items", append(secretMetadata(r.Body), of(Body{"key": "ssh-key", "value": pem})))
		case gcp.InstanceGroupManagers:
			plant("allInstancesConfig.properties.metadata", Body{"token": canaries["metadata of a group"]})
		case gcp.BackendServices:
			plant("iap", Body{"enabled": false, "oauth2ClientId": "client", "oauth2ClientSecret": canaries["OAuth client secret"]})
			plant("securitySettings", Body{"awsV4Authentication": Body{"accessKey": canaries["key of a backend"], "accessKeyId": "id"}})
			plant("customRequestHeaders", []string{"Authorization: Basic " + canaries["header of a backend"]})
		}
	}
	w.projectMetadata = []Body{{"key": "windows-password", "value": canaries["metadata of a project"]}}
	return w
}

// secretMetadata is a template's metadata with secrets added: ENDPOINT, which is
// none, stays as it is, and the URL of the script is signed.
func secretMetadata(template value.Value) []any {
	out := []any{
		Body{"key": "db-password", "value": canaries["metadata value"]},
		Body{"key": "startup-script", "value": "#!/bin/sh\n# apigee\nTOKEN=" + canaries["startup script"]},
	}
	for _, item := range template.Get("properties", "metadata", "items").Elements() {
		if item.Get("key").Text() == "startup-script-url" {
			item = of(Body{"key": "startup-script-url", "value": "https://user:" + canaries["password in a URL"] +
				"@storage.googleapis.com/apigee-5g-saas/startup-script.sh?X-Goog-Signature=" + canaries["signature of a URL"]})
		}
		out = append(out, item)
	}
	return out
}

// NoCanary fails the test for each planted secret in the text, be it plain,
// escaped for a URL, or in Base64 or hexadecimal.
func NoCanary(t testing.TB, what, text string) {
	t.Helper()
	for _, leak := range leaks(text) {
		t.Errorf("%s gives away the %s", what, leak)
	}
}

// Leaks names the planted secrets that are in a text, for tests of scripts.
func Leaks(text string) []string { return leaks(text) }

func leaks(text string) []string {
	var out []string
	for name, secret := range canaries {
		for _, spelled := range spellings(secret) {
			if strings.Contains(text, spelled) {
				out = append(out, fmt.Sprintf("%s (%s)", name, spelled))
				break
			}
		}
	}
	return out
}

// spellings are the forms of a secret. Base64 depends on what stands before the
// secret, so that its three forms are cut down to the part that does not.
func spellings(secret string) []string {
	out := []string{secret, url.QueryEscape(secret), hex.EncodeToString([]byte(secret))}
	for shift := range 3 {
		whole := (len(secret) - shift) / 3 * 3
		out = append(out, base64.RawStdEncoding.EncodeToString([]byte(secret[shift:shift+whole])))
	}
	return out
}

// Canary is one of the secrets that [NoCanary] looks for, to be planted in what
// is no world.
func Canary(t testing.TB, what string) string {
	t.Helper()
	secret, ok := canaries[what]
	if !ok {
		t.Fatalf("there is no canary %q", what)
	}
	return secret
}
