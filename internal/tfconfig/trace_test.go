package tfconfig_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var later = value.Unknown(value.Why{Reason: "known after apply"})

// around is the configuration that each expression stands in.
const around = `
variable "create" {}
variable "typed" { type = object({ a = optional(string, "x"), b = string }) }
variable "missing" { default = "x" }
variable "password" { sensitive = true }
resource "google_compute_network" "a" {
  name = "a"
}
resource "google_compute_network" "b" {
  name = "b"
}
resource "google_compute_network" "many" {
  count = 2
  name  = "n${count.index}"
}
resource "google_compute_network" "none" {
  count = var.create ? 0 : 1
}
resource "google_compute_network" "keyed" {
  for_each = { x = "1", "y.z" = "2" }
  name     = each.value
}
resource "google_compute_network" "one" {
  count = var.create ? 1 : 0
}
resource "google_compute_subnetwork" "s" {
  network = google_compute_network.b.id
}
resource "google_compute_network" "prefixed" {
  name = random_id.r.hex
}
resource "google_project" "p" {
}
data "google_compute_network" "d" {
  name = "d"
}
module "net" {
  source  = "./net"
  network = google_compute_network.a
  regions = { eu = google_compute_network.a.id, us = google_compute_network.b.id }
}
module "each" {
  source   = "./net"
  for_each = toset(["eu", "us"])
  network  = { id = each.key == "eu" ? google_compute_network.a.id : google_compute_network.b.id }
  regions  = {}
}
module "far" {
  source = "acme/far/google"
}
locals {
  id       = google_compute_network.a.id
  map      = { a = [google_compute_network.a.id], b = [google_compute_network.b.id, "c"] }
  function = replace(google_compute_network.a.id, "a", "b")
  deep     = { x = { y = upper(google_compute_network.a.id) } }
  loop     = local.loop
  networks = { a = google_compute_network.a, b = google_compute_network.b }
  objects  = { one = { net = google_compute_network.a.id, region = "eu" }, two = { net = google_compute_network.b.id, region = "us" } }
  circle   = module.net.circle
}
`

const netModule = `
variable "network" {}
variable "regions" { type = map(string) }
variable "unset" { default = "x" }
locals {
  chosen = var.network.id
}
output "id" { value = local.chosen }
output "regions" { value = var.regions }
output "secret" {
  value     = lower(var.network.id)
  sensitive = true
}
output "unset" { value = var.unset }
output "circle" { value = var.network }
`

// attributes makes an object of JSON, in which the text "?" is unknown.
func attributes(t testing.TB, text string) value.Value {
	t.Helper()
	v, err := value.ParseJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return unknowns(v)
}

func unknowns(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindString:
		if v.Text() == "?" {
			return later
		}
	case value.KindList:
		out := make([]value.Value, len(v.Elements()))
		for i, e := range v.Elements() {
			out[i] = unknowns(e)
		}
		return value.OfList(out...)
	case value.KindObject:
		for _, k := range v.Keys() {
			v = v.With(k, unknowns(v.Get(k)))
		}
	default:
	}
	return v
}

func known(t testing.TB) tfconfig.Facts {
	t.Helper()
	facts := tfconfig.Facts{
		Variables: map[string]value.Value{
			"create": value.OfBool(true), "typed": attributes(t, `{"b": "y", "c": "z"}`), "password": value.OfString("hunter2"),
		},
		Resources: map[string]tfconfig.Fact{},
		Created:   func(of tfconfig.Ref) bool { return !strings.Contains(of.Address, "data.") },
	}
	for _, name := range []string{"a", "b", "many[0]", "many[1]", `keyed["x"]`, `keyed["y.z"]`, "one[0]"} {
		facts.Resources["google_compute_network."+name] = tfconfig.Fact{Object: attributes(t, `{"name": "n", "id": "?", "self_link": "?", "description": null}`)}
	}
	facts.Resources["google_compute_network.prefixed"] = tfconfig.Fact{Object: attributes(t, `{"name": "?", "id": "?"}`)}
	facts.Resources["google_compute_subnetwork.s"] = tfconfig.Fact{Object: attributes(t, `{"name": "s", "id": "?", "network": "?"}`)}
	return facts
}

