package privateintegration

import "github.com/apireach/terraform-provider-apireach/internal/check"

// Checks lists every check of private integrations, in the order of the traffic.
// Documentation, indexes and runs are made from this list.
func Checks() []check.Check[*Inventory] {
	return []check.Check[*Inventory]{
		StageVariablesResolve,
		DeploymentIncludesIntegration,
		ExecutionLoggingOn,
		IntegrationUsesVPCLink,
		IntegrationURIFitsListener,
		BackendPathFits,
		IntegrationTimeoutFits,
		VPCLinkTargetExists,
		LinkVersionFitsAPI,
		VPCLinkAvailable,
		EndpointConnectionAvailable,
		VPCLinkNotReplaced,
		LoadBalancerActive,
		LoadBalancerNotReplaced,
		ListenerOnPort,
		ListenerProtocolFits,
		ListenerForwards,
		NoDoubleEncryption,
		ZonesCovered,
		TargetGroupHasTargets,
		TargetsHealthy,
		TargetPortFits,
		HealthCheckFits,
		TargetIdleTimeoutFits,
		CloudMapHasInstances,
		SecurityGroupsAdmit,
		PrivateLinkRulesAdmit,
		PrivateLinkRulesOpen,
		NetworkACLsAdmit,
		NetworkACLsAdmitAllReplies,
		RoutesReachTargets,
		BackendCertificateCoversHost,
		BackendCertificateInDate,
		BackendCertificateRenewedInTime,
		BackendCertificateTrusted,
		BackendCertificateChainComplete,
		BackendCertificateKeyMatches,
		TLSPolicyFitsAPIGateway,
		MutualAuthenticationSatisfied,
	}
}
