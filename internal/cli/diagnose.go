package cli

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/errorlog"
)

// diagnosing is what `apireach diagnose` is asked for.
type diagnosing struct {
	message, file string
	status        int
	logs          bool
	since         time.Duration
	format        string
	// where the checks are run that decide, if anywhere
	judged checking
}

func newDiagnose(env Env) *cobra.Command {
	var d diagnosing
	cmd := &cobra.Command{
		Use:   "diagnose [MESSAGE | -]",
		Short: "Say what a status, an error message or log entries may come from, and which checks decide it",
		Long: "Ranks the causes that a symptom points to. MESSAGE is what a client printed, such as the output of curl --verbose, or a status; - is\n" +
			"standard input, --file a file. Log entries are JSON, as `gcloud logging read --format=json` writes them or one a line.\n" +
			"Nothing that was read is printed again: messages may hold tokens.\n\n" +
			"With --apigee, --api, --snapshot or --plan the checks that decide between the causes are run, as by apireach check, and say which cause it is.\n\n" +
			"With --logs the log entries of the organization's load balancers and health checks are read from Cloud Logging: what Cloud Armor denies,\n" +
			"what the load balancer cannot deliver, and what the backend answers with 404, 502, 503 or 504; with --status the requests that ended so.\n" +
			"With --api they are what the execution logs of a REST API or the access logs of an HTTP API say of requests that failed, in CloudWatch\n" +
			"Logs; access logs have to be JSON.\n" +
			"What is not logged, or logged in part, is told, as no entry does not mean no error. TLS errors are never logged.\n\n" +
			"The exit status is 1 when a check confirms a cause, 3 when something cannot be read, else 0.",
		Example: "  apireach diagnose --status 502\n" +
			"  curl -v https://api.example.com/ 2>&1 | apireach diagnose -\n" +
			"  gcloud logging read 'resource.type=\"http_load_balancer\" AND severity>=WARNING' --freshness 1h --format json | apireach diagnose - --apigee acme\n" +
			"  apireach diagnose --apigee acme --logs --since 1h\n" +
			"  apireach diagnose --status 503 --plan plan.json\n" +
			"  aws logs filter-log-events --log-group-name API-Gateway-Execution-Logs_a1b2c3d4e5/prod --filter-pattern '\"Execution failed\"' |\n" +
			"    apireach diagnose - --api a1b2c3d4e5 --stage prod",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("%s takes one message, got %q as well; quote it", cmd.CommandPath(), args[1])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				d.message = args[0]
			}
			if err := d.refuse(len(args) == 1, cmd); err != nil {
				return err
			}
			return d.run(cmd.Context(), env)
		},
	}
	f := cmd.Flags()
	f.IntVar(&d.status, "status", 0, "the HTTP `status` that clients see")
	f.StringVar(&d.file, "file", "", "a `file` with a message or log entries")
	f.BoolVar(&d.logs, "logs", false, "read log entries from Cloud Logging or CloudWatch Logs; needs --apigee or --api")
	f.DurationVar(&d.since, "since", errorlog.DefaultSince, "how far back log entries are read, such as `1h`")
	f.StringVar(&d.format, "format", "text", "text or json")
	f.StringVar(&d.judged.query.Organization, "apigee", "", "run the checks on this Apigee `organization`")
	f.StringVar(&d.judged.plan.path, "plan", "", "run the checks on this `plan`, the output of terraform show -json")
	f.BoolVar(&d.judged.plan.complete, "complete", false, "there is nothing but what the plan has")
	f.BoolVar(&d.judged.plan.live, "live", false, "lay the plan over what there is, read from Google Cloud")
	f.StringVar(&d.judged.snapshot, "snapshot", "", "read this `folder`, made by apireach snapshot, in place of Google Cloud")
	f.StringArrayVar(&d.judged.query.Projects, "project", nil, "a `project` of the load balancer and the proxies; repeatable")
	f.StringArrayVar(&d.judged.query.Hostnames, "hostname", nil, "a `name` that clients use; repeatable")
	f.BoolVar(&d.judged.query.Probe, "probe", false, "ask DNS for the names that clients use, and the servers there for their certificates (with --snapshot: as recorded)")
	googleFlags(f, &d.judged.config)
	awsFlags(f, &d.judged.aws)
	return cmd
}

// refuse says which arguments and flags do not go together.
func (d diagnosing) refuse(message bool, cmd *cobra.Command) error {
	if d.format != "text" && d.format != "json" {
		return usagef("--format %q: expected text or json", d.format)
	}
	status := cmd.Flags().Changed("status")
	switch {
	case !message && d.file == "" && !status && !d.logs:
		return usagef("%s needs a message, - for standard input, --file, --status or --logs", cmd.CommandPath())
	case message && d.file != "":
		return usagef("give a message or --file, not both")
	case status && (d.status < 100 || d.status > 599):
		return usagef("--status %d: expected an HTTP status, 100 to 599", d.status)
	case d.logs && d.judged.query.Organization == "" && d.judged.aws.query.API == "":
		return usagef("--logs needs --apigee, the name of an organization, or --api, the id of an API")
	case d.logs && (d.judged.plan.path != "" || d.judged.snapshot != ""):
		return usagef("--logs is of what there is; give neither --plan nor --snapshot")
	case cmd.Flags().Changed("since") && !d.logs:
		return usagef("--since is for --logs")
	case d.since <= 0 || d.since > errorlog.MostSince:
		return usagef("--since %s: expected a time such as 1h, and %s at most", d.since, errorlog.MostSince)
	case d.judged.plan.path == standardInput:
		return usagef("--plan - is not possible: standard input is for messages; give a file")
	case d.checked() || d.judged.plan.complete || d.judged.plan.live || d.judged.snapshot != "":
		return d.judged.refuse(cmd.Flags().Changed, cmd.CommandPath())
	}
	return nil
}

// checked says whether checks are run.
func (d diagnosing) checked() bool {
	return d.judged.query.Organization != "" || d.judged.aws.query.API != "" || d.judged.plan.path != ""
}
