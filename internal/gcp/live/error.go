package live

import "fmt"

// Kind says what kept a collection from starting.
type Kind int

// The kinds of an [Error].
const (
	// KindConfig is a setting that cannot be right whatever Google answers.
	KindConfig Kind = iota + 1
	// KindCredentials is that there are none, or that Google does not take them.
	KindCredentials
	// KindEndpoint is an address at which no Google API answers.
	KindEndpoint
	// KindOrganizationNotFound is an organization that does not exist.
	KindOrganizationNotFound
)

// Error is why nothing could be collected. It holds no secret.
type Error struct {
	Kind Kind
	// Attribute is the setting at fault, such as google.endpoints.compute.
	Attribute string
	// Variable is the environment variable that the setting came from, if it did.
	Variable string
	Message  string
}

// Error names the setting, where it came from, and what is wrong with it.
func (e *Error) Error() string {
	at := e.Attribute
	if e.Variable != "" {
		at += " (from " + e.Variable + ")"
	}
	if at == "" {
		return e.Message
	}
	return at + ": " + e.Message
}

// fault makes the error of a setting.
func (c Config) fault(kind Kind, attribute, format string, args ...any) *Error {
	return &Error{Kind: kind, Attribute: attribute, Variable: c.variables[attribute], Message: fmt.Sprintf(format, args...)}
}
