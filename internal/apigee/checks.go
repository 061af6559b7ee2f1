package apigee

import "github.com/apireach/terraform-provider-apireach/internal/check"

// Checks lists every check of the northbound path, in the order of the traffic.
// Documentation, indexes and runs are made from this list.
func Checks() []check.Check[*Inventory] {
	return []check.Check[*Inventory]{
		HostnameResolvesToLoadBalancer,
		LoadBalancerListensOn443,
		CertificateAttached,
		CertificateCoversHostnames,
		CertificateInDate,
		CertificateRenewedInTime,
		CertificateKeyMatches,
		CertificateChainComplete,
		ManagedCertificateActive,
		CertificateServedIsConfigured,
		SSLPolicyUsable,
		ArmorAdmitsClients,
		SecurityPolicyUsable,
		ArmorDenialsLogged,
		BackendSpeaksHTTPS,
		BackendPortNameMatches,
		HealthCheckFitsApigee,
		ProxyGroupNotEmpty,
		BackendsHealthy,
		EveryProxyHealthy,
		ProxiesFollowTemplate,
		ProxyEndpointIsInstance,
		ProxySubnetPrivateGoogleAccess,
		ProxyInEveryRegion,
		PSCTargetIsInstance,
		PSCConsumerAccepted,
		PSCConnectionAccepted,
		PSCLoadBalancerSupported,
		PSCFailsOver,
		LoadBalancerReachesProxies,
		AuthorizedNetworkPeered,
		PeeringActive,
		ProxiesInAuthorizedNetwork,
		PeeringRangeLargeEnough,
		InstanceActive,
		InstanceHasEnvironment,
		EnvironmentAttachedEverywhere,
		EnvironmentGroupRoutes,
		OrganizationActive,
		EvaluationNotExpiring,
		EncryptionKeysUsable,
		EncryptionKeysGranted,
		ServiceAgentsHaveRoles,
		RequiredAPIsEnabled,
	}
}
