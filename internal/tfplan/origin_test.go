package tfplan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// made is the change that creates a resource; unknown are the attributes that are
// not known, as JSON.
func made(address, after, unknown string) string {
	module := ""
	if i := strings.LastIndex(address, ".google_"); i > 0 {
		module = address[:i]
	}
	_, typ, _ := strings.Cut(address, "google_")
	typ, _, _ = strings.Cut(typ, ".")
	return fmt.Sprintf(`{"address": %q, "module_address": %q, "mode": "managed", "type": "google_%s",
		"change": {"actions": ["create"], "before": null, "after": %s, "after_unknown": %s, "after_sensitive": {}}}`, address, module, typ, after, unknown)
}

// networks makes networks that are created.
func networks(addresses ...string) string {
	var out []string
	for _, a := range addresses {
		out = append(out, made(a, `{"name": "n", "project": "acme"}`, `{"id": true, "self_link": true}`))
	}
	return strings.Join(out, ",")
}

// configured is a resource of the configuration.
func configured(address, expressions string, more ...string) string {
	typ, _, _ := strings.Cut(address, ".")
	return fmt.Sprintf(`{"address": %q, "type": %q, "mode": "managed", "expressions": %s %s}`, address, typ, expressions, strings.Join(more, ""))
}

// where finds the origin of an attribute.
func where(t *testing.T, text, address string, path ...string) value.Origin {
	t.Helper()
	for _, r := range read(t, text).Resources {
		if r.Address != address {
			continue
		}
		v := r.After
		for _, p := range path {
			if v.Kind() == value.KindList {
				v = v.Elements()[0]
			}
			v = v.Get(p)
		}
		if !v.IsUnknown() {
			t.Fatalf("%s of %s is known", path, address)
		}
		return v.Why().Origin
	}
	t.Fatalf("no %s", address)
	return value.Origin{}
}

const refers = `{"network": {"references": [%s]}}`

// references lists references as plan JSON does, with their prefixes.
func references(all ...string) string {
	var out []string
	for _, r := range all {
		for r != "" {
			out = append(out, fmt.Sprintf("%q", r))
			if strings.HasPrefix(r, "google_") && strings.Count(r, ".") == 1 && !strings.HasSuffix(r, "]") || strings.Count(r, ".") == 0 ||
				(strings.HasPrefix(r, "var.") || strings.HasPrefix(r, "local.") || strings.HasPrefix(r, "module.") || strings.HasPrefix(r, "each.")) && strings.Count(r, ".") == 1 {
				break
			}
			r = r[:strings.LastIndexAny(r, ".[")]
		}
	}
	return fmt.Sprintf(refers, strings.Join(out, ", "))
}