// sketch writes what is known of a value: known values as JSON, others as where
// they come from.
func sketch(v value.Value) string {
	switch v.Kind() {
	case value.KindUnknown:
		switch why := v.Why(); {
		case why.Origin.Known() && why.Origin.Certain:
			return "<" + why.Origin.String() + ">"
		case why.Origin.Known():
			return "<maybe " + why.Origin.String() + ">"
		case why.Set:
			return "<set>"
		}
		return "<unset>"
	case value.KindList:
		var out []string
		for _, e := range v.Elements() {
			out = append(out, sketch(e))
		}
		return "[" + strings.Join(out, " ") + "]"
	case value.KindObject:
		var out []string
		for _, k := range v.Keys() {
			out = append(out, k+"="+sketch(v.Get(k)))
		}
		return "{" + strings.Join(out, " ") + "}"
	case value.KindString:
		text, _ := json.Marshal(v.Text())
		return string(text)
	default:
		return v.Text()
	}
}

const a, b = "<google_compute_network.a.id>", "<google_compute_network.b.id>"

// traced is an attribute that is known after apply, and that the configuration sets to an expression.
func traced(t testing.TB, expression string) value.Value {
	t.Helper()
	c := load(t, files{"main.tf": around + "resource \"google_compute_firewall\" \"f\" {\n  network = " + expression + "\n}\n", "net/main.tf": netModule})
	facts := known(t)
	facts.Resources["google_compute_firewall.f"] = tfconfig.Fact{Object: attributes(t, `{"network": "?"}`)}
	e := tfconfig.NewEvaluator(c, facts)
	return e.Trace("google_compute_firewall.f", facts.Resources["google_compute_firewall.f"].Object).Get("network")
}

