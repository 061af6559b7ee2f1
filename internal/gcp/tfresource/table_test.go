package tfresource

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// shared is where real inputs lie that are no part of the project.
const shared = "../../../../shared"

// open reads one of the real inputs, or skips the test.
func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there", filepath.Join(shared, name))
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// flat lists a type's attributes with dots into blocks, and their fields.
func flat(attributes []attribute, at, field string, visit func(attribute, string, string)) {
	for _, a := range attributes {
		visit(a, at+a.name, field+a.field)
		flat(a.attributes, at+a.name+".", field+a.field+".", visit)
	}
}

// A schemaBlock is a block of a provider's schema.
type schemaBlock struct {
	Attributes map[string]struct {
		Type json.RawMessage
	}
	BlockTypes map[string]struct {
		NestingMode string `json:"nesting_mode"`
		Block       schemaBlock
	} `json:"block_types"`
}

// shapes are how a schema may spell the type of an attribute.
var shapes = map[shape][]string{
	shapeText: {`"string"`}, shapeInteger: {`"number"`}, shapeFraction: {`"number"`}, shapeTruth: {`"bool"`},
	shapeTexts: {`["list","string"]`, `["set","string"]`}, shapeLabels: {`["map","string"]`},
	shapeBlock: {"list"}, shapeBlocks: {"list", "set"},
}

func TestAttributesExistInTheProvider(t *testing.T) {
	t.Parallel()
	var doc struct {
		Schemas map[string]struct {
			Resources map[string]struct{ Block schemaBlock } `json:"resource_schemas"`
		} `json:"provider_schemas"`
	}
	if err := json.Unmarshal(read(t, "tools/schemaprovider/schemas/google.json"), &doc); err != nil {
		t.Fatal(err)
	}
	resources := doc.Schemas["registry.terraform.io/hashicorp/google"].Resources
	// The schemas at hand are of a selection of the provider's types.
	unseen := []string{
		"google_compute_network_endpoint_group", "google_compute_region_target_http_proxy", "google_compute_region_target_tcp_proxy",
		"google_compute_target_http_proxy", "google_compute_target_ssl_proxy", "google_compute_target_tcp_proxy",
	}
	for _, k := range kinds() {
		resource, ok := resources[k.name]
		if ok == slices.Contains(unseen, k.name) {
			t.Errorf("%s: has a schema: %v", k.name, ok)
		}
		if !ok {
			continue
		}
		has := func(path string) bool { return resource.Block.typeOf(path) != "" }
		flat(k.attributes, "", "", func(a attribute, path, _ string) {
			if a.name == "description" {
				return // the schemas at hand were rid of everything called so
			}
			if got := resource.Block.typeOf(path); !slices.Contains(shapes[a.shape], got) {
				t.Errorf("%s.%s: the schema says %q, the table %v", k.name, path, got, shapes[a.shape])
			}
		})
		for segment := range strings.SplitSeq(k.path, "/") {
			// A rule has no name of its own.
			if name := strings.Trim(segment, "{}"); name != segment && !has(name) && k.role != roleRule {
				t.Errorf("%s: no attribute %s for %s", k.name, name, k.path)
			}
		}
		for _, name := range k.needs {
			if !has(name) {
				t.Errorf("%s needs %s, which the schema does not have", k.name, name)
			}
		}
		for _, name := range k.lacks {
			if has(name) {
				t.Errorf("%s lacks %s, which the schema has", k.name, name)
			}
		}
	}
}

// typeOf is the type of an attribute, the nesting of a block, or "".
func (b schemaBlock) typeOf(path string) string {
	first, rest, nested := strings.Cut(path, ".")
	if a, ok := b.Attributes[first]; ok && !nested {
		return strings.Join(strings.Fields(string(a.Type)), "")
	}
	inner, ok := b.BlockTypes[first]
	switch {
	case !ok:
		return ""
	case nested:
		return inner.Block.typeOf(rest)
	}
	return inner.NestingMode
}

