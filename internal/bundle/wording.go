package bundle

// A wording is what a bundle says about itself: of the one path or of the other.
type wording struct {
	// title is what it is about, judge how its snapshot is judged again, manifest what the
	// manifest tells beside the files.
	title, judge, manifest string
	neverIn                []string
	checklist              []item
}

func (b Bundle) wording() wording {
	if b.API == "" {
		return wording{"The way to Apigee organization " + b.Organization, "apireach check --apigee ORG --snapshot snapshot", "what was removed, what is missing", neverIn, checklist}
	}
	judge := "apireach check --api " + b.API
	if b.Stage != "" {
		judge += " --stage " + b.Stage
	}
	return wording{"The private integrations of API " + b.API, judge + " --snapshot snapshot", "what is missing", neverInAWS, checklistAWS}
}

// neverInAWS says what no bundle of AWS has.
var neverInAWS = []string{
	"what no check reads: of AWS's answers the fields are kept that do",
	"credentials, tokens and private keys",
	"values of stage variables that no private integration names, OpenAPI documents, authorizers and templates",
	"what follows the path in URIs of integrations, fixed values that they send to backends, user data of instances",
	"of log entries: bodies, headers and queries of requests",
	"requests: nothing is sent to the API or to backends",
}

// checklistAWS is what support asks for and no API gives.
//
// Source: https://repost.aws/knowledge-center/api-gateway-500-error-vpc.
var checklistAWS = []item{
	{"The methods or routes that fail, with stage.", "Say which work, too."},
	{"The request id of a call that fails.", "Header `x-amzn-requestid` (REST: `apigw-requestid` for HTTP APIs) of the answer, with the UTC time: `curl -v https://API/STAGE/PATH 2> curl.txt`. Take tokens and API keys out before you add it."},
	{"The entries of the execution log about that request.", "REST APIs: level INFO with full requests and responses while you reproduce it, and off again afterwards. HTTP APIs: the access log with `$context.integrationErrorMessage`."},
	{"Whether the backend answers from within the VPC.", "`curl -v` to the load balancer's name and to one target, from an instance in a subnet of the load balancer; and through an endpoint of your own to the endpoint service of the link."},
	{"The certificate that the backend presents.", "`apireach probe --as api-gateway HOST:PORT` from within the VPC."},
	{"A packet capture on a target, if connections are reset.", "`tcpdump -w backend.pcap tcp port PORT` during one attempt: who sends RST, and after how long."},
	{"The keep-alive of the backend's server.", "It has to be longer than the load balancer's idle timeout: 350 s, unless the listener says otherwise."},
	{"When it began, when it happens (UTC) and how often.", "Say what changed before: a plan, a deployment, a certificate, a listener, a rule."},
}
