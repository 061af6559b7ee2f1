package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const securityService = "networksecurity.googleapis.com"

// The client validation modes of a server TLS policy.
const (
	modeAllows  = "ALLOW_INVALID_OR_MISSING_CLIENT_CERT"
	modeRejects = "REJECT_INVALID"
)

// ServerTLSPolicy is networksecurity.projects.locations.serverTlsPolicies: whether clients
// of a target proxy have to have certificates.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/mtls.
type ServerTLSPolicy struct {
	Identity
	// MTLS is null for policies of service meshes.
	MTLS struct {
		ClientValidationMode value.String `json:"clientValidationMode"`
	} `json:"mtlsPolicy"`
}

// SecurityRef reads the name of a server TLS policy.
func SecurityRef(text, project string) (value.Ref, error) {
	return value.ParseRef(text, value.RefBase{Service: securityService, Collection: "locations/global/serverTlsPolicies", Parent: "projects/" + project})
}

// demandsCertificates says whether a proxy refuses clients without a certificate that it
// trusts, and why that is not known.
func (inv *Inventory) demandsCertificates(p TargetProxy) (value.Truth, []check.Missing) {
	if p.ServerTLSPolicy.IsNull() {
		return value.False, nil
	}
	project := p.Ref.Value().Project()
	ref := value.Map(p.ServerTLSPolicy, func(text string) value.Ref {
		out, err := SecurityRef(text, project)
		if err != nil {
			return value.Ref{}
		}
		return out
	})
	policy := find(inv, "the server TLS policy of "+p.Subject(), ref, inv.ServerTLSPolicies)
	if !policy.ok {
		return value.Undecided, policy.missing
	}
	mode := policy.item.MTLS.ClientValidationMode
	switch text, known := mode.Get(); {
	case known && text == modeAllows:
		return value.False, nil
	case known && text == modeRejects:
		return value.True, nil
	}
	return value.Undecided, []check.Missing{lacking("the client validation mode of "+policy.item.Subject(), orNotSet(!mode.IsUnknown(), mode.Why()))}
}
