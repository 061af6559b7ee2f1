package report_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// browse opens a page in a browser and returns what its scripts made of it.
func browse(t *testing.T, raw string) page {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	if browser == "" {
		t.Skip("needs a browser: chromium, chromium-browser or google-chrome in PATH")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "r.html")
	if err := os.WriteFile(file, []byte(raw), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--window-size=1280,900", "--user-data-dir="+filepath.Join(dir, "profile"), "--enable-logging=stderr", "--dump-dom", "file://"+file)
	var out, log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := cmd.Run(); err != nil || out.Len() == 0 {
		t.Skipf("%s does not run here: %v", browser, err)
	}
	for line := range strings.Lines(log.String()) {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("the browser objects: %s", line)
		}
	}
	root, err := html.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	return page{root: root}
}

func TestABrowserObjectsToNothingOnThePage(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{htmlOf(t, broken()).raw, htmlOf(t, hostile()).raw} {
		if n := len(findings(browse(t, raw))); n < 5 {
			t.Errorf("%d findings", n)
		}
	}
}

func TestAClickOnAHopLeavesItsFindings(t *testing.T) {
	t.Parallel()
	all := "firewall environment network environment network prerequisite"
	walk(t, htmlOf(t, broken()).raw, []walkStep{
		{"a click", `hop("network").dispatchEvent(click())`, "network network|Only network: 2 findings|ARTICLE"},
		{"another hop", `hop("firewall").dispatchEvent(click())`, "firewall|Only firewall: 1 finding|ARTICLE"},
		{"the same hop again", `hop("firewall").dispatchEvent(click())`, all + "||a"},
		{"a hop that is folded", `hop("prerequisite").dispatchEvent(click())`, "prerequisite|Only prerequisite: 1 finding|LI"},
		{"Escape", `document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}))`, all + "||a"},
		{"Escape without a choice", `document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}))`, all + "||a"},
		{"the button", `hop("firewall").dispatchEvent(click()); document.querySelector(".filter button").click()`, all + "||a"},
	})
}

func TestAClickOnARegionLeavesItsFindings(t *testing.T) {
	t.Parallel()
	all := "firewall environment firewall network environment prerequisite"
	walk(t, htmlOf(t, regional()).raw, []walkStep{
		{"a region of a hop", `hop("environment", "us-west1").dispatchEvent(click())`, "environment|Only environment in us-west1: 1 finding|ARTICLE"},
		{"the hop itself", `hop("environment").dispatchEvent(click())`, "environment environment|Only environment: 2 findings|ARTICLE"},
		{"a region of another hop", `hop("firewall", "us-east1").dispatchEvent(click())`, "firewall|Only firewall in us-east1: 1 finding|ARTICLE"},
		{"what is current", `document.body.append(Object.assign(document.createElement("s"), {textContent: [...document.querySelectorAll(".wide [aria-current]")].map((a) => a.ariaLabel).join()}))`,
			"firewall|Only firewall in us-east1: 1 finding|ARTICLE"},
		{"the same again", `hop("firewall", "us-east1").dispatchEvent(click())`, all + "||a"},
	})
}

// The order of the Tab key is that of reading, and leads past nothing that acts.
func TestTheKeysLeadAlongThePath(t *testing.T) {
	t.Parallel()
	walk(t, htmlOf(t, regional()).raw, []walkStep{{
		"the order", `order = [...document.querySelectorAll("a[href], button, summary, [tabindex='0']")].filter((e) => e.checkVisibility()).map((e) => e.ariaLabel || e.textContent.trim())`,
		"firewall environment firewall network environment prerequisite||BODY|Skip to the findings, firewall: 1 failed, 1 passed, network: 1 passed, environment: 1 unknown, 1 passed, prerequisite: 1 passed, " +
			"firewall in us-east1: 1 failed, environment in us-east1: 1 passed, firewall in us-west1: 1 passed, environment in us-west1: 1 unknown, " +
			"About the check load-balancer-reaches-proxies, About the check instance-active, 4 findings",
	}})
}

// walkStep is a script, and what is to be seen then: the findings, the filter's status
// and what has the focus.
type walkStep struct{ does, script, want string }

// walk takes steps on a page in a browser.
func walk(t *testing.T, raw string, steps []walkStep) {
	t.Helper()
	// The policy would rightly stop the test's own script.
	from := strings.Index(raw, `<meta http-equiv="Content-Security-Policy"`)
	raw = raw[:from] + raw[from+strings.Index(raw[from:], "\n"):]
	var script strings.Builder
	script.WriteString(`<script>
let order = [];
const hop = (name, region) => document.querySelector(".wide a[data-hop=" + name + "]" + (region ? "[data-region=" + region + "]" : ":not([data-region])"));
const click = () => new MouseEvent("click", {bubbles: true, cancelable: true});
const seen = () => [...document.querySelectorAll(".finding")].filter((f) => !f.hidden).map((f) => f.dataset.hop).join(" ");
const say = () => {
  const bar = document.querySelector(".filter"), line = document.createElement("samp");
  line.textContent = [seen(), bar.hidden ? "" : bar.querySelector("p").textContent, document.activeElement.tagName, ...(order.length ? [order.join(", ")] : [])].join("|");
  document.body.append(line);
};
`)
	for _, step := range steps {
		script.WriteString(step.script + "; say();\n")
	}
	script.WriteString("</script></body>")
	p := browse(t, strings.Replace(raw, "</body>", script.String(), 1))
	said := p.all("samp", "")
	if len(said) != len(steps) {
		t.Fatalf("%d of %d steps", len(said), len(steps))
	}
	for i, step := range steps {
		if got := content(said[i]); got != step.want {
			t.Errorf("%s: got %q, want %q", step.does, got, step.want)
		}
	}
	for _, current := range p.all("s", "") {
		same(t, content(current), "firewall in us-east1: 1 failed")
	}
}
