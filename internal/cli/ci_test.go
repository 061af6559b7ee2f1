package cli_test

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/registry"

	"go.yaml.in/yaml/v3"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
)

// What people copy has to work: every command line of apireach in the guides, in
// the action, the hook and the image has flags, formats and checks that exist.
func TestCommandsThatAreWrittenDownExist(t *testing.T) {
	t.Parallel()
	guides, err := filepath.Glob("../../templates/guides/*.md")
	if err != nil || len(guides) < 10 {
		t.Fatalf("%d guides, %v", len(guides), err)
	}
	found := 0
	for _, file := range append(guides, "../../README.md", "../../Dockerfile", "../../action.yml", "../../.pre-commit-hooks.yaml") {
		for _, args := range written(t, file) {
			found++
			if why := unusable(args); why != "" {
				t.Errorf("%s: apireach %s: %s", file, strings.Join(args, " "), why)
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d command lines are found", found)
	}
}

func TestWhatDoesNotExistIsNoticed(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"check --livee", "check --format xml", "check --only no-such-check", "check --fail-on warnings", "check -x", "snapshot --live", "snapshot improt DIR",
	} {
		if unusable(strings.Fields(line)) == "" {
			t.Errorf("apireach %s is taken for a command", line)
		}
	}
	for _, line := range []string{
		"check plan.json --live", "check - --format json=a.json --only firewall", "check --fail-on=unknown", "snapshot import DIR -o OUT", "explain instance-active",
	} {
		if why := unusable(strings.Fields(line)); why != "" {
			t.Errorf("apireach %s: %s", line, why)
		}
	}
}

// The code of guides, the calls of apireach in code, and the arguments that the
// action and the hook take.
var (
	fence  = regexp.MustCompile("(?ms)^```(?:sh|shell|yaml|groovy)\n(.*?)^```")
	inline = regexp.MustCompile("`(apireach [a-z][^`]*)`")
	called = regexp.MustCompile(`(?m)(?:^|[\s'"(])apireach ((?:check|explain|snapshot|version|completion)(?:[ \t][^|&;>\n'#]*)?)(?:[|&;>\n'#]|$)`)
	passed = regexp.MustCompile(`(?m)^\s+(?:args|default): (?:\[(.*)\]|(--.*))$`)
)

// written lists the arguments of every call of apireach in a file.
func written(t *testing.T, file string) [][]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	code := string(text)
	if strings.HasSuffix(file, ".md") {
		var parts []string
		for _, m := range append(fence.FindAllStringSubmatch(code, -1), inline.FindAllStringSubmatch(code, -1)...) {
			parts = append(parts, m[1])
		}
		code = strings.Join(parts, "\n")
	}
	code = strings.ReplaceAll(code, "\\\n", " ")
	var out [][]string
	for _, m := range called.FindAllStringSubmatch(code, -1) {
		out = append(out, strings.Fields(m[1]))
	}
	for _, m := range passed.FindAllStringSubmatch(code, -1) {
		out = append(out, append([]string{"check"}, strings.Fields(strings.ReplaceAll(m[1]+m[2], ",", " "))...))
	}
	return out
}

// unusable says what is wrong with arguments; "" if nothing is.
func unusable(args []string) string {
	root := cli.Root(cli.Env{Stdout: io.Discard, Stderr: io.Discard})
	root.InitDefaultCompletionCmd(args...)
	cmd, rest, err := root.Find(args)
	if err != nil {
		return err.Error()
	}
	if cmd.HasSubCommands() && len(rest) > 0 && rest[0][0] != '-' && rest[0][0] != '(' {
		return "there is no such command"
	}
	for i := 0; i < len(rest); i++ {
		name, value, joined := strings.Cut(rest[i], "=")
		if len(name) < 2 || name[0] != '-' || name == "--help" {
			continue
		}
		flag := cmd.Flags().Lookup(strings.TrimPrefix(name, "--"))
		if name[1] != '-' {
			flag = cmd.Flags().ShorthandLookup(name[1:2])
		}
		if flag == nil {
			return "there is no flag " + name
		}
		if !joined && flag.NoOptDefVal == "" && i+1 < len(rest) {
			i++
			value = rest[i]
		}
		if !accepts(flag.Name, value) {
			return name + " takes no " + value
		}
	}
	return ""
}

