package testkit

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// Record writes the snapshot that collecting the world gives into a folder, for
// examples and tests that need one. The same world gives the same files.
func Record(ctx context.Context, w *World, dir string) error {
	s, stop, err := start(w.World())
	if err != nil {
		return err
	}
	defer stop()
	var mu sync.Mutex
	var wrong []error
	s.wrong = func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		wrong = append(wrong, fmt.Errorf(format, args...))
	}

	var recorder *snapshot.Recorder
	c := s.Config()
	c.Record = func(next http.RoundTripper) http.RoundTripper {
		recorder = snapshot.NewRecorder(next, gcp.CutJSON)
		return recorder
	}
	client, err := live.NewClient(ctx, c)
	if err != nil {
		return err
	}
	if _, _, err := client.Collect(ctx, live.Query{Organization: w.organization, Hostnames: w.hostnames, Probe: len(w.observed) > 0}); err != nil {
		return err
	}
	stop()
	if err := errors.Join(wrong...); err != nil {
		return err
	}
	recorder.About.Tool = snapshot.Tool{Name: "apireach", Version: "testkit"}
	return recorder.Save(dir)
}
