package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// writable says early, before anything is read, that a file's folder is missing.
func writable(outputs []output) error {
	for _, o := range outputs {
		if o.file == "" {
			continue
		}
		info, err := os.Stat(filepath.Dir(o.file))
		if err == nil && !info.IsDir() {
			err = errors.New("expected a folder, got a file")
		}
		if err != nil {
			return fmt.Errorf("--format %s=%s: %s: %w", o.name, o.file, filepath.Dir(o.file), reason(err))
		}
	}
	return nil
}

// maxWidth is where prose gets hard to read.
const maxWidth = 120

// write writes the files and then what goes to standard output, so that a reader who
// leaves early costs no file.
func write(outputs []output, found check.Report, failOn check.FailOn, env Env) error {
	r := rendering{report: found, failOn: failOn, tool: report.Tool{Name: "apireach", Version: env.Version}}
	var shown []byte
	for _, o := range outputs {
		if o.file == "" {
			r.text = report.TextOptions{Color: env.Color && env.Getenv("NO_COLOR") == "", Width: min(env.Width, maxWidth)}
		} else {
			r.text = report.TextOptions{}
		}
		data, err := o.render(r)
		if err != nil {
			return err
		}
		if o.file == "" {
			shown = append(shown, data...)
			continue
		}
		if err := writeFile(o.file, data); err != nil {
			return fmt.Errorf("%s: %w", o.file, reason(err))
		}
	}
	_, err := env.Stdout.Write(shown)
	return err
}

// writeFile writes a file whole or not at all. What is no file, such as a pipe or
// /dev/stdout, is written as it is.
func writeFile(path string, data []byte) error {
	mode := os.FileMode(0o644)
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return errors.New("expected a file, got a folder")
	case err == nil && !info.Mode().IsRegular():
		return os.WriteFile(path, data, mode)
	case err == nil:
		mode = info.Mode().Perm()
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return err
		}
	}
	beside, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(beside.Name()) //nolint:errcheck // it is there only when something failed
	_, err = beside.Write(data)
	if err = errors.Join(err, beside.Chmod(mode), beside.Close()); err != nil {
		return err
	}
	return os.Rename(beside.Name(), path)
}