func TestFieldsAreTheProvidersOwn(t *testing.T) {
	t.Parallel()
	read(t, "real/README.md")
	// Why a row differs from the provider's own table.
	exceptions := map[string]string{
		"project_id":      "the provider sends it as the parent of the organization",
		"region":          "the provider sends it in the path",
		"zone":            "the provider sends it in the path",
		"firewall_policy": "refers to what the object is a part of",
	}
	for _, k := range kinds() {
		data, err := os.ReadFile(filepath.Join(shared, "real/google-meta", k.name+".yaml"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		table := metaTable(string(data))
		flat(k.attributes, "", "", func(a attribute, path, field string) {
			if k.element != "" {
				field = k.element + "." + field
			}
			if len(a.attributes) > 0 || exceptions[path] != "" {
				return
			}
			if !slices.Contains(table[path], field) {
				t.Errorf("%s.%s: the provider's table says %q, ours %q", k.name, path, table[path], field)
			}
		})
	}
}

// metaTable reads the lines of the provider's own table: attribute to API fields.
func metaTable(text string) map[string][]string {
	out := map[string][]string{}
	_, rows, _ := strings.Cut(text, "\nfields:")
	for row := range strings.SplitSeq(rows, "\n"+strings.Repeat(" ", indent(rows))+"- ") {
		var attribute, field string
		for line := range strings.SplitSeq(row, "\n") {
			key, v, _ := strings.Cut(strings.TrimSpace(line), ":")
			v = strings.Trim(strings.TrimSpace(v), `'"`)
			switch key {
			case "field":
				attribute = v
			case "api_field":
				field = v
			}
		}
		if attribute == "" {
			attribute = snake(field)
		}
		out[attribute] = append(out[attribute], field)
	}
	return out
}

func indent(rows string) int {
	line := strings.TrimLeft(rows, "\n")
	return len(line) - len(strings.TrimLeft(line, " "))
}

// snake turns camelCase with dots into snake_case.
func snake(field string) string {
	var out strings.Builder
	upper := func(i int) bool { return i >= 0 && i < len(field) && field[i] >= 'A' && field[i] <= 'Z' }
	for i := range field {
		// IPProtocol is ip_protocol.
		if upper(i) && i > 0 && field[i-1] != '.' && (!upper(i-1) || i+1 < len(field) && !upper(i+1)) {
			out.WriteByte('_')
		}
		out.WriteString(strings.ToLower(field[i : i+1]))
	}
	return out.String()
}

func TestTheModelIsFilled(t *testing.T) {
	t.Parallel()
	// What Terraform's objects do not carry, or what is filled elsewhere.
	exceptions := map[string]string{
		"apigee.organizations.state":                                                    "no attribute",
		"apigee.organizations.environments":                                             "no attribute; google_apigee_environment",
		"apigee.organizations.instances.state":                                          "no attribute",
		"apigee.organizations.environments.state":                                       "no attribute",
		"apigee.organizations.envgroups.state":                                          "no attribute",
		"compute.networks.peerings":                                                     "no attribute",
		"compute.firewallPolicies.displayName":                                          "no attribute; network policies have a name, others a short name",
		"compute.firewallPolicies.type":                                                 "told by the Terraform type",
		"compute.instanceGroupManagers.instanceTemplate":                                "no attribute; versions",
		"compute.instanceTemplates.properties.metadata.items.key":                       "a map in Terraform",
		"compute.instanceTemplates.properties.metadata.items.value":                     "a map in Terraform",
		"compute.instanceGroupManagers.allInstancesConfig.properties.metadata.ENDPOINT": "a key of a map",
		"compute.firewallPolicies.rules.match.srcNetworkType":                           "the older name of srcNetworkContext, which Terraform has",
	}
	filled := map[string]bool{}
	for _, k := range kinds() {
		at := string(k.rest) + "."
		if k.element != "" {
			at += k.element + "."
		}
		flat(k.attributes, "", at, func(_ attribute, _, field string) { filled[field] = true })
	}
	inventory := reflect.TypeFor[apigee.Inventory]()
	fields := map[gcp.Type]string{
		gcp.Organizations: "Organizations", gcp.Instances: "Instances", gcp.InstanceAttachments: "InstanceAttachments",
		gcp.Environments: "Environments", gcp.EnvironmentGroups: "EnvironmentGroups", gcp.GroupAttachments: "GroupAttachments",
		gcp.Connections: "Connections", gcp.Networks: "Networks", gcp.Subnetworks: "Subnetworks", gcp.GlobalAddresses: "GlobalAddresses",
		gcp.Firewalls: "Firewalls", gcp.FirewallPolicies: "FirewallPolicies", gcp.ForwardingRules: "ForwardingRules",
		gcp.TargetProxies: "TargetProxies", gcp.URLMaps: "URLMaps", gcp.BackendServices: "BackendServices", gcp.HealthChecks: "HealthChecks",
		gcp.InstanceGroupManagers: "InstanceGroupManagers", gcp.InstanceTemplates: "InstanceTemplates", gcp.NetworkEndpointGroups: "NetworkEndpointGroups",
	}
	listings := 0
	for i := range inventory.NumField() {
		if strings.HasPrefix(inventory.Field(i).Type.Name(), "Listing[") {
			listings++
		}
	}
	if listings != len(fields) {
		t.Errorf("the model has %d listings, the test knows %d", listings, len(fields))
	}
	for typ, name := range fields {
		listing, _ := inventory.FieldByName(name)
		items, _ := listing.Type.FieldByName("Items")
		for _, path := range tags(items.Type.Elem(), string(typ)+".") {
			if strings.HasPrefix(path, "compute.networks.peerings.") {
				continue // of a field that no attribute carries
			}
			if filled[path] == (exceptions[path] != "") {
				t.Errorf("%s: filled %v, exception %q", path, filled[path], exceptions[path])
			}
		}
	}
}

// tags lists the json tags of a model struct's fields, with dots into structs.
func tags(typ reflect.Type, at string) []string {
	var out []string
	for i := range typ.NumField() {
		field := typ.Field(i)
		tag := field.Tag.Get("json")
		if tag == "" || tag == "-" {
			continue
		}
		switch inner := structIn(field.Type); {
		case inner == nil:
			out = append(out, at+tag)
		case field.Type.Kind() == reflect.Struct && inner == field.Type:
			out = append(out, tags(inner, at+tag+".")...)
		default:
			out = append(append(out, at+tag), tags(inner, at+tag+".")...)
		}
	}
	return out
}

// structIn is the struct of the model that a field is or lists; nil for others.
func structIn(typ reflect.Type) reflect.Type {
	if !strings.HasPrefix(typ.Name(), "Of[") {
		return typ
	}
	known, _ := typ.MethodByName("Value")
	held := known.Type.Out(0)
	if held.Kind() != reflect.Slice || strings.HasPrefix(held.Elem().Name(), "Of[") {
		return nil
	}
	return held.Elem()
}
