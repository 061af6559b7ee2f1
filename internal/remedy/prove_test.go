package remedy_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func TestFixesReferToTheResourcesOfAPlan(t *testing.T) {
	t.Parallel()
	r := proven(t, gateway(t, "").world(t, true))
	for id, want := range map[string]string{
		"environment-group-routes": `resource "google_apigee_envgroup_attachment" "live_public" {
  envgroup_id = google_apigee_envgroup.public.id
  environment = google_apigee_environment.live.name
}

resource "google_apigee_instance_attachment" "live_east" {
  instance_id = google_apigee_instance.runtime["us-east1"].id
  environment = google_apigee_environment.live.name
}
`,
		"instance-has-environment": `resource "google_apigee_instance_attachment" "live_east" {
  instance_id = google_apigee_instance.runtime["us-east1"].id
  environment = google_apigee_environment.live.name
}
`,
		"authorized-network-peered": `resource "google_compute_global_address" "apigee_range" {
  name          = "apigee-range"
  project       = google_compute_network.vpc.project
  prefix_length = 21
  purpose       = "VPC_PEERING"
  network       = google_compute_network.vpc.id
  address_type  = "INTERNAL"
}

resource "google_service_networking_connection" "apigee" {
  network                 = google_compute_network.vpc.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.apigee_range.name]
}
`,
		"load-balancer-reaches-proxies": `resource "google_compute_firewall" "allow_lb_to_apigee_proxy" {
  name    = "allow-lb-to-apigee-proxy"
  project = google_compute_network.vpc.project
  network = google_compute_network.vpc.id
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
  source_ranges = ["35.191.0.0/16", "130.211.0.0/22"]
  target_tags   = ["apigee-proxy"]
}
`,
	} {
		if got := fixOf(t, r, id); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", id, got, want)
		}
	}
	if t.Failed() {
		for _, f := range r.Findings {
			t.Logf("%s %s %v %d", f.Verdict, f.Summary, f.Missing, len(f.Repairs))
		}
	}
}

