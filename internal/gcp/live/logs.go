package live

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	logging "google.golang.org/api/logging/v2"
	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

const (
	listEntries = "logging.logEntries.list"
	loggingRole = "roles/logging.viewer"
	// entriesPage is the most entries that a page may have.
	entriesPage = 1000
	// DefaultLogEntries is how many entries are read of each kind and project, when
	// nobody says.
	DefaultLogEntries = 1000
)

// LogQuery says which log entries to read.
type LogQuery struct {
	// Projects have the logs: those of forwarding rules and of groups of proxies.
	Projects []string
	// From and To bound the time of entries; To is excluded.
	From, To time.Time
	// Statuses are those of the requests that are wanted. Empty is every error, and what
	// health checks say, which has no status.
	Statuses []int
	// Aside are names of backend services that are left out.
	Aside []string
	// Limit is how many entries are read of each kind and project at most, the newest
	// first; 0 is [DefaultLogEntries].
	Limit int
}

// Logs is what was read.
type Logs struct {
	// Entries are LogEntry objects as the API gives them. They hold what users sent:
	// nothing of them may be shown but what package symptom keeps.
	Entries []json.RawMessage
	// Gaps say what was not read.
	Gaps []apigee.Gap
}

// Logs reads log entries of load balancers and health checks. It fails as
// [Client.Collect] does; what else cannot be read is a gap.
func (c *Client) Logs(ctx context.Context, q LogQuery) (Logs, error) {
	if c.config.Transport != nil {
		return Logs{Gaps: []apigee.Gap{{What: "log entries", Reason: "a snapshot has none", Settle: "read the organization live, without a snapshot"}}}, nil
	}
	q.Limit = cmp.Or(q.Limit, DefaultLogEntries)
	bound, cancel := context.WithTimeout(ctx, c.config.timeout())
	defer cancel()
	k := &collector{client: c, ctx: bound, cancel: cancel, suspects: map[api]*Error{}, spoken: map[api]bool{}}
	var all []*future[Logs]
	for _, project := range q.Projects {
		for _, wanted := range q.questions() {
			all = append(all, start(k, func() Logs { return k.logs(project, wanted, q.Limit) }))
		}
	}
	k.wait.Wait()
	k.convict()
	switch {
	case k.fatal != nil:
		return Logs{}, k.fatal
	case ctx.Err() != nil:
		return Logs{}, ctx.Err()
	}
	var out Logs
	for _, f := range all {
		out.Entries = append(out.Entries, f.v.Entries...)
		for _, g := range f.v.Gaps {
			if !slices.Contains(out.Gaps, g) {
				out.Gaps = append(out.Gaps, g)
			}
		}
	}
	return out, nil
}

// logs asks one question of one project, page by page, until it has so many entries as
// are wanted. A page may be empty though another follows.
func (c *collector) logs(project string, wanted question, limit int) Logs {
	scope, err := gcp.ComputeRef("projects/"+project, "", "")
	if err != nil {
		return Logs{Gaps: []apigee.Gap{{What: "the logs of project " + project, Reason: "it is no name of a project", Settle: "correct it"}}}
	}
	k := call{
		method: "POST", api: loggingAPI, path: "entries:list", of: "projects/" + project,
		permission: listEntries, role: loggingRole, scope: scope,
	}
	var out Logs
	more := false
	_, how, f := c.try(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := logging.NewService(ctx, opts...)
		if err != nil {
			return err
		}
		ask := &logging.ListLogEntriesRequest{
			ResourceNames: []string{k.of}, Filter: wanted.filter, OrderBy: "timestamp desc", PageSize: int64(min(limit, entriesPage)),
		}
		for {
			page, err := s.Entries.List(ask).Context(ctx).Do()
			if err != nil {
				return err
			}
			for _, e := range page.Entries {
				if more = len(out.Entries) == limit; more {
					return nil
				}
				text, err := json.Marshal(e)
				if err != nil {
					return err
				}
				out.Entries = append(out.Entries, text)
			}
			if ask.PageToken = page.NextPageToken; ask.PageToken == "" {
				return nil
			}
			if more = len(out.Entries) == limit; more {
				return nil
			}
		}
	})
	switch {
	case how != read:
		out.Gaps = append(out.Gaps, apigee.Gap{What: k.what(), Reason: f.reason, Settle: f.settle})
	case more:
		out.Gaps = append(out.Gaps, apigee.Gap{
			What:   fmt.Sprintf("%s in project %s", wanted.what, project),
			Reason: fmt.Sprintf("there may be more than the newest %d, so that counts are too small and the first is not the first", limit),
			Settle: "raise the limit, or look at less time",
		})
	}
	return out
}
