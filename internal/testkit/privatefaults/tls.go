package privatefaults

import "github.com/apireach/terraform-provider-apireach/internal/testkit/faults"

var tlsPart = Part{"Certificates", []Fault{
	{ID: "F109", Wrong: "the certificate does not have the name in the URI", Where: faults.Both, By: []Find{{"backend-certificate-covers-host", "another host"}}},
	{ID: "F110", Wrong: "https to the load balancer's own name", Where: faults.Both, By: []Find{{"backend-certificate-covers-host", "a load balancer's own name"}}},
	{ID: "F111", Wrong: "the listener's certificate expired or is not issued", Where: faults.Both, By: []Find{{"backend-certificate-in-date", "expired"}}},
	{ID: "F112", Wrong: "a private certificate authority without `insecure_skip_verification`", Where: faults.Both, By: []Find{{"backend-certificate-trusted", "a private authority"}}},
	{ID: "F113", Wrong: "a root that may not sign, or is expired", Where: faults.Both, By: []Find{{"backend-certificate-trusted", "trap: skipping the verification still asks for a root that is an authority"}}},
	{ID: "F114", Wrong: "a certificate without its chain", Where: faults.Both, By: []Find{{"backend-certificate-chain-complete", "publicly issued, without its issuer"}, {"backend-certificate-chain-complete", "in the wrong order"}}},
	{ID: "F115", Wrong: "a key that is another certificate's", Where: faults.Plan, By: []Find{{"backend-certificate-key-matches", "another certificate's key"}}},
	{ID: "F116", Wrong: "a policy of TLS 1.3 only", Where: faults.Both, By: []Find{{"tls-policy-fits-api-gateway", "TLS 1.3 only"}}},
	{ID: "F117", Wrong: "TLS ends at the listener, and the targets speak TLS", Where: faults.Both, By: []Find{{"no-double-encryption", "TLS ends at the listener, and the targets speak TLS"}}},
}}