func TestFixesBelongToTheModuleOfWhatTheyReferTo(t *testing.T) {
	t.Parallel()
	const want = `# in module.apigee["prod"]
resource "google_apigee_instance_attachment" "live_east" {
  instance_id = google_apigee_instance.runtime["us-east1"].id
  environment = google_apigee_environment.live.name
}
`
	if got := fixOf(t, proven(t, gateway(t, `module.apigee["prod"]`).world(t, true)), "instance-has-environment"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// What is written in a module is made in all its instances, and proven for one.
func TestAModuleThatIsCalledSeveralTimesHasNoFixes(t *testing.T) {
	t.Parallel()
	m := gateway(t, `module.apigee["prod"]`)
	m.address = `module.apigee["test"]`
	m.created(t, "google_compute_network.vpc", `{"name": "another"}`)
	if got := fixOf(t, proven(t, m.world(t, true)), "instance-has-environment"); got != "" {
		t.Errorf("%s", got)
	}
}

// Who has what a new resource belongs to makes that, too.
func TestFixesAreMadeByTheProviderOfWhatTheyBelongTo(t *testing.T) {
	t.Parallel()
	m := gateway(t, "")
	for i, o := range m.objects {
		if o.Type == "google_compute_network" {
			m.objects[i].Provider = value.Known("google.host")
		}
	}
	r := proven(t, m.world(t, true))
	for id, want := range map[string]string{
		"load-balancer-reaches-proxies": "resource \"google_compute_firewall\" \"allow_lb_to_apigee_proxy\" {\n  provider = google.host\n",
		"instance-has-environment":      "resource \"google_apigee_instance_attachment\" \"live_east\" {\n  instance_id",
	} {
		if got := fixOf(t, r, id); !strings.HasPrefix(got, want) {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
}

// Where there may be more resources, nothing is known to fail for want of one.
func TestAnOpenWorldHasNoFixes(t *testing.T) {
	t.Parallel()
	m := gateway(t, "")
	m.objects = m.objects[2:] // the organization and the network exist, and nothing is told of them
	for _, f := range proven(t, m.world(t, false)).Findings {
		if f.Fix != nil {
			t.Errorf("%s:\n%s", f.Check, f.Fix.HCL)
		}
	}
}

// What is read by a data source is not changed; a rule of its own is.
func TestWhatIsReadIsNotChanged(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().Set(gcp.Firewalls, "allow-lb", "sourceRanges", []string{"130.211.0.0/22"}).
		Address(gcp.Firewalls, "allow-lb", "data.google_compute_firewall.lb")
	for _, f := range proven(t, w.World()).Findings {
		if f.Verdict == check.Fail && (f.Fix == nil || !strings.Contains(f.Fix.HCL, `"allow_lb_to_gke_apigee_proxy"`)) {
			t.Errorf("%+v", f.Fix)
		}
	}
}

// Names that others may give are text in the snippet, whatever they look like.
func TestNamesAreText(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().Detach("runtime-us-west1", "live").Hostnames(`${file("/etc/passwd")}.example`)
	w.DropAll(gcp.EnvironmentGroups, gcp.GroupAttachments).Group("only", []string{"%{ if true }\"\n}"}, "test")
	shown := 0
	for _, f := range proven(t, w.World()).Findings {
		if f.Fix == nil || f.Check != "environment-group-routes" {
			continue
		}
		shown++
		for _, want := range []string{`"$${file(\"/etc/passwd\")}.example"`, `"%%{ if true }\"\n}"`} {
			if !strings.Contains(f.Fix.HCL, want) {
				t.Errorf("no %s in\n%s", want, f.Fix.HCL)
			}
		}
	}
	if shown != 1 {
		t.Errorf("%d fixes", shown)
	}
}

// A fix whose world nobody could judge again, or that moves the failure elsewhere, is
// none.
func TestRepairsThatDoNotMendAreNotShown(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld().Detach("runtime-us-west1", "live").World()
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	body := func(name string) value.Value {
		return value.OfObject(map[string]value.Value{"environment": value.OfString(name)})
	}
	r := proven(t, w)
	var f check.Finding
	for _, each := range r.Findings {
		if each.Verdict == check.Fail {
			f = each
		}
	}
	right := f.Repairs[0].Changes[0]
	wrong := right
	wrong.Body = body("test")
	nowhere := right
	nowhere.Type, nowhere.Of = string(gcp.Firewalls), "nothing"
	breaking := check.Change{Type: string(gcp.Firewalls), Of: "projects/acme-host/global/firewalls/allow-lb", Body: value.OfObject(map[string]value.Value{"disabled": value.OfBool(true)})}
	for name, changes := range map[string][]check.Change{
		"another environment": {wrong}, "what is not there": {nowhere}, "what breaks something else": {right, breaking}, "no type of ours": {{Type: "compute.disks"}}, "nothing": nil,
	} {
		one := check.Report{Findings: []check.Finding{f}}
		one.Findings[0].Fix, one.Findings[0].Repairs = nil, []check.Repair{{Changes: changes}}
		if remedy.Prove(&one, w, inv); one.Findings[0].Fix != nil {
			t.Errorf("%s:\n%s", name, one.Findings[0].Fix.HCL)
		}
	}
}

func TestOnlySoManyFixesAreProven(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld()
	for i := range 30 {
		name := string(rune('a'+i/26)) + string(rune('a'+i%26))
		w.Environment(name).Route("public", name).Detach("runtime-us-west1", name)
	}
	r := proven(t, w.World())
	fixed := 0
	for _, f := range r.Findings {
		if f.Fix != nil {
			fixed++
		}
	}
	if fixed != 20 || r.Untried != 10 {
		t.Errorf("%d are fixed, %d were not tried", fixed, r.Untried)
	}
}
