package tfresource

import (
	"strings"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of ACM's certificates:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate.
func certificateKinds() []kind {
	return []kind{{
		name: acmCertificate, api: aws.Certificates, id: "arn", needs: []string{"arn"}, signs: []string{"domain_name", "domain", "certificate_body"}, lacks: []string{"load_balancer_arn", "target_type"},
		named: []string{"certificate_chain", "private_key", "domain", "certificate"},
		attributes: []attribute{
			text("arn").As("CertificateArn"), text("domain_name"), texts("subject_alternative_names"), text("status"), text("type"),
			text("not_before"), text("not_after"), text("key_algorithm"), text("certificate_authority_arn"), tfobject.Row(tfobject.Facts, "certificate_body"),
		},
		take: takeCertificate,
	}, {
		name: "aws_acm_certificate_validation", needs: []string{"certificate_arn"}, lacks: []string{"listener_arn", "load_balancer_arn"},
		take: keep("certificate_arn", func(p *parts) *[]part { return &p.validated }),
	}}
}

const acmCertificate = "aws_acm_certificate"

// takeCertificate tells how a certificate comes to be, and of an imported one what its
// text says.
func takeCertificate(r *reading, o object, res aws.Resource) error {
	facts, authority := res.Body.Get("CertificateBody"), res.Body.Get("CertificateAuthorityArn")
	body := res.Body.With("CertificateBody", value.Null())
	typ := "AMAZON_ISSUED"
	switch {
	case !facts.IsNull():
		typ = "IMPORTED"
	case !authority.IsNull():
		typ = "PRIVATE"
	}
	if body.Get("Type").IsUnknown() && !authority.IsUnknown() || body.Get("Type").IsNull() {
		body = body.With("Type", value.OfString(typ))
	}
	if !facts.IsNull() {
		body = imported(body.With("Certificate", facts), cert.ReadPresented(facts))
	}
	// What ACM did not have to validate is issued at once.
	if body.Get("Status").IsUnknown() && o.Created && typ != "AMAZON_ISSUED" && !authority.IsUnknown() {
		body = body.With("Status", value.OfString("ISSUED"))
	}
	if name := o.Get("domain"); body.Get("DomainName").IsNull() && !name.IsNull() {
		body = body.With("DomainName", name)
	}
	if body.Get("SubjectAlternativeNames").IsUnknown() && o.Created && typ != "IMPORTED" && r.isUnset(o, "subject_alternative_names") {
		body = body.With("SubjectAlternativeNames", value.OfList(body.Get("DomainName")))
	}
	res.Body = body
	r.world.Put(res)
	return nil
}

// imported fills in what ACM reads from the text of a certificate.
func imported(body value.Value, presented cert.Presented) value.Value {
	chain, known := presented.Chain.Get()
	if !known {
		return body
	}
	leaf := chain.Certificates[0]
	names := make([]value.Value, len(leaf.DNSNames))
	for i, name := range leaf.DNSNames {
		names[i] = value.OfString(name)
	}
	name := leaf.CommonName
	if name == "" && len(leaf.DNSNames) > 0 {
		name = leaf.DNSNames[0]
	}
	for field, v := range map[string]value.Value{
		"NotBefore": value.OfString(leaf.NotBefore.Format(time.RFC3339)), "NotAfter": value.OfString(leaf.NotAfter.Format(time.RFC3339)),
		"SubjectAlternativeNames": value.OfList(names...), "DomainName": value.OfString(name),
	} {
		if body.Get(field).IsUnknown() || body.Get(field).IsNull() {
			body = body.With(field, v)
		}
	}
	return body
}

// certificates says which of those that are created will be issued: the validation
// waits for it.
func (r *reading) certificates() {
	for _, p := range r.parts.validated {
		certain, _ := r.owners(aws.Certificates, p.owner)
		for _, c := range certain {
			if c.Created && c.Body.Get("Status").IsUnknown() {
				c.Body = c.Body.With("Status", value.OfString("ISSUED"))
			}
		}
		if p.Created {
			p.body = value.OfFields([]value.Field{{Name: "Status", Value: value.OfString("ISSUED")}})
			r.part(aws.Certificates, "", p)
		}
	}
}

// keys are the attributes that hold the private key of a certificate.
var keys = []string{"private_key", "private_key_wo"}

// Disclose puts facts in the place of certificates in an object, and takes away the
// private keys beside them: what is left is no secret, though the provider marks it as
// one. Twice is once.
func Disclose(typ string, o value.Value) value.Value {
	if typ != acmCertificate || o.Kind() != value.KindObject {
		return o
	}
	var key value.Value
	for _, name := range keys {
		if k := o.Get(name); !k.IsNull() {
			key = k
		}
		if o.Has(name) {
			o = o.With(name, value.Null())
		}
	}
	body, chain := o.Get("certificate_body"), o.Get("certificate_chain")
	if body.Kind() == value.KindString && body.Text() == "" {
		return o.With("certificate_body", value.Null())
	}
	if body.Kind() == value.KindString && chain.IsUnknown() {
		return o.With("certificate_body", value.Unknown(chain.Why())).With("certificate_chain", value.Null())
	}
	if body.Kind() != value.KindString {
		return o
	}
	whole := strings.TrimRight(body.Text(), "\n") + "\n" + chain.Text()
	return o.With("certificate_body", cert.PresentedFacts(value.OfString(whole), key)).With("certificate_chain", value.Null())
}

// Disclosed takes from the marks of sensitive attributes those of what [Disclose] has
// made no secret.
func Disclosed(typ string, sensitive value.Value) value.Value {
	if typ != acmCertificate || sensitive.Kind() != value.KindObject {
		return sensitive
	}
	return sensitive.With("certificate_body", value.OfBool(false)).With("certificate_chain", value.OfBool(false))
}
