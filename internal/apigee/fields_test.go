package apigee_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// blamed are the fields that failures of each check name, with the model of the
// subject. "" stands for subjects that lack another resource, or whose packets
// others drop.
var blamed = map[string]map[string]any{
	"load-balancer-listens-on-443":    {"": nil},
	"certificate-attached":            {"sslCertificates": apigee.TargetProxy{}, "certificateMap": apigee.TargetProxy{}},
	"certificate-covers-hostnames":    {"sslCertificates": apigee.TargetProxy{}, "certificateMap": apigee.TargetProxy{}},
	"certificate-in-date":             {"certificate": readApart},
	"certificate-renewed-in-time":     {"certificate": readApart, "managed": apigee.SSLCertificate{}},
	"certificate-key-matches":         {"certificate": readApart},
	"certificate-chain-complete":      {"certificate": readApart},
	"managed-certificate-active":      {"managed": apigee.SSLCertificate{}},
	"ssl-policy-usable":               {"sslPolicy": apigee.TargetProxy{}},
	"backend-speaks-https":            {"protocol": apigee.BackendService{}},
	"backend-port-name-matches":       {"namedPorts": apigee.InstanceGroupManager{}},
	"health-check-fits-apigee":        {"httpsHealthCheck": apigee.HealthCheck{}, "httpHealthCheck": apigee.HealthCheck{}},
	"proxy-group-not-empty":           {"targetSize": apigee.InstanceGroupManager{}},
	"backends-healthy":                {"": nil},
	"every-proxy-healthy":             {"": nil},
	"proxies-follow-template":         {"status": apigee.InstanceGroupManager{}},
	"proxy-endpoint-is-instance":      {"properties.metadata.items": apigee.InstanceTemplate{}, "allInstancesConfig": apigee.InstanceGroupManager{}},
	"proxy-in-every-region":           {"": nil},
	"psc-target-is-instance":          {"pscTargetService": apigee.NetworkEndpointGroup{}},
	"psc-consumer-accepted":           {"": nil},
	"psc-connection-accepted":         {"pscData": apigee.NetworkEndpointGroup{}, "pscConnectionStatus": apigee.ForwardingRule{}},
	"psc-load-balancer-supported":     {"loadBalancingScheme": apigee.BackendService{}, "healthChecks": apigee.BackendService{}, "backends": apigee.BackendService{}},
	"identity-aware-proxy-off":        {"iap": apigee.BackendService{}},
	"backends-have-address-family":    {"ipAddressSelectionPolicy": apigee.BackendService{}},
	"standard-tier-in-one-region":     {"networkTier": apigee.ForwardingRule{}},
	"psc-fails-over":                  {"outlierDetection": apigee.BackendService{}},
	"load-balancer-reaches-proxies":   {"": nil},
	"authorized-network-peered":       {"authorizedNetwork": apigee.Organization{}},
	"peering-active":                  {"peerings": apigee.Network{}},
	"armor-admits-clients":            {"securityPolicy": apigee.BackendService{}, "edgeSecurityPolicy": apigee.BackendService{}, "": nil}, // the organization's policy
	"security-policy-usable":          {"type": apigee.SecurityPolicy{}, "rules": apigee.SecurityPolicy{}},
	"armor-denials-logged":            {"logConfig": apigee.BackendService{}},
	"proxies-reach-cloud-storage":     {"": nil},
	"proxies-reach-instance":          {"": nil},
	"proxies-in-authorized-network":   {"versions": apigee.InstanceGroupManager{}},
	"peering-range-large-enough":      {"reservedPeeringRanges": apigee.Connection{}, "ipRange": apigee.Instance{}},
	"instance-active":                 {"state": apigee.Instance{}, "": nil}, // no instance
	"instance-has-environment":        {"": nil},
	"environment-attached-everywhere": {"": nil},
	"environment-group-routes":        {"": nil},
	"api-proxy-deployed":              {"": nil},
	"organization-active":             {"state": apigee.Organization{}},
	"evaluation-not-expiring":         {"expiresAt": apigee.Organization{}},
	"encryption-keys-usable":          {"runtimeDatabaseEncryptionKeyName": apigee.Organization{}, "diskEncryptionKeyName": apigee.Instance{}},
	"encryption-keys-granted":         {"runtimeDatabaseEncryptionKeyName": apigee.Organization{}, "diskEncryptionKeyName": apigee.Instance{}},
	"service-agents-have-roles":       {"": nil},
	"required-apis-enabled":           {"state": apigee.EnabledAPI{}},

	"proxy-subnet-private-google-access": {"": nil},
	"hostname-resolves-to-load-balancer": {"": nil, "rrdatas": apigee.RecordSet{}},
	"certificate-served-is-configured":   {"": nil},
	"url-map-leads-to-apigee":            {"": nil},
}

// readApart stands for models that have no field for it: of a certificate's text only
// facts are kept.
var readApart = struct {
	Text string `json:"certificate"`
}{}

