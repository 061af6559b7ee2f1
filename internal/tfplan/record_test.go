package tfplan_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// fronted is [deployment] with a load balancer, a certificate of Certificate Manager and
// records, of which nothing is known but where it comes from.
func fronted(record, rule, name, zone string) string {
	changes, configuration := deployed(nil)
	changes = append(changes,
		made("google_compute_global_address.lb", `{"name": "lb", "project": "acme", "address_type": "EXTERNAL"}`, `{"id": true, "address": true, "self_link": true}`),
		made("google_compute_global_address.other", `{"name": "other", "project": "acme", "address_type": "EXTERNAL"}`, `{"id": true, "address": true, "self_link": true}`),
		made("google_compute_backend_service.b", `{"name": "b", "project": "acme", "protocol": "HTTPS", "load_balancing_scheme": "EXTERNAL_MANAGED", "backend": [{"capacity_scaler": 1}]}`, `{"id": true, "self_link": true, "backend": [{"group": true}]}`),
		made("google_compute_url_map.m", `{"name": "m", "project": "acme"}`, `{"id": true, "self_link": true, "default_service": true}`),
		made("google_compute_target_https_proxy.p", `{"name": "p", "project": "acme", "ssl_certificates": null}`, `{"id": true, "self_link": true, "url_map": true, "certificate_map": true}`),
		made("google_compute_global_forwarding_rule.f", `{"name": "f", "project": "acme", "port_range": "443", "load_balancing_scheme": "EXTERNAL_MANAGED"}`, `{"id": true, "self_link": true, "target": true, "ip_address": true}`),
		made("google_certificate_manager_dns_authorization.a", `{"name": "a", "project": "acme", "location": "global", "domain": "a.example"}`, `{"id": true, "dns_resource_record": true}`),
		made("google_certificate_manager_certificate.c", `{"name": "c", "project": "acme", "location": "global", "scope": "DEFAULT", "managed": [{"domains": ["a.example"]}]}`,
			`{"id": true, "managed": [{"dns_authorizations": [true], "state": true, "provisioning_issue": true, "authorization_attempt_info": true}]}`),
		made("google_certificate_manager_certificate_map.m", `{"name": "m", "project": "acme"}`, `{"id": true}`),
		made("google_certificate_manager_certificate_map_entry.e", `{"name": "e", "project": "acme", "map": "m", "matcher": "PRIMARY"}`, `{"id": true, "certificates": [true], "state": true}`),
		made("google_dns_managed_zone.z", `{"name": "z", "project": "acme", "dns_name": "`+zone+`", "visibility": "public"}`, `{"id": true, "name_servers": true}`),
		made("google_dns_record_set.api", `{"name": "a.example.", "project": "acme", "type": "A", "managed_zone": "z"}`, `{"id": true, "rrdatas": [true]}`),
		made("google_dns_record_set.auth", `{"project": "acme", "type": "CNAME", "managed_zone": "z"}`, `{"id": true, "name": true, "rrdatas": [true]}`),
	)
	refers := func(to ...string) string { return `{"references": ["` + strings.Join(to, `", "`) + `"]}` }
	configuration = append(configuration,
		configured("google_compute_global_address.lb", `{}`), configured("google_compute_global_address.other", `{}`),
		configured("google_compute_backend_service.b", `{"backend": [{"group": `+refers("google_compute_region_instance_group_manager.m.instance_group", "google_compute_region_instance_group_manager.m")+`}]}`),
		configured("google_compute_url_map.m", `{"default_service": `+refers("google_compute_backend_service.b.id", "google_compute_backend_service.b")+`}`),
		configured("google_compute_target_https_proxy.p", `{"url_map": `+refers("google_compute_url_map.m.id", "google_compute_url_map.m")+`, "certificate_map": `+refers("google_certificate_manager_certificate_map.m.id", "google_certificate_manager_certificate_map.m")+`}`),
		configured("google_compute_global_forwarding_rule.f", `{"target": `+refers("google_compute_target_https_proxy.p.id", "google_compute_target_https_proxy.p")+rule+`}`),
		configured("google_certificate_manager_dns_authorization.a", `{}`),
		configured("google_certificate_manager_certificate.c", `{"managed": [{"dns_authorizations": `+refers("google_certificate_manager_dns_authorization.a.id", "google_certificate_manager_dns_authorization.a")+`}]}`),
		configured("google_certificate_manager_certificate_map.m", `{}`),
		configured("google_certificate_manager_certificate_map_entry.e", `{"certificates": `+refers("google_certificate_manager_certificate.c.id", "google_certificate_manager_certificate.c")+`}`),
		configured("google_dns_managed_zone.z", `{}`),
		configured("google_dns_record_set.api", `{"rrdatas": `+refers(record, record[:strings.LastIndex(record, ".")])+`}`),
		configured("google_dns_record_set.auth", `{"name": `+refers(name+".dns_resource_record[0].name", name)+`, "rrdatas": `+refers(name+".dns_resource_record[0].data", name)+`}`),
	)
	if name == "" { // the last of them is the record of the authorization
		changes, configuration = changes[:len(changes)-1], configuration[:len(configuration)-1]
	}
	return plan(strings.Join(changes, ","), `{"resources": [`+strings.Join(configuration, ",")+`]}`)
}

