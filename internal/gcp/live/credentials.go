package live

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"
	"google.golang.org/api/impersonate"
	"google.golang.org/api/option"
)

const scope = "https://www.googleapis.com/auth/cloud-platform"

// credentials reads the credentials that are configured; it calls nothing.
// Application default credentials are looked for when the first token is asked
// for, as that may call the metadata server.
func (c Config) credentials(ctx context.Context) (*tokens, error) {
	// Token sources outlive the call that makes them, and must not hang.
	ctx = context.WithValue(context.WithoutCancel(ctx), oauth2.HTTPClient, &http.Client{Timeout: 30 * time.Second})
	switch {
	case c.AccessToken != "":
		if strings.ContainsFunc(c.AccessToken, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return nil, c.fault(KindCredentials, "google.access_token", "no access token: it holds spaces, line breaks or other characters that no token has")
		}
		return c.open(ctx, oauth2.StaticTokenSource(&oauth2.Token{AccessToken: c.AccessToken}), "")
	case c.Credentials != "":
		text, err := c.readCredentials()
		if err != nil {
			return nil, err
		}
		found, err := c.parseCredentials(ctx, text)
		if err != nil {
			return nil, err
		}
		return c.open(ctx, found.TokenSource, quotaProject(text))
	}
	return &tokens{config: c, find: func() (oauth2.TokenSource, string, error) {
		found, err := c.findDefault(ctx)
		if err != nil {
			return nil, "", c.noCredentials()
		}
		t, err := c.open(ctx, found.TokenSource, quotaProject(found.JSON))
		if err != nil {
			return nil, "", err
		}
		return t.source, t.quota, nil
	}}, nil
}

// open turns a source into the tokens to use: those of the service account to
// impersonate, if there is one.
func (c Config) open(ctx context.Context, source oauth2.TokenSource, quota string) (*tokens, error) {
	if c.ImpersonateServiceAccount != "" {
		var err error
		source, err = impersonate.CredentialsTokenSource(ctx,
			impersonate.CredentialsConfig{TargetPrincipal: c.ImpersonateServiceAccount, Scopes: []string{scope}},
			option.WithHTTPClient(&http.Client{Transport: &oauth2.Transport{Source: source, Base: c.iam}, Timeout: 30 * time.Second}))
		if err != nil {
			return nil, c.fault(KindConfig, impersonation, "cannot impersonate %s", c.ImpersonateServiceAccount)
		}
	}
	return &tokens{config: c, source: source, quota: quota}, nil
}

func (c Config) findDefault(ctx context.Context) (*google.Credentials, error) {
	if c.defaults != nil {
		return c.defaults(ctx)
	}
	return google.FindDefaultCredentials(ctx, scope)
}

// noCredentials says what was looked for and how to give it.
func (c Config) noCredentials() *Error {
	if os.Getenv("GOOGLE_APPLICATION_CREDENTIALS") != "" && c.defaults == nil {
		return &Error{
			Kind: KindCredentials, Attribute: "google.credentials", Variable: "GOOGLE_APPLICATION_CREDENTIALS",
			Message: "the file is missing or holds no credentials",
		}
	}
	return c.fault(KindCredentials, "google.credentials", "no credentials found: neither access_token nor credentials is set, "+
		"nor GOOGLE_OAUTH_ACCESS_TOKEN, GOOGLE_CREDENTIALS or GOOGLE_APPLICATION_CREDENTIALS, "+
		"and there are no application default credentials; run `gcloud auth application-default login`, or set one of these")
}

// readCredentials returns the JSON text, which the setting is or names. It never
// quotes the setting, unless that looks like a path and nothing else.
func (c Config) readCredentials() ([]byte, error) {
	text := strings.TrimSpace(c.Credentials)
	if strings.HasPrefix(text, "{") {
		return []byte(text), nil
	}
	path := text
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	data, err := os.ReadFile(path) //nolint:gosec // the user names the file
	if err == nil {
		return data, nil
	}
	named := "it names a file that"
	if strings.HasSuffix(text, ".json") && !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune(`{"`, r) }) {
		named = "the file " + text
	}
	switch {
	case errors.Is(err, os.ErrPermission):
		return nil, c.fault(KindCredentials, "google.credentials", "%s cannot be read: permission denied", named)
	case named == "the file "+text:
		return nil, c.fault(KindCredentials, "google.credentials", "%s cannot be read: it does not exist or is no file", named)
	}
	return nil, c.fault(KindCredentials, "google.credentials", "neither the JSON text of credentials nor the path of a file that can be read")
}

// kinds are the types of credentials that are accepted.
var kinds = []google.CredentialsType{
	google.ServiceAccount, google.AuthorizedUser, google.ExternalAccount,
	google.ExternalAccountAuthorizedUser, google.ImpersonatedServiceAccount,
}

// parseCredentials reads credentials. Errors say nothing of the text.
func (c Config) parseCredentials(ctx context.Context, text []byte) (*google.Credentials, error) {
	var head struct {
		Type google.CredentialsType `json:"type"`
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, c.fault(KindCredentials, "google.credentials", "not valid JSON")
	}
	if !slices.Contains(kinds, head.Type) {
		return nil, c.fault(KindCredentials, "google.credentials", `no credentials: "type" is none of service_account, authorized_user, `+
			`external_account, external_account_authorized_user and impersonated_service_account`)
	}
	found, err := google.CredentialsFromJSONWithType(ctx, text, head.Type, scope)
	if err != nil {
		return nil, c.fault(KindCredentials, "google.credentials", "no valid %s credentials: a field is missing or malformed", head.Type)
	}
	return found, nil
}

// quotaProject is the project that the credentials of a user are charged to.
func quotaProject(text []byte) string {
	var c struct {
		Quota string `json:"quota_project_id"`
	}
	if json.Unmarshal(text, &c) != nil {
		return ""
	}
	return c.Quota
}
