package testkit_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestAHangEndsWithTheCaller(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	s.Break(testkit.Every, testkit.Hang())
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	req := must[*http.Request](t)(http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/v1/organizations/acme", nil))
	resp, err := s.Client().Do(req)
	if err == nil {
		resp.Body.Close()
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the call ends with %v", err)
	}
}

func TestDelayHoldsEveryCallBackAndCallsOverlap(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	s.Delay(300 * time.Millisecond)
	start := time.Now()
	done := make(chan int)
	for range 5 {
		go func() {
			status, _ := tryGet(t, s, "/v1/organizations/acme")
			done <- status
		}()
	}
	for range 5 {
		if status := <-done; status != 200 {
			t.Errorf("status %d", status)
		}
	}
	if took := time.Since(start); took < 300*time.Millisecond {
		t.Errorf("five calls took %s", took)
	}
	if s.MostAtOnce() < 2 {
		t.Errorf("%d calls at once", s.MostAtOnce())
	}
}

func TestASlowCallHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	s := testkit.Serve(t, testkit.NewWorld().World())
	s.Break(testkit.Containing("/instances"), testkit.Slow(time.Second))
	slow := make(chan time.Duration)
	start := time.Now()
	go func() {
		if status, _ := tryGet(t, s, "/v1/organizations/acme/instances"); status != 200 {
			t.Errorf("status %d", status)
		}
		slow <- time.Since(start)
	}()
	tryGet(t, s, "/v1/organizations/acme")
	select {
	case took := <-slow:
		t.Errorf("the slow call was over first, after %s", took)
	default:
	}
	if took := <-slow; took < time.Second {
		t.Errorf("the slow call took %s", took)
	}
}
