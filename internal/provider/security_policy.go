package provider

import (
	"errors"
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// policyOf reads a security policy that is whole: a Terraform resource, or what the
// API says, as an object or as its JSON text.
func policyOf(v value.Value) (armor.Policy, error) {
	if v.Kind() == value.KindString {
		parsed, err := value.ParseJSON([]byte(v.Text()))
		if err != nil {
			return armor.Policy{}, errors.New("policy: the text is not JSON")
		}
		v = parsed
	}
	if list := v.Elements(); len(list) == 1 { // as gcloud describes it
		v = list[0]
	}
	if v.Kind() != value.KindObject || !v.Has("rule") && !v.Has("rules") {
		return armor.Policy{}, fmt.Errorf("policy: expected a google_compute_security_policy, a google_compute_region_security_policy or a security policy as the API gives it, got %s", kindOfPolicy(v))
	}
	w, err := policyWorld(v)
	if err != nil {
		return armor.Policy{}, err
	}
	inv, err := w.Inventory()
	if err != nil {
		return armor.Policy{}, fmt.Errorf("policy: %w", err)
	}
	for _, p := range inv.SecurityPolicies.Items {
		out := p.Evaluated()
		out.Name = orElse(v.Get("name").Text(), "the policy")
		return out, nil
	}
	return armor.Policy{}, errors.New("policy: there is none")
}

func kindOfPolicy(v value.Value) string {
	if v.Kind() == value.KindObject {
		return "an object without rules"
	}
	return v.Kind().String()
}

// policyWorld is the world that has the policy and nothing else.
func policyWorld(v value.Value) (*gcp.World, error) {
	if typ := terraformPolicy(v); typ != "" {
		w, err := tfresource.FromResources(value.OfObject(map[string]value.Value{typ: v}), tfresource.Options{Complete: true})
		if err != nil {
			return nil, errors.New("policy: " + strings.TrimPrefix(err.Error(), typ))
		}
		return w, nil
	}
	ref, err := gcp.ComputeRef("projects/"+value.Anything+"/global/securityPolicies/"+orElse(v.Get("name").Text(), "policy"), "", "")
	if err != nil {
		return nil, errors.New("policy: its name is none")
	}
	w := gcp.NewWorld()
	w.Put(gcp.Resource{Type: gcp.SecurityPolicies, Identity: apigee.Identity{Ref: value.Known(ref)}, Body: gcp.Cut(v)})
	return w, nil
}

// terraformPolicy is the Terraform type of a policy; "" if it is as the API gives it.
// There rules have objects, and here lists of blocks.
func terraformPolicy(v value.Value) string {
	if v.Has("rule") {
		return "google_compute_security_policy"
	}
	for _, rule := range v.Get("rules").Elements() {
		match := rule.Get("match")
		if match.Kind() == value.KindList || match.Has("versioned_expr") || match.Get("config").Has("src_ip_ranges") {
			return "google_compute_region_security_policy"
		}
	}
	if v.Has("self_link") || v.Has("region") && v.Has("project") {
		return "google_compute_region_security_policy"
	}
	return ""
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
