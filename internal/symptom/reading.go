package symptom

import (
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// Reading is what the logs say.
type Reading struct {
	From, To time.Time
	// Seen are the entries, for whoever ranks causes.
	Seen []Observation
	// Groups are the entries by their likeliest cause.
	Groups []Group
	// Gaps say what the logs do not tell.
	Gaps []check.Missing
}
