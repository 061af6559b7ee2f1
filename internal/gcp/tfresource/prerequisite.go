package tfresource

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// What Apigee needs beside the path: APIs, keys, and who may do what.
func prerequisiteKinds() []kind {
	condition := block("condition", text("expression"))
	member := []attribute{text("role"), text("member"), condition}
	binding := []attribute{text("role"), texts("members"), condition}
	grants := func(name, on string, belongs func(*mapper, object) (value.Of[value.Ref], error)) []kind {
		whole := func(m *mapper, o object) (value.Of[value.Ref], error) { return belongs(m, o) }
		return []kind{{
			name: name + "_member", rest: gcp.IAMGrants, needs: []string{on, "role", "member"}, refer: nameless, belongs: belongs,
			attributes: member, finish: grant(false),
		}, {
			name: name + "_binding", rest: gcp.IAMGrants, needs: []string{on, "role", "members"}, refer: nameless, belongs: belongs,
			attributes: binding, finish: grant(true),
		}, {
			name: name + "_policy", rest: gcp.IAMPolicies, needs: []string{on, "policy_data"}, refer: whole,
			attributes: []attribute{text("policy_data").As("bindings")}, finish: policyData,
		}}
	}
	out := []kind{{
		name: "google_project_service", rest: gcp.Services, path: "projects/{project}/services/{service}",
		needs: []string{"service"}, signs: []string{"disable_on_destroy", "disable_dependent_services"},
		finish: func(_ *mapper, _ object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
			return body.With("state", value.OfString("ENABLED")), nil
		},
	}, {
		name: "google_project_service_identity", rest: gcp.ServiceIdentities, path: "projects/{project}/services/{service}/identity",
		needs: []string{"service"}, lacks: []string{"disable_on_destroy", "disable_dependent_services"}, signs: []string{"member"},
		attributes: []attribute{text("service")},
	}, {
		name: "google_kms_crypto_key", rest: gcp.CryptoKeys, needs: []string{"name", "key_ring"}, refer: keyReference,
		attributes: []attribute{block("primary", text("state"))},
	}}
	out = append(out, grants("google_project_iam", "project", projectOfGrant)...)
	out = append(out, grants("google_kms_crypto_key_iam", "crypto_key_id", keyPartOf("crypto_key_id", "projects", "locations", "keyRings", "cryptoKeys"))...)
	return append(out, grants("google_kms_key_ring_iam", "key_ring_id", keyPartOf("key_ring_id", "projects", "locations", "keyRings"))...)
}

// IsGrant says whether objects of a type give a role to somebody. Of the thousands of
// grants that a plan may have, those of few roles matter.
func IsGrant(typ string) bool {
	return strings.HasSuffix(typ, "_iam_member") || strings.HasSuffix(typ, "_iam_binding")
}

// Matters says whether a resource with the attributes may matter to a check.
func Matters(typ string, attributes value.Value) bool {
	if !IsGrant(typ) {
		return true
	}
	role, known := textOf(attributes.Get("role"))
	return !attributes.IsNull() && (!known || apigee.RoleMatters(role))
}

// nameless is for what the API has no name for.
func nameless(*mapper, object) (value.Of[value.Ref], error) { return value.Of[value.Ref]{}, nil }

// grant spells one member as a list, and says whether the members are all there are.
func grant(authoritative bool) func(*mapper, object, value.Of[value.Ref], value.Value) (value.Value, error) {
	return func(_ *mapper, _ object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
		if !authoritative {
			body = body.With("members", value.OfList(body.Get("member"))).With("member", value.Null())
		}
		return body.With("authoritative", value.OfBool(authoritative)), nil
	}
}

// policyData reads a policy that Terraform has as a text.
func policyData(_ *mapper, _ object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
	data := body.Get("bindings")
	if data.IsUnknown() {
		return body, nil
	}
	policy, err := value.ParseJSON([]byte(data.Text()))
	if err != nil {
		return body.With("bindings", value.Unknown(value.Why{Reason: "policy_data is no policy in JSON", Settle: "take it from google_iam_policy"})), nil
	}
	bindings := policy.Get("bindings")
	if bindings.Kind() != value.KindList {
		bindings = value.OfList()
	}
	return body.With("bindings", bindings), nil
}

// projectOfGrant names the project that a grant is on.
func projectOfGrant(m *mapper, o object) (value.Of[value.Ref], error) {
	v := o.Get("project")
	text, known := textOf(v)
	switch {
	case v.IsUnknown():
		return value.UnknownOf[value.Ref](v.Why()), nil
	case !known:
		text = m.project
	}
	return named("//" + gcp.ResourceManagerService + "/projects/" + strings.TrimPrefix(text, "projects/"))
}

// keyPartOf names the key or key ring that an attribute tells, in full or as the parts
// of its name alone, of which the project may be left out.
func keyPartOf(attribute string, collections ...string) func(*mapper, object) (value.Of[value.Ref], error) {
	return func(m *mapper, o object) (value.Of[value.Ref], error) {
		v := o.Get(attribute)
		text, known := textOf(v)
		if !known {
			return value.UnknownOf[value.Ref](v.Why()), nil
		}
		parts := strings.Split(text, "/")
		if parts[0] != "projects" {
			if len(parts) == len(collections)-1 {
				parts = append([]string{m.project}, parts...)
			}
			if len(parts) != len(collections) {
				return value.UnknownOf[value.Ref](value.Why{Reason: attribute + " is no name of a key", Settle: "give its id"}), nil
			}
			text = ""
			for i, c := range collections {
				text += "/" + c + "/" + parts[i]
			}
		}
		return named("//" + gcp.KMSService + "/" + strings.TrimPrefix(text, "/"))
	}
}

// named is a name that is unknown where it is none.
func named(text string) (value.Of[value.Ref], error) {
	ref, err := value.ParseRef(text, value.RefBase{})
	if err != nil {
		return value.UnknownOf[value.Ref](value.Why{Reason: "its project or name is not given", Settle: "give the whole object"}), nil
	}
	return value.Known(ref), nil
}

// keyReference names a key by its id, or by its key ring and name.
func keyReference(_ *mapper, o object) (value.Of[value.Ref], error) {
	if id, known := textOf(o.Get("id")); known && strings.HasPrefix(id, "projects/") {
		return named("//" + gcp.KMSService + "/" + id)
	}
	ring, known := textOf(o.Get("key_ring"))
	name, isNamed := textOf(o.Get("name"))
	if known && isNamed && strings.HasPrefix(ring, "projects/") {
		return named("//" + gcp.KMSService + "/" + ring + "/cryptoKeys/" + name)
	}
	return value.UnknownOf[value.Ref](unnamed(o, o.Get("name"))), nil
}
