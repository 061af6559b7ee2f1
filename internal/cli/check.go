package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/paths"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// checking is what `apireach check` is asked for.
type checking struct {
	query    live.Query
	config   live.Config
	aws      amazon
	snapshot string
	plan     planned
	formats  []string
	failOn   string
	waivers  string
	only     []string
	// clientRanges are the flags', not read yet.
	clientRanges []string
}

// source gives the world that is judged.
type source func(context.Context) (*gcp.World, error)

func newCheck(env Env) *cobra.Command {
	var c checking
	cmd := &cobra.Command{
		Use:   "check [PLAN.json | -]",
		Short: "Judge whether API traffic gets through a gateway: as planned, live, or as it was recorded",
		Long: "Judges every hop of the way to an Apigee organization, or of the way from a stage of Amazon API Gateway through a\n" +
			"private integration (VPC link) to its backend.\n\n" +
			"PLAN.json is the output of `terraform show -json` or `tofu show -json`, of a plan or a state; - is standard input. What is known\n" +
			"only after apply is followed to where it will come from. What a plan does not mention may exist all the same, so that\n" +
			"much stays unknown: --complete says that there is nothing else, --live and --snapshot lay the plan over what there is:\n" +
			"over the plan's Apigee organization, or the one of --apigee, and over the plan's APIs of API Gateway, or the one of --api.\n\n" +
			"The plan's own configuration tells more than the plan: which references stand alone, what local values are, and the line\n" +
			"of each attribute. It is read from the working directory where that has the plan's root module, or from --config-dir.\n\n" +
			"Without a plan, --apigee names the organization to read. With --snapshot it is read from a recording, and\n" +
			"needs neither network nor credentials; else credentials and endpoints come from the environment, as for the\n" +
			"google provider: GOOGLE_CREDENTIALS, GOOGLE_OAUTH_ACCESS_TOKEN, application default credentials. --api names an API of\n" +
			"Amazon API Gateway in the same way; credentials, region and endpoints come from where the AWS CLI takes them.\n\n" +
			"The exit status is 0 when nothing is found that --fail-on names, 1 when something is, and 3 when the command\n" +
			"line, a file, the organization or the API cannot be read. Findings go to standard output, all else to standard error.\n\n" +
			"--format FORMAT[=FILE] may be given several times. FILE is written whole or not at all.\n\n" + formatHelp() + "\n\n" +
			configName + " in the working directory or the nearest folder above it, up to the root of the repository, may hold\n" +
			"fail_on, only, hostnames, client_ranges, warning_days, severities and waivers. Flags come before it; waivers, hostnames and\n" +
			"client ranges add up.",
		Example: "  terraform plan -out plan.bin && terraform show -json plan.bin | apireach check - --complete\n" +
			"  apireach check plan.json --live\n" +
			"  apireach check --apigee acme\n" +
			"  apireach check --api a1b2c3d4e5 --stage prod\n" +
			"  apireach check --apigee acme --snapshot snapshots/acme --format text --format json=report.json\n" +
			"  apireach check --apigee acme --only firewall --fail-on unknown",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("%s takes one plan, got %q as well", cmd.CommandPath(), args[1])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				c.plan.path = args[0]
			}
			for _, name := range []string{"snapshot", "waivers", "config-dir"} {
				if f := cmd.Flags().Lookup(name); f.Changed && f.Value.String() == "" {
					return usagef("--%s is empty: a variable may not be set", name)
				}
			}
			if err := c.refuse(cmd.Flags().Changed, cmd.CommandPath()); err != nil {
				return err
			}
			return c.run(cmd.Context(), env)
		},
	}
	f := cmd.Flags()
	f.StringVar(&c.query.Organization, "apigee", "", "the Apigee `organization` (with a plan, default: the plan's)")
	f.BoolVar(&c.plan.complete, "complete", false, "there is nothing but what the plan has")
	f.StringVar(&c.plan.configDir, "config-dir", "", "the `folder` of the plan's root module (default: the working directory if it is that)")
	f.BoolVar(&c.plan.live, "live", false, "lay the plan over what there is, read from Google Cloud or AWS")
	f.StringArrayVar(&c.query.Projects, "project", nil, "a `project` of the load balancer and the proxies; repeatable (default: the organization's); completes names of a plan")
	f.StringArrayVar(&c.query.Hostnames, "hostname", nil, "a `name` that clients use; repeatable (default: those of the environment groups)")
	f.StringArrayVar(&c.clientRanges, "client-range", nil, "a `CIDR` that clients come from; repeatable (default: anywhere, so that only what hits everybody fails)")
	f.BoolVar(&c.query.Probe, "probe", false, "ask DNS for the names that clients use, and the servers there for their certificates (with --snapshot: as recorded)")
	f.StringVar(&c.snapshot, "snapshot", "", "read this `folder`, made by apireach snapshot, in place of Google Cloud or AWS")
	f.StringArrayVar(&c.formats, "format", nil, "a `FORMAT[=FILE]` to report in: "+formatNames()+"; repeatable (default text)")
	f.StringVar(&c.failOn, "fail-on", "", "exit with 1 on findings of this `threshold`: error, warning, unknown (each with those before it) or never (default error)")
	f.StringVar(&c.waivers, "waivers", "", "a `file` of waivers: failures that you accept")
	f.StringArrayVar(&c.only, "only", nil, "a `hop or check` to which the run is restricted; repeatable")
	googleFlags(f, &c.config)
	awsFlags(f, &c.aws)
	completeCheck(cmd)
	return cmd
}

