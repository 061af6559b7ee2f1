package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/paths"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// standardInput is how a command line spells it.
const standardInput = "-"

// planned is what is asked of a plan.
type planned struct {
	path     string // "" without a plan, or standardInput
	complete bool
	live     bool
	// configDir is the folder of the root module; "" is the working directory, if
	// it is that.
	configDir string
}

// alone says that nothing but the plan is read.
func (c checking) alone() bool { return c.plan.path != "" && !c.plan.live && c.snapshot == "" }

// refuse says which flags do not go together.
func (c checking) refuse(changed func(flag string) bool, command string) error {
	p := c.plan
	if p.path == "" || c.alone() {
		if err := c.aws.refuseClouds(c.query.Organization, changed, command); err != nil {
			return err
		}
	}
	switch {
	case p.path == "" && c.query.Organization == "" && c.aws.query.API == "":
		return usagef("%s needs a plan (the output of terraform show -json, or - for standard input), --apigee, the name of an organization, or --api, the id of an API", command)
	case c.alone() && c.aws.query.API != "":
		return usagef("--api says what to read besides the plan: add --live or --snapshot")
	case p.path != "" && c.aws.query.Stage != "" && c.aws.query.API == "":
		return usagef("--stage goes with --api, the id of an API of Amazon API Gateway")
	case p.path == "" && (p.complete || p.live):
		return usagef("--complete and --live say what there is besides a plan; %s has no plan", command)
	case p.path == "" && p.configDir != "":
		return usagef("--config-dir is the folder of a plan's root module; %s has no plan", command)
	case p.path != "" && c.query.Probe:
		return usagef("--probe asks what is served now; a plan says what will be")
	case p.live && c.snapshot != "":
		return usagef("--live reads from the cloud, --snapshot from a recording: give one of them")
	case p.complete && !c.alone():
		return usagef("--complete says that there is nothing but the plan; with --live or --snapshot there is")
	case c.alone() && c.query.Organization != "":
		return usagef("--apigee says what to read besides the plan: add --live or --snapshot")
	case c.alone() && len(c.query.Projects) > 1:
		return usagef("--project completes names in the plan: give one")
	}
	for _, name := range []string{"credentials", "impersonate-service-account", "billing-project", "timeout", "max-retries"} {
		switch {
		case !changed(name):
		case c.snapshot != "":
			return usagef("--%s is for reading from Google Cloud; with --snapshot nothing is", name)
		case c.alone():
			return usagef("--%s is for reading from Google Cloud; without --live nothing is", name)
		}
	}
	return nil
}

// afterPlan are the worlds after the plan, laid over what there is if that is read, and
// where its configuration says what.
func (c checking) afterPlan(ctx context.Context, env Env) (paths.Worlds, error) {
	plan, err := readPlan(c.plan.path, env.Stdin)
	if err != nil {
		return paths.Worlds{}, err
	}
	config, err := c.plan.configuration(plan, env.Stderr)
	if err != nil {
		return paths.Worlds{}, err
	}
	for _, why := range plan.Partial {
		fmt.Fprintf(env.Stderr, "Note: %s.\n", why)
	}
	var out paths.Worlds
	if config != nil {
		out.Locate = config.Locate
	}
	if plan.HasAWS() {
		if out.AWS, err = c.awsAfter(ctx, plan, env); err != nil {
			return paths.Worlds{}, err
		}
		if !plan.HasGoogle() {
			return out, c.refuseGoogle()
		}
	}
	if c.aws.query.API != "" && !plan.HasAWS() {
		return paths.Worlds{}, usagef("--api: the plan has nothing of AWS that is read")
	}
	read, err := c.worldAfter(plan, env)
	if err != nil {
		return paths.Worlds{}, err
	}
	out.Google, err = read(ctx)
	return out, err
}

// refuseGoogle says that the plan has nothing of what flags ask about.
func (c checking) refuseGoogle() error {
	if c.query.Organization != "" {
		return usagef("--apigee: the plan has nothing of Google Cloud that is read")
	}
	return nil
}

// worldAfter gives Google's world after the plan.
func (c checking) worldAfter(plan *tfplan.Plan, env Env) (source, error) {
	opts := tfplan.Options{Complete: c.plan.complete, Hostnames: c.query.Hostnames, ClientRanges: c.query.ClientRanges}
	if opts.Project = live.Config.FromEnvironment(c.config, env.Getenv).Project; len(c.query.Projects) == 1 {
		opts.Project = c.query.Projects[0]
	}
	after, err := plan.World(opts)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", planName(c.plan.path), err)
	}
	if c.alone() {
		return func(context.Context) (*gcp.World, error) { return after, nil }, nil
	}
	if c.query.Organization == "" {
		if c.query.Organization, err = organizationOf(after); err != nil {
			return nil, err
		}
	}
	c.query = c.query.Including(after)
	read, err := c.readSource(env)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (*gcp.World, error) {
		world, err := read(ctx)
		var failure *live.Error
		switch {
		case errors.As(err, &failure) && failure.Kind == live.KindOrganizationNotFound && len(after.Resources(gcp.Organizations)) > 0:
			fmt.Fprintf(env.Stderr, "Note: there is no organization %s yet; the plan is judged alone.\n", c.query.Organization)
			return after, nil
		case err != nil:
			return nil, err
		}
		world.Overlay(after)
		return world, nil
	}, nil
}

// organizationOf names the one organization of a plan.
func organizationOf(after *gcp.World) (string, error) {
	orgs := after.Resources(gcp.Organizations)
	if len(orgs) == 1 {
		if ref, ok := orgs[0].Ref.Get(); ok && ref.Complete() {
			return ref.Name(), nil
		}
	}
	return "", usagef("the plan does not name one Apigee organization whose name is known: add --apigee")
}

func readPlan(path string, stdin io.Reader) (*tfplan.Plan, error) {
	in := io.NopCloser(stdin)
	if path != standardInput {
		var err error
		if in, err = os.Open(path); err != nil {
			return nil, err
		}
	}
	defer in.Close()
	plan, err := tfplan.Read(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", planName(path), err)
	}
	return plan, nil
}

func planName(path string) string {
	if path == standardInput {
		return "standard input"
	}
	return path
}
