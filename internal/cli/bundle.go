package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/errorlog"
)

// bundling is what `apireach bundle` is asked for.
type bundling struct {
	checking
	output string
	force  bool
	since  time.Duration
	probe  bool
}

func newBundle(env Env) *cobra.Command {
	var b bundling
	cmd := &cobra.Command{
		Use:   "bundle --apigee ORG | --api ID -o FILE.zip",
		Short: "Gather what a support case needs into one zip file",
		Long: "Gathers the organization, environments, instances, load balancers and networks, what the checks find, a snapshot, what the load\n" +
			"balancer has logged, and the certificates that it serves, into one zip file for a support case. CHECKLIST.md in it says what only a\n" +
			"person can add, manifest.json what is inside, what was removed and what is missing.\n\n" +
			"With --api it gathers an API of Amazon API Gateway: stages, integrations, VPC links, load balancers, targets and their health, security\n" +
			"groups, network ACLs, and what the execution logs of REST APIs and the access logs of HTTP APIs tell. Nothing is probed: backends\n" +
			"answer within the VPC only.\n\n" +
			"Secrets are cut out before anything is written: credentials, keys, metadata, header values, and of log entries clients' addresses, paths,\n" +
			"queries and headers. Names of projects, resources and hosts, and addresses of your network, are in it.\n\n" +
			"With --snapshot it is made of a recording, without network: logs are left out, and nothing is probed unless --probe asks for it.\n" +
			"The same recording gives the same bytes on the same day. The file is written whole or not at all, and none is replaced without --force.",
		Example: "  apireach bundle --apigee acme -o acme.zip\n" +
			"  apireach bundle --apigee acme --snapshot snapshots/acme -o acme.zip\n" +
			"  apireach bundle --api a1b2c3d4e5 --stage prod -o orders.zip",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("probe") {
				b.probe = b.snapshot == "" && b.aws.query.API == ""
			}
			if err := b.refuse(cmd.Flags().Changed, cmd.CommandPath()); err != nil {
				return err
			}
			return b.run(cmd.Context(), env)
		},
	}
	f := cmd.Flags()
	f.StringVar(&b.query.Organization, "apigee", "", "the Apigee `organization`")
	f.StringArrayVar(&b.query.Projects, "project", nil, "a `project` of the load balancer and the proxies; repeatable (default: the organization's)")
	f.StringArrayVar(&b.query.Hostnames, "hostname", nil, "a `name` that clients use; repeatable (default: those of the environment groups)")
	f.StringArrayVar(&b.clientRanges, "client-range", nil, "a `CIDR` that clients come from; repeatable")
	f.StringVar(&b.snapshot, "snapshot", "", "make it of this `folder`, made by apireach snapshot, in place of Google Cloud")
	f.StringVarP(&b.output, "output", "o", "", "the zip `file` to write")
	f.BoolVar(&b.force, "force", false, "replace a file that is there")
	f.DurationVar(&b.since, "since", errorlog.DefaultSince, "how far back log entries are read, such as `1h`")
	f.BoolVar(&b.probe, "probe", false, "shake hands with the hosts and the load balancers (default: unless --snapshot is given)")
	googleFlags(f, &b.config)
	awsFlags(f, &b.aws)
	return cmd
}

// refuse says which flags are missing or do not go together.
func (b bundling) refuse(changed func(string) bool, command string) error {
	switch {
	case b.query.Organization == "" && b.aws.query.API == "":
		return usagef("%s needs --apigee, the name of an organization, or --api, the id of an API", command)
	case b.probe && b.aws.query.API != "":
		return usagef("--probe goes with --apigee: backends of private integrations answer within their VPC only")
	case b.output == "":
		return usagef("%s needs --output, the file to write", command)
	case changed("snapshot") && b.snapshot == "":
		return usagef("--snapshot is empty: a variable may not be set")
	case changed("since") && b.snapshot != "":
		return usagef("--since is for logs, and a snapshot has none")
	case b.since <= 0 || b.since > errorlog.MostSince:
		return usagef("--since %s: expected a time such as 1h, and %s at most", b.since, errorlog.MostSince)
	}
	info, err := os.Stat(filepath.Dir(b.output))
	if err == nil && !info.IsDir() {
		err = errors.New("expected a folder, got a file")
	}
	if err != nil {
		return fmt.Errorf("--output %s: %s: %w", b.output, filepath.Dir(b.output), reason(err))
	}
	if exists(b.output) && !b.force {
		return usagef("--output %s: the file exists; give another name, or --force", b.output)
	}
	return b.checking.refuse(changed, command)
}

func (b bundling) run(ctx context.Context, env Env) error {
	gather := b.gather
	if b.aws.query.API != "" {
		gather = b.gatherAWS
	}
	out, err := gather(ctx, env)
	if err != nil {
		return err
	}
	var data bytes.Buffer
	if err := out.Zip(&data); err != nil {
		return err
	}
	if exists(b.output) && !b.force { // by now
		return fmt.Errorf("%s: the file exists; give another name, or --force", b.output)
	}
	if err := writeFile(b.output, data.Bytes()); err != nil {
		return fmt.Errorf("%s: %w", b.output, reason(err))
	}
	for _, m := range out.Missing {
		fmt.Fprintf(env.Stderr, "not in it: %s; to settle it, %s\n", m.What, m.Settle)
	}
	fmt.Fprintf(env.Stderr, "Wrote %s (%d files). CHECKLIST.md in it says what only you can add; look through it before you send it.\n", b.output, len(out.Files))
	return nil
}