func (c checking) run(ctx context.Context, env Env) error {
	outputs, err := parseFormats(c.formats)
	if err != nil {
		return err
	}
	if err := writable(outputs); err != nil {
		return err
	}
	s, err := c.settings(env)
	if err != nil {
		return err
	}
	c.query.Hostnames = append(c.query.Hostnames, s.hostnames...)
	if c.query.ClientRanges, err = packet.ParseSources(c.clientRanges...); err != nil {
		return usagef("--client-range: %w", err)
	}
	c.query.ClientRanges = append(c.query.ClientRanges, s.clientRanges...)
	judged, err := c.worlds(ctx, env)
	if err != nil {
		return err
	}
	judged.WarningDays = s.warningDays
	found, err := judged.Judge(check.Options{Only: s.only, Waivers: s.waivers, Severities: s.severities, Now: env.Now()}, true)
	if err != nil {
		return err
	}
	if err := write(outputs, found, s.failOn, env); err != nil && !errors.Is(err, syscall.EPIPE) {
		return err
	}
	if !found.Passed(s.failOn) {
		return errFindings
	}
	return nil
}

// worlds are what is judged, and where it is configured if that is known.
func (c checking) worlds(ctx context.Context, env Env) (paths.Worlds, error) {
	switch {
	case c.plan.path != "":
		return c.afterPlan(ctx, env)
	case c.aws.query.API != "":
		c.aws.config.RequestTimeout, c.aws.config.MaxRetries = c.config.RequestTimeout, c.config.MaxRetries
		world, _, err := c.aws.read(ctx, env, c.snapshot, unwrapped)
		return paths.Worlds{AWS: world}, err
	}
	read, err := c.readSource(env)
	if err != nil {
		return paths.Worlds{}, err
	}
	world, err := read(ctx)
	return paths.Worlds{Google: world}, err
}

// readSource is the recording, or Google Cloud.
func (c checking) readSource(env Env) (source, error) {
	config := c.config
	if c.snapshot != "" {
		recorded, err := snapshot.Open(c.snapshot)
		if err != nil {
			return nil, err
		}
		if err := records(recorded, c.query.Organization); err != nil {
			return nil, err
		}
		config = live.Config{Transport: recorded}
	} else {
		config = complete(config, env, unwrapped)
	}
	return func(ctx context.Context) (*gcp.World, error) {
		client, err := live.NewClient(ctx, config)
		if err != nil {
			return nil, err
		}
		world, _, err := client.Collect(ctx, c.query)
		clearProgress(env)
		return world, errors.Join(err, interrupted(ctx))
	}, nil
}

// records says whether it is the organization's recording: of another everything
// would be unknown, which stops few.
func records(s *snapshot.Snapshot, organization string) error {
	url := "https://apigee.googleapis.com/v1/organizations/" + strings.TrimPrefix(organization, "organizations/")
	req, err := http.NewRequest(http.MethodGet, url, nil) //nolint:noctx // it is answered from memory
	if err != nil {
		return usagef("--apigee %q is no name of an organization", organization)
	}
	answer, err := s.RoundTrip(req)
	if err != nil {
		return err
	}
	return answer.Body.Close()
}

// settings are those of the flags over those of the configuration file.
func (c checking) settings(env Env) (settings, error) {
	s := settings{warningDays: apigee.WarningDays}
	if path := findConfig("."); path != "" {
		var err error
		if s, err = readConfig(path); err != nil {
			return s, err
		}
		fmt.Fprintf(env.Stderr, "Configuration: %s\n", path)
	}
	if c.waivers != "" {
		more, err := readWaivers(c.waivers)
		if err != nil {
			return s, err
		}
		s.waivers = append(s.waivers, more...)
	}
	if len(c.only) > 0 {
		s.only = c.only
		for _, name := range c.only {
			if err := knownCheckOrHop(name); err != nil {
				return s, usagef("--only %w", err)
			}
		}
	}
	if c.failOn != "" {
		s.failOn = check.FailOn(c.failOn)
	}
	var err error
	if s.failOn, err = check.ParseFailOn(string(s.failOn)); err != nil {
		return s, usagef("--fail-on %q: expected error, warning, unknown or never", c.failOn)
	}
	return s, nil
}
