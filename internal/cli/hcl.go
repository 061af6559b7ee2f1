package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
)

// maxConfig is the size of the largest file.
const maxConfig = 64 << 10

// decode reads an HCL file; its errors name the file, the line and what is wrong.
func decode(path string, into any) error {
	text, err := readSmall(path)
	if err != nil {
		return err
	}
	if err := tfconfig.TooDeep(text, path); err != nil {
		return err
	}
	file, diags := hclsyntax.ParseConfig(text, path, hcl.InitialPos)
	if diags.HasErrors() {
		diags = diags[:1] // the others tend to follow from it
	} else {
		diags = gohcl.DecodeBody(file.Body, nil, into)
	}
	var problems []error
	for _, d := range diags {
		err := fmt.Errorf("%s: %s", d.Summary, d.Detail)
		if d.Subject == nil {
			err = fmt.Errorf("%s: %w", path, err)
		} else {
			err = at(*d.Subject, err)
		}
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

func readSmall(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, reason(err))
	}
	defer file.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(file, maxConfig+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, reason(err))
	case len(text) > maxConfig:
		return nil, fmt.Errorf("%s: the file is larger than %d KiB", path, maxConfig>>10)
	}
	return text, nil
}

// reason is why a file could not be read or written, without the name that the
// system gives it.
func reason(err error) error {
	var p *os.PathError
	var l *os.LinkError
	switch {
	case errors.Is(err, os.ErrNotExist):
		return errors.New("there is no such file or folder")
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &l):
		return l.Err
	}
	return err
}
