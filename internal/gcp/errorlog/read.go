package errorlog

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Limits of what may be asked.
const (
	// DefaultSince is how far back entries are read when nobody says, as gcloud does.
	DefaultSince = 24 * time.Hour
	// MostSince is how far back Cloud Logging keeps entries by default.
	MostSince = 30 * 24 * time.Hour
	// MostEntries bounds a query's limit: they are all held in memory.
	MostEntries = 10_000
)

// A Source reads log entries.
type Source interface {
	Logs(ctx context.Context, q live.LogQuery) (live.Logs, error)
}

// Query says what to read.
type Query struct {
	// Projects are those that the user names; those of the load balancers are found.
	Projects []string
	// Now is the end of the time that is looked at, Since its length.
	Now   time.Time
	Since time.Duration
	// Statuses restrict it to requests that ended so; empty is every error.
	Statuses []int
	// Limit is how many entries of each kind and project are read; 0 is the default.
	Limit int
}

// Reading is what the logs say.
type Reading = symptom.Reading

// Read reads the logs of the projects that a world has load balancers and proxies in.
func Read(ctx context.Context, src Source, w *gcp.World, q Query) (Reading, error) {
	inv, err := w.Inventory()
	if err != nil {
		return Reading{}, err
	}
	services := concern(inv)
	out := Reading{From: q.Now.Add(-q.Since), To: q.Now}
	read, err := src.Logs(ctx, live.LogQuery{
		Projects: projects(w, q.Projects), From: out.From, To: out.To, Statuses: q.Statuses, Limit: q.Limit, Aside: services.aside,
	})
	if err != nil {
		return Reading{}, err
	}
	tell(&out, read, services)
	if len(projects(w, q.Projects)) == 0 {
		out.Gaps = append(out.Gaps, check.Missing{What: "log entries: no project is known that may have some", Settle: "name the projects of the load balancer"})
	}
	out.Gaps = append(out.Gaps, silence(w, inv, services)...)
	return out, nil
}

// tell reads the entries that are no other service's.
func tell(r *Reading, read live.Logs, s services) {
	var q symptom.Inquiry
	unread := 0
	for _, text := range read.Entries {
		seen, ok := symptom.Entry(text)
		if !ok {
			unread++
		}
		for _, o := range seen {
			if o.Service != "" && slices.Contains(s.aside, o.Service) {
				continue
			}
			r.Seen = append(r.Seen, o)
			q.Add(o)
		}
	}
	r.Groups = q.Groups()
	for _, g := range read.Gaps {
		r.Gaps = append(r.Gaps, g.Missing())
	}
	if unread > 0 {
		r.Gaps = append(r.Gaps, check.Missing{What: "some log entries: they have another form than is documented", Settle: "run again; if it stays, update apireach"})
	}
}

// projects are those that forwarding rules and groups of proxies are in: the former
// have the logs of requests, the latter those of health checks. Where none is known, it
// is the organization's own.
func projects(w *gcp.World, named []string) []string {
	var out []string
	add := func(p string) {
		if p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for _, p := range named {
		add(strings.TrimPrefix(p, "projects/"))
	}
	for _, t := range []gcp.Type{gcp.ForwardingRules, gcp.BackendServices, gcp.InstanceGroupManagers} {
		for _, r := range w.Resources(t) {
			add(w.Projects.Canonical(r.Ref.Value()).Project())
		}
	}
	for _, o := range w.Resources(gcp.Organizations) {
		if len(out) == 0 {
			add(cmp.Or(o.Body.Get("projectId").Text(), o.Ref.Value().Name()))
		}
	}
	slices.Sort(out)
	return out
}

// services are the backend services of a world by what they have to do with Apigee.
type services struct {
	// way are those that lead to Apigee or are there for it; where none is known to be,
	// those that may be.
	way []apigee.BackendService
	// aside are the names of the others.
	aside []string
}

func concern(inv *apigee.Inventory) services {
	var out services
	var may []apigee.BackendService
	var near []string // names of which one is Apigee's, or may be
	truth := inv.Concerned()
	for n, s := range inv.BackendServices.Items {
		switch truth[n] {
		case value.True:
			out.way = append(out.way, s)
		case value.Undecided:
			may = append(may, s)
		case value.False:
			continue
		}
		near = append(near, s.Ref.Value().Name())
	}
	for n, s := range inv.BackendServices.Items {
		name := s.Ref.Value().Name()
		if truth[n] == value.False && !slices.Contains(near, name) && !slices.Contains(out.aside, name) {
			out.aside = append(out.aside, name)
		}
	}
	if len(out.way) == 0 {
		out.way = may
	}
	slices.Sort(out.aside)
	return out
}
