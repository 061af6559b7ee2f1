package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// page is a report as a browser reads it.
type page struct {
	raw  string
	root *html.Node
}

func htmlOf(t *testing.T, r check.Report) page {
	t.Helper()
	raw, err := report.HTML(r, tool)
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return page{string(raw), root}
}

// all finds the elements by their name, and by a class unless it is "".
func (p page) all(name, class string) []*html.Node {
	var out []*html.Node
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name && (class == "" || slices.Contains(strings.Fields(attribute(n, "class")), class)) {
			out = append(out, n)
		}
	}
	return out
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// content is what people read of an element.
func content(n *html.Node) string {
	var words []string
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			words = append(words, strings.Fields(c.Data)...)
		}
	}
	return strings.Join(words, " ")
}

func contents(nodes []*html.Node) []string {
	var out []string
	for _, n := range nodes {
		out = append(out, content(n))
	}
	return out
}

func TestThePageTellsFailuresFirst(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, broken())
	same(t, strings.Join(contents(p.all("h1", "")), "|"), "API traffic would not get through")
	same(t, strings.Join(contents(p.all("ul", "counts")), "|"), "2 failed 1 unknown 1 waived 1 passed 1 not applicable")
	same(t, strings.Join(contents(p.all("h2", "")), "\n"), strings.Join([]string{
		"The path of a request", "What fails", "What is not known", "What is waived", "What passes", "What does not apply", "Waivers that do nothing",
	}, "\n"))
	same(t, strings.Join(contents(p.all("h3", "")), "\n"), strings.Join([]string{
		"error load-balancer-reaches-proxies firewall us-east1", "warning instance-active environment",
		"What settles it", "unknown peering-range-large-enough network",
	}, "\n"))
	first := content(p.all("article", "")[0])
	for _, want := range []string{
		`does not admit <35.191.0.0/16> & "co"`, "cannot open TCP port 443.", "Clients see 502", "source 35.191.0.1 protocol tcp port 443 rule implied deny",
		"Trace hierarchical policy: goto_next no VPC rule matches", "Fix Add the tag to the template.", "google_compute_firewall.lb google_compute_network.prod",
	} {
		if !strings.Contains(first, want) {
			t.Errorf("no %q in\n%s", want, first)
		}
	}
	unknown := content(p.all("article", "unknown")[0])
	if !strings.Contains(unknown, "Missing global addresses of acme: permission denied To settle it grant compute.globalAddresses.list") ||
		!strings.Contains(unknown, "Confidence inferred") || strings.Contains(unknown, "Clients see") {
		t.Error(unknown)
	}
	if text := content(p.root); !strings.Contains(text, "Waived: moved in spring") || !strings.Contains(text, "instance-active: expired on 2025-03-04") {
		t.Error(text)
	}
}

func TestThePathIsDrawnHopByHop(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, broken())
	want := []string{"client:", "dns: absent", "tls: absent", "armor: absent", "proxy: absent",
		"firewall: 1 failed", "network: 1 unknown, 1 passed", "environment: 1 warned, 1 waived", "prerequisite: not applicable"}
	for _, form := range []string{"wide", "tall"} {
		var got []string
		for _, stop := range p.all("g", "stop") {
			if !slices.Contains(strings.Fields(attribute(stop.Parent, "class")), form) {
				continue
			}
			a := page{root: stop}.all("a", "")
			switch {
			case len(a) == 1:
				got = append(got, attribute(a[0], "aria-label"))
				target := attribute(a[0], "href")
				if i := slices.IndexFunc(findings(p), func(n *html.Node) bool { return "#"+attribute(n, "id") == target }); i < 0 ||
					attribute(findings(p)[i], "data-hop") != attribute(a[0], "data-hop") {
					t.Errorf("%s leads to no finding of %s", target, attribute(a[0], "data-hop"))
				}
			case strings.Contains(attribute(stop, "class"), "absent"):
				got = append(got, strings.Fields(content(stop))[0]+": absent")
			default:
				got = append(got, content(stop)+":")
			}
			// Not by colour alone: words, a sign, and a way that is cut.
			broken := len(page{root: stop}.all("path", "break")) > 0
			if broken != strings.Contains(content(stop), "failed") {
				t.Errorf("%s: the way is cut: %t", content(stop), broken)
			}
		}
		same(t, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// findings are the elements that tell one.
func findings(p page) []*html.Node {
	return append(p.all("article", "finding"), p.all("li", "finding")...)
}

func TestThePageNeedsNothingElse(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, hostile())
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, name := range []string{"src", "srcset", "style", "action", "background", "data", "poster", "xlink:href"} {
			if attribute(n, name) != "" {
				t.Errorf("<%s %s=%q>", n.Data, name, attribute(n, name))
			}
		}
		if href := attribute(n, "href"); href != "" && (n.Data != "a" || !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "https://registry.terraform.io/")) {
			t.Errorf("<%s href=%q>", n.Data, href)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s>", n.Data, a.Key)
			}
		}
	}
	style := p.all("style", "")[0].FirstChild.Data
	for _, outside := range []string{"url(", "@import", "image-set"} {
		if strings.Contains(style, outside) {
			t.Errorf("the style has %s", outside)
		}
	}
}

