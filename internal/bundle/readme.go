package bundle

import (
	"fmt"
	"slices"
	"strings"
)

// neverIn says what no bundle has.
var neverIn = []string{
	"credentials, tokens and private keys",
	"metadata of instances, but for ENDPOINT and the path of the startup script",
	"values of custom request and response headers",
	"of log entries: addresses of clients (their network stays), paths, queries, headers, user agents",
	"requests: the probe shakes hands and sends none",
}

// An item is something that only a person can add.
type item struct{ what, how string }

// checklist is what support asks for and no API gives.
//
// Source: https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues.
var checklist = []item{
	{"The environments and API proxies that fail, with revision and base path.", "Say which work, too."},
	{"The verbose output of a request that fails.", "`curl -v https://HOST/PATH 2> curl.txt`, with the UTC time. Take tokens, API keys, cookies and Authorization headers out before you add it."},
	{"A debug session, if it fails now and then.", "Record it in the Apigee console on the environment and revision while it fails, download it, and take customers' data out."},
	{"When it began, when it happens (UTC) and how often.", "Say what changed before: a plan, a certificate, a region, a policy."},
	{"Where clients are.", "Their regions or networks, and whether all of them or some fail; a test from another network tells much."},
	{"A packet capture on the client's side, if the TLS handshake fails though the certificate is the right one.", "`tcpdump -w handshake.pcap host ADDRESS and port 443` during one attempt."},
	{"What the load balancer's front end is for clients.", "Whether something stands in front of it: a proxy, a CDN, another load balancer."},
}

func (b Bundle) checklistFile() File {
	var out strings.Builder
	fmt.Fprint(&out, "# What only you can add\n\nNo API tells these. Tick off what you have added to the case.\n\n")
	for _, i := range b.wording().checklist {
		fmt.Fprintf(&out, "- [ ] %s\n      %s\n", i.what, i.how)
	}
	return File{Name: "CHECKLIST.md", About: "what only a person can add", Data: []byte(out.String())}
}

// readme says what the files are.
func (b Bundle) readme() File {
	var out strings.Builder
	words := b.wording()
	fmt.Fprintf(&out, "# %s\n\n", words.title)
	fmt.Fprintf(&out, "Made by %s %s. Read `report/report.html` first; `CHECKLIST.md` says what is still to be added.\n", b.Tool.Name, b.Tool.Version)
	fmt.Fprintf(&out, "What the APIs answered is in `snapshot`: `%s` judges it again.\n\n## Files\n\n", words.judge)
	files := slices.DeleteFunc(slices.Clone(b.Files), func(f File) bool { return strings.HasPrefix(f.Name, snapshotFolder) })
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range files {
		fmt.Fprintf(&out, "- `%s`: %s\n", f.Name, f.About)
	}
	fmt.Fprintf(&out, "- `%s`: all files with their SHA-256, %s\n", Manifest, words.manifest)
	fmt.Fprint(&out, "\n## Never in it\n\n")
	for _, n := range words.neverIn {
		fmt.Fprintf(&out, "- %s\n", n)
	}
	fmt.Fprint(&out, "\nNames of projects, resources and hosts, and addresses of your network, are in it. Look through it before you send it.\n")
	if len(b.Missing) > 0 {
		fmt.Fprint(&out, "\n## Missing\n\n")
		for _, m := range b.Missing {
			fmt.Fprintf(&out, "- %s\n  To settle it: %s\n", m.What, m.Settle)
		}
	}
	return File{Name: "README.md", About: "what the files are", Data: []byte(out.String())}
}
