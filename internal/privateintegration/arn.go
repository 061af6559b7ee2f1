package privateintegration

import "strings"

// isListener says whether an ARN is that of a listener.
//
// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html.
func isListener(arn string) bool {
	return strings.HasPrefix(arn, "arn:") && strings.Contains(arn, ":elasticloadbalancing:") && strings.Contains(arn, ":listener/")
}

// isLoadBalancer says whether an ARN is that of a load balancer.
func isLoadBalancer(arn string) bool {
	return strings.HasPrefix(arn, "arn:") && strings.Contains(arn, ":elasticloadbalancing:") && strings.Contains(arn, ":loadbalancer/")
}

// isCloudMap says whether an ARN is that of a Cloud Map service.
func isCloudMap(arn string) bool {
	return strings.HasPrefix(arn, "arn:") && strings.Contains(arn, ":servicediscovery:") && strings.Contains(arn, ":service/")
}

// withoutQuery cuts the filters off that follow a Cloud Map service's ARN.
func withoutQuery(arn string) string {
	arn, _, _ = strings.Cut(arn, "?")
	return arn
}
