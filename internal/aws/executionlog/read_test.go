package executionlog_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/executionlog"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// logs are what groups say, by their names.
type logs map[string][]string

func (l logs) Logs(_ context.Context, q live.LogQuery) ([]live.LogEvent, *pi.Gap, error) {
	lines, ok := l[q.Group]
	if !ok {
		return nil, &pi.Gap{What: "log group " + q.Group, Reason: "it does not exist: nothing was ever logged", Settle: "turn it on"}, nil
	}
	if slices.Contains(lines, "canceled") {
		return nil, nil, errors.New("canceled")
	}
	var out []live.LogEvent
	for i, line := range lines {
		out = append(out, live.LogEvent{At: q.From.Add(time.Duration(i) * time.Minute), Text: line})
	}
	return out, nil, nil
}

const (
	group   = "API-Gateway-Execution-Logs_rest1/prod"
	nothing = "Execution failed due to configuration error: There was an internal error while executing your request"
	host    = "Execution failed due to configuration error: Host name 'a' does not match the certificate subject provided by the peer (CN=b)"
)

func TestRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		world  *testkit.AWS
		logs   logs
		groups string // cause and count
		gaps   []string
	}{
		{"no failure", testkit.NewREST(), logs{group: {}}, "", nil},
		{"failures of two causes", testkit.NewREST(), logs{group: {nothing, host, nothing}}, "link-does-not-lead-to-backend 2, backend-certificate-for-another-host 1", nil},
		{"a failure that nothing explains", testkit.NewREST(), logs{group: {"Execution failed due to the moon"}}, "unexplained 1", nil},
		{"a group that never was", testkit.NewREST(), logs{}, "", []string{"nothing was ever logged"}},
		{"logging that is off now", testkit.NewREST().Set(aws.RestStages, testkit.AWSStage, "methodSettings.*/*.loggingLevel", "OFF"), logs{group: {nothing}},
			"link-does-not-lead-to-backend 1", []string{"execution logging is not on for every method"}},
		{"logging of no method", testkit.NewREST().Set(aws.RestStages, testkit.AWSStage, "methodSettings", nil), logs{group: {}}, "", []string{"execution logging is not on"}},
		{"stages that could not be listed", testkit.NewREST().Gap(aws.RestStages, testkit.RestAPI, "permission apigateway:GET denied"), logs{group: {}}, "", []string{"permission apigateway:GET denied"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			read, err := executionlog.Read(context.Background(), c.logs, c.world.World(), executionlog.Query{Now: testkit.Now, Since: time.Hour})
			if err != nil {
				t.Fatal(err)
			}
			var groups []string
			for _, g := range read.Groups {
				groups = append(groups, g.ID+" "+string(rune('0'+g.Count)))
			}
			if got := strings.Join(groups, ", "); got != c.groups {
				t.Errorf("groups %q, want %q", got, c.groups)
			}
			if len(read.Gaps) != len(c.gaps) {
				t.Fatalf("gaps: %v", read.Gaps)
			}
			for i, want := range c.gaps {
				if !strings.Contains(read.Gaps[i].What, want) {
					t.Errorf("gap %q, want %q", read.Gaps[i].What, want)
				}
			}
		})
	}
	if _, err := executionlog.Read(context.Background(), logs{group: {"canceled"}}, testkit.NewREST().World(), executionlog.Query{Now: testkit.Now}); err == nil {
		t.Error("an error is swallowed")
	}
}
