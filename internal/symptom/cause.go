package symptom

// A Cause is what may be wrong.
type Cause struct {
	// ID is kebab-case and never reused.
	ID string
	// Title says what is wrong, without a period.
	Title string
	// Why explains how it makes the symptom.
	Why string
	// Checks decide whether it is so: ids, the most telling first. None: no check of
	// the configuration can.
	Checks []string
	// Next says what else to look at.
	Next string
}

// Causes lists the causes in the order of the traffic.
//
// Source: https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues,
// https://docs.cloud.google.com/load-balancing/docs/https/https-logging-monitoring and
// https://docs.cloud.google.com/armor/docs/request-logging.
func Causes() []Cause {
	var out []Cause
	for _, list := range [][]Cause{frontCauses, backCauses, apigeeCauses, privateCauses} {
		out = append(out, list...)
	}
	return out
}

// cause finds a cause by its id; the catalogue's test sees to it that there is one.
func cause(id string) Cause {
	for _, c := range Causes() {
		if c.ID == id {
			return c
		}
	}
	return Cause{ID: id}
}
