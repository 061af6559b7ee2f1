package cli

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

const configName = ".apireach.hcl"

// settings say what is checked and what follows from it.
type settings struct {
	failOn    check.FailOn
	only      []string
	hostnames []string
	// clientRanges are where clients come from.
	clientRanges []netip.Prefix
	waivers      []check.Waiver
	// severities are those of checks that have another than their own.
	severities map[string]check.Severity
	// warningDays is how long before its end a certificate is to be replaced.
	warningDays int
}

// findConfig looks for the configuration file from a folder upward, to the root of
// the repository or else of the disk; "" is none. Beyond the repository is another's
// folder, whose waivers are not meant.
func findConfig(dir string) string {
	for {
		path := filepath.Join(dir, configName)
		if exists(path) {
			return path
		}
		here, err := filepath.Abs(dir)
		if err != nil || exists(filepath.Join(dir, ".git")) || here == filepath.Dir(here) {
			return ""
		}
		dir = filepath.Join("..", dir)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// configBlocks is the configuration file.
type configBlocks struct {
	FailOn         string         `hcl:"fail_on,optional"`
	FailOnAt       hcl.Range      `hcl:"fail_on,attr_range"`
	Only           []string       `hcl:"only,optional"`
	OnlyAt         hcl.Range      `hcl:"only,attr_range"`
	Hostnames      []string       `hcl:"hostnames,optional"`
	HostnamesAt    hcl.Range      `hcl:"hostnames,attr_range"`
	ClientRanges   []string       `hcl:"client_ranges,optional"`
	ClientRangesAt hcl.Range      `hcl:"client_ranges,attr_range"`
	Severities     hcl.Expression `hcl:"severities,optional"`
	WarningDays    *int           `hcl:"warning_days,optional"`
	WarningDaysAt  hcl.Range      `hcl:"warning_days,attr_range"`
	Waivers        []waiverBlock  `hcl:"waiver,block"`
}

// waiverBlocks is a file of waivers.
type waiverBlocks struct {
	Waivers []waiverBlock `hcl:"waiver,block"`
}

type waiverBlock struct {
	Check     string    `hcl:"check,label"`
	Subject   string    `hcl:"subject,optional"`
	Reason    string    `hcl:"reason"`
	Expires   *string   `hcl:"expires,optional"`
	At        hcl.Range `hcl:",def_range"`
	ReasonAt  hcl.Range `hcl:"reason,attr_range"`
	ExpiresAt hcl.Range `hcl:"expires,attr_range"`
}

func readConfig(path string) (settings, error) {
	var blocks configBlocks
	if err := decode(path, &blocks); err != nil {
		return settings{}, err
	}
	s := settings{only: blocks.Only, hostnames: blocks.Hostnames}
	var problems []error
	var err error
	if s.failOn, err = check.ParseFailOn(blocks.FailOn); err != nil {
		problems = append(problems, at(blocks.FailOnAt, err))
	}
	for _, name := range blocks.Only {
		if err := knownCheckOrHop(name); err != nil {
			problems = append(problems, at(blocks.OnlyAt, fmt.Errorf("only: %w", err)))
		}
	}
	for _, name := range blocks.Hostnames {
		if name == "" {
			problems = append(problems, at(blocks.HostnamesAt, errors.New("hostnames: expected names, one is empty")))
		}
	}
	if s.clientRanges, err = packet.ParseSources(blocks.ClientRanges...); err != nil {
		problems = append(problems, at(blocks.ClientRangesAt, fmt.Errorf("client_ranges: %w", err)))
	}
	if s.severities, err = severities(blocks.Severities); err != nil {
		problems = append(problems, err)
	}
	s.warningDays = apigee.WarningDays
	if n := blocks.WarningDays; n != nil {
		if s.warningDays = *n; *n < 0 || *n > apigee.MostWarningDays {
			problems = append(problems, at(blocks.WarningDaysAt, fmt.Errorf("warning_days: expected 0 to %d, got %d", apigee.MostWarningDays, *n)))
		}
	}
	s.waivers, err = waivers(blocks.Waivers)
	return s, errors.Join(append(problems, err)...)
}

func readWaivers(path string) ([]check.Waiver, error) {
	var blocks waiverBlocks
	if err := decode(path, &blocks); err != nil {
		return nil, err
	}
	return waivers(blocks.Waivers)
}

func waivers(blocks []waiverBlock) ([]check.Waiver, error) {
	ids := map[string]bool{}
	for _, m := range metas() {
		ids[m.ID] = true
	}
	var out []check.Waiver
	var problems []error
	for _, b := range blocks {
		w := check.Waiver{Check: b.Check, Subject: b.Subject, Reason: b.Reason}
		if err := w.Validate(ids); err != nil {
			where := b.At
			if ids[b.Check] {
				where = b.ReasonAt
			}
			problems = append(problems, at(where, err))
		}
		if b.Expires != nil {
			day, err := time.Parse(time.DateOnly, *b.Expires)
			if err != nil {
				problems = append(problems, at(b.ExpiresAt, fmt.Errorf("expires: expected a day such as 2026-12-31, got %q", *b.Expires)))
			}
			w.Expires = day
		}
		out = append(out, w)
	}
	return out, errors.Join(problems...)
}

func at(where hcl.Range, err error) error {
	return fmt.Errorf("%s:%d: %w", where.Filename, where.Start.Line, err)
}
