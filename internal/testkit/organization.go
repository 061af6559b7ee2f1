package testkit

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func (w *World) addOrganization() {
	w.Add(gcp.Organizations, w.organization, Body{
		"projectId": w.project, "runtimeType": "CLOUD", "state": "ACTIVE",
		"authorizedNetwork": w.networkPath(), "billingType": "SUBSCRIPTION", "subscriptionType": "PAID",
		"analyticsRegion": "us-east1", "apigeeProjectId": tenant, "environments": []any{},
		"createdAt": "1660444169636", "lastModifiedAt": "1660444192352",
		"properties": Body{"property": []Body{{"name": "features.mart.connect.enabled", "value": "true"}}},
	})
}

// tenant is the project in which Google runs the instances.
const tenant = "u7c4f-tp"

// Runtime is the name of a region's instance.
func Runtime(region string) string { return "runtime-" + region }

// Host is the address of the i-th region's instance, counted from 0.
func Host(i int) string { return fmt.Sprintf("10.64.%d.2", 4*i) }

// ServiceAttachment is where a region's instance is reached by Private Service Connect.
func ServiceAttachment(region string) string {
	return "projects/" + tenant + "/regions/" + region + "/serviceAttachments/apigee-" + region + "-41me"
}

// Region adds a region: an instance that runs every environment, a subnetwork,
// and a group of proxies that is a backend of the load balancer. Worlds without
// a load balancer get none of the latter.
func (w *World) Region(name string) *World {
	i := len(w.regions)
	w.regions = append(w.regions, name)
	w.Add(gcp.Instances, Runtime(name), Body{
		"location": name, "host": Host(i), "port": "443", "state": "ACTIVE",
		"ipRange":            fmt.Sprintf("10.64.%d.0/22,10.64.255.%d/28", 4*i, 16*i),
		"consumerAcceptList": []string{w.project},
		"serviceAttachment":  ServiceAttachment(name), "runtimeVersion": "1-8-0-apigee-23",
		"createdAt": "1660444205860", "lastModifiedAt": "1660445744739",
	})
	for _, e := range w.environments() {
		w.Attach(Runtime(name), e)
	}
	w.addSubnetwork(i, name)
	if len(w.keys(gcp.BackendServices)) > 0 {
		w.addProxies(i, name)
	}
	return w
}

// Environment adds an environment that every instance runs.
func (w *World) Environment(name string) *World {
	w.Add(gcp.Environments, name, Body{
		"state": "ACTIVE", "type": "COMPREHENSIVE", "deploymentType": "PROXY", "apiProxyType": "PROGRAMMABLE",
		"createdAt": "1660444210000", "lastModifiedAt": "1660444210000",
	})
	for _, region := range w.regions {
		w.Attach(Runtime(region), name)
	}
	return w
}

// Group adds an environment group that routes its hostnames to environments.
func (w *World) Group(name string, hostnames []string, environments ...string) *World {
	w.Add(gcp.EnvironmentGroups, name, Body{
		"hostnames": hostnames, "state": "ACTIVE", "createdAt": "1660444204349", "lastModifiedAt": "1660444204349",
	})
	for _, e := range environments {
		w.Route(name, e)
	}
	return w
}

// Attach makes an instance run an environment.
func (w *World) Attach(instance, environment string) *World {
	return w.Add(gcp.InstanceAttachments, instance+"/"+environment, Body{"createdAt": "1660445875160"})
}

// Detach undoes [World.Attach].
func (w *World) Detach(instance, environment string) *World {
	return w.Drop(gcp.InstanceAttachments, instance+"/"+environment)
}

// Route makes a group lead to an environment.
func (w *World) Route(group, environment string) *World {
	return w.Add(gcp.GroupAttachments, group+"/"+environment, Body{"createdAt": "1660444215777"})
}

// Unroute undoes [World.Route].
func (w *World) Unroute(group, environment string) *World {
	return w.Drop(gcp.GroupAttachments, group+"/"+environment)
}

func (w *World) environments() []string {
	var out []string
	for _, path := range w.keys(gcp.Environments) {
		out = append(out, path[strings.LastIndexByte(path, '/')+1:])
	}
	return out
}

// syncEnvironments keeps the organization's own list of its environments.
func (w *World) syncEnvironments() {
	for i, r := range w.resources {
		if r.Type == gcp.Organizations {
			w.resources[i].Body = r.Body.With("environments", value.OfList(of(w.environments()).Elements()...))
		}
	}
}
