package tfresource

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/testkit/providerschema"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
)

// shared is where real inputs lie that are no part of the project.
const shared = "../../../../shared"

// read reads one of the real inputs, or skips the test.
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

// schemas is what the google provider says of its types.
const schemas = shared + "/tools/schemaprovider/schemas/google.json"

// flat lists a type's attributes with dots into blocks, and their fields.
func flat(attributes []attribute, at, field string, visit func(attribute, string, string)) {
	for _, a := range attributes {
		visit(a, at+a.Name, field+a.Field)
		flat(a.Attributes, at+a.Name+".", field+a.Field+".", visit)
	}
}

// shapes are how a schema may spell the type of an attribute.
var shapes = map[tfobject.Shape][]string{
	tfobject.Text: {`"string"`}, tfobject.Integer: {`"number"`}, tfobject.Fraction: {`"number"`}, tfobject.Truth: {`"bool"`},
	tfobject.Texts: {`["list","string"]`, `["set","string"]`}, tfobject.Labels: {`["map","string"]`},
	tfobject.Block: {"list"}, tfobject.Blocks: {"list", "set"}, tfobject.Facts: {`"string"`},
}

// onlyBeta says whether an attribute is one of google-beta, whose schema is not at hand.
func onlyBeta(k kind, path string) bool {
	last := path[strings.LastIndex(path, ".")+1:]
	switch last {
	case "src_network_scope", "dest_network_scope":
		return true
	case "src_networks", "src_network_context", "dest_network_context":
		return k.role == rolePolicyWhole
	}
	return false
}

func TestAttributesExistInTheProvider(t *testing.T) {
	t.Parallel()
	resources := providerschema.Load(t, schemas, "google").Resources
	// The schemas at hand are of a selection of the provider's types.
	unseen := []string{
		"google_compute_instance_group_named_port",
		"google_compute_network_endpoint_group", "google_compute_region_ssl_policy", "google_compute_region_target_http_proxy", "google_compute_region_target_tcp_proxy",
		"google_compute_target_http_proxy", "google_compute_target_ssl_proxy", "google_compute_target_tcp_proxy",
		"google_network_security_server_tls_policy", "google_project_service_identity", "google_project_iam_binding", "google_project_iam_policy", "google_kms_crypto_key_iam_binding", "google_kms_crypto_key_iam_policy",
		"google_kms_key_ring_iam_member", "google_kms_key_ring_iam_binding", "google_kms_key_ring_iam_policy",
	}
	for _, k := range kinds() {
		resource, ok := resources[k.name]
		if ok == slices.Contains(unseen, k.name) {
			t.Errorf("%s: has a schema: %v", k.name, ok)
		}
		if !ok {
			continue
		}
		has := func(path string) bool { return resource.Block.TypeOf(path) != "" }
		flat(k.attributes, "", "", func(a attribute, path, _ string) {
			if onlyBeta(k, path) {
				return
			}
			if a.Name == "description" {
				return // the schemas at hand were rid of everything called so
			}
			if got := resource.Block.TypeOf(path); !slices.Contains(shapes[a.Shape], got) {
				t.Errorf("%s.%s: the schema says %q, the table %v", k.name, path, got, shapes[a.Shape])
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
			if len(a.Attributes) > 0 || exceptions[path] != "" || onlyBeta(k, path) {
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
