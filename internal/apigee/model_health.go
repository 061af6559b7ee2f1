package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// GroupHealth is compute.backendServiceGroupHealth: what getHealth of a backend service,
// global or regional, tells of one of its groups. Its identity is that of the group.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/backendServices/getHealth.
type GroupHealth struct {
	Identity
	// Service is the backend service that was asked.
	Service value.Of[value.Ref] `json:"-"`
	// HealthStatus has one element for each instance. It is empty where there is none,
	// and where the group has no health check.
	HealthStatus value.List[HealthStatus] `json:"healthStatus"`
}

// HealthStatus is one element of healthStatus.
type HealthStatus struct {
	Instance value.String `json:"instance"`
	// HealthState, HEALTHY or UNHEALTHY, is that of the IPv4 address, and IPv6HealthState
	// that of the IPv6 address; a backend service that uses one of them tells one.
	HealthState     value.String `json:"healthState"`
	IPv6HealthState value.String `json:"ipv6HealthState"`
}
