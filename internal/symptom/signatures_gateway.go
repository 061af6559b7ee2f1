package symptom

// gatewayText is what only API Gateway writes: lines of its execution log, and its own
// answers.
var gatewayText = once(`(?i)Execution failed due to|Method completed with status: \d{3}|"message"\s*:\s*"(Internal server error|Service Unavailable|Endpoint request timed out|Network error communicating with endpoint)"`)

// gatewaySignatures are API Gateway's messages. What is left out of a message are
// names of hosts and resources.
//
// Sources: https://repost.aws/knowledge-center/api-gateway-500-error-vpc,
// https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-troubleshootapigatewayhttp-errors.html.
var gatewaySignatures = []signature{
	{
		seen: "an internal error while executing a request", text: says(`configuration error: There was an internal error while executing your request`),
		causes: []string{"link-does-not-lead-to-backend"},
	},
	{
		seen: "a host name that does not match the certificate", text: says(`Host name .{1,300}? does not match the certificate subject`),
		causes: []string{"backend-certificate-for-another-host"},
	},
	{
		seen: "a certification path that cannot be built", text: says(`PKIX path (building|validation) failed`),
		causes: []string{"backend-certificate-untrusted"},
	},
	{
		seen: "a signature of the key exchange that cannot be verified", text: says(`(Cannot verify|Invalid) ECDH ServerKeyExchange signature`),
		causes: []string{"backend-key-differs"},
	},
	{
		seen: "an internal error", text: says(`Execution failed due to an internal error`),
		causes: []string{"backend-closes-idle-connections", "link-does-not-lead-to-backend"},
	},
	{
		seen: "an invalid protocol version", text: says(`Invalid protocol version|Unsupported or unrecognized SSL message|Received fatal alert`),
		causes: []string{"backend-answers-no-http"},
	},
	{
		seen: "a VPC link error", text: says(`Execution failed due to an vpc link error`),
		causes: []string{"link-fails-now-and-then", "link-does-not-lead-to-backend"},
	},
	{
		seen: "a network error communicating with the endpoint", text: says(`network error communicating with endpoint`),
		causes: []string{"backend-not-reached", "backend-answers-no-http", "link-does-not-lead-to-backend"},
	},
	{
		seen: "a timeout", text: says(`Execution failed due to a timeout error|Endpoint request timed out`),
		causes: []string{"backend-too-slow", "link-does-not-lead-to-backend"},
	},
	{
		seen: "an invalid endpoint address", text: says(`Invalid endpoint address`),
		causes: []string{"integration-address-malformed"},
	},
	{
		seen: "no match for an output mapping", text: says(`No match for output mapping`),
		causes: []string{"integration-response-missing"},
	},
	{
		seen: "an error of a Lambda integration", text: says(`Malformed Lambda proxy response|Invalid permissions on Lambda function`),
		causes: []string{"lambda-integration-fails"},
	},
	{
		seen: "an HTTP API that cannot reach its integration", text: says(`"message"\s*:\s*"Service Unavailable"`),
		causes: []string{"link-does-not-lead-to-backend"},
	},
	{
		seen: "a status of 500 or above that the integration answers", is: func(o Observation) bool { return o.Answered >= 500 },
		causes: []string{"backend-answers-error"},
	},
	{
		seen: "status 500 or 503", vague: true, status: []int{500, 503},
		causes: []string{"link-does-not-lead-to-backend", "backend-certificate-for-another-host", "backend-certificate-untrusted", "backend-answers-no-http"},
	},
	{
		seen: "status 504", vague: true, status: []int{504},
		causes: []string{"backend-too-slow", "backend-not-reached", "link-does-not-lead-to-backend"},
	},
	{
		seen: "an internal server error", vague: true, text: says(`"message"\s*:\s*"Internal server error"|Method completed with status: 500`),
		causes: []string{"link-does-not-lead-to-backend", "backend-certificate-for-another-host", "backend-certificate-untrusted", "backend-answers-no-http"},
	},
}
