package remedy_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/remedy"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// proven judges a world and proves what would mend its failures.
func proven(t fatal, w *gcp.World) check.Report {
	t.Helper()
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	r := check.Run(inv, apigee.Checks(), check.Options{})
	remedy.Prove(&r, w, inv)
	mustFitSchema(t, r)
	return r
}

// fatal is a test or a property.
type fatal interface {
	Helper()
	Fatal(...any)
}

// fixOf is the fix of a check's only failure, "" without one.
func fixOf(t testing.TB, r check.Report, id string) string {
	t.Helper()
	text, n := "", 0
	for _, f := range r.Findings {
		if f.Check != id || f.Verdict != check.Fail {
			continue
		}
		n++
		if f.Fix != nil {
			text = f.Fix.HCL
		}
	}
	if n != 1 {
		t.Errorf("%s fails %d times", id, n)
	}
	return text
}

// A module is a plan that creates everything in one module: what refers to what is
// known, and no value.
type module struct {
	address string
	objects []tfresource.Object
}

func (m *module) at(local string) string {
	if m.address == "" {
		return local
	}
	return m.address + "." + local
}

// created adds a resource that is created.
func (m *module) created(t testing.TB, local, attributes string) {
	t.Helper()
	v, err := value.ParseJSON([]byte(attributes))
	if err != nil {
		t.Fatalf("%s: %v", local, err)
	}
	address := m.at(local)
	v = v.With("id", value.Unknown(value.Why{Reason: "known after apply", Origin: value.Origin{Resource: address, Path: "id", Created: true}}))
	typ, _, _ := strings.Cut(local, ".")
	m.objects = append(m.objects, tfresource.Object{Type: typ, Address: address, Created: true, Value: m.traced(v)})
}

// traced turns texts that begin with ? into values that come from a resource.
func (m *module) traced(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindString:
		if reference, ok := strings.CutPrefix(v.Text(), "?"); ok {
			dot := strings.LastIndexByte(reference, '.')
			return value.Unknown(value.Why{Reason: "known after apply", Origin: value.Origin{Resource: m.at(reference[:dot]), Path: reference[dot+1:], Created: true}})
		}
	case value.KindList:
		var list []value.Value
		for _, e := range v.Elements() {
			list = append(list, m.traced(e))
		}
		return value.OfList(list...)
	case value.KindObject:
		out := value.OfObject(nil)
		for _, k := range v.Keys() {
			out = out.With(k, m.traced(v.Get(k)))
		}
		return out
	default:
	}
	return v
}

func (m *module) world(t testing.TB, complete bool) *gcp.World {
	t.Helper()
	w, err := tfresource.FromObjects(m.objects, tfresource.Options{Complete: complete})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// gateway is a first deployment without attachments and firewall rules, in which no
// network is connected.
func gateway(t testing.TB, address string) *module {
	m := &module{address: address}
	m.created(t, "google_compute_network.vpc", `{"name": "vpc"}`)
	m.created(t, "google_apigee_organization.org", `{"project_id": "acme", "authorized_network": "?google_compute_network.vpc.id", "runtime_type": "CLOUD"}`)
	m.created(t, `google_apigee_instance.runtime["us-east1"]`, `{"name": "east", "location": "us-east1", "org_id": "?google_apigee_organization.org.id"}`)
	m.created(t, "google_apigee_environment.live", `{"name": "live", "org_id": "?google_apigee_organization.org.id"}`)
	m.created(t, "google_apigee_envgroup.public", `{"name": "public", "hostnames": ["api.acme.example"], "org_id": "?google_apigee_organization.org.id"}`)
	m.created(t, "google_compute_instance_template.proxy[0]", `{"name": "proxy", "tags": ["apigee-proxy"], "metadata": {"ENDPOINT": "?google_apigee_instance.runtime[\"us-east1\"].host"},
		"network_interface": [{"network": "?google_compute_network.vpc.id"}]}`)
	m.created(t, "google_compute_region_instance_group_manager.proxy", `{"name": "proxy", "region": "us-east1", "named_port": [{"name": "https", "port": 443}],
		"version": [{"instance_template": "?google_compute_instance_template.proxy[0].id"}]}`)
	m.created(t, "google_compute_health_check.proxy", `{"name": "proxy", "https_health_check": [{"port": 443, "port_specification": "USE_FIXED_PORT"}]}`)
	m.created(t, "google_compute_backend_service.proxy", `{"name": "proxy", "load_balancing_scheme": "EXTERNAL_MANAGED", "protocol": "HTTPS", "port_name": "https",
		"health_checks": ["?google_compute_health_check.proxy.id"], "backend": [{"group": "?google_compute_region_instance_group_manager.proxy.instance_group"}]}`)
	return m
}
