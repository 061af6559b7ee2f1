package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A proxyGroup is a managed instance group whose instances pass requests on to Apigee.
type proxyGroup struct {
	InstanceGroupManager
	// isProxy says whether its instances forward to Apigee: True when a template's
	// metadata has ENDPOINT or its startup script mentions apigee.
	isProxy value.Truth
	// templates are those of its versions that are known; missing says why there
	// may be others.
	templates []InstanceTemplate
	missing   []check.Missing
	// uses are the backend services that send to it; usesMissing says why there
	// may be more.
	uses        []use
	usesMissing []check.Missing
}

// A use is a backend of a backend service, and what leads to the service.
type use struct {
	service BackendService
	backend Backend
	// rules are the forwarding rules that lead to the service, through a target
	// proxy and URL map or directly; rulesMissing says why there may be more.
	rules        []ForwardingRule
	rulesMissing []check.Missing
}

// proxyGroups returns every group that is or may be a proxy group, and why there
// may be more.
func (inv *Inventory) proxyGroups(org Organization) (groups []proxyGroup, missing []check.Missing) {
	return nil, nil
}

// region is the group's region, "" when it is not known.
func (g proxyGroup) region() string { return "" }

// networkOf returns the VPC of a network interface of an instance of the given
// project, through the subnetwork where that alone is known.
func (inv *Inventory) networkOf(nic NetworkInterface, project string) (value.Of[value.Ref], []check.Missing) {
	return value.Of[value.Ref]{}, nil
}
