package provider

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// TestAccNoSecretLeaves plants a secret wherever Google's answers have room for one,
// and looks for it, and for the token, in everything that Terraform writes.
func TestAccNoSecretLeaves(t *testing.T) {
	t.Parallel()
	const canary = "canary-9e41"
	w := faulty()
	for _, r := range w.World().Resources(gcp.InstanceTemplates) {
		w.Append(gcp.InstanceTemplates, r.Ref.Value().Name(), "properties.metadata.items", testkit.Body{"key": "ssh-keys", "value": canary})
	}
	for _, r := range w.World().Resources(gcp.Firewalls) {
		w.Set(gcp.Firewalls, r.Ref.Value().Name(), "description", canary)
	}
	w.Set(gcp.Organizations, "acme", "properties", testkit.Body{"property": []testkit.Body{{"name": "password", "value": canary}}})
	s := testkit.Serve(t, w.World())

	for name, fault := range map[string]func(*terraform){
		"as it is":         func(*terraform) {},
		"an expired token": func(tf *terraform) { tf.env = append(tf.env, "GOOGLE_OAUTH_ACCESS_TOKEN="+testkit.ExpiredToken) },
		"a broken key": func(tf *terraform) {
			tf.env = append(tf.env, "GOOGLE_OAUTH_ACCESS_TOKEN=", `GOOGLE_CREDENTIALS={"private_key":"`+canary)
		},
		"a missing key file": func(tf *terraform) {
			tf.env = append(tf.env, "GOOGLE_OAUTH_ACCESS_TOKEN=", "GOOGLE_CREDENTIALS="+canary)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tf := newTerraform(t, "testdata/organization")
			log := filepath.Join(t.TempDir(), "log")
			tf.env = append(tf.env, "GOOGLE_OAUTH_ACCESS_TOKEN="+testkit.Token, "TF_LOG=trace", "TF_LOG_PATH="+log)
			for service, url := range s.Endpoints() {
				tf.env = append(tf.env, "GOOGLE_"+strings.ToUpper(service)+"_CUSTOM_ENDPOINT="+url)
			}
			fault(tf)
			written := map[string]string{}
			written["a plan that fails"], _ = tf.run("plan", "-no-color")
			written["a plan"], _ = tf.run("plan", "-no-color", "-var=fail_on=never", "-out=plan")
			written["the plan file"], _ = tf.run("show", "-json", "plan")
			written["an apply"], _ = tf.run("apply", "-no-color", "-auto-approve", "-var=fail_on=never")
			written["the state"], _ = tf.run("state", "pull")
			written["the log"] = readFile(t, log)
			for what, text := range written {
				for _, secret := range []string{canary, testkit.Token, testkit.ExpiredToken} {
					if i := strings.Index(text, secret); i >= 0 {
						t.Errorf("%s holds %q: …%s…", what, secret, text[max(0, i-200):min(len(text), i+50)])
					}
				}
			}
			if !strings.Contains(written["a plan that fails"], "Error: ") {
				t.Errorf("the plan does not fail:\n%s", written["a plan that fails"])
			}
		})
	}
}
