package provider

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// terraform is a folder with a configuration, and the real Terraform or OpenTofu to
// run there with the provider as it is built. Unlike plugin-testing it shows what
// users see: warnings, plans and logs.
type terraform struct {
	t    *testing.T
	path string
	dir  string
	env  []string
}

// built is the folder that [binaries] builds into; "" before.
var built string

// binaries builds the provider and the stand-in for google's, once.
var binaries = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "apireach-providers-")
	if err != nil {
		return "", err
	}
	built = dir
	for name, pkg := range map[string]string{"apireach": "../..", "google": "./testdata/google", "aws": "./testdata/google"} {
		cmd := exec.Command("go", "build", "-o", filepath.Join(dir, name, "terraform-provider-"+name), pkg)
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", errors.Join(errors.New(string(out)), err)
		}
	}
	return dir, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if built != "" {
		_ = os.RemoveAll(built)
	}
	os.Exit(code)
}

// newTerraform copies a folder.
func newTerraform(t *testing.T, from string) *terraform {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("set TF_ACC=1 to run Terraform; make test does")
	}
	path, err := exec.LookPath(os.Getenv("TF_ACC_TERRAFORM_PATH"))
	if err != nil {
		if path, err = exec.LookPath("terraform"); err != nil {
			t.Fatal("neither TF_ACC_TERRAFORM_PATH nor PATH has a Terraform; run scripts/with-terraform")
		}
	}
	providers, err := binaries()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	tf := &terraform{t: t, path: path, dir: filepath.Join(dir, "config")}
	if err := os.CopyFS(tf.dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	rc := filepath.Join(dir, "cli.tfrc")
	settings := "provider_installation {\n  dev_overrides {\n" +
		`    "apireach/apireach" = "` + filepath.Join(providers, "apireach") + "\"\n" +
		`    "hashicorp/aws" = "` + filepath.Join(providers, "aws") + "\"\n" +
		`    "hashicorp/google" = "` + filepath.Join(providers, "google") + "\"\n  }\n}\n"
	if err := os.WriteFile(rc, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	tf.env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TF_CLI_CONFIG_FILE=" + rc, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1"}
	return tf
}

func (tf *terraform) write(name, text string) {
	tf.t.Helper()
	if err := os.WriteFile(filepath.Join(tf.dir, name), []byte(text), 0o600); err != nil {
		tf.t.Fatal(err)
	}
}

// run runs a command and returns everything it printed, as printed.
func (tf *terraform) run(arguments ...string) (output string, code int) {
	tf.t.Helper()
	cmd := exec.CommandContext(tf.t.Context(), tf.path, arguments...)
	cmd.Dir, cmd.Env = tf.dir, tf.env
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		tf.t.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// must runs a command that has to end with the code.
func (tf *terraform) must(code int, arguments ...string) string {
	tf.t.Helper()
	out, got := tf.run(append(arguments, "-no-color")...)
	if got != code {
		tf.t.Fatalf("%s: exit code %d, want %d\n%s", strings.Join(arguments, " "), got, code, out)
	}
	return flat(out)
}

var frame = regexp.MustCompile(`[\s│╷╵]+`)

// flat undoes the frames and the wrapping of messages.
func flat(output string) string { return frame.ReplaceAllString(output, " ") }

func expectAll(t *testing.T, output string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(output, want) {
			_, messages, _ := strings.Cut(output, "Error: ")
			t.Errorf("no %q in\nError: %s", want, messages)
		}
	}
}
