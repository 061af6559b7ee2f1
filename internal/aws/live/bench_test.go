package live_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// BenchmarkJudgeSnapshot judges a large API from a recording: its ratio is to what
// encoding/json takes to decode the recording's files.
func BenchmarkJudgeSnapshot(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "large")
	if err := testkit.RecordAWS(context.Background(), testkit.NewLargeREST(), dir); err != nil {
		b.Fatal(err)
	}
	var judging, decoding time.Duration
	calls, size := 0, 0
	for b.Loop() {
		begin := time.Now()
		calls = judge(b, dir)
		judging += time.Since(begin)
		begin = time.Now()
		size = decode(b, dir)
		decoding += time.Since(begin)
	}
	b.ReportMetric(judging.Seconds()/decoding.Seconds(), "x-decoding")
	b.ReportMetric(float64(calls), "calls")
	b.ReportMetric(float64(size)/1e6, "MB")
}

func judge(b *testing.B, dir string) (calls int) {
	b.Helper()
	recorded, err := snapshot.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	client, err := live.NewClient(context.Background(), live.Config{Transport: recorded})
	if err != nil {
		b.Fatal(err)
	}
	world, stats, err := client.Collect(context.Background(), live.Query{API: testkit.RestAPI})
	if err != nil {
		b.Fatal(err)
	}
	world.Now, world.WarningDays = testkit.Now, 30
	inventory, err := world.Inventory()
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range privateintegration.Judge(inventory, check.Options{}).Findings {
		if f.Verdict == check.Fail || f.Verdict == check.Unknown {
			b.Fatalf("%s: %s %v", f.Check, f.Summary, f.Missing)
		}
	}
	return stats.Calls
}

// decode reads the recording's files and decodes each.
func decode(b *testing.B, dir string) (size int) {
	b.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		size += len(text)
		var doc any
		return json.Unmarshal(text, &doc)
	})
	if err != nil {
		b.Fatal(err)
	}
	return size
}
