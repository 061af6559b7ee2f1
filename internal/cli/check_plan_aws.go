package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// awsAfter is AWS's world after the plan, laid over what there is if that is read: the
// plan's APIs, or the one that a flag names, and what they lead to.
func (c checking) awsAfter(ctx context.Context, plan *tfplan.Plan, env Env) (*aws.World, error) {
	inPlan := func(err error) error {
		if err != nil {
			return fmt.Errorf("%s: %w", planName(c.plan.path), err)
		}
		return nil
	}
	if c.alone() {
		world, err := plan.AWSWorld(c.plan.complete)
		return world, inPlan(err)
	}
	// What integrations there name is no secret: so the plan is read again when they are known.
	var before, after *aws.World
	change := func(beside *aws.World) (_, _ *aws.World, err error) {
		before, after, err = plan.AWSChange(beside)
		return before, after, inPlan(err)
	}
	read := c.aws
	read.config.RequestTimeout, read.config.MaxRetries = c.config.RequestTimeout, c.config.MaxRetries
	read.config.Region = cmp.Or(read.config.Region, plan.Region())
	region := cmp.Or(read.config.Region, env.Getenv("AWS_REGION"), env.Getenv("AWS_DEFAULT_REGION"))
	var err error
	if read.query, err = read.query.Including(region, change); err != nil {
		return nil, err
	}
	world, _, err := read.read(ctx, env, c.snapshot, unwrapped)
	var unrecorded *snapshot.NotRecordedError
	switch {
	case errors.As(err, &unrecorded) && plan.HasGoogle():
		fmt.Fprintf(env.Stderr, "Note: %s has no API of the plan; of its resources on AWS the plan is judged alone.\n", c.snapshot)
		world, err := plan.AWSWorld(false)
		return world, inPlan(err)
	case err != nil:
		return nil, err
	}
	world.Region = region
	world.Overlay(before, after)
	return world, nil
}