// Records of which only is known where they come from.
func TestRecordsOfAFirstDeployment(t *testing.T) {
	t.Parallel()
	const (
		lb, other = "google_compute_global_address.lb.address", "google_compute_global_address.other.address"
		auth      = "google_certificate_manager_dns_authorization.a"
		at        = `, "ip_address": {"references": ["google_compute_global_address.lb.address", "google_compute_global_address.lb"]}`
		ephemeral = ``
		resolves  = "hostname-resolves-to-load-balancer"
		managed   = "managed-certificate-active"
	)
	for name, c := range map[string]struct {
		record, rule, auth, zone string
		resolves, managed        check.Verdict
	}{
		"the forwarding rule's own address":                 {lb, at, auth, "a.example.", check.Pass, check.Unknown},
		"the rule's address itself":                         {"google_compute_global_forwarding_rule.f.ip_address", ephemeral, auth, "a.example.", check.Pass, check.Unknown},
		"another reserved address":                          {other, at, auth, "a.example.", check.Fail, check.Unknown},
		"a reserved address, the rule has one of its own":   {lb, ephemeral, auth, "a.example.", check.Fail, check.Unknown},
		"an address of a variable":                          {"var.address.x", at, auth, "a.example.", check.Unknown, check.Unknown},
		"the record of an authorization of something else":  {lb, at, "google_certificate_manager_dns_authorization.b", "a.example.", check.Pass, check.Unknown},
		"the record of an authorization in another's zone":  {lb, at, auth, "b.example.", check.Pass, check.Unknown},
		"no record of the authorization, in our zone":       {lb, at, "", "a.example.", check.Pass, check.Fail},
		"no record of the authorization, in another's zone": {lb, at, "", "b.example.", check.Pass, check.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := fronted(c.record, c.rule, c.auth, c.zone)
			got := map[string]check.Verdict{}
			for _, f := range judge(t, read(t, text), tfplan.Options{Complete: true}).Findings {
				if f.Check == resolves && f.Subject == "google_dns_record_set.api" || f.Check == managed {
					got[f.Check] = f.Verdict
				}
				if f.Verdict == check.Fail && f.Check != resolves && f.Check != managed {
					t.Logf("%s: %s", f.Check, f.Summary)
				}
			}
			if got[resolves] != c.resolves || got[managed] != c.managed {
				t.Errorf("%v\n%s", got, table(judge(t, read(t, text), tfplan.Options{Complete: true})))
			}
		})
	}
}