// doubted are those that only unknown verdicts name.
var doubted = map[string]any{
	"runtimeType": apigee.Organization{}, "disableVpcPeering": apigee.Organization{}, "authorizedNetwork": apigee.Organization{},
	"peerings": apigee.Network{}, "versions": apigee.InstanceGroupManager{}, "instanceTemplate": apigee.InstanceGroupManager{},
	"reservedPeeringRanges": apigee.Connection{}, "state": apigee.EnvironmentGroup{}, "healthChecks": apigee.BackendService{}, "": nil,
	"sslCertificates": apigee.TargetProxy{}, "certificate": readApart,
}

// has says whether a model has a field of a resource.
func has(model any, field string) bool {
	field, _, _ = strings.Cut(field, ".")
	for i := range reflect.TypeOf(model).NumField() {
		if name, _, _ := strings.Cut(reflect.TypeOf(model).Field(i).Tag.Get("json"), ","); name == field {
			return true
		}
	}
	return false
}

func TestFailuresNameAFieldThatTheirSubjectHas(t *testing.T) {
	t.Parallel()
	named := map[string][]string{}
	for _, m := range mutations() {
		for _, f := range check.Run(m.world.Inventory(t), apigee.Checks(), check.Options{}).Findings {
			_, known := blamed[f.Check][f.Field]
			switch {
			case f.Verdict == check.Fail && !known:
				t.Errorf("%s: %s of %s blames %q", m.name, f.Check, f.Subject, f.Field)
			case f.Verdict == check.Fail:
				named[f.Check] = append(named[f.Check], f.Field)
			case f.Verdict != check.Unknown && f.Field != "":
				t.Errorf("%s: %s of %s is %s and blames %q", m.name, f.Check, f.Subject, f.Verdict, f.Field)
			}
		}
	}
	for id, fields := range blamed {
		for field, model := range fields {
			if !slices.Contains(named[id], field) {
				t.Errorf("no failure of %s blames %q", id, field)
			}
			if field != "" && !has(model, field) {
				t.Errorf("%T has no %s", model, field)
			}
		}
	}
}

func TestUnknownsNameAFieldThatTheirSubjectHas(t *testing.T) {
	t.Parallel()
	for field, model := range doubted {
		if field != "" && !has(model, field) {
			t.Errorf("%T has no %s", model, field)
		}
	}
	seen := map[string]bool{}
	worlds := []*testkit.World{
		testkit.NewWorld().Set(gcp.Networks, "prod", "peerings.0.state", "NEW"),
		testkit.NewWorld().Set(gcp.EnvironmentGroups, "public", "state", "CREATING"),
		planned(body{"location": "europe-west1"}),
		testkit.NewWorld().WithoutPeering(),
		testkit.NewWorld().Set(gcp.InstanceGroupManagers, eastProxies, "versions", nil).
			Set(gcp.InstanceGroupManagers, eastProxies, "instanceTemplate", link("global/instanceTemplates/"+eastProxies)),
	}
	for _, w := range worlds {
		eachUnknown(t, w, func(what string, inv *apigee.Inventory) {
			for _, f := range check.Run(inv, apigee.Checks(), check.Options{}).Findings {
				if _, known := doubted[f.Field]; f.Verdict == check.Unknown && !known && blamed[f.Check][f.Field] == nil {
					t.Errorf("%s is unknown: %s of %s blames %q", what, f.Check, f.Subject, f.Field)
				}
				if f.Verdict == check.Unknown {
					seen[f.Field] = true
				}
			}
		})
	}
	for field := range doubted {
		if !seen[field] {
			t.Errorf("no unknown blames %q", field)
		}
	}
}

func TestFindingsNameTheRegionThatTheyAreAbout(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		world *testkit.World
		id    string
		want  string
	}{
		"an instance":                  {testkit.NewWorld().Set(gcp.Instances, westRuntime, "state", "CREATING"), "instance-active", "us-west1"},
		"an instance's environments":   {bare(testkit.NewWorld(), eastRuntime), "instance-has-environment", "us-east1"},
		"an environment in one region": {testkit.NewWorld().Detach(westRuntime, "live"), "environment-attached-everywhere", "us-west1"},
		"an environment in none":       {testkit.NewWorld().Detach(eastRuntime, "lab").Detach(westRuntime, "lab"), "environment-attached-everywhere", ""},
		"a regional group":             {testkit.NewWorld().Set(gcp.InstanceGroupManagers, eastProxies, "namedPorts.0.port", 8443), "load-balancer-reaches-proxies", "us-east1"},
		"a zonal group":                {inNetwork(zonal(testkit.NewWorld()), eastProxies, body{"network": hostNetwork + "test"}), "proxies-in-authorized-network", "us-east1"},
		"an organization":              {unpeered(), "authorized-network-peered", ""},
		"an instance to be created":    {planned(body{"location": "europe-west1", "ipRange": "10.64.4.0/22"}), "peering-range-large-enough", "europe-west1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, f := range check.Run(c.world.Inventory(t), apigee.Checks(), check.Options{Only: []string{c.id}}).Findings {
				if f.Verdict == check.Fail {
					got = append(got, f.Region)
				}
			}
			if !slices.Equal(got, []string{c.want}) {
				t.Errorf("regions %q, want %q", got, c.want)
			}
		})
	}
}
