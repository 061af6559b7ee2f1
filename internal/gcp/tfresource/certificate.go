package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// fullName begins the names that Compute Engine gives Certificate Manager's resources.
const fullName = "//" + gcp.CertificateManagerService + "/"

func certificateKinds() []kind {
	return slices.Concat(
		pair("google_compute_ssl_certificate", "google_compute_region_ssl_certificate", kind{
			rest: gcp.SSLCertificates, path: "sslCertificates", needs: []string{"name", "certificate"}, signs: []string{"private_key"},
			attributes: []attribute{text("name"), text("expire_time"), tfobject.Row(tfobject.Facts, "certificate")},
			finish:     typed("SELF_MANAGED"),
		}),
		pair("google_compute_managed_ssl_certificate", "", kind{
			rest: gcp.SSLCertificates, path: "sslCertificates", needs: []string{"name", "managed"}, lacks: []string{"scope"},
			attributes: []attribute{text("name"), text("expire_time"), texts("subject_alternative_names"), block("managed", texts("domains"))},
			finish:     typed("MANAGED"),
		})[:1],
		pair("google_compute_ssl_policy", "google_compute_region_ssl_policy", kind{
			rest: gcp.SSLPolicies, path: "sslPolicies", needs: []string{"name"}, signs: []string{"min_tls_version"},
			attributes: []attribute{text("name"), text("profile"), text("min_tls_version"), texts("custom_features")},
		}),
		[]kind{{
			name: "google_network_security_server_tls_policy", rest: gcp.ServerTLSPolicies,
			path:       "projects/{project}/locations/{location}/serverTlsPolicies/{name}",
			needs:      []string{"name", "mtls_policy"},
			attributes: []attribute{block("mtls_policy", text("client_validation_mode"))},
		}, {
			name: "google_certificate_manager_certificate", rest: gcp.ManagerCertificates,
			path:  "projects/{project}/locations/{location}/certificates/{name}",
			needs: []string{"name", "managed"}, lacks: []string{"self_link"},
			attributes: []attribute{
				text("scope"), texts("san_dnsnames"),
				block("managed", texts("domains"), texts("dns_authorizations"), text("issuance_config"), text("state"),
					block("provisioning_issue", text("reason")),
					blocks("authorization_attempt_info", text("domain"), text("state"), text("failure_reason")),
				),
				block("self_managed", tfobject.Row(tfobject.Facts, "pem_certificate"), tfobject.Row(tfobject.Facts, "certificate_pem")),
			},
			finish: presentedByManager,
		}, {
			name: "google_certificate_manager_certificate_map", rest: gcp.CertificateMaps,
			path:  "projects/{project}/locations/global/certificateMaps/{name}",
			needs: []string{"name"}, signs: []string{"gclb_targets"}, lacks: []string{"map"},
		}, {
			name: "google_certificate_manager_certificate_map_entry", rest: gcp.CertificateMapEntries,
			path:   "projects/{project}/locations/global/certificateMaps/{map}/certificateMapEntries/{name}",
			parent: "map", parentIn: "locations/global/certificateMaps",
			needs:      []string{"name", "map", "certificates"},
			attributes: []attribute{text("hostname"), text("matcher"), texts("certificates"), text("state")},
		}},
	)
}

// typed says which of two Terraform types a certificate is of.
func typed(name string) func(*mapper, object, value.Of[value.Ref], value.Value) (value.Value, error) {
	return func(_ *mapper, _ object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
		return body.With("type", value.OfString(name)), nil
	}
}

// presentedByManager puts the certificate's facts where the API tells its text, and
// leaves out the block in which it takes it together with the key.
func presentedByManager(_ *mapper, _ object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
	given := body.Get("selfManaged")
	if !given.IsUnknown() {
		body = body.With("selfManaged", value.Null())
	}
	if !given.IsNull() {
		own := given.Get("pemCertificate")
		if own.IsNull() {
			own = given.Get("certificatePem")
		}
		body = body.With("pemCertificate", own)
	}
	return body, nil
}

// directly moves the certificates of Certificate Manager to where the API has them.
// An object that somebody wrote without any does not say that there are none.
func directly(_ *mapper, o object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
	if !o.Has("ssl_certificates") && !o.Has("certificate_manager_certificates") && !o.Has("certificate_map") {
		return body.With("sslCertificates", value.Unknown(value.Why{Reason: "the object does not tell ssl_certificates", Settle: "give the whole resource"})), nil
	}
	own := body.Get("certificateManagerCertificates")
	switch own.Kind() {
	case value.KindNull:
		return body, nil
	case value.KindUnknown:
		return body.With("sslCertificates", own).With("certificateManagerCertificates", value.Null()), nil
	default:
	}
	list := slices.Clone(body.Get("sslCertificates").Elements())
	for _, e := range own.Elements() {
		if t, known := textOf(e); known && strings.HasPrefix(t, "projects/") {
			e = value.OfString(fullName + t)
		}
		list = append(list, e)
	}
	return body.With("sslCertificates", value.OfList(list...)).With("certificateManagerCertificates", value.Null()), nil
}

// A secret is where objects of a type hold a certificate and its private key.
type secret struct {
	block             string
	certificate, keys []string
}

var secrets = map[string]secret{
	"google_compute_ssl_certificate":         {certificate: []string{"certificate"}, keys: []string{"private_key"}},
	"google_compute_region_ssl_certificate":  {certificate: []string{"certificate"}, keys: []string{"private_key"}},
	"google_certificate_manager_certificate": {"self_managed", []string{"pem_certificate", "certificate_pem"}, []string{"pem_private_key", "private_key_pem"}},
}

// Disclose puts facts in the place of certificates in an object, and takes away the
// private keys beside them: what is left is no secret, though the provider marks the
// whole as one. Twice is once.
func Disclose(typ string, o value.Value) value.Value {
	s, ok := secrets[typ]
	switch {
	case !ok || o.Kind() != value.KindObject:
		return o
	case s.block == "":
		return s.disclose(o)
	}
	blocks := o.Get(s.block)
	if blocks.Kind() != value.KindList {
		return o
	}
	list := slices.Clone(blocks.Elements())
	for i, b := range list {
		if b.Kind() == value.KindObject {
			list[i] = s.disclose(b)
		}
	}
	return o.With(s.block, value.OfList(list...))
}

func (s secret) disclose(o value.Value) value.Value {
	var key value.Value
	for _, name := range s.keys {
		if k := o.Get(name); !k.IsNull() {
			key = k
		}
	}
	for _, name := range s.certificate {
		if o.Has(name) {
			o = o.With(name, cert.PresentedFacts(o.Get(name), key))
		}
	}
	for _, name := range s.keys {
		if o.Has(name) {
			o = o.With(name, value.Null())
		}
	}
	return o
}

// Disclosed takes from the marks of sensitive attributes those of what [Disclose]
// has made no secret.
func Disclosed(typ string, sensitive value.Value) value.Value {
	s, ok := secrets[typ]
	if !ok || sensitive.Kind() != value.KindObject {
		return sensitive
	}
	names := s.certificate
	if s.block != "" {
		names = []string{s.block}
	}
	for _, name := range names {
		sensitive = sensitive.With(name, value.OfBool(false))
	}
	return sensitive
}
