package gcp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func TestCutKeepsWhatChecksReadAndNothingSecret(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"metadata items keep their keys", `{"properties": {"metadata": {"fingerprint": "f", "items": [{"key": "db-pass", "value": "CANARY"}, {"key": "ENDPOINT", "value": "10.0.0.2"}]}}}`,
			`{"properties": {"metadata": {"fingerprint": "f", "items": [{"key": "db-pass", "value": null}, {"key": "ENDPOINT", "value": "10.0.0.2"}]}}}`},
		{"metadata of a group's instances is an object", `{"allInstancesConfig": {"properties": {"metadata": {"ENDPOINT": "10.0.0.2", "t": "CANARY"}}}}`,
			`{"allInstancesConfig": {"properties": {"metadata": {"ENDPOINT": "10.0.0.2", "t": ""}}}}`},
		{"keys of metadata are exact", `{"metadata": {"items": [{"key": "endpoint", "value": "CANARY"}, {"key": "ENDPOINT2", "value": "CANARY"}]}}`,
			`{"metadata": {"items": [{"key": "endpoint", "value": null}, {"key": "ENDPOINT2", "value": null}]}}`},
		{"a script about Apigee", `{"metadata": {"items": [{"key": "startup-script", "value": "curl apigee?k=CANARY"}]}}`,
			`{"metadata": {"items": [{"key": "startup-script", "value": "apigee"}]}}`},
		{"another script", `{"metadata": {"items": [{"key": "startup-script", "value": "export P=CANARY"}]}}`,
			`{"metadata": {"items": [{"key": "startup-script", "value": ""}]}}`},
		{"the URL of a script, unsigned", `{"metadata": {"items": [{"key": "startup-script-url", "value": "gs://apigee-5g-saas/startup.sh"}]}}`,
			`{"metadata": {"items": [{"key": "startup-script-url", "value": "gs://apigee-5g-saas/startup.sh"}]}}`},
		{"the URL of a script, signed", `{"metadata": {"items": [{"key": "startup-script-url", "value": "https://u:CANARY@h/s.sh?X-Goog-Signature=CANARY#CANARY"}]}}`,
			`{"metadata": {"items": [{"key": "startup-script-url", "value": "https://h/s.sh"}]}}`},
		{"the manager that made an instance, and somebody who did", `{"a": {"metadata": {"items": [{"key": "created-by", "value": "projects/1001/regions/us-east1/instanceGroupManagers/p"}]}}, "b": {"metadata": {"items": [{"key": "created-by", "value": "CANARY"}]}}}`,
			`{"a": {"metadata": {"items": [{"key": "created-by", "value": "projects/1001/regions/us-east1/instanceGroupManagers/p"}]}}, "b": {"metadata": {"items": [{"key": "created-by", "value": null}]}}}`},
		{"metadata of a shape nobody knows", `{"metadata": "CANARY"}`, `{"metadata": null}`},
		{"items of a shape nobody knows", `{"metadata": {"items": ["CANARY", {"key": "ENDPOINT", "value": ["CANARY"]}, {"key": "a", "value": "CANARY", "more": "CANARY"}]}}`,
			`{"metadata": {"items": [null, {"key": "ENDPOINT", "value": null}, {"key": "a", "value": null}]}}`},
		{"entries of an object of a shape nobody knows", `{"metadata": {"items": "CANARY"}}`, `{"metadata": {"items": ""}}`},
		{"a project's metadata", `{"commonInstanceMetadata": {"items": [{"key": "ssh-keys", "value": "CANARY"}]}}`,
			`{"commonInstanceMetadata": {"items": [{"key": "ssh-keys", "value": null}]}}`},
		{"keys by name", `{"privateKey": "CANARY", "selfManaged": {"pemPrivateKey": "CANARY", "pemCertificate": "c"}}`,
			`{"privateKey": null, "selfManaged": {"pemPrivateKey": null, "pemCertificate": "c"}}`},
		{"a key by its text", `{"x": [{"y": "-----BEGIN RSA PRIVATE KEY-----\nCANARY"}], "certificate": "-----BEGIN CERTIFICATE-----"}`,
			`{"x": [{"y": null}], "certificate": "-----BEGIN CERTIFICATE-----"}`},
		{"a key where an endpoint is expected", `{"metadata": {"ENDPOINT": "-----BEGIN PRIVATE KEY-----CANARY"}}`, `{"metadata": {"ENDPOINT": ""}}`},
		{"passwords and tokens", `{"password": "CANARY", "accessToken": {"v": "CANARY"}, "refresh_token": "CANARY", "iap": {"oauth2ClientSecret": "CANARY", "oauth2ClientSecretSha256": "CANARY", "enabled": true}, "sharedSecretHash": "CANARY"}`,
			`{"password": null, "accessToken": null, "refresh_token": null, "iap": {"oauth2ClientSecret": null, "oauth2ClientSecretSha256": null, "enabled": true}, "sharedSecretHash": null}`},
		{"page tokens are no secrets", `{"nextPageToken": "p2"}`, `{"nextPageToken": "p2"}`},
		{"secure tags are no secrets", `{"match": {"srcSecureTags": [{"name": "tagValues/1"}]}}`, `{"match": {"srcSecureTags": [{"name": "tagValues/1"}]}}`},
		{"headers that a load balancer adds", `{"customRequestHeaders": ["X-Origin-Auth: CANARY", "CANARY"], "headerAction": {"requestHeadersToAdd": [{"headerName": "h", "headerValue": "CANARY"}]}}`,
			`{"customRequestHeaders": ["X-Origin-Auth:", ""], "headerAction": {"requestHeadersToAdd": [{"headerName": "h", "headerValue": null}]}}`},
		{"keys of signed requests", `{"securitySettings": {"awsV4Authentication": {"accessKey": "CANARY", "accessKeyId": "id"}}, "md5AuthenticationKeys": [{"name": "n", "key": "CANARY"}]}`,
			`{"securitySettings": {"awsV4Authentication": {"accessKey": null, "accessKeyId": "id"}}, "md5AuthenticationKeys": null}`},
		{"what an error is about", `{"error": {"code": 403, "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED", "metadata": {"service": "compute.googleapis.com"}}]}}`,
			`{"error": {"code": 403, "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SERVICE_DISABLED", "metadata": {"service": "compute.googleapis.com"}}]}}`},
		{"nothing secret at all", `{"priority": 0, "disabled": false, "id": 9223372036854775807, "list": [1, "a", null]}`,
			`{"priority": 0, "disabled": false, "id": 9223372036854775807, "list": [1, "a", null]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := gcp.Cut(parse(t, tt.in))
			if diff := cmp.Diff(render(parse(t, tt.want)), render(got)); diff != "" {
				t.Errorf("cut (-want +got):\n%s", diff)
			}
			if strings.Contains(render(got), "CANARY") {
				t.Errorf("a secret is left: %s", render(got))
			}
			if diff := cmp.Diff(render(got), render(gcp.Cut(got))); diff != "" {
				t.Errorf("cutting twice differs (-once +twice):\n%s", diff)
			}
		})
	}
}

func TestCutLeavesUnknownValuesUnknown(t *testing.T) {
	t.Parallel()
	why := value.Why{Reason: "known after apply", Origin: value.Origin{Resource: "google_apigee_instance.a", Path: "host"}}
	unknown := value.Unknown(why)
	object := func(kv ...any) value.Value {
		out := value.OfObject(nil)
		for i := 0; i < len(kv); i += 2 {
			out = out.With(kv[i].(string), kv[i+1].(value.Value))
		}
		return out
	}
	item := func(key, v value.Value) value.Value {
		return object("metadata", object("items", value.OfList(object("key", key, "value", v))))
	}
	tests := []struct {
		name string
		in   value.Value
		at   func(value.Value) value.Value
	}{
		{"a document", unknown, func(v value.Value) value.Value { return v }},
		{"a secret", object("privateKey", unknown), func(v value.Value) value.Value { return v.Get("privateKey") }},
		{"metadata", object("metadata", unknown), func(v value.Value) value.Value { return v.Get("metadata") }},
		{"metadata items", object("metadata", object("items", unknown)), func(v value.Value) value.Value { return v.Get("metadata", "items") }},
		{"an allowed entry", item(value.OfString("ENDPOINT"), unknown), firstItem},
		{"an entry that is cut", item(value.OfString("password"), unknown), firstItem},
		{"a value whose key is unknown", item(unknown, value.OfString("CANARY")), firstItem},
		{"an entry of an object", object("metadata", object("ENDPOINT", unknown)), func(v value.Value) value.Value { return v.Get("metadata", "ENDPOINT") }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for range 2 {
				got := tt.at(gcp.Cut(tt.in))
				if !got.IsUnknown() || got.Why() != why {
					t.Fatalf("got %s (%v), want it unknown for the same reason", render(got), got.Why())
				}
				tt.in = gcp.Cut(tt.in)
			}
		})
	}
}

func firstItem(v value.Value) value.Value {
	return v.Get("metadata", "items").Elements()[0].Get("value")
}

func parse(t *testing.T, text string) value.Value {
	t.Helper()
	v, err := value.ParseJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// render spells a value so that null and absent, "1" and 1 differ.
func render(v value.Value) string {
	switch v.Kind() {
	case value.KindObject:
		var b strings.Builder
		for _, k := range v.Keys() {
			fmt.Fprintf(&b, "%q: %s\n", k, render(v.Get(k)))
		}
		return "{" + b.String() + "}"
	case value.KindList:
		var b strings.Builder
		for _, e := range v.Elements() {
			fmt.Fprintf(&b, "%s\n", render(e))
		}
		return "[" + b.String() + "]"
	case value.KindString:
		return fmt.Sprintf("%q", v.Text())
	}
	return v.Kind().String() + " " + v.Text()
}
