package testkit

import (
	"net/http"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// regionalFirewalls answers regions/{region}/firewallPolicies/getEffectiveFirewalls.
func (s *Server) regionalFirewalls(r *http.Request, project, region string) response {
	text := r.URL.Query().Get("network")
	ref, err := gcp.ComputeRef(text, "global/networks", project)
	if text == "" || err != nil {
		return badRequest("Invalid value for field 'network': '" + text + "'.")
	}
	network := s.world.projects.Canonical(ref).Path()
	if _, exists := s.world.byPath[network]; !exists {
		return notFound(network)
	}
	return s.effectiveFirewalls(network, region)
}

// effectiveFirewalls lists the rules and policies that apply to a network, the
// regional policies only for a region.
func (s *Server) effectiveFirewalls(network, region string) response {
	project := "projects/" + mustRef(gcp.ComputeService, network).Project()
	rules := []any{}
	for _, f := range s.world.collections[project+"/global/firewalls"] {
		if s.isNetwork(f.Body.Get("network").Text(), f.Ref.Value().Project(), network) {
			rules = append(rules, f.body)
		}
	}
	policies := []any{}
	for _, types := range [][]string{
		{apigee.PolicyHierarchy}, {apigee.PolicySystemGlobal, apigee.PolicySystemRegional},
		{apigee.PolicyNetwork}, {apigee.PolicyNetworkRegional},
	} {
		for _, p := range s.world.policies {
			typ := p.Body.Get("type").Text()
			if !slices.Contains(types, typ) || s.world.projects.Canonical(p.Parent.Value()).Path() != network {
				continue
			}
			if (typ == apigee.PolicyNetworkRegional || typ == apigee.PolicySystemRegional) && (region == "" || p.region() != region) {
				continue
			}
			policies = append(policies, p.effective(region))
		}
	}
	out := map[string]any{}
	if len(rules) > 0 {
		out["firewalls"] = rules
	}
	if len(policies) > 0 {
		out["firewallPolicys"] = policies
	}
	return ok(out)
}

func (s *Server) isNetwork(text, project, network string) bool {
	ref, err := gcp.ComputeRef(text, "global/networks", project)
	return err == nil && s.world.projects.Canonical(ref).Path() == network
}

func (it item) region() string {
	if r := it.Ref.Value().After("regions"); r != "" {
		return r
	}
	_, name := cutLast(it.Body.Get("region").Text())
	return name
}

// effective is a policy as getEffectiveFirewalls shows it: without the fields of
// a policy that is got by its name. The method of a region knows no short names.
func (it item) effective(region string) any {
	out := map[string]any{}
	for _, field := range []string{"name", "type", "shortName", "displayName", "priority", "rules"} {
		if v := it.Body.Get(field); !v.IsNull() && (field != "shortName" || region == "") {
			out[field] = plain(v)
		}
	}
	return out
}