// The origin of the network of a firewall rule in the root module.
func TestOriginsInOneModule(t *testing.T) {
	t.Parallel()
	const rule = "google_compute_firewall.f"
	for name, c := range map[string]struct {
		references []string
		networks   []string
		more       string // of the configuration of the rule
		key        string
		want       value.Origin
	}{
		"the id of a created network":                {references: []string{"google_compute_network.a.id"}, networks: []string{"google_compute_network.a", "google_compute_network.b"}, want: value.Origin{Resource: "google_compute_network.a", Path: "id", Created: true}},
		"its link":                                   {references: []string{"google_compute_network.b.self_link"}, networks: []string{"google_compute_network.a", "google_compute_network.b"}, want: value.Origin{Resource: "google_compute_network.b", Path: "self_link", Created: true}},
		"its name, in the same project":              {references: []string{"google_compute_network.a.name"}, networks: []string{"google_compute_network.a"}, want: value.Origin{Resource: "google_compute_network.a", Path: "id", Created: true}},
		"an index":                                   {references: []string{"google_compute_network.a[1].id"}, networks: []string{"google_compute_network.a[0]", "google_compute_network.a[1]"}, want: value.Origin{Resource: "google_compute_network.a[1]", Path: "id", Created: true}},
		"a key with a dot":                           {references: []string{`google_compute_network.a["x.y"].id`}, networks: []string{`google_compute_network.a["x.y"]`, `google_compute_network.a["z"]`}, want: value.Origin{Resource: `google_compute_network.a["x.y"]`, Path: "id", Created: true}},
		"an instance that is not there":              {references: []string{"google_compute_network.a[7].id"}, networks: []string{"google_compute_network.a[0]"}},
		"one network or another":                     {references: []string{"google_compute_network.a.id", "google_compute_network.b.id"}, networks: []string{"google_compute_network.a", "google_compute_network.b"}},
		"a network or a variable":                    {references: []string{"google_compute_network.a.id", "var.network"}, networks: []string{"google_compute_network.a", "google_compute_network.b"}, want: value.Origin{Resource: "google_compute_network.a", Path: "id"}},
		"a local value in a module with one network": {references: []string{"local.network.id"}, networks: []string{"google_compute_network.a"}, want: value.Origin{Resource: "google_compute_network.a", Path: "id"}},
		"a local value in a module with two":         {references: []string{"local.network.id"}, networks: []string{"google_compute_network.a", "google_compute_network.b"}, want: value.Origin{Resource: "local.network", Path: "id"}},
		"a local value and a key":                    {references: []string{"local.networks", "each.key"}, networks: []string{"google_compute_network.a", "google_compute_network.b"}},
		"something that is no network":               {references: []string{"google_project.p.project_id"}, networks: []string{"google_compute_network.a"}},
		"an attribute that does not say which":       {references: []string{"google_compute_network.a.project"}, networks: []string{"google_compute_network.a"}},
		"a whole resource for each, by key":          {references: []string{"google_compute_network.a", "each.key"}, key: `"y"`, networks: []string{`google_compute_network.a["x"]`, `google_compute_network.a["y"]`}, want: value.Origin{Resource: `google_compute_network.a["y"]`, Path: "id"}},
		"a whole resource for each, by another key":  {references: []string{"google_compute_network.a", "each.value.network"}, key: `"y"`, networks: []string{`google_compute_network.a["x"]`, `google_compute_network.a["y"]`}},
		"a value of for_each":                        {references: []string{"each.value"}, key: `"y"`, more: `, "for_each_expression": {"references": ["google_compute_network.a.id", "google_compute_network.a"]}`, networks: []string{"google_compute_network.a", "google_compute_network.b"}, want: value.Origin{Resource: "google_compute_network.a", Path: "id"}},
		"count.index":                                {references: []string{"google_compute_network.a", "count.index"}, key: "1", networks: []string{"google_compute_network.a[0]", "google_compute_network.a[1]"}, want: value.Origin{Resource: "google_compute_network.a[1]", Path: "id"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := rule
			if c.key != "" {
				address += "[" + c.key + "]"
			}
			text := plan(networks(c.networks...)+","+made(address, `{"name": "f", "project": "acme"}`, `{"network": true}`),
				`{"resources": [`+configured(rule, references(c.references...), c.more)+`]}`)
			if got := where(t, text, address, "network"); bare(got) != c.want {
				t.Errorf("comes from %+v, want %+v", got, c.want)
			}
		})
	}
}

// Through inputs and outputs of modules: the network is made two modules deep, and
// used two modules deep.
func TestOriginsThroughModules(t *testing.T) {
	t.Parallel()
	deep := func(networkModule, output string, call string) string {
		return `{"module_calls": {
			"net": {` + networkModule + ` "module": {"module_calls": {"vpc": {"module": {"resources": [` + configured("google_compute_network.n", "{}") + `],
				"outputs": {"network": {"expression": {"references": [` + output + `]}}}}}},
				"outputs": {"id": {"expression": {"references": ["module.vpc.network.id", "module.vpc.network", "module.vpc"]}}}}},
			"use": {"for_each_expression": {"references": ["var.regions"]}, "expressions": {"net": {"references": [` + call + `]}},
				"module": {"module_calls": {"in": {"expressions": {"network": {"references": ["var.net"]}},
				"module": {"resources": [` + configured("google_compute_firewall.f", `{"network": {"references": ["var.network"]}}`) + `]}}}}}}}`
	}
	rule := made(`module.use["eu"].module.in.google_compute_firewall.f`, `{"name": "f"}`, `{"network": true}`)
	for name, c := range map[string]struct {
		configuration string
		networks      []string
		want          value.Origin
	}{
		"one": {deep("", `"google_compute_network.n"`, `"module.net.id", "module.net"`), []string{"module.net.module.vpc.google_compute_network.n"},
			value.Origin{Resource: "module.net.module.vpc.google_compute_network.n", Path: "id", Created: true}},
		"by key": {deep(`"for_each_expression": {"references": ["var.regions"]},`, `"google_compute_network.n"`, `"module.net", "each.key"`),
			[]string{`module.net["us"].module.vpc.google_compute_network.n`, `module.net["eu"].module.vpc.google_compute_network.n`},
			value.Origin{Resource: `module.net["eu"].module.vpc.google_compute_network.n`, Path: "id"}},
		"by another key": {deep(`"for_each_expression": {"references": ["var.regions"]},`, `"google_compute_network.n"`, `"module.net[\"us\"].id", "module.net[\"us\"]", "module.net"`),
			[]string{`module.net["us"].module.vpc.google_compute_network.n`, `module.net["eu"].module.vpc.google_compute_network.n`},
			value.Origin{Resource: `module.net["us"].module.vpc.google_compute_network.n`, Path: "id", Created: true}},
		"of a local value": {deep("", `"local.network"`, `"module.net.id", "module.net"`), []string{"module.net.module.vpc.google_compute_network.n"},
			value.Origin{Resource: "module.net.module.vpc.google_compute_network.n", Path: "id"}},
		"of a local value that may be either": {deep("", `"local.network"`, `"module.net.id", "module.net"`),
			[]string{"module.net.module.vpc.google_compute_network.n", "module.net.module.vpc.google_compute_network.m"},
			value.Origin{Resource: "module.net.module.vpc.local.network", Path: "id"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := plan(networks(c.networks...)+","+rule, c.configuration)
			if got := where(t, text, `module.use["eu"].module.in.google_compute_firewall.f`, "network"); bare(got) != c.want {
				t.Errorf("comes from %+v, want %+v", got, c.want)
			}
		})
	}
}

