package cli

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// importing is what `apireach snapshot import` is asked for.
type importing struct {
	from, output string
	projects     []string
	empty        []string
	answers      []string
}

func newSnapshotImport(env Env) *cobra.Command {
	var i importing
	cmd := &cobra.Command{
		Use:   "import FOLDER -o DIR",
		Short: "Make a snapshot of API responses that curl or gcloud wrote",
		Long: "Makes a snapshot of a folder of .json files: answers of the APIs, or what gcloud prints with --format=json.\n" +
			"Each is recognised by its content and, where that does not say it, by its name: the attachments of an instance\n" +
			"have its name in theirs. What the files do not show is not known: checks that need it are undecided.",
		Example: "  apireach snapshot import responses -o snapshots/acme \\\n" +
			"    --empty compute.regionNetworkFirewallPolicies \\\n" +
			"    --map 'none.json=GET /v1/organizations/acme/envgroups/spare/attachments'",
		Args: argument("a folder of API responses"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if i.output == "" {
				return usagef("%s needs --output, the folder to write", cmd.CommandPath())
			}
			i.from = args[0]
			return i.run(cmd.Context(), env)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&i.output, "output", "o", "", "the `folder` to write; a snapshot that is there is replaced")
	f.StringArrayVar(&i.projects, "project", nil, "a `project` of the load balancer and the proxies; repeatable (default: the organization's)")
	f.StringArrayVar(&i.empty, "empty", nil, "there is nothing but what the files show of this `collection`, such as compute.forwardingRules, or request (* is any text); repeatable")
	f.StringArrayVar(&i.answers, "map", nil, "`FILE=REQUEST`: what a file answers; repeatable; requests.json in the folder says the same")
	return cmd
}

func (i importing) run(ctx context.Context, env Env) error {
	byHand := map[string][]string{}
	for _, text := range i.answers {
		file, request, ok := strings.Cut(text, "=")
		if !ok || file == "" || request == "" {
			return usagef("--map %q: expected FILE=REQUEST, such as none.json=/v1/organizations/acme/instances", text)
		}
		byHand[file] = append(byHand[file], request)
	}
	report, err := snapshot.Import(i.from, i.output, snapshot.ImportOptions{
		Map:   byHand,
		Empty: i.empty,
		Collect: func(organization string, answers http.RoundTripper) error {
			client, err := live.NewClient(ctx, live.Config{Transport: answers})
			if err != nil {
				return err
			}
			_, _, err = client.Collect(ctx, live.Query{Organization: organization, Projects: i.projects})
			return err
		},
		About: snapshot.About{
			Tool:       snapshot.Tool{Name: "apireach", Version: env.Version},
			RecordedAt: env.Now().UTC().Format(time.RFC3339),
		},
	})
	if err != nil {
		return err
	}
	for _, file := range report.Ignored {
		fmt.Fprintf(env.Stderr, "ignored: %s: %s\n", file.File, file.Reason)
	}
	for _, request := range report.Emptied {
		fmt.Fprintf(env.Stderr, "empty, as you say: %s\n", request)
	}
	for _, request := range report.Lacking {
		fmt.Fprintf(env.Stderr, "not known: %s\n", request)
	}
	fmt.Fprintf(env.Stderr, "Imported %s into %s (%d of %d files used).\n",
		report.Organization, i.output, len(report.Used), len(report.Used)+len(report.Ignored))
	return nil
}
