package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/spf13/pflag"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// amazon is an API of Amazon API Gateway, and how it is read.
type amazon struct {
	query  live.Query
	config live.Config
}

// awsFlags are those of commands that read from AWS.
func awsFlags(f *pflag.FlagSet, a *amazon) {
	f.StringVar(&a.query.API, "api", "", "the `id` of a REST, HTTP or WebSocket API of Amazon API Gateway (with a plan, default: the plan's)")
	f.StringVar(&a.query.Stage, "stage", "", "the `name` of one of the API's stages (default: all)")
	f.StringVar(&a.config.Region, "region", "", "the AWS `region` (default: that of the plan, if there is one, else of the environment)")
	f.StringVar(&a.config.Profile, "profile", "", "the `profile` of AWS's configuration files")
	f.StringVar(&a.config.AssumeRoleARN, "assume-role", "", "act as the role with this `ARN`")
	f.StringArrayVar(&a.config.NetworkRoleARNs, "network-role", nil, "read the network as the role with this `ARN` too, of another account that shares its subnets or has a peer (repeatable)")
}

// awsOnly and googleOnly are flags that only one of the two clouds has.
var (
	awsOnly    = []string{"stage", "region", "profile", "assume-role", "network-role"}
	googleOnly = []string{"project", "hostname", "client-range", "credentials", "impersonate-service-account", "billing-project"}
)

// refuseClouds says which flags belong to the cloud that is not asked about.
func (a amazon) refuseClouds(organization string, changed func(flag string) bool, command string) error {
	if a.query.API != "" && organization != "" {
		return usagef("--apigee asks about Google Cloud, --api about AWS: give one of them")
	}
	others, needs := awsOnly, "--api, the id of an API of Amazon API Gateway"
	if a.query.API != "" {
		others, needs = googleOnly, "--apigee, the name of an organization"
	}
	if i := slices.IndexFunc(others, changed); i >= 0 {
		return usagef("%s: --%s goes with %s", command, others[i], needs)
	}
	return nil
}

// read reads the API, from AWS or from a recording.
func (a amazon) read(ctx context.Context, env Env, recorded string, wrap func(http.RoundTripper) http.RoundTripper) (*aws.World, live.Stats, error) {
	if recorded != "" {
		s, err := snapshot.Open(recorded)
		if err != nil {
			return nil, live.Stats{}, err
		}
		if err := recordsOne(s, a.query.APIs()); err != nil {
			return nil, live.Stats{}, err
		}
		a.config = live.Config{Transport: s}
	}
	client, err := a.client(ctx, env, wrap)
	if err != nil {
		return nil, live.Stats{}, err
	}
	world, stats, err := client.Collect(ctx, a.query)
	clearProgress(env)
	if err := errors.Join(err, interrupted(ctx)); err != nil {
		return nil, stats, err
	}
	return world, stats, nil
}

// client reads from AWS, or from what the configuration puts in its place.
func (a amazon) client(ctx context.Context, env Env, wrap func(http.RoundTripper) http.RoundTripper) (*live.Client, error) {
	a.config.UserAgent = "apireach-" + env.Version
	if a.config.Transport == nil {
		a.config.Record = func(next http.RoundTripper) http.RoundTripper {
			if env.Terminal {
				next = &progress{next: next, env: env}
			}
			return wrap(next)
		}
	}
	return live.NewClient(ctx, a.config)
}

// recordsOne says whether it is a recording of one of the APIs.
func recordsOne(s *snapshot.Snapshot, apis []string) error {
	var err error
	for _, api := range apis {
		wrong := recordsAPI(s, api)
		if wrong == nil {
			return nil
		}
		err = cmp.Or(err, wrong)
	}
	return err
}

// recordsAPI says whether it is the API's recording: of another everything would be
// unknown, which stops few.
func recordsAPI(s *snapshot.Snapshot, api string) error {
	var err error
	for _, path := range []string{"/apigateway/GetRestApi?RestApiId=", "/apigatewayv2/GetApi?ApiId="} {
		req, wrong := http.NewRequest(http.MethodGet, "https://aws"+path+url.QueryEscape(api), nil) //nolint:noctx // it is answered from memory
		if wrong != nil {
			return usagef("--api %q is no id of an API", api)
		}
		answer, missing := s.RoundTrip(req)
		if missing == nil {
			return answer.Body.Close()
		}
		err = missing
	}
	return fmt.Errorf("API %s: %w", api, err)
}
