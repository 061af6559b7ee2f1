package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// Firewall is compute.firewalls: one VPC firewall rule.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/firewalls.
type Firewall struct {
	Identity
	Name                  value.String             `json:"name"`
	Network               value.String             `json:"network"`
	Direction             value.String             `json:"direction"` // INGRESS (default) or EGRESS
	Priority              value.Int                `json:"priority"`  // 0 to 65535, default 1000; the lower wins
	Disabled              value.Bool               `json:"disabled"`
	Allowed               value.List[Service]      `json:"allowed"`
	Denied                value.List[Service]      `json:"denied"`
	SourceRanges          value.List[value.String] `json:"sourceRanges"`
	SourceTags            value.List[value.String] `json:"sourceTags"`
	SourceServiceAccounts value.List[value.String] `json:"sourceServiceAccounts"`
	DestinationRanges     value.List[value.String] `json:"destinationRanges"`
	TargetTags            value.List[value.String] `json:"targetTags"`
	TargetServiceAccounts value.List[value.String] `json:"targetServiceAccounts"`
}

// Service is a protocol and its destination ports, in VPC firewall rules.
type Service struct {
	Protocol value.String             `json:"IPProtocol"` // name or number, or "all"
	Ports    value.List[value.String] `json:"ports"`      // "443" or "400-500"; none is all
}

// The kinds of firewall policies, as getEffectiveFirewalls names them.
const (
	PolicyHierarchy       = "HIERARCHY"
	PolicyNetwork         = "NETWORK"
	PolicyNetworkRegional = "NETWORK_REGIONAL"
	PolicySystemGlobal    = "SYSTEM_GLOBAL"
	PolicySystemRegional  = "SYSTEM_REGIONAL"
)

// FirewallPolicy is a firewall policy as it applies to one network: hierarchical
// (an organization's or folder's), global or regional network policy.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/networks/getEffectiveFirewalls.
type FirewallPolicy struct {
	Identity
	Name value.String `json:"name"`
	// DisplayName is what people call it: shortName or displayName, else name.
	DisplayName value.String `json:"displayName"`
	ShortName   value.String `json:"shortName"`
	Type        value.String `json:"type"` // one of the Policy constants
	// Network is the network that the policy applies to; null when it is
	// associated with nothing, so that it has no effect.
	Network value.Of[value.Ref]
	// Region is where a NETWORK_REGIONAL policy applies.
	Region value.String `json:"region"`
	// Level orders hierarchical policies: 0 for the organization's, then its
	// folders from the top down.
	Level int
	// Priority orders other policies of one type on one network; the lower is first.
	Priority value.Int              `json:"priority"`
	Rules    value.List[PolicyRule] `json:"rules"`
	// RuleGaps says that rules may be missing.
	RuleGaps []Gap
}

// PolicyRule is one rule of a firewall policy.
type PolicyRule struct {
	Priority              value.Int                `json:"priority"` // absent is 0
	RuleName              value.String             `json:"ruleName"`
	Description           value.String             `json:"description"`
	Action                value.String             `json:"action"` // allow, deny, goto_next, apply_security_profile_group
	Direction             value.String             `json:"direction"`
	Disabled              value.Bool               `json:"disabled"`
	Match                 PolicyMatch              `json:"match"`
	TargetResources       value.List[value.String] `json:"targetResources"` // networks, in hierarchical policies
	TargetServiceAccounts value.List[value.String] `json:"targetServiceAccounts"`
	TargetSecureTags      value.List[SecureTag]    `json:"targetSecureTags"`
	TargetType            value.String             `json:"targetType"` // INSTANCES (default) or INTERNAL_MANAGED_LB
}

// PolicyMatch is the match of a policy rule. The sources are alternatives; the
// network context narrows all of them.
//
// Source: https://cloud.google.com/firewall/docs/firewall-policies-rule-details.
type PolicyMatch struct {
	SourceRanges        value.List[value.String] `json:"srcIpRanges"`
	DestinationRanges   value.List[value.String] `json:"destIpRanges"`
	Layer4              value.List[Layer4]       `json:"layer4Configs"`
	SourceSecureTags    value.List[SecureTag]    `json:"srcSecureTags"`
	SourceAddressGroups value.List[value.String] `json:"srcAddressGroups"`
	SourceFQDNs         value.List[value.String] `json:"srcFqdns"`
	SourceRegionCodes   value.List[value.String] `json:"srcRegionCodes"`
	SourceThreats       value.List[value.String] `json:"srcThreatIntelligences"`
	SourceContext       value.String             `json:"srcNetworkContext"`
	SourceNetworkType   value.String             `json:"srcNetworkType"` // the older name of the context
	SourceNetworks      value.List[value.String] `json:"srcNetworks"`

	// Those of rules for packets that leave.
	DestinationAddressGroups value.List[value.String] `json:"destAddressGroups"`
	DestinationFQDNs         value.List[value.String] `json:"destFqdns"`
	DestinationRegionCodes   value.List[value.String] `json:"destRegionCodes"`
	DestinationThreats       value.List[value.String] `json:"destThreatIntelligences"`
	DestinationContext       value.String             `json:"destNetworkContext"`
	DestinationNetworkType   value.String             `json:"destNetworkType"` // the older name of the context
}

// Layer4 is a protocol and its destination ports, in policy rules.
type Layer4 struct {
	Protocol value.String             `json:"ipProtocol"`
	Ports    value.List[value.String] `json:"ports"`
}

// SecureTag is a reference to a resource-manager tag value.
type SecureTag struct {
	Name  value.String `json:"name"`  // tagValues/N
	State value.String `json:"state"` // EFFECTIVE or INEFFECTIVE
}
