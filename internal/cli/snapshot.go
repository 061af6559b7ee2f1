package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// recording is what `apireach snapshot` is asked for.
type recording struct {
	organization string
	projects     []string
	output       string
	probe        bool
	config       live.Config
	aws          amazon
}

func newSnapshot(env Env) *cobra.Command {
	var r recording
	cmd := &cobra.Command{
		Use:   "snapshot (--apigee ORG | --api ID) -o DIR",
		Short: "Record what the checks read of an organization or API, to be judged later without network",
		Long: "Records the API responses that the checks read, into a folder: one JSON file per request, and an index.\n" +
			"Secrets are cut out before anything is written. Credentials and endpoints come from the environment, as for\n" +
			"the google provider: GOOGLE_CREDENTIALS, GOOGLE_OAUTH_ACCESS_TOKEN, application default credentials; with --api, as for\n" +
			"the AWS CLI.",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case r.organization == "" && r.aws.query.API == "":
				return usagef("%s needs --apigee, the name of an organization, or --api, the id of an API", cmd.CommandPath())
			case r.output == "":
				return usagef("%s needs --output, the folder to write", cmd.CommandPath())
			}
			if err := r.aws.refuseClouds(r.organization, cmd.Flags().Changed, cmd.CommandPath()); err != nil {
				return err
			}
			if r.aws.query.API != "" {
				return r.runAWS(cmd.Context(), env)
			}
			return r.run(cmd.Context(), env)
		},
	}
	f := cmd.Flags()
	f.StringVar(&r.organization, "apigee", "", "the Apigee `organization`")
	f.StringArrayVar(&r.projects, "project", nil, "a `project` of the load balancer and the proxies; repeatable (default: the organization's)")
	f.StringVarP(&r.output, "output", "o", "", "the `folder` to write; a snapshot that is there is replaced")
	f.BoolVar(&r.probe, "probe", false, "record too what DNS says of the environment groups' host names, and which certificates the servers there present")
	googleFlags(f, &r.config)
	awsFlags(f, &r.aws)
	cmd.AddCommand(newSnapshotImport(env))
	return cmd
}

func (r recording) run(ctx context.Context, env Env) error {
	var recorder *snapshot.Recorder
	config := complete(r.config, env, func(next http.RoundTripper) http.RoundTripper {
		recorder = snapshot.NewRecorder(next, gcp.CutJSON)
		return recorder
	})
	client, err := live.NewClient(ctx, config)
	if err != nil {
		return err
	}
	world, stats, err := client.Collect(ctx, live.Query{Organization: r.organization, Projects: r.projects, Probe: r.probe})
	clearProgress(env)
	if err := errors.Join(err, interrupted(ctx)); err != nil {
		return err
	}
	if err := r.save(recorder, env); err != nil {
		return err
	}
	for _, g := range world.AllGaps() {
		fmt.Fprintf(env.Stderr, "not known: %s: %s; to settle it, %s\n", g.What, g.Reason, g.Settle)
	}
	fmt.Fprintf(env.Stderr, "Recorded %s in %s (%d calls).\n", r.organization, r.output, stats.Calls)
	return nil
}

// runAWS records an API of Amazon API Gateway.
func (r recording) runAWS(ctx context.Context, env Env) error {
	var recorder *snapshot.Recorder
	r.aws.config.RequestTimeout, r.aws.config.MaxRetries = r.config.RequestTimeout, r.config.MaxRetries
	world, stats, err := r.aws.read(ctx, env, "", func(next http.RoundTripper) http.RoundTripper {
		// What answers has cut out all that is not read.
		recorder = snapshot.NewRecorder(next, func(body []byte) ([]byte, error) { return body, nil })
		return recorder
	})
	if err != nil {
		return err
	}
	if err := r.save(recorder, env); err != nil {
		return err
	}
	for _, t := range aws.Types() {
		for _, g := range world.Gaps(t) {
			fmt.Fprintf(env.Stderr, "not known: %s: %s; to settle it, %s\n", g.What, g.Reason, g.Settle)
		}
	}
	fmt.Fprintf(env.Stderr, "Recorded API %s in %s (%d calls).\n", r.aws.query.API, r.output, stats.Calls)
	return nil
}

// save writes what was recorded.
func (r recording) save(recorder *snapshot.Recorder, env Env) error {
	recorder.About = snapshot.About{
		Tool:       snapshot.Tool{Name: "apireach", Version: env.Version},
		RecordedAt: env.Now().UTC().Format(time.RFC3339),
	}
	return recorder.Save(r.output)
}
