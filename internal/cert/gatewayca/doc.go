// Package gatewayca knows the certificate authorities that Amazon API Gateway trusts
// when it calls a backend by https, and judges chains by its rules.
//
// AWS publishes the list as fingerprints, in
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-supported-certificate-authorities-for-http-endpoints.html.
// roots.txt has the 247 certificates of the page as it was in April 2023: the SHA-256 of
// each and the first of its aliases. AWS adds to the list: a root that is missing here may
// be trusted by now, so that absence alone is no proof.
//
// The certificates themselves come from the roots that Mozilla trusts, of which the list
// has about half. A chain whose root is on the list but not one of those is recognised if
// it has the root in it.
package gatewayca
