package symptom

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// A logEntry is what is read of a LogEntry, in the form of `gcloud logging read
// --format=json` and of sinks.
//
// Source: https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry and
// https://docs.cloud.google.com/armor/docs/request-logging.
type logEntry struct {
	LogName     string          `json:"logName"`
	TextPayload string          `json:"textPayload"`
	Resource    json.RawMessage `json:"resource"`
	HTTPRequest *struct {
		Status number `json:"status"`
	} `json:"httpRequest"`
	JSONPayload *struct {
		StatusDetails string `json:"statusDetails"`
		Enforced      *ruled `json:"enforcedSecurityPolicy"`
		Edge          *ruled `json:"enforcedEdgeSecurityPolicy"`
		Probe         *struct {
			Health string `json:"healthState"`
		} `json:"healthCheckProbeResult"`
	} `json:"jsonPayload"`
}

// ruled is what a policy did.
type ruled struct {
	Name     string `json:"name"`
	Priority number `json:"priority"`
	Outcome  string `json:"outcome"`
}

// A number is written as a number or as a string.
type number int64

// UnmarshalJSON reads both forms; anything else is 0.
func (n *number) UnmarshalJSON(text []byte) error {
	v, err := strconv.ParseFloat(string(bytes.Trim(text, `"`)), 64)
	if err == nil {
		*n = number(v)
	}
	return nil
}

// entry reads a LogEntry; false if it is none.
func entry(text json.RawMessage) ([]Observation, bool) {
	var e logEntry
	if json.Unmarshal(text, &e) != nil || e.LogName == "" && len(e.Resource) == 0 {
		return nil, false
	}
	if e.TextPayload != "" {
		return message(e.TextPayload), true
	}
	var o Observation
	if e.HTTPRequest != nil {
		o.Status = int(e.HTTPRequest.Status)
	}
	if p := e.JSONPayload; p != nil {
		o.Details = p.StatusDetails
		if p.Probe != nil {
			o.Health = p.Probe.Health
		}
		o.decided("enforcedSecurityPolicy", p.Enforced)
		// What the edge denies, nothing behind it sees.
		o.decided("enforcedEdgeSecurityPolicy", p.Edge)
	}
	return []Observation{o}, true
}

// decided notes what a policy did, if it says more than is known.
func (o *Observation) decided(layer string, r *ruled) {
	if r != nil && (o.Outcome == "" || r.Outcome == "DENY") {
		o.Layer, o.Policy, o.Priority, o.Outcome = layer, r.Name, int64(r.Priority), r.Outcome
	}
}