// Nested blocks go by position, where they have one.
func TestOriginsInNestedBlocks(t *testing.T) {
	t.Parallel()
	managers := []string{"google_compute_region_instance_group_manager.a", "google_compute_region_instance_group_manager.b"}
	group := func(which string) string {
		return `{"group": {"references": ["google_compute_region_instance_group_manager.` + which + `.instance_group", "google_compute_region_instance_group_manager.` + which + `"]}}`
	}
	nic := func(which string) string {
		return `{"network": {"references": ["google_compute_network.` + which + `.id", "google_compute_network.` + which + `"]}}`
	}
	a := value.Origin{Resource: managers[0], Path: "instance_group", Created: true}
	net := value.Origin{Resource: "google_compute_network.a", Path: "id", Created: true}
	for name, c := range map[string]struct {
		address, list, attribute string
		planned, blocks          int
		configured               string
		want                     value.Origin
	}{
		"the only backend":             {"google_compute_backend_service.s", "backend", "group", 1, 1, group("a"), a},
		"two backends that look alike": {"google_compute_backend_service.s", "backend", "group", 2, 2, group("a") + "," + group("b"), a},
		"two backends of one":          {"google_compute_backend_service.s", "backend", "group", 2, 2, group("a") + "," + group("a"), a},
		"dynamic backends":             {"google_compute_backend_service.s", "backend", "group", 2, 0, "", value.Origin{}},
		"the first interface":          {"google_compute_instance_template.t", "network_interface", "network", 2, 2, nic("a") + "," + nic("b"), net},
		"static beside a dynamic":      {"google_compute_instance_template.t", "network_interface", "network", 2, 1, nic("a"), value.Origin{}},
		"an attribute that is not":     {"google_compute_instance_template.t", "network_interface", "network", 1, 1, "{}", value.Origin{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var changes []string
			for _, m := range managers {
				changes = append(changes, made(m, `{"name": "m"}`, `{"id": true, "instance_group": true}`))
			}
			changes = append(changes, networks("google_compute_network.a", "google_compute_network.b"))
			list := func(e string) string { return "[" + strings.Repeat(e+",", c.planned-1) + e + "]" }
			changes = append(changes, made(c.address, fmt.Sprintf(`{"name": "s", %q: %s}`, c.list, list("{}")),
				fmt.Sprintf(`{"id": true, %q: %s}`, c.list, list(fmt.Sprintf(`{%q: true}`, c.attribute)))))
			expressions := "{}"
			if c.blocks > 0 {
				expressions = fmt.Sprintf(`{%q: [%s]}`, c.list, c.configured)
			}
			text := plan(strings.Join(changes, ","), `{"resources": [`+configured(c.address, expressions)+`]}`)
			if got := where(t, text, c.address, c.list, c.attribute); bare(got) != c.want {
				t.Errorf("comes from %+v, want %+v", got, c.want)
			}
		})
	}
}

