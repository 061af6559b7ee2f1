package provider

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const logErrorsType = "apireach_log_errors"

func TestLogErrorsGiveNothingAway(t *testing.T) {
	t.Parallel()
	api := testkit.Serve(t, testkit.NewWorld().Canaries().World())
	api.Log("acme",
		testkit.RequestEntry(today.Add(-time.Minute), testkit.Front, 502, testkit.Body{"statusDetails": "failed_to_pick_backend"}),
		testkit.RequestEntry(today.Add(-time.Minute), testkit.Front, 500, testkit.Body{"statusDetails": testkit.Canary(t, "PEM key in a text") + "\n"}),
		testkit.ProbeEntry(today.Add(-time.Minute), "TIMEOUT"))
	o := around(nil)
	o.open = openLive
	s := serve(t, o)
	endpoints := map[string]any{}
	for name, url := range api.Endpoints() {
		endpoints[name] = url
	}
	noErrors(t, s.configure(t, map[string]any{"google": map[string]any{"access_token": testkit.Token, "endpoints": endpoints}}))
	state, diags := s.read(t, logErrorsType, acme)
	text := fmt.Sprint(state) + texts(diags)
	if !strings.Contains(text, "no-healthy-backend") || !strings.Contains(text, "unexplained") {
		t.Errorf("the entries are not there: %s", text)
	}
	testkit.NoCanary(t, "the state", text)
	if strings.Contains(text, "203.0.113.9") {
		t.Error("the state names the client")
	}
}

func TestASnapshotHasNoLogs(t *testing.T) {
	t.Parallel()
	o := around(nil)
	o.open = openLive
	s := serve(t, o)
	noErrors(t, s.configure(t, map[string]any{"snapshot": "../../examples/demo/mended/snapshot"}))
	state, diags := s.read(t, logErrorsType, acme)
	var complete bool
	if err := state["complete"].As(&complete); err != nil {
		t.Fatal(err)
	}
	if complete || !strings.Contains(texts(diags), "WARNING at AttributeName(\"organization\"): The logs do not tell everything: - log entries: a snapshot has none. To settle it: read the organization live") {
		t.Errorf("complete is %t:\n%s", complete, texts(diags))
	}
}

func TestLogErrorsOfAnOrganizationThatCannotBeReadAreAnError(t *testing.T) {
	t.Parallel()
	s := serve(t, around(&worlds{err: fmt.Errorf("canceled")}))
	noErrors(t, s.configure(t, nil))
	if _, diags := s.read(t, logErrorsType, acme); !strings.Contains(texts(diags), "The organization cannot be read: canceled.") {
		t.Errorf("got %s", texts(diags))
	}
}
