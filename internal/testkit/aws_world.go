package testkit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// AWS builds the resources of one API, its private integrations and what is behind
// them, in account 123456789012 and region eu-west-1. Each of the New functions gives a
// healthy world of one topology; the methods change it one thing at a time and return
// it, as those of [World] do.
//
// Resources are named by their ids, or by the last words of their ARNs: "orders/80" is
// the listener on port 80 of load balancer orders.
type AWS struct {
	resources []aws.Resource
	gaps      []awsGap
	removed   []aws.Removal
	selection privateintegration.Selection
	// rules counts those that RuleText added.
	rules int
}

type awsGap struct {
	typ aws.Type
	gap privateintegration.Gap
}

// What tests compare with.
const (
	AWSAccount = "123456789012"
	AWSRegion  = "eu-west-1"
	RestAPI    = "rest1" // the id of a REST API
	HTTPAPI    = "http1" // the id of an HTTP or WebSocket API
	AWSStage   = "prod"  // the name of their stages
	LinkV1     = "link1" // the id of a VPC link V1
	LinkV2     = "link2" // the id of a VPC link V2
	// APIGatewayAccount is the account by which API Gateway connects to endpoint
	// services in the region.
	APIGatewayAccount = "631144002099"
)

// arnOf is the ARN of something of Elastic Load Balancing.
func arnOf(rest string) string {
	return "arn:aws:elasticloadbalancing:" + AWSRegion + ":" + AWSAccount + ":" + rest
}

// The ARNs of the load balancers, listeners and target groups of built worlds.
var (
	NLB = arnOf("loadbalancer/net/orders/1a")
	ALB = arnOf("loadbalancer/app/shop/2b")
	// OrdersGroup is behind the network load balancer, ShopGroup behind the other one.
	OrdersGroup = arnOf("targetgroup/orders/3c")
	ShopGroup   = arnOf("targetgroup/shop/4d")
)

// ListenerOf is the ARN of a load balancer's listener on a port.
func ListenerOf(balancer string, port int) string {
	return strings.Replace(balancer, ":loadbalancer/", ":listener/", 1) + "/" + strconv.Itoa(port)
}

// Add adds a resource. Parent is the id of its API, "" for what names its parent itself.
func (w *AWS) Add(typ aws.Type, id, parent string, body Body) *AWS {
	r := aws.Resource{Type: typ, Body: of(body)}
	r.ID = value.Known(id)
	if parent != "" {
		r.Parent = value.Known(parent)
	}
	w.resources = append(w.resources, r)
	return w
}

// Set changes one field of one resource. Nil removes it.
func (w *AWS) Set(typ aws.Type, name, field string, v any) *AWS {
	r := w.find(typ, name)
	r.Body = set(r.Body, strings.Split(field, "."), of(v))
	return w
}

// Get returns one field of one resource.
func (w *AWS) Get(typ aws.Type, name, field string) value.Value {
	return w.find(typ, name).Body.Get(strings.Split(field, ".")...)
}

// SetAll changes one field of all resources of a type.
func (w *AWS) SetAll(typ aws.Type, field string, v any) *AWS {
	for i, r := range w.resources {
		if r.Type == typ {
			w.resources[i].Body = set(r.Body, strings.Split(field, "."), of(v))
		}
	}
	return w
}

// Drop removes one resource. Nothing that refers to it changes.
func (w *AWS) Drop(typ aws.Type, name string) *AWS {
	gone := w.find(typ, name).ID
	w.resources = slices.DeleteFunc(w.resources, func(r aws.Resource) bool { return r.Type == typ && r.ID == gone })
	return w
}

// DropAll removes all resources of the types.
func (w *AWS) DropAll(types ...aws.Type) *AWS {
	w.resources = slices.DeleteFunc(w.resources, func(r aws.Resource) bool { return slices.Contains(types, r.Type) })
	return w
}

// Removing says that a plan deletes a resource, or replaces it.
func (w *AWS) Removing(typ aws.Type, name string, replaced bool) *AWS {
	w.removed = append(w.removed, aws.Removal{Resource: *w.find(typ, name), Replaced: replaced})
	return w
}

// Address gives a resource a Terraform address, as if only Terraform told of it.
func (w *AWS) Address(typ aws.Type, name, address string) *AWS {
	w.find(typ, name).Address = address
	return w
}

// Argument gives a resource an argument of Terraform's that the API does not have. Nil is none.
func (w *AWS) Argument(typ aws.Type, name, argument string, v any) *AWS {
	r := w.find(typ, name)
	r.Arguments = set(value.OfObject(nil), []string{argument}, of(v))
	return w
}

// Region says in which region Terraform has a resource; "" is known after apply.
func (w *AWS) Region(typ aws.Type, name, region string) *AWS {
	r := w.find(typ, name)
	r.Region, r.Regional = value.Known(region), true
	if region == "" {
		r.Region = value.UnknownOf[string](value.Why{Reason: "known after apply"})
	}
	return w
}

// Provider says which provider has a resource in its region, of which the resource itself
// tells nothing: before version 6. "" is the one that its module has by default.
func (w *AWS) Provider(typ aws.Type, name, provider, region string) *AWS {
	r := w.find(typ, name)
	r.Provider, r.Region = value.Known(provider), value.Known(region)
	return w
}

// Creating says that a plan creates a resource, or creates it anew.
func (w *AWS) Creating(typ aws.Type, name string) *AWS {
	w.find(typ, name).Created = true
	return w
}

// Changing says that a plan changes a resource where it is.
func (w *AWS) Changing(typ aws.Type, name string) *AWS {
	w.find(typ, name).Changed = true
	return w
}

// Gap says that a listing may lack resources, and why; scope is an id or "".
func (w *AWS) Gap(typ aws.Type, scope, reason string) *AWS {
	w.gaps = append(w.gaps, awsGap{typ, privateintegration.Gap{What: string(typ), Reason: reason, Settle: "give credentials", Scope: scope}})
	return w
}

// Select restricts what is judged to an API and a stage.
func (w *AWS) Select(api, stage string) *AWS {
	w.selection = privateintegration.Selection{API: api, Stage: stage}
	return w
}

// World returns what was built.
func (w *AWS) World() *aws.World {
	out := aws.NewWorld()
	out.Now, out.WarningDays, out.Selection = Now, 30, w.selection
	for _, r := range w.resources {
		out.Put(r)
	}
	for _, g := range w.gaps {
		out.AddGap(g.typ, g.gap)
	}
	for _, r := range w.removed {
		out.Remove(r)
	}
	return out
}

// Inventory returns what was built as the model that checks see.
func (w *AWS) Inventory(t testing.TB) *privateintegration.Inventory {
	t.Helper()
	inv, err := w.World().Inventory()
	if err != nil {
		t.Fatalf("testkit: the built world is no inventory: %v", err)
	}
	return inv
}

// find returns the one resource that a name fits.
func (w *AWS) find(typ aws.Type, name string) *aws.Resource {
	var found []*aws.Resource
	var have []string
	for i := range w.resources {
		r := &w.resources[i]
		if r.Type != typ {
			continue
		}
		id := r.ID.Value()
		if have = append(have, id); id == name {
			return r
		}
		if strings.HasSuffix(id, "/"+name) || fits(strings.ReplaceAll(id, ":", "/"), name) {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		panic(fmt.Sprintf("testkit: %d resources of type %s fit %q; there are %v", len(found), typ, name, have))
	}
	return found[0]
}
