package tfplan_test

import (
	"strings"
	"testing"
)

// What names no project lies in that of its provider, if that is written out.
func TestResourcesLieInTheProjectOfTheirProvider(t *testing.T) {
	t.Parallel()
	const constant = `"expressions": {"project": {"constant_value": "acme"}}`
	for name, c := range map[string]struct {
		providers, key, module string
		after, unknown         string
		expressions            string
		want                   string
	}{
		"a constant":                    {`"google": {"name": "google", ` + constant + `}`, "google", "", `{"name": "n"}`, `{"id": true}`, ``, "acme"},
		"known after apply":             {`"google": {"name": "google", ` + constant + `}`, "google", "", `{"name": "n"}`, `{"id": true, "project": true}`, ``, "acme"},
		"null":                          {`"google": {"name": "google", ` + constant + `}`, "google", "", `{"name": "n", "project": null}`, `{"id": true}`, ``, "acme"},
		"an alias":                      {`"google": {"name": "google", "expressions": {"project": {"constant_value": "other"}}}, "google.prod": {"name": "google", "alias": "prod", ` + constant + `}`, "google.prod", "", `{"name": "n"}`, `{}`, ``, "acme"},
		"inherited by a module":         {`"google": {"name": "google", ` + constant + `}, "module.m:google": {"name": "google", "module_address": "module.m"}`, "module.m:google", "module.m", `{"name": "n"}`, `{}`, ``, "acme"},
		"inherited by a module's":       {`"google": {"name": "google", ` + constant + `}, "module.m.module.i:google": {"name": "google", "module_address": "module.m.module.i"}`, "module.m.module.i:google", "", `{"name": "n"}`, `{}`, ``, "acme"},
		"of a module":                   {`"google": {"name": "google", "expressions": {"project": {"constant_value": "other"}}}, "module.m:google": {"name": "google", "module_address": "module.m", ` + constant + `}`, "module.m:google", "module.m", `{"name": "n"}`, `{}`, ``, "acme"},
		"of a module that names none":   {`"google": {"name": "google", ` + constant + `}, "module.m:google": {"name": "google", "module_address": "module.m", "expressions": {"region": {"constant_value": "r"}}}`, "module.m:google", "module.m", `{"name": "n"}`, `{}`, ``, ""},
		"an alias that a module needs":  {`"google": {"name": "google", ` + constant + `}, "module.m:google.x": {"name": "google", "alias": "x", "module_address": "module.m"}`, "module.m:google.x", "module.m", `{"name": "n"}`, `{}`, ``, ""},
		"an expression":                 {`"google": {"name": "google", "expressions": {"project": {"references": ["var.p"]}}}`, "google", "", `{"name": "n"}`, `{}`, ``, ""},
		"a resource that names its own": {`"google": {"name": "google", ` + constant + `}`, "google", "", `{"name": "n", "project": "mine"}`, `{}`, `"project": {"constant_value": "mine"}`, "mine"},
		"one that names it by another":  {`"google": {"name": "google", ` + constant + `}`, "google", "", `{"name": "n"}`, `{"project": true}`, `"project": {"references": ["google_project.p.project_id", "google_project.p"]}`, ""},
		"another provider":              {`"google": {"name": "google", ` + constant + `}`, "google-beta", "", `{"name": "n"}`, `{}`, ``, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			prefix, config := "", `{"resources": [{"address": "google_compute_network.n", "type": "google_compute_network", "provider_config_key": "`+c.key+`", "expressions": {`+c.expressions+`}}]}`
			if c.module != "" {
				prefix, config = c.module+".", `{"module_calls": {"m": {"module": `+config+`}}}`
			}
			p := read(t, `{"format_version": "1.0", "resource_changes": [{"address": "`+prefix+`google_compute_network.n", "module_address": "`+c.module+`", "mode": "managed",
				"type": "google_compute_network", "change": {"actions": ["create"], "after": `+c.after+`, "after_unknown": `+c.unknown+`}}],
				"configuration": {"provider_config": {`+c.providers+`}, "root_module": `+config+`}}`)
			if got := p.Resources[0].After.Get("project").Text(); got != c.want {
				t.Errorf("it lies in %q, want %q", got, c.want)
			}
		})
	}
}

// What a module calls the provider of a resource is told where the module is not given it.
func TestProvidersAreCalledAsTheirModuleCallsThem(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ key, module, want string }{
		"the usual one":                 {"google", "", "default"},
		"an alias":                      {"google.west", "", "google.west"},
		"another provider":              {"google-beta", "", "google-beta"},
		"the usual one of a module":     {"module.m:google", "module.m", "default"},
		"an alias of a module":          {"module.m:google.west", "module.m", "google.west"},
		"of an instance of a module":    {"module.m:google.west", `module.m["a"]`, "google.west"},
		"one that a module is given":    {"google.west", "module.m", "not known"},
		"a plan that tells no provider": {"", "", "not known"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			prefix, config := "", `{"resources": [{"address": "google_compute_network.n", "type": "google_compute_network", "provider_config_key": "`+c.key+`", "expressions": {}}]}`
			if c.module != "" {
				prefix, config = c.module+".", `{"module_calls": {"m": {"module": `+config+`}}}`
			}
			quoted := strings.NewReplacer(`"`, `\"`)
			p := read(t, `{"format_version": "1.0", "resource_changes": [{"address": "`+quoted.Replace(prefix)+`google_compute_network.n", "module_address": "`+quoted.Replace(c.module)+`", "mode": "managed",
				"type": "google_compute_network", "change": {"actions": ["create"], "after": {"name": "n"}, "after_unknown": {}}}],
				"configuration": {"root_module": `+config+`}}`)
			got := p.Resources[0].Provider
			told := got.Value()
			switch {
			case got.IsNull():
				told = "not known"
			case told == "":
				told = "default"
			}
			if told != c.want {
				t.Errorf("%s, want %s", told, c.want)
			}
		})
	}
}
