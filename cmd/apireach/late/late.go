// Package late lets garbage be collected late. It does so when it is initialised, which
// is before the packages of the clouds' clients are: they make several megabytes, and
// each start of a command would wait for two collections meanwhile. It imports hardly
// anything, so that its turn comes early.
package late

import (
	"os"
	"runtime"
	"runtime/debug"
)

//nolint:gochecknoinits // it has to come before other packages' initialisation
func init() { collectLate() }

// collectLate lets the heap grow to 16 MB before garbage is collected for the first
// time, which small plans end without; from then on Go goes at its own pace. Who sets
// GOGC or GOMEMLIMIT is obeyed.
func collectLate() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	advise()
	const least = 4 // MB, at which Go begins to collect
	debug.SetGCPercent(100 * 16 / least)
	type garbage struct{ _ *byte }
	runtime.AddCleanup(&garbage{}, func(percent int) { debug.SetGCPercent(percent) }, 100)
}
