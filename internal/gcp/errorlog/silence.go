package errorlog

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// silence says what is not logged, or only in part.
func silence(w *gcp.World, inv *apigee.Inventory, s services) []check.Missing {
	var out []check.Missing
	add := func(m check.Missing) {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	for _, g := range inv.BackendServices.Gaps {
		add(check.Missing{What: "whether requests are logged: " + g.Missing().What, Settle: g.Settle})
	}
	var checks []value.Ref
	for _, service := range s.way {
		body := bodyOf(w, gcp.BackendServices, service.Ref.Value())
		if m, silent := requestsOf(service, body.Get("logConfig")); silent {
			add(m)
		}
		for _, text := range body.Get("healthChecks").Elements() {
			ref, err := gcp.ComputeRef(text.Text(), "global/healthChecks", service.Ref.Value().Project())
			if err == nil && !slices.Contains(checks, ref) {
				checks = append(checks, ref)
			}
		}
	}
	for _, ref := range checks {
		if m, silent := transitionsOf(ref, bodyOf(w, gcp.HealthChecks, ref)); silent {
			add(m)
		}
	}
	return out
}

// requestsOf says what the log of a backend service's requests lacks. A load balancer
// logs nothing unless it is told to.
func requestsOf(s apigee.BackendService, config value.Value) (check.Missing, bool) {
	const settle = "set logConfig of it: enable true, sampleRate 1 (Terraform: log_config { enable = true }); it shows what happens from then on"
	what := "requests to " + s.Subject()
	enable, rate := config.Get("enable"), config.Get("sampleRate")
	switch {
	case config.IsUnknown() || enable.IsUnknown() || rate.IsUnknown():
		return check.Missing{What: what + ": whether they are logged is not known", Settle: "look at its logConfig"}, true
	case enable.Text() != "true":
		return check.Missing{What: what + ": they are not logged, so that no entry does not mean no error", Settle: settle}, true
	case rate.IsNull():
		return check.Missing{}, false // all of them are
	}
	switch share, err := strconv.ParseFloat(rate.Text(), 64); {
	case err != nil || share <= 0:
		return check.Missing{What: what + ": none is logged (sampleRate 0), so that no entry does not mean no error", Settle: settle}, true
	case share < 1:
		return check.Missing{What: fmt.Sprintf("%s: only a part is logged (sampleRate %s), so that counts are too small and rare errors may be missing", what, rate.Text()), Settle: settle}, true
	}
	return check.Missing{}, false
}

// transitionsOf says whether a health check's log is lacking.
func transitionsOf(ref value.Ref, body value.Value) (check.Missing, bool) {
	what := "what health check " + ref.Path() + " found"
	enable := body.Get("logConfig", "enable")
	switch {
	case body.IsNull() || enable.IsUnknown():
		return check.Missing{What: what + ": whether it is logged is not known", Settle: "look at its logConfig"}, true
	case enable.Text() != "true":
		return check.Missing{What: what + ": it is not logged", Settle: "set logConfig.enable of it (Terraform: log_config { enable = true }); it shows what happens from then on"}, true
	}
	return check.Missing{}, false
}

// bodyOf is a resource as the API gives it; null if it is not known.
func bodyOf(w *gcp.World, t gcp.Type, ref value.Ref) value.Value {
	for _, r := range w.Resources(t) {
		if w.Projects.Canonical(r.Ref.Value()) == w.Projects.Canonical(ref) {
			return r.Body
		}
	}
	return value.Null()
}
