package testkit

import (
	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// NAT adds a router to a region, with a Cloud NAT for all subnetworks, or for those that
// are given.
func (w *World) NAT(region string, subnetworks ...string) *World {
	nat := Body{"name": "nat", "type": "PUBLIC", "natIpAllocateOption": "AUTO_ONLY", "sourceSubnetworkIpRangesToNat": "ALL_SUBNETWORKS_ALL_IP_RANGES"}
	if len(subnetworks) > 0 {
		var list []Body
		for _, s := range subnetworks {
			list = append(list, Body{"name": w.link(gcp.Subnetworks, region+"/"+s), "sourceIpRangesToNat": []string{"PRIMARY_IP_RANGE"}})
		}
		nat["sourceSubnetworkIpRangesToNat"], nat["subnetworks"] = "LIST_OF_SUBNETWORKS", list
	}
	return w.Add(gcp.Routers, region+"/nat", Body{"network": selfLink(w.networkPath()), "nats": []Body{nat}})
}

// nats are the NATs of routers as resources of their own, which collections make of them.
func (w *World) nats() []gcp.Resource {
	var out []gcp.Resource
	for _, r := range w.resources {
		if r.Type != gcp.Routers {
			continue
		}
		path := r.Ref.Value().Path()
		for _, nat := range r.Body.Get("nats").Elements() {
			out = append(out, gcp.Resource{
				Type: gcp.RouterNATs, Identity: apigee.Identity{Ref: value.Known(mustRef(gcp.ComputeService, path+"/nats/"+nat.Get("name").Text()))},
				Body: nat.With("router", value.OfString(path)).With("region", r.Body.Get("region")),
			})
		}
	}
	return out
}

// routerObjects are a router and its NATs as Terraform has them, one by one.
func routerObjects(o TerraformObject) []TerraformObject {
	nats, _ := o.Attributes["nats"].([]any)
	delete(o.Attributes, "nats")
	if _, speaks := o.Attributes["bgp"]; !speaks {
		o.Attributes["bgp"] = []any{}
	}
	out := []TerraformObject{o}
	for _, n := range nats {
		nat, _ := n.(map[string]any)
		name, _ := nat["name"].(string)
		router, _ := o.Attributes["name"].(string)
		region, _ := o.Attributes["region"].(string)
		project, _ := o.Attributes["project"].(string)
		nat["id"], nat["router"], nat["region"], nat["project"] = project+"/"+region+"/"+router+"/"+name, router, region, project
		nat["subnetwork"] = nat["subnetworks"]
		delete(nat, "subnetworks")
		if nat["subnetwork"] == nil {
			nat["subnetwork"] = []any{}
		}
		out = append(out, TerraformObject{Type: "google_compute_router_nat", Name: o.Name + "/nats/" + name, Attributes: nat})
	}
	return out
}