func TestThePolicyAdmitsTheStyleAndTheScriptOfThePageOnly(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, broken())
	policy := ""
	for _, n := range p.all("meta", "") {
		if attribute(n, "http-equiv") == "Content-Security-Policy" {
			policy = attribute(n, "content")
		}
	}
	var sums []string
	for _, name := range []string{"style", "script"} {
		nodes := p.all(name, "")
		if len(nodes) != 1 {
			t.Fatalf("%d <%s>", len(nodes), name)
		}
		sum := sha256.Sum256([]byte(nodes[0].FirstChild.Data))
		sums = append(sums, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	same(t, policy, "default-src 'none'; style-src "+sums[0]+"; script-src "+sums[1]+"; base-uri 'none'; form-action 'none'")
}

func TestThePageIsReadableWithAScreenReader(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, broken())
	for _, landmark := range []string{"header", "main", "footer", "h1"} {
		if n := len(p.all(landmark, "")); n != 1 {
			t.Errorf("%d <%s>", n, landmark)
		}
	}
	same(t, attribute(p.all("html", "")[0], "lang"), "en")
	ids := map[string]bool{}
	level := 0
	for n := range p.root.Descendants() {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %q twice", id)
			}
			ids[id] = true
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if at := int(n.Data[1] - '0'); at > level+1 {
				t.Errorf("<%s> %q below a heading of level %d", n.Data, content(n), level)
			}
			level = int(n.Data[1] - '0')
		}
	}
	for n := range p.root.Descendants() {
		if of := attribute(n, "aria-labelledby"); of != "" && !ids[of] {
			t.Errorf("no element %q names the <%s>", of, n.Data)
		}
		if to, inside := strings.CutPrefix(attribute(n, "href"), "#"); inside && !ids[to] {
			t.Errorf("a link leads to %q, which is nowhere", to)
		}
		if n.Data == "svg" && attribute(n, "class") != "" && attribute(n, "aria-hidden") == "" && attribute(n, "aria-label") == "" {
			t.Errorf("a picture without a name: %v", n.Attr)
		}
	}
}

func TestHostileNamesAreTextOnThePage(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, hostile())
	if n := len(p.all("script", "")); n != 1 {
		t.Errorf("%d scripts", n)
	}
	article := content(p.all("article", "fail")[0])
	if !strings.Contains(article, "<script>alert(1)</script>") || !strings.Contains(article, `]]>&amp;"'`) {
		t.Errorf("the name is not as it was: %s", article)
	}
	if len(findings(p)) != 5 {
		t.Errorf("%d findings", len(findings(p)))
	}
	if i := strings.IndexFunc(p.raw, func(r rune) bool { return r < ' ' && r != '\n' || r == '\u202e' }); i >= 0 {
		t.Errorf("has %q", p.raw[i:i+4])
	}
}

func TestVeryLongNamesStayInTheirPlace(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 100_000)
	p := htmlOf(t, run(nil, asked{"a", check.HopDNS, check.Error, []check.Result{{Verdict: check.Fail, Subject: long, Summary: long}}}))
	for _, n := range p.all("text", "") {
		if len(content(n)) > 20 {
			t.Errorf("the picture has %q", content(n)[:30])
		}
	}
}

func TestCodeInProseIsCode(t *testing.T) {
	t.Parallel()
	of := func(fix string) page {
		return htmlOf(t, run(nil, asked{"a", check.HopDNS, check.Error, []check.Result{{Verdict: check.Fail, Subject: "s", Summary: "s", Remediation: fix}}}))
	}
	p := of("Set `a.b` and `c<d>`.")
	fix := page{root: p.all("div", "fix")[0]}
	same(t, strings.Join(contents(fix.all("code", "")), "|"), "a.b|c<d>")
	fix = page{root: of("an odd ` quote").all("div", "fix")[0]}
	same(t, content(fix.root), "Fix an odd ` quote")
}

func TestThePageIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	same(t, htmlOf(t, broken()).raw, htmlOf(t, broken()).raw)
}

func TestThePageOfNothingSaysSo(t *testing.T) {
	t.Parallel()
	p := htmlOf(t, run(nil))
	same(t, content(p.all("h1", "")[0]), "There is nothing to check")
	if len(findings(p)) != 0 || !strings.Contains(content(p.root), "No check found anything to judge.") {
		t.Error(content(p.root))
	}
}
