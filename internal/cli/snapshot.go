package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// recording is what `apireach snapshot` is asked for.
type recording struct {
	organization string
	projects     []string
	output       string
	config       live.Config
}

func newSnapshot(env Env) *cobra.Command {
	var r recording
	cmd := &cobra.Command{
		Use:   "snapshot --apigee ORG -o DIR",
		Short: "Record what the checks read of an organization, to be judged later without network",
		Long: "Records the API responses that the checks read, into a folder: one JSON file per request, and an index.\n" +
			"Secrets are cut out before anything is written. Credentials and endpoints come from the environment, as for\n" +
			"the google provider: GOOGLE_CREDENTIALS, GOOGLE_OAUTH_ACCESS_TOKEN, application default credentials.",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case r.organization == "":
				return usagef("%s needs --apigee, the name of an organization", cmd.CommandPath())
			case r.output == "":
				return usagef("%s needs --output, the folder to write", cmd.CommandPath())
			}
			return r.run(cmd.Context(), env)
		},
	}
	f := cmd.Flags()
	f.StringVar(&r.organization, "apigee", "", "the Apigee `organization`")
	f.StringArrayVar(&r.projects, "project", nil, "a `project` of the load balancer and the proxies; repeatable (default: the organization's)")
	f.StringVarP(&r.output, "output", "o", "", "the `folder` to write; a snapshot that is there is replaced")
	googleFlags(f, &r.config)
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
	world, stats, err := client.Collect(ctx, live.Query{Organization: r.organization, Projects: r.projects})
	clearProgress(env)
	if err := errors.Join(err, interrupted(ctx)); err != nil {
		return err
	}
	recorder.About = snapshot.About{
		Tool:       snapshot.Tool{Name: "apireach", Version: env.Version},
		RecordedAt: env.Now().UTC().Format(time.RFC3339),
	}
	if err := recorder.Save(r.output); err != nil {
		return err
	}
	for _, g := range world.AllGaps() {
		fmt.Fprintf(env.Stderr, "not known: %s: %s; to settle it, %s\n", g.What, g.Reason, g.Settle)
	}
	fmt.Fprintf(env.Stderr, "Recorded %s in %s (%d calls).\n", r.organization, r.output, stats.Calls)
	return nil
}
