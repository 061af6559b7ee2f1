package live

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/oauth2"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const impersonation = "google.impersonate_service_account"

// tokens gives out access tokens.
type tokens struct {
	config Config
	// find looks for the source when there is none yet.
	find   func() (oauth2.TokenSource, string, error)
	once   sync.Once
	source oauth2.TokenSource
	quota  string
	err    error
}

// get returns a token, and the project to charge, "" for none. It gives up when
// the context ends, whatever the source does.
func (t *tokens) get(ctx context.Context) (*oauth2.Token, string, error) {
	type answer struct {
		token *oauth2.Token
		err   error
	}
	got := make(chan answer, 1)
	go func() {
		token, err := t.token()
		got <- answer{token, err}
	}()
	select {
	case a := <-got:
		return a.token, t.quota, a.err
	case <-ctx.Done():
		return nil, "", ctx.Err()
	}
}

func (t *tokens) token() (*oauth2.Token, error) {
	t.once.Do(func() {
		if t.find != nil {
			t.source, t.quota, t.err = t.find()
		}
	})
	if t.err != nil {
		return nil, t.err
	}
	token, err := t.source.Token()
	if err != nil {
		return nil, t.refused(err)
	}
	return token, nil
}

// refused says why no token was given, with nothing of what was sent or received
// but Google's code for it.
func (t *tokens) refused(err error) *Error {
	var refused *oauth2.RetrieveError
	why := "Google could not be asked for one"
	if errors.As(err, &refused) {
		why = "Google refused"
		if refused.Response != nil {
			why += fmt.Sprintf(" (%d)", refused.Response.StatusCode)
		}
		code := refused.ErrorCode
		if body, err := value.ParseJSON(refused.Body); code == "" && err == nil {
			code = body.Get("error").Text() // not filled in for service accounts
		}
		if isCode(code) {
			why += ": " + code
		}
	} else if t.config.ImpersonateServiceAccount != "" {
		return t.config.fault(KindCredentials, impersonation,
			"no access token for %s: the caller needs roles/iam.serviceAccountTokenCreator on it, and the IAM Service Account Credentials API has to be enabled",
			t.config.ImpersonateServiceAccount)
	}
	return t.config.fault(KindCredentials, "google.credentials", "no access token: %s", why)
}

// isCode says that a text is an error code, such as invalid_grant, and nothing else.
func isCode(text string) bool {
	return text != "" && len(text) < 60 && !strings.ContainsFunc(text, func(r rune) bool {
		return r != '_' && r != '.' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	})
}
