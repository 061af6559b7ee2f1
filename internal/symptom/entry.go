package symptom

import (
	"bytes"
	"encoding/json"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"time"
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
	Timestamp   string          `json:"timestamp"`
	HTTPRequest *struct {
		Status   number `json:"status"`
		Method   string `json:"requestMethod"`
		URL      string `json:"requestUrl"`
		RemoteIP string `json:"remoteIp"`
	} `json:"httpRequest"`
	JSONPayload *struct {
		StatusDetails string `json:"statusDetails"`
		Enforced      *ruled `json:"enforcedSecurityPolicy"`
		Edge          *ruled `json:"enforcedEdgeSecurityPolicy"`
		Probe         *struct {
			Health   string `json:"healthState"`
			Detailed string `json:"detailedHealthState"`
			Address  string `json:"ipAddress"`
			Port     number `json:"targetPort"`
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

// resourceLabels are those of the load balancer that wrote an entry. Regional ones
// call the backend service a target.
type resourceLabels struct {
	Labels struct {
		Service string `json:"backend_service_name"`
		Target  string `json:"backend_target_name"`
		Front   string `json:"forwarding_rule_name"`
	} `json:"labels"`
}

// Entry reads a LogEntry; false if it is none.
func Entry(text json.RawMessage) ([]Observation, bool) { return entry(text) }

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
	o.At, _ = time.Parse(time.RFC3339Nano, e.Timestamp)
	var from resourceLabels
	if json.Unmarshal(e.Resource, &from) == nil {
		o.Front, o.Service = name(from.Labels.Front), name(from.Labels.Service)
		if o.Service == "" {
			o.Service = name(from.Labels.Target)
		}
	}
	if r := e.HTTPRequest; r != nil {
		o.Status, o.Method = int(r.Status), name(r.Method)
		o.Host, o.Client = hostOf(r.URL), networkOf(r.RemoteIP)
	}
	if p := e.JSONPayload; p != nil {
		o.Details = p.StatusDetails
		if p.Probe != nil {
			o.Health, o.Backend = p.Probe.Health, backendOf(p.Probe.Address, int(p.Probe.Port))
			if p.Probe.Detailed == "TIMEOUT" {
				o.Health = p.Probe.Detailed
			}
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

var isName = once(`^[A-Za-z0-9][A-Za-z0-9_.:-]{0,252}$`)

// name is a text that can be a name, else nothing: what an entry says is shown.
func name(text string) string {
	if isName().MatchString(text) {
		return text
	}
	return ""
}

// hostOf is the host of a URL: its path and query may hold tokens.
func hostOf(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return name(u.Hostname())
}

// networkOf is the network of an address, which tells which rule meets a client and
// not who it is.
func networkOf(text string) string {
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return ""
	}
	bits := 48
	if addr = addr.Unmap(); addr.Is4() {
		bits = 24
	}
	p, err := addr.WithZone("").Prefix(bits)
	if err != nil {
		return ""
	}
	return p.String()
}

func backendOf(address string, port int) string {
	addr, err := netip.ParseAddr(address)
	switch {
	case err != nil:
		return ""
	case port <= 0:
		return addr.WithZone("").String()
	}
	return net.JoinHostPort(addr.WithZone("").String(), strconv.Itoa(port))
}
