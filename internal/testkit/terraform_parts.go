package testkit

import "github.com/apireach/terraform-provider-apireach/internal/value"

// manager gives a certificate, or the entry of a map, where and what it belongs to.
func manager(a map[string]any, ref value.Ref) {
	a["location"] = ref.After("locations")
	delete(a, "self_link")
	if in := ref.After("certificateMaps"); in != "" {
		delete(a, "location")
		a["map"] = in
	}
}

// autoscaling is the policy of an autoscaler.
func autoscaling(policy value.Value) []any {
	out := map[string]any{"mode": plain(policy.Get("mode"))}
	for attribute, field := range map[string]string{"min_replicas": "minNumReplicas", "max_replicas": "maxNumReplicas"} {
		out[attribute] = plain(policy.Get(field))
	}
	return []any{out}
}
