package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// configuration reads the plan's root module and follows its references. It is nil
// where the working directory is not that and no other folder was named.
func (p planned) configuration(plan *tfplan.Plan, notes io.Writer) (*tfconfig.Config, error) {
	dir := p.configDir
	if dir == "" {
		dir = "."
	}
	config, err := tfconfig.Load(dir)
	if err == nil {
		err = plan.Match(config)
	}
	var mismatch *tfplan.MismatchError
	switch {
	case p.configDir != "" && errors.As(err, &mismatch):
		return nil, fmt.Errorf("--config-dir %s: %w", dir, err)
	case p.configDir != "" && err != nil:
		return nil, fmt.Errorf("--config-dir: %w", err)
	case errors.Is(err, tfconfig.ErrNone), errors.As(err, &mismatch):
		return nil, nil //nolint:nilnil // it holds none, or that of something else
	case err != nil:
		fmt.Fprintf(notes, "Note: the configuration in the working directory is not read: %s.\n", err)
		return nil, nil //nolint:nilnil // the note tells
	}
	plan.Follow(config)
	where := "the working directory"
	if p.configDir != "" {
		where = dir
	}
	fmt.Fprintf(notes, "Note: the plan is judged with its configuration in %s.\n", where)
	for _, gap := range config.Gaps {
		fmt.Fprintf(notes, "Note: %s.\n", gap)
	}
	return config, nil
}
