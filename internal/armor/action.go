package armor

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// Action is what a rule does with a request.
type Action struct {
	// Name is the action as the API spells it: "allow", "deny(403)", "throttle".
	Name string
	// Status is the status of the answer to a request that is not admitted; 0 where
	// there is none, or where it is not documented.
	Status int
	// Limit says up to which rate requests are admitted, and what comes then; "" when
	// there is no limit.
	Limit string
	// Redirect is the type of redirect, such as EXTERNAL_302. The target may hold a secret.
	Redirect string
}

// effect is what the action means in the walk through the layers.
func (r Rule) effect(stage Stage) packet.Action {
	text, known := r.Action.Get()
	name, _, _ := strings.Cut(text, "(")
	switch {
	case !known:
		return 0
	case name == "deny", name == "redirect":
		return packet.Deny
	case name == "goto_next" && (stage == Hierarchical || stage == Alone):
		return packet.Next
	case name == "allow", name == "throttle", name == "rate_based_ban":
		// Below its threshold a limit is an allow, which ends the policy as well.
		if stage == Edge {
			return packet.Next
		}
		return packet.Allow
	}
	return 0
}

// action describes what the rule does.
func (r Rule) action() Action {
	text := r.Action.Value()
	out := Action{Name: text}
	switch name, arg, _ := strings.Cut(text, "("); name {
	case "deny":
		out.Status = status(arg)
	case "redirect":
		out.Status = 302
		out.Redirect = orElse(r.RedirectOptions.Type.Value(), "another place")
	case "throttle", "rate_based_ban":
		out.Limit = r.RateLimitOptions.limit()
	}
	return out
}

// status reads the number in deny(403).
func status(arg string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(arg, ")"))
	if err != nil || n < 100 || n > 599 {
		return 0
	}
	return n
}

// limit says what the options admit, as far as they are known.
func (o RateLimitOptions) limit() string {
	out := "a limit that is not known"
	count, known := o.RateLimitThreshold.Count.Get()
	if seconds, ok := o.RateLimitThreshold.IntervalSec.Get(); ok && known {
		out = fmt.Sprintf("%d requests in %d s", count, seconds)
	}
	switch key := o.EnforceOnKey.Or("ALL"); {
	case key.Value() == "ALL":
		out += " of all clients together"
	case key.IsKnown():
		out += " for each " + key.Value()
	}
	if exceed := o.ExceedAction.Value(); exceed != "" {
		out += ", then " + exceed
	}
	if seconds, ok := o.BanDurationSec.Get(); ok && seconds > 0 {
		out += fmt.Sprintf(" and a ban of %d s", seconds)
	}
	return out
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
