package testkit

import (
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Scene reads an inventory from JSON: one key per [gcp.Type], each a list of
// REST resources.
//
//   - A string that begins with "?" is an unknown value; the rest is the reason.
//   - "$ref" gives a resource's name where the REST resource has no selfLink
//     (organizations/acme/instances/i1), "$parent" the parent of attachments and
//     the network of firewall policies, "$address" a Terraform address, "$level"
//     the level of a hierarchical policy.
//   - The key "observed" has, by host, the servers that it resolves to, each with an
//     "address" and either a "certificate" or a "failure".
//   - The keys "gaps" (type to a list of reasons), "hostnames" (a list) and
//     "projects" (number to id) set what is not a resource.
func Scene(t testing.TB, text string) *apigee.Inventory {
	t.Helper()
	inv, err := SceneWorld(t, text).Inventory()
	if err != nil {
		t.Fatalf("scene: %v", err)
	}
	return inv
}

// SceneWorld is [Scene] before the model.
func SceneWorld(t testing.TB, text string) *gcp.World {
	t.Helper()
	doc, err := value.ParseJSON([]byte(text))
	if err != nil {
		t.Fatalf("scene: %v", err)
	}
	doc = markUnknown(doc)
	w := gcp.NewWorld()
	w.Now, w.WarningDays = Now, 30
	for _, n := range doc.Get("projects").Keys() {
		w.Projects[n] = doc.Get("projects", n).Text()
	}
	for _, key := range doc.Keys() {
		switch key {
		case "projects":
		case "hostnames":
			for _, h := range doc.Get(key).Elements() {
				w.Hostnames = append(w.Hostnames, h.Text())
			}
		case "client_ranges":
			for _, r := range doc.Get(key).Elements() {
				w.ClientRanges = append(w.ClientRanges, netip.MustParsePrefix(r.Text()))
			}
		case "observed":
			for _, host := range doc.Get(key).Keys() {
				w.Observed = append(w.Observed, sceneObserved(t, host, doc.Get(key, host)))
			}
		case "gaps":
			for _, typ := range doc.Get(key).Keys() {
				for _, reason := range doc.Get(key, typ).Elements() {
					w.AddGap(gcp.Type(typ), apigee.Gap{What: typ, Reason: reason.Text(), Settle: "give credentials"})
				}
			}
		default:
			for _, r := range doc.Get(key).Elements() {
				w.Put(sceneResource(t, gcp.Type(key), r))
			}
		}
	}
	return w
}

func sceneResource(t testing.TB, typ gcp.Type, body value.Value) gcp.Resource {
	t.Helper()
	service := gcp.ComputeService
	switch api, _, _ := strings.Cut(string(typ), "."); api {
	case "apigee":
		service = gcp.ApigeeService
	case "certificatemanager":
		service = gcp.CertificateManagerService
	case "networksecurity":
		service = gcp.NetworkSecurityService
	case "dns":
		service = gcp.DNSService
	}
	ref := func(v value.Value) value.Of[value.Ref] {
		switch {
		case v.IsNull():
			return value.Of[value.Ref]{}
		case v.IsUnknown():
			return value.UnknownOf[value.Ref](v.Why())
		}
		r, err := value.ParseRef(v.Text(), value.RefBase{Service: service})
		if err != nil {
			t.Fatalf("scene: %s: %v", typ, err)
		}
		return value.Known(r)
	}
	r := gcp.Resource{Type: typ, Body: body, Parent: ref(body.Get("$parent"))}
	r.Address = body.Get("$address").Text()
	r.Ref = ref(body.Get("$ref"))
	if r.Ref.IsNull() {
		r.Ref = ref(body.Get("selfLink"))
	}
	if level := body.Get("$level"); level.Kind() == value.KindNumber {
		n, err := strconv.Atoi(level.Text())
		if err != nil {
			t.Fatalf("scene: %s: $level: %v", typ, err)
		}
		r.Level = n
	}
	return r
}

func markUnknown(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindString:
		if reason, ok := strings.CutPrefix(v.Text(), "?"); ok {
			return value.Unknown(value.Why{Reason: reason})
		}
	case value.KindList:
		list := make([]value.Value, len(v.Elements()))
		for i, e := range v.Elements() {
			list[i] = markUnknown(e)
		}
		return value.OfList(list...)
	case value.KindObject:
		out := value.OfObject(nil)
		for _, k := range v.Keys() {
			out = out.With(k, markUnknown(v.Get(k)))
		}
		return out
	default:
	}
	return v
}
