package live

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/servicediscovery"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"golang.org/x/time/rate"
)

// Defaults of a [Config].
const (
	DefaultRequestTimeout = 5 * time.Minute
	DefaultMaxRetries     = 7
)

// Config says how to reach AWS. What is empty comes from where the SDK and the AWS CLI
// take it: AWS_REGION, AWS_PROFILE, shared files, AWS_ENDPOINT_URL and its like.
type Config struct {
	Region, Profile string
	// AssumeRoleARN is a role to act as.
	AssumeRoleARN string
	// NetworkRoleARNs are roles of other accounts, which share their network or have a
	// peer of it: as they the network is read too. See [Join].
	NetworkRoleARNs []string
	// EndpointURL is where all services are, as AWS_ENDPOINT_URL.
	EndpointURL string
	// RequestTimeout is the deadline of a whole collection; 0 is the default.
	RequestTimeout time.Duration
	// MaxRetries is per call; 0 is the default, negative none.
	MaxRetries int
	UserAgent  string
	// Transport, when set, answers in place of AWS; no credentials are needed.
	Transport http.RoundTripper
	// Record, when set, wraps what answers.
	Record func(http.RoundTripper) http.RoundTripper
}

func (c Config) timeout() time.Duration {
	if c.RequestTimeout == 0 {
		return DefaultRequestTimeout
	}
	return c.RequestTimeout
}

func (c Config) attempts() int {
	switch {
	case c.MaxRetries < 0:
		return 1
	case c.MaxRetries == 0:
		return DefaultMaxRetries + 1
	}
	return c.MaxRetries + 1
}

// Client collects.
type Client struct {
	config Config
	next   http.RoundTripper
}

// NewClient finds region and credentials; it calls nothing but what gives credentials.
// The error is an [*Error], or the context's.
func NewClient(ctx context.Context, c Config) (*Client, error) {
	next := c.Transport
	if next == nil {
		sdk, err := c.load(ctx)
		if err != nil {
			return nil, err
		}
		as := sdk.Copy()
		if as.Credentials, err = c.credentials(ctx, sdk); err != nil {
			return nil, err
		}
		others, err := c.accounts(ctx, sdk)
		if err != nil {
			return nil, err
		}
		next = Join(c.cloud(as), others...)
	}
	if c.Record != nil {
		next = c.Record(next)
	}
	return &Client{c, next}, nil
}

// load is the SDK's configuration.
func (c Config) load(ctx context.Context) (aws.Config, error) {
	for _, role := range c.NetworkRoleARNs {
		id, err := arn.Parse(role)
		if err != nil || id.Service != "iam" || id.AccountID == "" || !strings.HasPrefix(id.Resource, "role/") {
			return aws.Config{}, fault(KindConfig, "aws.network_role_arns", "%.200q is no ARN of a role: expected one such as arn:aws:iam::123456789012:role/NAME", role)
		}
	}
	options := []func(*config.LoadOptions) error{
		config.WithRetryer(func() aws.Retryer {
			return retry.NewAdaptiveMode(func(o *retry.AdaptiveModeOptions) {
				o.StandardOptions = append(o.StandardOptions, func(o *retry.StandardOptions) { o.MaxAttempts = c.attempts() })
			})
		}),
	}
	if c.Region != "" {
		options = append(options, config.WithRegion(c.Region))
	}
	if c.Profile != "" {
		options = append(options, config.WithSharedConfigProfile(c.Profile))
	}
	if c.EndpointURL != "" {
		options = append(options, config.WithBaseEndpoint(c.EndpointURL))
	}
	if c.UserAgent != "" {
		options = append(options, config.WithAppID(c.UserAgent))
	}
	sdk, err := config.LoadDefaultConfig(ctx, options...)
	switch {
	case err != nil:
		return sdk, fault(KindConfig, "aws", "the configuration of AWS cannot be read: look at AWS_PROFILE, ~/.aws/config and aws.profile")
	case sdk.Region == "":
		return sdk, fault(KindConfig, "aws.region", "no region is set: set it, or AWS_REGION")
	}
	return sdk, nil
}

// credentials are those to read with: what the SDK finds, or those of the role.
func (c Config) credentials(ctx context.Context, sdk aws.Config) (aws.CredentialsProvider, error) {
	found := sdk.Credentials
	if c.AssumeRoleARN != "" {
		found = assuming(sdk, c.AssumeRoleARN)
	}
	if _, err := found.Retrieve(ctx); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if c.AssumeRoleARN != "" {
			return nil, fault(KindCredentials, "aws.assume_role_arn", "the role cannot be assumed, or there are no credentials to do so: look at `aws sts assume-role` with the same profile")
		}
		return nil, fault(KindCredentials, "aws", "no credentials are found: run `aws configure sso` or `aws login`, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	}
	return found, nil
}

func assuming(sdk aws.Config, role string) aws.CredentialsProvider {
	return aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(sdk), role))
}

// accounts are those that are asked about the network too, by their roles.
func (c Config) accounts(ctx context.Context, sdk aws.Config) ([]Account, error) {
	var out []Account
	for _, role := range c.NetworkRoleARNs {
		as := sdk.Copy()
		as.Credentials = assuming(sdk, role)
		if _, err := as.Credentials.Retrieve(ctx); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, fault(KindCredentials, "aws.network_role_arns", "the role %s cannot be assumed, or there are no credentials to do so: look at `aws sts assume-role` with the same profile", role)
		}
		out = append(out, Account{ID: accountIn(role), Transport: c.cloud(as)})
	}
	return out, nil
}

// cloud answers with what an account sees.
func (c Config) cloud(sdk aws.Config) cloud {
	return cloud{c.clients(sdk).operations(), rate.NewLimiter(gatewayRate, gatewayBurst)}
}

func (c Config) clients(sdk aws.Config) *clients {
	return &clients{
		apigateway: apigateway.NewFromConfig(sdk), apigatewayv2: apigatewayv2.NewFromConfig(sdk), elb: elb.NewFromConfig(sdk),
		ec2: ec2.NewFromConfig(sdk), acm: acm.NewFromConfig(sdk), cloudmap: servicediscovery.NewFromConfig(sdk), logs: cloudwatchlogs.NewFromConfig(sdk),
	}
}
