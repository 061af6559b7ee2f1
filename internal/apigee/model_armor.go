package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// SecurityPolicy is compute.securityPolicies, global, regional or hierarchical.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/securityPolicies.
type SecurityPolicy struct {
	Identity
	Type            value.String           `json:"type"`
	Rules           value.List[armor.Rule] `json:"rules"`
	AdvancedOptions armor.AdvancedOptions  `json:"advancedOptionsConfig"`
	// RuleGaps says why there may be more rules.
	RuleGaps []Gap `json:"-"`
	// Project is the project whose load balancers a hierarchical policy is for, and
	// Level its place among those that are, from the organization down.
	Project value.Of[value.Ref] `json:"-"`
	Level   int                 `json:"-"`
}
