package tfobject

import (
	"fmt"
	"strings"
)

// InputError says that the input has a wrong shape.
type InputError struct {
	Path, Want, Got string
}

// Error names the path, what was expected and what was found, never the value.
func (e *InputError) Error() string {
	return fmt.Sprintf("%s: expected %s, got %s", strings.TrimPrefix(e.Path, "."), e.Want, e.Got)
}
