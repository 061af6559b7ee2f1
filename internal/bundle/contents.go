package bundle

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/errorlog"
	"github.com/apireach/terraform-provider-apireach/internal/report"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const snapshotFolder = "snapshot/"

// AddSnapshot adds the files of a snapshot.
func (b *Bundle) AddSnapshot(files map[string][]byte) {
	for name, data := range files {
		about := "an API's answer"
		if name == "index.json" {
			about = "which file answers which request"
		}
		b.Files = append(b.Files, File{snapshotFolder + name, about, data})
	}
}

// section is a file that has some types of resources.
type section struct {
	name, about string
	types       []gcp.Type
}

var sections = []section{
	{"organization.json", "the Apigee organization", []gcp.Type{gcp.Organizations}},
	{"environments.json", "environments, environment groups, and which of these have which", []gcp.Type{gcp.Environments, gcp.EnvironmentGroups, gcp.GroupAttachments}},
	{"instances.json", "instances, and the environments attached to them", []gcp.Type{gcp.Instances, gcp.InstanceAttachments}},
	{"load-balancer.json", "the load balancers of the projects, their certificates, policies and backends, and which of these are healthy", []gcp.Type{
		gcp.ForwardingRules, gcp.TargetProxies, gcp.SSLCertificates, gcp.SSLPolicies, gcp.ServerTLSPolicies, gcp.ManagerCertificates, gcp.CertificateMaps, gcp.CertificateMapEntries,
		gcp.URLMaps, gcp.BackendServices, gcp.HealthChecks, gcp.SecurityPolicies, gcp.HierarchicalSecurityPolicies,
		gcp.InstanceGroupManagers, gcp.InstanceTemplates, gcp.Autoscalers, gcp.NetworkEndpointGroups, gcp.BackendHealth, gcp.VirtualMachines,
	}},
	{"network.json", "the networks, their peerings, private connections, subnetworks, reserved ranges, and what leads out of them", []gcp.Type{gcp.Networks, gcp.Connections, gcp.Subnetworks, gcp.GlobalAddresses, gcp.Routers, gcp.RouterNATs, gcp.Routes}},
}

// resource is one resource of a section.
type resource struct {
	Name string `json:"name"`
	// Parent is what it belongs to, where its body does not say.
	Parent string          `json:"parent,omitempty"`
	Body   json.RawMessage `json:"body"`
}

// AddWorld adds the resources of a world, and says what it lacks.
func (b *Bundle) AddWorld(w *gcp.World) error {
	for _, s := range sections {
		out := map[gcp.Type][]resource{}
		for _, t := range s.types {
			out[t] = []resource{}
			for _, r := range w.Resources(t) {
				body, err := value.JSON(gcp.Cut(r.Body))
				if err != nil {
					return err
				}
				one := resource{Name: r.Ref.Value().Path(), Body: body}
				if r.Parent.IsKnown() {
					one.Parent = r.Parent.Value().Path()
				}
				out[t] = append(out[t], one)
			}
		}
		text, err := report.Indented(out)
		if err != nil {
			return err
		}
		b.Files = append(b.Files, File{s.name, s.about, text})
	}
	for _, g := range w.AllGaps() {
		b.lacks(g.Missing())
	}
	return nil
}

// lacks adds what is missing, once.
func (b *Bundle) lacks(m check.Missing) {
	if !slices.Contains(b.Missing, m) {
		b.Missing = append(b.Missing, m)
	}
}

// AddReport adds what the checks found, in the forms that people and programs read.
func (b *Bundle) AddReport(r check.Report) error {
	text, err := report.JSON(r, b.Tool)
	if err != nil {
		return err
	}
	page, err := report.HTML(r, b.Tool)
	if err != nil {
		return err
	}
	b.Files = append(b.Files,
		File{"report/report.json", "what the checks found, for programs", text},
		File{"report/report.html", "what the checks found, as a page with the path as a picture", page},
		File{"report/report.md", "what the checks found, to be pasted into a ticket", []byte(report.Markdown(r))},
		File{"report/report.txt", "what the checks found, as text", []byte(report.Text(r, report.TextOptions{}))},
	)
	return nil
}

// logGroup is a group of log entries.
type logGroup struct {
	Cause     string   `json:"cause"`
	Title     string   `json:"title"`
	Ruling    string   `json:"ruling"`
	Count     int      `json:"count"`
	FirstSeen string   `json:"first_seen"`
	LastSeen  string   `json:"last_seen"`
	Seen      []string `json:"seen"`
	Statuses  []int    `json:"statuses"`
	Details   []string `json:"status_details"`
	Services  []string `json:"backend_services"`
	Hosts     []string `json:"hosts"`
	Rules     []string `json:"rules"`
	Example   string   `json:"example"`
	Checks    []string `json:"checks"`
	Next      string   `json:"next"`
}

// AddLogs adds what the logs say.
func (b *Bundle) AddLogs(read errorlog.Reading, found check.Report) error {
	groups := []logGroup{}
	for _, g := range read.Groups {
		ruling, _ := g.Rule(&found, g.Logged)
		groups = append(groups, logGroup{
			Cause: g.ID, Title: g.Title, Ruling: string(ruling), Count: g.Count, FirstSeen: instant(g.First), LastSeen: instant(g.Last),
			Seen: filled(g.Seen), Statuses: filled(g.Statuses), Details: filled(g.Details), Services: filled(g.Services), Hosts: filled(g.Hosts),
			Rules: filled(g.Where), Example: g.Example, Checks: filled(g.Checks), Next: g.Next,
		})
	}
	text, err := report.Indented(map[string]any{"from": instant(read.From), "to": instant(read.To), "groups": groups})
	if err != nil {
		return err
	}
	b.Files = append(b.Files, File{"logs.json", "errors that the load balancer and health checks have logged, by cause", text})
	for _, m := range read.Gaps {
		b.lacks(m)
	}
	return nil
}

func filled[T any](list []T) []T { return append([]T{}, list...) }

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