// Which of two blocks of a set is which shows only where nothing tells them apart.
func TestBackendsThatDifferHaveNoPlace(t *testing.T) {
	t.Parallel()
	const service = "google_compute_backend_service.s"
	group := func(which string) string {
		return `{"group": ` + strings.TrimSuffix(strings.TrimPrefix(references("google_compute_region_instance_group_manager."+which+".instance_group"), `{"network": `), "}") + `}`
	}
	text := plan(strings.Join([]string{
		made("google_compute_region_instance_group_manager.a", `{"name": "a"}`, `{"id": true, "instance_group": true}`),
		made("google_compute_region_instance_group_manager.b", `{"name": "b"}`, `{"id": true, "instance_group": true}`),
		made(service, `{"name": "s", "backend": [{"capacity_scaler": 0}, {"capacity_scaler": 1}]}`, `{"id": true, "backend": [{"group": true}, {"group": true}]}`),
	}, ","), `{"resources": [`+configured(service, `{"backend": [`+group("a")+`, `+group("b")+`]}`)+`]}`)
	if got := where(t, text, service, "backend", "group"); got.Known() {
		t.Errorf("comes from %+v", got)
	}
}

// What a resource has of another is traced to that other.
func TestOriginsGoOnThroughResources(t *testing.T) {
	t.Parallel()
	text := plan(strings.Join([]string{
		networks("google_compute_network.a", "google_compute_network.b"),
		made("google_compute_subnetwork.s", `{"name": "s"}`, `{"id": true, "network": true}`),
		made("google_compute_firewall.f", `{"name": "f"}`, `{"network": true}`),
	}, ","), `{"resources": [`+configured("google_compute_firewall.f", references("google_compute_subnetwork.s.network"))+`,`+
		configured("google_compute_subnetwork.s", references("google_compute_network.b.id"))+`]}`)
	want := value.Origin{Resource: "google_compute_network.b", Path: "id", Created: true}
	if got := where(t, text, "google_compute_firewall.f", "network"); bare(got) != want {
		t.Errorf("comes from %+v, want %+v", got, want)
	}
	own := value.Origin{Resource: "google_compute_subnetwork.s", Path: "id", Created: true}
	if got := where(t, text, "google_compute_subnetwork.s", "id"); bare(got) != own {
		t.Errorf("its own id comes from %+v, want %+v", got, own)
	}
}

// Configurations that Terraform refuses, in a plan that somebody made up.
func TestCirclesEnd(t *testing.T) {
	t.Parallel()
	text := plan(networks("module.a.google_compute_network.n", "module.a.google_compute_network.m")+","+made("module.a.google_compute_firewall.f", `{}`, `{"network": true}`),
		`{"module_calls": {"a": {"expressions": {"v": {"references": ["module.a.o.x", "module.a.o"]}}, "module": {
			"outputs": {"o": {"expression": {"references": ["var.v.y", "var.v"]}}},
			"resources": [`+configured("google_compute_firewall.f", `{"network": {"references": ["var.v"]}}`)+`]}}}}`)
	if got := where(t, text, "module.a.google_compute_firewall.f", "network"); got.Known() {
		t.Errorf("comes from %+v", got)
	}
}

// bare is an origin without the name that its resource will have.
func bare(o value.Origin) value.Origin {
	o.Ref = value.Ref{}
	return o
}

// The provider makes ids of attributes: where those are known, so is the id.
func TestNamesArePredicted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ after, unknown, want string }{
		"all is known":           {`{"name": "a", "project": "acme"}`, `{"id": true}`, "projects/acme/global/networks/a"},
		"the project is not":     {`{"name": "a"}`, `{"id": true, "project": true}`, ""},
		"the name is not":        {`{"project": "acme"}`, `{"id": true, "name": true}`, ""},
		"the provider's project": {`{"name": "a"}`, `{"id": true}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := plan(made("google_compute_network.a", c.after, c.unknown)+","+made("google_compute_firewall.f", `{}`, `{"network": true}`),
				`{"resources": [`+configured("google_compute_firewall.f", references("google_compute_network.a.id"))+`]}`)
			if got := where(t, text, "google_compute_firewall.f", "network").Ref.Path(); got != c.want {
				t.Errorf("the network will be %q, want %q", got, c.want)
			}
		})
	}
}
