package live

import "fmt"

// Kind says what kept a collection from starting.
type Kind int

// The kinds of an [Error].
const (
	// KindConfig is a setting that cannot be right whatever AWS answers.
	KindConfig Kind = iota + 1
	// KindCredentials is that there are none, or that AWS does not take them.
	KindCredentials
	// KindAPINotFound is an API that does not exist, in no form.
	KindAPINotFound
	// KindStageNotFound is a stage that the API does not have.
	KindStageNotFound
)

// Error is why nothing could be collected. It holds no secret.
type Error struct {
	Kind Kind
	// Attribute is the setting at fault, such as aws.region; "" is none.
	Attribute string
	Message   string
}

// Error names the setting and what is wrong with it.
func (e *Error) Error() string {
	if e.Attribute == "" {
		return e.Message
	}
	return e.Attribute + ": " + e.Message
}

func fault(kind Kind, attribute, format string, args ...any) *Error {
	return &Error{kind, attribute, fmt.Sprintf(format, args...)}
}
