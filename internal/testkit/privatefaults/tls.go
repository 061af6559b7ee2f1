package privatefaults

import "github.com/apireach/terraform-provider-apireach/internal/testkit/faults"

var tlsPart = Part{"Certificates", []Fault{
	{ID: "F109", Wrong: "the certificate does not have the name in the URI", Where: faults.Open, Why: "no check asks this yet"},
	{ID: "F110", Wrong: "https to the load balancer's own name", Where: faults.Open, Why: "no check asks this yet"},
	{ID: "F111", Wrong: "the listener's certificate expired or is not issued", Where: faults.Open, Why: "no check asks this yet"},
	{ID: "F112", Wrong: "a private certificate authority without `insecure_skip_verification`", Where: faults.Open, Why: "no check asks this yet"},
	{ID: "F113", Wrong: "a root that may not sign, or is expired", Where: faults.Open, Why: "no check asks this yet"},
	{ID: "F114", Wrong: "a certificate without its chain", Where: faults.Open, Why: "no check asks this yet"},
	{ID: "F115", Wrong: "a key that is another certificate's", Where: faults.Open, Why: "no check asks this yet"},
	{ID: "F116", Wrong: "a policy of TLS 1.3 only", Where: faults.Open, Why: "no check asks this yet"},
	{ID: "F117", Wrong: "TLS ends at the listener, and the targets speak TLS", Where: faults.Both, By: []Find{{"no-double-encryption", "TLS ends at the listener, and the targets speak TLS"}}},
}}
