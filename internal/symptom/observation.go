package symptom

import (
	"fmt"
	"strings"
	"time"
)

// An Observation is one thing that was seen. Fields that were not seen are zero.
type Observation struct {
	// Status is the HTTP status; 0 also stands for none, as TLS errors have none.
	Status int
	// Details is the statusDetails of a load balancer's log entry.
	Details string
	// Policy is the Cloud Armor policy that decided, and Priority the rule's.
	Policy   string
	Priority int64
	// Layer is the field of the log entry that names the policy: enforcedSecurityPolicy,
	// or enforcedEdgeSecurityPolicy.
	Layer string
	// Outcome is what the policy did: ACCEPT or DENY.
	Outcome string
	// Health is the state that a health check's log entry reports.
	Health string
	// At is when it happened, by the log entry.
	At time.Time
	// Service and Front are the backend service and the forwarding rule of the entry,
	// Method and Host those of the request. Client is the network that it came from, not
	// the address; Backend what a health check asked. Nothing else of an entry is kept.
	Service, Front, Method, Host, Client, Backend string
	// Gateway says that Amazon API Gateway answered or logged.
	Gateway bool
	// Answered is the status that API Gateway's integration answered with, where the log
	// tells it, and Route the key of the route.
	Answered int
	Route    string
	// BehindGoogle says that Google's load balancer answered, Empty that the answer
	// had no body.
	BehindGoogle, Empty bool
	// Text is the message itself, for errors that are nothing but text. Nothing of it
	// is ever shown: it may hold tokens.
	Text string
}

// denied says whether a policy turned the request away.
func (o Observation) denied() bool {
	return o.Outcome == "DENY" || strings.HasSuffix(o.Details, "_by_security_policy")
}

// limited says whether it was for the rate of requests.
func (o Observation) limited() bool {
	return o.Details == "throttled_by_security_policy" || o.Details == "banned_by_security_policy"
}

// rule names the rule of a policy that decided; "" when the entry names none.
func (o Observation) rule() string {
	if o.Policy == "" {
		return ""
	}
	return fmt.Sprintf("%s, priority %d", o.Policy, o.Priority)
}
