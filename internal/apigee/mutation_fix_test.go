package apigee_test

import (
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
)

// proven runs the checks and proves what would mend their failures.
func proven(t testing.TB, w *gcp.World) check.Report {
	t.Helper()
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	r := check.Run(inv, apigee.Checks(), check.Options{})
	remedy.Prove(&r, w, inv)
	return r
}

// unfixed are the mutations that no change of a few lines is known to mend, and why.
var unfixed = map[string]string{
	"the organization is being deleted": "a restored organization",
	"the organization is being created": "time",
	"the evaluation is about to end":    "a paid organization",
	"the evaluation is over":            "a paid organization",

	"the database's key is disabled":                     "a decision about the key",
	"the key of the west's disks is to be destroyed":     "a decision about the key",
	"nobody lets Apigee use the database's key":          "whose policy it is to be",
	"nobody lets Apigee use the key of the west's disks": "whose policy it is to be",
	"Apigee's agent lost its role":                       "whose policy it is to be",
	"Apigee's agent of another project has the role":     "whose policy it is to be",
	"Service Networking's agent lost its role":           "whose policy it is to be",
	"the Apigee API is disabled":                         "an API that somebody disabled",
	"the Service Networking API is disabled":             "an API that somebody disabled",

	"the record has a reserved address that no forwarding rule has": "a record, or a forwarding rule: which is meant is not known",
	"the record has another address beside":                         "which addresses a host is to have",

	"no API proxy is deployed in a group": "an API proxy",

	"a rule keeps the proxies' packets from Apigee": "a rule that somebody made to deny",
	"the allow is for another instance's range":     "a rule that somebody made to deny",

	"no group":                         "which hosts clients use",
	"an instance is being created":     "time",
	"an instance is being deleted":     "a new instance",
	"no instance":                      "a new instance",
	"a new group without environments": "which environment the group is for",

	"the policy's default rule denies":                     admittance,
	"the edge policy denies":                               admittance,
	"a deny comes before the allow":                        admittance,
	"two exclusions are joined by ||":                      expressionAnew,
	"a header's name has capitals":                         expressionAnew,
	"a header that may be missing is excluded":             expressionAnew,
	"a region code is in lower case":                       expressionAnew,
	"a private range is compared":                          expressionAnew,
	"no header holds the client's address":                 expressionAnew,
	"an edge policy in the backend's place":                "another policy",
	"a regional policy at a global backend service":        "another policy",
	"one of the host's addresses is another server's":      "records of DNS",
	"the host has an IPv6 address, the load balancer none": "records of DNS",
	"the host that clients use does not resolve":           "records of DNS",
	"the host resolves to another load balancer":           "records of DNS",
	"the allow is in preview":                              admittance,
	"the deny is not in preview":                           admittance,
	"a client's range is missing":                          admittance,
	"IPv6 clients are not admitted":                        admittance,
	"the CDN in front is denied":                           admittance,
	"a monitor is not admitted":                            admittance,
	"clients are sent to a reCAPTCHA page":                 admittance,
	"clients are sent elsewhere":                           admittance,
	"the organization's security policy denies":            admittance,
	"the host that clients use is in no group":             "which group it belongs to",

	"a rule that disagrees by a single address":       "nothing comes before priority 0",
	"the organization denies":                         "another's policy",
	"a folder denies what the organization passes on": "another's policy",
	"a network policy that comes first denies":        "a policy's rules, which may be meant so",
	"a regional policy that comes first denies":       "a policy's rules, which may be meant so",

	"the authorized network is another":                        "which of two networks is meant",
	"a bare name means the service project's network":          "which of two networks is meant",
	"the number of another project":                            "which of two networks is meant",
	"the peering's other end was deleted":                      "a new peering",
	"the range asked for lies outside":                         "another range, or that of Google's choice",
	"the range asked for is another instance's":                "another range, or that of Google's choice",
	"proxies in another network":                               elsewhere,
	"proxies in the network of that name in their own project": elsewhere,
	"proxies with two interfaces elsewhere":                    elsewhere,
	"proxies in a network that is peered with the right one":   elsewhere,
	"proxies in a subnetwork of another network":               elsewhere,
	"a canary version in another network":                      elsewhere,
	"a zonal group in another network":                         elsewhere,
	"proxies told by their ENDPOINT alone, in another network": elsewhere,
}

const expressionAnew = "what the expression was to say"

const admittance = "who is to be admitted"

const elsewhere = "a network interface in a subnetwork that people choose"

func TestMutations_areMendedByWhatIsPrinted(t *testing.T) {
	t.Parallel()
	for _, m := range mutations() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			var without []string
			for _, f := range proven(t, m.world.World()).Findings {
				// The checks of the hop proxy name no repairs; certificates are made elsewhere.
				if f.Verdict == check.Fail && f.Fix == nil && f.Hop != check.HopProxy && f.Hop != check.HopTLS {
					without = append(without, f.Check+" "+f.Subject)
				}
				if f.Verdict != check.Fail && f.Fix != nil {
					t.Errorf("%s %s does not fail, and has a fix:\n%s", f.Check, f.Subject, f.Fix.HCL)
				}
			}
			why, open := unfixed[m.name]
			if open != (len(without) > 0) {
				t.Errorf("without a fix: %q, though it would take %q", slices.Compact(without), why)
			}
		})
	}
}
