package testkit

import (
	"context"
	"net/http"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// RecordAWS writes the snapshot that collecting the world's API gives into a folder.
func RecordAWS(ctx context.Context, w *AWS, dir string) error {
	var recorder *snapshot.Recorder
	client, err := live.NewClient(ctx, live.Config{Transport: w.Serve(), Record: func(next http.RoundTripper) http.RoundTripper {
		recorder = snapshot.NewRecorder(next, func(body []byte) ([]byte, error) { return body, nil })
		return recorder
	}})
	if err != nil {
		return err
	}
	if _, _, err := client.Collect(ctx, live.Query{API: w.API()}); err != nil {
		return err
	}
	recorder.About.Tool = snapshot.Tool{Name: "apireach", Version: "testkit"}
	return recorder.Save(dir)
}

// API is the id of the world's API.
func (w *AWS) API() string {
	for _, r := range w.resources {
		if r.Type == aws.RestAPIs || r.Type == aws.APIs {
			return r.ID.Value()
		}
	}
	return ""
}