// What an expression says of an unknown network.
func TestExpressions(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		// What keeps an identity.
		`google_compute_network.a.id`:                                                                               a,
		`"${google_compute_network.a.id}"`:                                                                          a,
		`(google_compute_network.a.id)`:                                                                             a,
		`google_compute_network.a["id"]`:                                                                            a,
		`google_compute_network.many[1].id`:                                                                         "<google_compute_network.many[1].id>",
		`google_compute_network.many[0 + 1].id`:                                                                     "<google_compute_network.many[1].id>",
		`(google_compute_network.many[*].id)[0]`:                                                                    "<google_compute_network.many[0].id>",
		`google_compute_network.many.*.id[1]`:                                                                       "<google_compute_network.many[1].id>",
		`google_compute_network.keyed["y.z"].id`:                                                                    `<google_compute_network.keyed["y.z"].id>`,
		`one(google_compute_network.one[*].id)`:                                                                     "<google_compute_network.one[0].id>",
		`(google_compute_network.a[*].id)[0]`:                                                                       a,
		`join("", google_compute_network.one[*].id)`:                                                                "<google_compute_network.one[0].id>",
		`concat(google_compute_network.none[*].id, ["x"])[0]`:                                                       "<set>",
		`coalesce(null, google_compute_network.a.id, "x")`:                                                          a,
		`coalesce(one(google_compute_network.none[*].id), google_compute_network.b.id)`:                             b,
		`try(google_compute_network.none[0].id, google_compute_network.b.id)`:                                       b,
		`try(google_compute_network.one[0].id, google_compute_network.b.id)`:                                        "<google_compute_network.one[0].id>",
		`try(google_compute_network.a.no_such, google_compute_network.b.id)`:                                        b,
		`var.create ? google_compute_network.a.id : google_compute_network.b.id`:                                    a,
		`!var.create ? google_compute_network.a.id : google_compute_network.b.id`:                                   b,
		`length(google_compute_network.none) > 0 ? google_compute_network.none[0].id : google_compute_network.b.id`: b,
		`google_compute_network.a.id != null ? google_compute_network.a.id : "x"`:                                   a,
		`var.missing == "x" ? google_compute_network.a.id : google_compute_network.a.id`:                            a,
		`local.id`:            a,
		`local.map.b[0]`:      b,
		`local.map["a"][0]`:   a,
		`local.networks.b.id`: b,
		`merge(local.objects, { two = { net = google_compute_network.a.id } }).two.net`: a,
		`lookup(local.map, "b", [])[0]`:                                                                      b,
		`lookup({}, "b", google_compute_network.a.id)`:                                                       a,
		`element([google_compute_network.a.id, google_compute_network.b.id], 3)`:                             b,
		`flatten([[google_compute_network.a.id], [[google_compute_network.b.id]]])[1]`:                       b,
		`concat([google_compute_network.a.id], local.map.b)[1]`:                                              b,
		`values({ k = google_compute_network.a.id, j = google_compute_network.b.id })[0]`:                    b,
		`keys(local.objects)[0] == "one" ? local.id : null`:                                                  a,
		`one(toset([google_compute_network.a.id, google_compute_network.a.id]))`:                             a,
		`nonsensitive(sensitive(google_compute_network.a.id))`:                                               a,
		`tostring(google_compute_network.a.id)`:                                                              a,
		`[for n in local.networks : n.id][1]`:                                                                b,
		`[for k, n in local.networks : n.id if k == "b"][0]`:                                                 b,
		`{ for k, o in local.objects : o.region => o.net }["us"]`:                                            b,
		`{ for k, o in local.objects : o.region => o.net... }["us"][0]`:                                      b,
		`[for google_compute_network in [{ a = { id = local.map.b[0] } }] : google_compute_network.a.id][0]`: b,
		`[for id in [google_compute_network.b.id] : [for id in [google_compute_network.a.id] : id][0]][0]`:   a,
		`google_compute_subnetwork.s.network`:                                                                b,
		`google_compute_subnetwork.s.id`:                                                                     "<google_compute_subnetwork.s.id>",
		`google_compute_network.prefixed.name`:                                                               "<google_compute_network.prefixed.name>",
		`data.google_compute_network.d.id`:                                                                   "<data.google_compute_network.d.id>",
		`google_project.p.number`:                                                                            "<google_project.p.number>",
		`module.net.id`:                                                                                      a,
		`module.net.regions["us"]`:                                                                           b,
		`module.net.circle.id`:                                                                               a,
		`module.each["us"].id`:                                                                               b,
		`values(module.each)[0].id`:                                                                          a,
		`{ for k, m in module.each : k => m.id }.eu`:                                                         a,
		`zipmap(["x"], [local.id]).x`:                                                                        a,
		`compact([null, "", google_compute_network.a.id])[0]`:                                                a,
		`can(google_compute_network.none[0]) ? null : local.id`:                                              a,

		// What does not.
		`replace(google_compute_network.a.id, "a", "b")`:                       "<set>",
		`"x${google_compute_network.a.id}"`:                                    "<set>",
		`"projects/p/global/networks/${google_compute_network.prefixed.name}"`: "<set>",
		`<<EOT
${google_compute_network.a.id}
EOT
`: "<set>",
		`provider::google::name_from_id(google_compute_network.a.id)`: "<set>",
		`local.function`:    "<local.function>",
		`local.deep.x.y`:    "<local.deep.x.y>",
		`local.loop`:        "<local.loop>",
		`module.net.secret`: "<module.net.secret>",
		`var.missing`:       "<var.missing>",
		`var.password`:      "<var.password>",
		`module.far.id`:     "<set>",
		`var.missing == "y" ? google_compute_network.a.id : google_compute_network.b.id`: "<set>",
		`try(google_project.p.x, google_compute_network.b.id)`:                           "<set>",
		`coalesce(google_compute_network.a.labels, "x")`:                                 "<set>",
		`google_compute_network.many[var.missing].id`:                                    "<set>",
		`tolist(toset([google_compute_network.a.id, google_compute_network.b.id]))[0]`:   "<set>",
		`[for n in local.networks : n.id if n.id != var.missing][0]`:                     "<set>",
		`{ (google_compute_network.a.id) = local.id }["x"]`:                              "<set>",
		`google_compute_network.a.id == "x" ? local.id : null`:                           "<set>",
		`format("%s", google_compute_network.a.id)`:                                      "<set>",
		`file("x")`:   "<set>",
		`each.value`:  "<set>",
		`path.module`: "<set>",
		`timestamp()`: "<set>",
	} {
		t.Run(expression, func(t *testing.T) {
			t.Parallel()
			if got := sketch(traced(t, expression)); got != want {
				t.Errorf("comes from %s, want %s", got, want)
			}
		})
	}
}

// Of a text with one part that is not known, what stands there is.
func TestThePartOfATextThatIsNotKnown(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		`"serviceAccount:${google_compute_network.a.id}"`:                     "google_compute_network.a.id",
		`"a/${"b"}/${google_compute_network.a.id}"`:                           "google_compute_network.a.id",
		`"${google_compute_network.a.id}/${google_compute_network.b.id}"`:     "",
		`"x-${upper(google_compute_network.a.id)}"`:                           "",
		`"x-${var.create ? google_compute_network.a.id : var.missing}"`:       "google_compute_network.a.id",
		`"x-${random_id.r.hex == "" ? google_compute_network.a.id : "none"}"`: "",
	} {
		if got := traced(t, expression).Why().Part.String(); got != want {
			t.Errorf("%s: got %q, want %q", expression, got, want)
		}
	}
}

