package cli

import (
	"path"
	"path/filepath"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// fromRoot is the report with its places as code scanning and annotations want them:
// relative to the root of the repository.
func fromRoot(r check.Report) check.Report {
	below := belowRoot()
	if below == "" {
		return r
	}
	r.Findings = slices.Clone(r.Findings)
	for i, f := range r.Findings {
		if f.Location == nil || path.IsAbs(f.Location.File) {
			continue
		}
		at := *f.Location
		at.File = path.Join(below, at.File)
		r.Findings[i].Location = &at
	}
	return r
}

// belowRoot is the working directory relative to the root of the repository; "" is
// the root itself, or there is none.
func belowRoot() string {
	here, err := filepath.Abs(".")
	if err != nil {
		return ""
	}
	for root := here; ; root = filepath.Dir(root) {
		if exists(filepath.Join(root, ".git")) {
			below, err := filepath.Rel(root, here)
			if err != nil || below == "." {
				return ""
			}
			return filepath.ToSlash(below)
		}
		if root == filepath.Dir(root) {
			return ""
		}
	}
}

// waiversFile is where a failure that no file configures can be waived: the
// configuration file, be it there or not, relative to the root of the repository.
func waiversFile() string {
	if file := findConfig("."); file != "" {
		return path.Join(belowRoot(), filepath.ToSlash(file))
	}
	return configName
}
