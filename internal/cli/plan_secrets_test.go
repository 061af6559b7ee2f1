package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// secretPlan is a broken plan with secrets wherever a plan may carry one and no
// check prints it: marked sensitive or not.
func secretPlan(t testing.TB) map[string]any {
	t.Helper()
	text, err := os.ReadFile("testdata/secret_plan.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{
		"metadata value", "startup script", "metadata of a group", "metadata of a project", "signature of a URL", "password in a URL",
		"header of a backend", "OAuth client secret", "key of a backend", "PEM key in a text", "password of a resource", "access token",
	} {
		mark := []byte("<" + what + ">")
		if !bytes.Contains(text, mark) {
			t.Fatalf("the plan has no %s", what)
		}
		text = bytes.ReplaceAll(text, mark, []byte(testkit.Canary(t, what)))
	}
	var plan map[string]any
	if err := json.Unmarshal(text, &plan); err != nil {
		t.Fatal(err)
	}
	pem := "-----BEGIN PRIVATE KEY-----\n" + testkit.Canary(t, "PEM key in a text") + "\n-----END PRIVATE KEY-----\n"
	for _, object := range planObjects(plan) {
		for _, name := range []string{"description", "fingerprint", "label_fingerprint", "creation_timestamp", "admin_password", "not_yet_invented"} {
			object[name] = pem
		}
		object["labels"] = map[string]any{"token": testkit.Canary(t, "access token")}
		object["timeouts"] = map[string]any{"create": testkit.Canary(t, "password of a resource")}
	}
	return plan
}

// planObjects are the objects that changes lead to.
func planObjects(plan map[string]any) []map[string]any {
	var out []map[string]any
	for _, c := range plan["resource_changes"].([]any) {
		out = append(out, c.(map[string]any)["change"].(map[string]any)["after"].(map[string]any))
	}
	return out
}

func checkPlan(t testing.TB, plan []byte, args ...string) (code int, out string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := cli.Env{
		Version: "1.2.3", Stdin: bytes.NewReader(plan), Stdout: &stdout, Stderr: &stderr, Color: true, Width: 100,
		Now: func() time.Time { return time.Unix(0, 0) }, Getenv: func(string) string { return "" },
	}
	code = cli.Run(t.Context(), append([]string{"check", "-"}, args...), env)
	return code, stdout.String() + stderr.String()
}

func encoded(t testing.TB, plan any) []byte {
	t.Helper()
	text, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestNoFormatGivesASecretOfAPlanAway(t *testing.T) {
	t.Parallel()
	plan := encoded(t, secretPlan(t))
	for _, format := range []string{"text", "json", "sarif", "junit", "github", "markdown", "html"} {
		for _, closed := range []string{"--complete", "--complete=false"} {
			code, out := checkPlan(t, plan, "--format", format, closed, "--fail-on", "unknown")
			if code != 1 || !strings.Contains(out, "google_") {
				t.Errorf("%s %s: exit code %d, %s", format, closed, code, out)
			}
			if closed == "--complete" && !strings.Contains(out, "load-balancer-reaches-proxies") {
				t.Errorf("%s says nothing of the firewall: %s", format, out)
			}
			testkit.NoCanary(t, format+" "+closed, out)
		}
	}
}

// Each attribute is sensitive in turn, so that each check meets what it may not show.
func TestNoSensitiveAttributeIsShown(t *testing.T) {
	t.Parallel()
	whole := secretPlan(t)
	secret := testkit.Canary(t, "password of a resource")
	for i, object := range planObjects(whole) {
		for _, name := range slices.Sorted(maps.Keys(object)) {
			var plan map[string]any
			if err := json.Unmarshal(encoded(t, whole), &plan); err != nil {
				t.Fatal(err)
			}
			change := plan["resource_changes"].([]any)[i].(map[string]any)
			details := change["change"].(map[string]any)
			details["after"].(map[string]any)[name] = secret
			marks, _ := details["after_sensitive"].(map[string]any)
			if marks == nil {
				marks = map[string]any{}
			}
			marks[name] = true
			details["after_sensitive"] = marks
			_, out := checkPlan(t, encoded(t, plan), "--complete", "--format", "json")
			testkit.NoCanary(t, fmt.Sprintf("%s.%s", change["address"], name), out)
		}
	}
}

func TestNoErrorAboutAPlanGivesASecretAway(t *testing.T) {
	t.Parallel()
	text := encoded(t, secretPlan(t))
	for at := 0; at < len(text); at += 397 {
		code, out := checkPlan(t, text[:at])
		if code != 3 {
			t.Errorf("cut off at %d: exit code %d, %s", at, code, out)
		}
		testkit.NoCanary(t, fmt.Sprintf("cut off at %d", at), out)
		_, out = checkPlan(t, slices.Concat(text[:at], []byte("\x00"), text[at:]))
		testkit.NoCanary(t, fmt.Sprintf("broken at %d", at), out)
	}
}

// Each value is of a wrong type in turn. A text in the place of a text is no
// wrong type, and may be what a check prints.
func TestNoWrongTypeInAPlanGivesASecretAway(t *testing.T) {
	t.Parallel()
	whole := secretPlan(t)
	secret := testkit.Canary(t, "access token")
	tried, refused := 0, 0
	try := func(path string) {
		tried++
		code, out := checkPlan(t, encoded(t, whole), "--complete", "--format", "json")
		if code == 3 {
			refused++
		}
		testkit.NoCanary(t, path, out)
	}
	var visit func(path string, v any, set func(any))
	visit = func(path string, v any, set func(any)) {
		wrong := []any{[]any{secret}, map[string]any{"x": secret}}
		if _, is := v.(string); !is {
			wrong = append(wrong, secret)
		}
		for _, w := range wrong {
			if reflect.TypeOf(v) == reflect.TypeOf(w) {
				continue // what is in it has its turn
			}
			set(w)
			try(path)
		}
		set(v)
		switch v := v.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				visit(path+"."+key, v[key], func(w any) { v[key] = w })
			}
		case []any:
			for i := range v {
				visit(fmt.Sprintf("%s[%d]", path, i), v[i], func(w any) { v[i] = w })
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(whole)) {
		visit(key, whole[key], func(w any) { whole[key] = w })
	}
	if refused < 20 || tried < 500 {
		t.Errorf("of %d plans %d were refused", tried, refused)
	}
}