// What the configuration of a resource says of its object.
func TestObjects(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, object, want string }{
		"a whole map":                         {"metadata = { ENDPOINT = google_compute_network.a.id, size = 3, on = true, none = null }", `{"metadata": "?"}`, `{metadata={ENDPOINT=` + a + ` none= on=true size=3}}`},
		"a merged map":                        {"metadata = merge({ x = \"1\" }, { ENDPOINT = google_compute_network.a.id, f = upper(local.id) })", `{"metadata": "?"}`, `{metadata={ENDPOINT=` + a + ` f=<set> x="1"}}`},
		"a map merged with what is not known": {"metadata = merge(var.missing, { ENDPOINT = google_compute_network.a.id })", `{"metadata": "?"}`, `{metadata=<set>}`},
		"a sensitive entry":                   {"metadata = { ENDPOINT = google_compute_network.a.id, p = var.password }", `{"metadata": "?"}`, `{metadata={ENDPOINT=` + a + ` p=<var.password>}}`},
		"a whole list":                        {"source_ranges = [\"10.0.0.0/8\", google_compute_network.a.id]", `{"source_ranges": "?"}`, `{source_ranges=["10.0.0.0/8" ` + a + `]}`},
		"an element":                          {"source_ranges = [\"10.0.0.0/8\", google_compute_network.a.id]", `{"source_ranges": ["10.0.0.0/8", "?"]}`, `{source_ranges=["10.0.0.0/8" ` + a + `]}`},
		"an element of a set":                 {"source_ranges = [google_compute_network.a.id, \"10.0.0.0/8\"]", `{"source_ranges": ["10.0.0.0/8", "?"]}`, `{source_ranges=["10.0.0.0/8" ` + a + `]}`},
		"two elements of a set":               {"source_ranges = [google_compute_network.a.id, google_compute_network.b.id, \"10.0.0.0/8\"]", `{"source_ranges": ["10.0.0.0/8", "?", "?"]}`, `{source_ranges=["10.0.0.0/8" <set> <set>]}`},
		"nothing set":                         {"", `{"network": "?", "id": "?"}`, `{id=<google_x.x.id> network=<unset>}`},
		"null":                                {"network = null", `{"network": "?"}`, `{network=<unset>}`},
		"null in a block":                     {"network_interface {\n  network = null\n  subnetwork = \"s\"\n}", `{"network_interface": [{"network": "?", "subnetwork": "?"}]}`, `{network_interface=[{network=<unset> subnetwork=<set>}]}`},
		"a block":                             {"network_interface {\n  network = local.id\n}", `{"network_interface": [{"network": "?", "subnetwork": "?"}]}`, `{network_interface=[{network=` + a + ` subnetwork=<unset>}]}`},
		"blocks by position":                  {"network_interface {\n  network = local.id\n}\nnetwork_interface {\n  network = local.map.b[0]\n}", `{"network_interface": [{"network": "?"}, {"network": "?"}]}`, `{network_interface=[{network=` + a + `} {network=` + b + `}]}`},
		"a set by what is known":              {"backend {\n  group = local.id\n  capacity_scaler = 1\n}\nbackend {\n  group = local.map.b[0]\n  capacity_scaler = 0\n}", `{"backend": [{"group": "?", "capacity_scaler": 0}, {"group": "?", "capacity_scaler": 1}]}`, `{backend=[{capacity_scaler=0 group=` + b + `} {capacity_scaler=1 group=` + a + `}]}`},
		"a set of equals":                     {"backend {\n  group = local.id\n}\nbackend {\n  group = local.map.b[0]\n}", `{"backend": [{"group": "?"}, {"group": "?"}]}`, `{backend=[{group=<unset>} {group=<unset>}]}`},
		"a set of the same":                   {"backend {\n  group = local.id\n}\nbackend {\n  group = local.id\n}", `{"backend": [{"group": "?"}, {"group": "?"}]}`, `{backend=[{group=` + a + `} {group=` + a + `}]}`},
		"a dynamic block":                     {"dynamic \"network_interface\" {\n  for_each = local.networks\n  content {\n    network = network_interface.value.id\n  }\n}", `{"network_interface": [{"network": "?"}, {"network": "?"}]}`, `{network_interface=[{network=` + a + `} {network=` + b + `}]}`},
		"a named iterator":                    {"dynamic \"network_interface\" {\n  for_each = [local.id]\n  iterator = it\n  content {\n    network = it.value\n  }\n}", `{"network_interface": [{"network": "?"}]}`, `{network_interface=[{network=` + a + `}]}`},
		"dynamic beside static":               {"network_interface {\n  network = local.id\n}\ndynamic \"network_interface\" {\n  for_each = [local.map.b[0]]\n  content {\n    network = network_interface.value\n  }\n}", `{"network_interface": [{"network": "?"}, {"network": "?"}]}`, `{network_interface=[{network=` + a + `} {network=` + b + `}]}`},
		"a dynamic block of none":             {"dynamic \"network_interface\" {\n  for_each = var.create ? [] : [1]\n  content {\n  }\n}", `{"network_interface": "?"}`, `{network_interface=[]}`},
		"dynamic over what is not known":      {"dynamic \"backend\" {\n  for_each = var.missing\n  content {\n    group = local.id\n  }\n}", `{"backend": [{"group": "?"}]}`, `{backend=[{group=<unset>}]}`},
		"a whole list of blocks":              {"backend {\n  group = local.id\n}", `{"backend": "?"}`, `{backend=[{group=` + a + `}]}`},
		"blocks that are filled":              {"network_interface {\n  network = local.id\n}", `{"network_interface": "?"}`, `{network_interface=<set>}`},
		"other counts":                        {"backend {\n  group = local.id\n}", `{"backend": [{"group": "?"}, {"group": "?"}]}`, `{backend=[{group=<unset>} {group=<unset>}]}`},
		"a block in a block":                  {"path_matcher {\n  name = \"m\"\n  path_rule {\n    paths = [\"/*\"]\n    service = local.id\n  }\n}", `{"path_matcher": [{"name": "m", "path_rule": [{"paths": ["/*"], "service": "?"}]}]}`, `{path_matcher=[{name="m" path_rule=[{paths=["/*"] service=` + a + `}]}]}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := load(t, files{"main.tf": around + "resource \"google_x\" \"x\" {\n" + c.body + "\n}\n", "net/main.tf": netModule})
			facts := known(t)
			o := attributes(t, c.object)
			facts.Resources["google_x.x"] = tfconfig.Fact{Object: o}
			if got := sketch(tfconfig.NewEvaluator(config, facts).Trace("google_x.x", o)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Instances of resources in instances of modules.
func TestInstances(t *testing.T) {
	t.Parallel()
	config := load(t, files{
		"main.tf": around + `
resource "google_x" "counted" {
  count   = 2
  network = google_compute_network.many[count.index].id
}
resource "google_x" "keyed" {
  for_each = local.objects
  network  = each.value.net
}
resource "google_x" "set" {
  for_each = toset(["x", "y.z"])
  network  = google_compute_network.keyed[each.key].id
}
resource "google_x" "chained" {
  for_each = google_compute_network.keyed
  network  = each.value.id
}
resource "google_x" "unforeseen" {
  for_each = { for k, v in var.missing : k => google_compute_network.a.id }
  network  = each.value
}
module "use" {
  for_each = local.objects
  source   = "./use"
  network  = each.value.net
}
module "twice" {
  count   = 2
  source  = "./use"
  network = google_compute_network.many[count.index].id
}
`,
		"net/main.tf":  netModule,
		"use/main.tf":  "variable \"network\" { type = string }\nmodule \"in\" {\n  source = \"../use2\"\n  net = { id = var.network }\n}\n",
		"use2/main.tf": "variable \"net\" { type = object({ id = string, more = optional(string, \"m\") }) }\nresource \"google_x\" \"x\" {\n  network = var.net.id\n  name = var.net.more\n}\n",
	})
	for address, want := range map[string]string{
		"google_x.counted[1]":                    "<google_compute_network.many[1].id>",
		`google_x.keyed["two"]`:                  b,
		`google_x.set["y.z"]`:                    `<google_compute_network.keyed["y.z"].id>`,
		`google_x.chained["x"]`:                  `<google_compute_network.keyed["x"].id>`,
		`google_x.unforeseen["k"]`:               "<set>",
		`module.use["two"].module.in.google_x.x`: b,
		`module.twice[0].module.in.google_x.x`:   "<google_compute_network.many[0].id>",
		"google_x.other":                         "<unset>",
		"module.none.google_x.other":             "<unset>",
	} {
		o := attributes(t, `{"network": "?"}`)
		facts := known(t)
		if got := sketch(tfconfig.NewEvaluator(config, facts).Trace(address, o).Get("network")); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}