// accepts says whether a flag takes a value, as far as its values are few; those in
// capitals stand for others.
func accepts(flag, value string) bool {
	if strings.ToUpper(value) == value {
		return true
	}
	switch flag {
	case "format":
		kind, _, _ := strings.Cut(value, "=")
		return slices.Contains([]string{"text", "json", "sarif", "junit", "github", "markdown", "html"}, kind)
	case "fail-on":
		return slices.Contains([]string{"error", "warning", "unknown", "never"}, value)
	case "only":
		for _, c := range registry.Checks() {
			if c.ID == value || string(c.Hop) == value {
				return true
			}
		}
		return false
	}
	return true
}

func TestTheActionAndTheHookRunWhatTheySay(t *testing.T) {
	t.Parallel()
	var action struct {
		Inputs map[string]struct {
			Description string
			Required    bool
		}
		Runs struct {
			Using string
			Steps []struct {
				Run string
				Env map[string]string
			}
		}
	}
	load(t, "../../action.yml", &action)
	steps := action.Runs.Steps
	if action.Runs.Using != "composite" || len(steps) != 2 || len(action.Inputs) != 3 || !action.Inputs["plan"].Required {
		t.Fatalf("the action is %+v", action)
	}
	for name, input := range action.Inputs {
		if input.Description == "" {
			t.Errorf("the input %s has no description", name)
		}
		if got := steps[1].Env[strings.ToUpper(name)]; got != "${{ inputs."+name+" }}" {
			t.Errorf("the script is given %q as %s", got, name)
		}
	}
	for _, step := range steps {
		if strings.Contains(step.Run, "${{") {
			t.Errorf("%q pastes what strangers may write into a script", step.Run)
		}
	}
	if info, err := os.Stat("../../scripts/action"); err != nil || info.Mode()&0o111 == 0 || !strings.Contains(steps[1].Run, "/scripts/action") {
		t.Errorf("the action runs %q; %v", steps[1].Run, err)
	}
	var hooks []struct {
		ID, Entry, Language string
		PassFilenames       bool `yaml:"pass_filenames"`
	}
	load(t, "../../.pre-commit-hooks.yaml", &hooks)
	if len(hooks) != 1 || hooks[0].Language != "golang" || hooks[0].Entry != "apireach check" || hooks[0].PassFilenames {
		t.Fatalf("the hooks are %+v", hooks)
	}
	guide, err := os.ReadFile("../../templates/guides/plans-in-ci.md")
	if err != nil || !strings.Contains(string(guide), "- id: "+hooks[0].ID+"\n") {
		t.Errorf("the guide uses another hook than %s; %v", hooks[0].ID, err)
	}
}

func load(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err == nil {
		err = yaml.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The image has no shell, no other program and no rights, and is built of pinned
// parts with the Go that go.mod wants.
func TestTheImageIsOneBinaryWithoutRights(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	var from, last []string
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "FROM" {
			from, last = append(from, words[1]), nil
		}
		last = append(last, strings.TrimSpace(line))
	}
	if len(from) != 2 || !regexp.MustCompile(`^golang:1\.26\.\d+-`).MatchString(from[0]) || from[1] != "scratch" {
		t.Errorf("the stages are %q", from)
	}
	if !slices.Contains(last, "USER 65532:65532") || !slices.Contains(last, `ENTRYPOINT ["/usr/local/bin/apireach"]`) {
		t.Errorf("the image is %q", last)
	}
	if !strings.Contains(string(text), "CGO_ENABLED=0 go build") {
		t.Error("the binary is not static")
	}
}
