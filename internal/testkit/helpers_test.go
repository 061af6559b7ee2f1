package testkit_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"

	"google.golang.org/api/googleapi"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// status is the HTTP status that an error of a client carries; 0 is none.
func status(err error) int {
	var e *googleapi.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

func get(t *testing.T, s *testkit.Server, path string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// quietTB keeps what a helper reports, and stops it by a panic.
type quietTB struct {
	testing.TB
	fatal, errs string
}

func (q *quietTB) Helper() {}

func (q *quietTB) Errorf(format string, args ...any) { q.errs += fmt.Sprintf(format, args...) }

func (q *quietTB) Fatalf(format string, args ...any) {
	q.fatal = fmt.Sprintf(format, args...)
	panic(q.fatal)
}
