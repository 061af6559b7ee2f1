package live_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// Entries are read page by page, empty pages too; of each only the failure is kept.
func TestLogs(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "t")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "t")
	secret := testkit.Canary(t, "access token")
	pages := map[string]string{
		"":  `{"events": [], "nextToken": "a"}`,
		"a": `{"events": [{"timestamp": 1790000000000, "message": "(8e3f) Execution failed due to an vpc link error\n` + secret + `"}], "nextToken": "b"}`,
		"b": `{"events": [{"timestamp": 1790000001000, "message": "Endpoint request headers: ` + secret + `"}, {"timestamp": 1790000002000, "message": "Execution failed due to a timeout error"}]}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		switch {
		case strings.Contains(string(body), "access"):
			_, _ = io.WriteString(w, `{"events": [
				{"timestamp": 1790000000000, "message": "{\"status\": 503, \"integration\": {\"error\": \"it hangs up\", \"status\": -}, \"ip\": \"`+secret+`\"}"},
				{"timestamp": 1790000001000, "message": "{\"status\": 200, \"integration\": {\"error\": \"-\", \"status\": 200}, \"path\": \"`+secret+`\"}"},
				{"timestamp": 1790000002000, "message": "`+secret+`"}]}`)
		case strings.Contains(string(body), "absent"):
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, `{"__type": "ResourceNotFoundException", "message": "%s"}`, secret)
		case strings.Contains(string(body), "denied"):
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, `{"__type": "AccessDeniedException", "message": "%s"}`, secret)
		default:
			token := ""
			for name := range pages {
				if name != "" && strings.Contains(string(body), `"nextToken":"`+name+`"`) {
					token = name
				}
			}
			_, _ = io.WriteString(w, pages[token])
		}
	}))
	t.Cleanup(server.Close)
	client, err := live.NewClient(t.Context(), live.Config{Region: "eu-west-1", EndpointURL: server.URL, MaxRetries: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		group string
		limit int
		want  []string
		gap   string
	}{
		{"group", 10, []string{"Execution failed due to an vpc link error", "Execution failed due to a timeout error"}, ""},
		{"group", 1, []string{"Execution failed due to an vpc link error"}, "it has more entries than are read"},
		{"absent", 10, nil, "it does not exist: nothing was ever logged"},
		{"denied", 10, nil, "permission logs:FilterLogEvents denied"},
		{"access", 10, []string{`{"/integration/error":"it hangs up","/status":"503"}`, ""}, ""},
		{"access", 1, []string{`{"/integration/error":"it hangs up","/status":"503"}`}, "it has more entries than are read"},
	} {
		q := live.LogQuery{Group: c.group, From: time.UnixMilli(1780000000000), To: time.UnixMilli(1800000000000), Limit: c.limit}
		if c.group == "access" {
			q.Access = &live.AccessQuery{Places: []string{"/status", "/integration/error"}, Wanted: func(text string) bool { return !strings.Contains(text, "200") }}
		}
		events, gap, err := client.Logs(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range events {
			got = append(got, e.Text)
			if e.At.Year() != 2026 {
				t.Errorf("%s is said to be of %s", e.Text, e.At)
			}
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") || (gap == nil) != (c.gap == "") || gap != nil && gap.Reason != c.gap {
			t.Errorf("%s, %d: got %q, gap %+v", c.group, c.limit, got, gap)
		}
	}
}
