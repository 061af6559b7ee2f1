package armor

import "github.com/apireach/terraform-provider-apireach/internal/value"

// The types of security policies.
const (
	TypeBackend         = "CLOUD_ARMOR"
	TypeEdge            = "CLOUD_ARMOR_EDGE"
	TypeInternalService = "CLOUD_ARMOR_INTERNAL_SERVICE"
	TypeNetwork         = "CLOUD_ARMOR_NETWORK"
)

// DefaultPriority is that of the rule that every policy has, and that matches everybody.
const DefaultPriority = 2147483647

// Rule is one element of a security policy's rules.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/securityPolicies.
type Rule struct {
	Priority         value.Int        `json:"priority"`
	Action           value.String     `json:"action"`
	Preview          value.Bool       `json:"preview"` // evaluated and logged, but not enforced
	Match            Match            `json:"match"`
	RateLimitOptions RateLimitOptions `json:"rateLimitOptions"`
	RedirectOptions  RedirectOptions  `json:"redirectOptions"`
}

// Match says which requests a rule is for: ranges of client addresses, or an expression.
type Match struct {
	VersionedExpr value.String `json:"versionedExpr"` // SRC_IPS_V1
	Config        struct {
		SrcIPRanges value.List[value.String] `json:"srcIpRanges"`
	} `json:"config"`
	Expr struct {
		Expression value.String `json:"expression"`
	} `json:"expr"`
}

// RateLimitOptions says up to which rate a rule admits, and what it does beyond.
type RateLimitOptions struct {
	ConformAction      value.String `json:"conformAction"`
	ExceedAction       value.String `json:"exceedAction"`
	EnforceOnKey       value.String `json:"enforceOnKey"` // ALL when it is not set
	RateLimitThreshold Threshold    `json:"rateLimitThreshold"`
	BanThreshold       Threshold    `json:"banThreshold"`
	BanDurationSec     value.Int    `json:"banDurationSec"`
}

// Threshold is a number of requests in an interval.
type Threshold struct {
	Count       value.Int `json:"count"`
	IntervalSec value.Int `json:"intervalSec"`
}

// RedirectOptions says where a rule sends the client.
type RedirectOptions struct {
	Type   value.String `json:"type"` // GOOGLE_RECAPTCHA, EXTERNAL_302
	Target value.String `json:"target"`
}

// AdvancedOptions is a policy's advancedOptionsConfig as far as decisions need it.
type AdvancedOptions struct {
	// UserIPRequestHeaders are the headers from which origin.user_ip comes.
	UserIPRequestHeaders value.List[value.String] `json:"userIpRequestHeaders"`
}

// Policy is a security policy as it is evaluated.
type Policy struct {
	// Name is how findings call it.
	Name  string
	Rules value.List[Rule]
	// Hidden says why there may be more rules; "" when there are none.
	Hidden          string
	AdvancedOptions AdvancedOptions
}

// Layer is a policy and where it is evaluated.
type Layer struct {
	Stage  Stage
	Policy Policy
	// Note says why the policy may not apply after all; "" when it does.
	Note string
}

// Stage says what an action means: a request that the edge allows has the backend's
// policy before it yet.
type Stage uint8

// The stages, in the order in which requests meet them.
const (
	Hierarchical Stage = iota + 1
	Edge
	Backend
	// Alone is a policy by itself, wherever it is evaluated.
	Alone
)

// String names the stage.
func (s Stage) String() string {
	switch s {
	case Hierarchical:
		return "hierarchical"
	case Edge:
		return "edge"
	case Backend:
		return "backend"
	case Alone:
		return "alone"
	}
	return "unknown stage"
}
