package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
)

// diagnosing is what `apireach diagnose` is asked for.
type diagnosing struct {
	message, file string
	status        int
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
			"With --apigee, --snapshot or --plan the checks that decide between the causes are run, as by apireach check, and say which cause it is.\n\n" +
			"The exit status is 1 when a check confirms a cause, 3 when something cannot be read, else 0.",
		Example: "  apireach diagnose --status 502\n" +
			"  curl -v https://api.example.com/ 2>&1 | apireach diagnose -\n" +
			"  gcloud logging read 'resource.type=\"http_load_balancer\" AND severity>=WARNING' --freshness 1h --format json | apireach diagnose - --apigee acme\n" +
			"  apireach diagnose --status 503 --plan plan.json",
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
	f.StringVar(&d.format, "format", "text", "text or json")
	f.StringVar(&d.judged.query.Organization, "apigee", "", "run the checks on this Apigee `organization`")
	f.StringVar(&d.judged.plan.path, "plan", "", "run the checks on this `plan`, the output of terraform show -json")
	f.BoolVar(&d.judged.plan.complete, "complete", false, "there is nothing but what the plan has")
	f.BoolVar(&d.judged.plan.live, "live", false, "lay the plan over what there is, read from Google Cloud")
	f.StringVar(&d.judged.snapshot, "snapshot", "", "read this `folder`, made by apireach snapshot, in place of Google Cloud")
	f.StringArrayVar(&d.judged.query.Projects, "project", nil, "a `project` of the load balancer and the proxies; repeatable")
	f.StringArrayVar(&d.judged.query.Hostnames, "hostname", nil, "a `name` that clients use; repeatable")
	googleFlags(f, &d.judged.config)
	return cmd
}

// refuse says which arguments and flags do not go together.
func (d diagnosing) refuse(message bool, cmd *cobra.Command) error {
	if d.format != "text" && d.format != "json" {
		return usagef("--format %q: expected text or json", d.format)
	}
	status := cmd.Flags().Changed("status")
	switch {
	case !message && d.file == "" && !status:
		return usagef("%s needs a message, - for standard input, --file or --status", cmd.CommandPath())
	case message && d.file != "":
		return usagef("give a message or --file, not both")
	case status && (d.status < 100 || d.status > 599):
		return usagef("--status %d: expected an HTTP status, 100 to 599", d.status)
	case d.judged.plan.path == standardInput:
		return usagef("--plan - is not possible: standard input is for messages; give a file")
	case d.checked() || d.judged.plan.complete || d.judged.plan.live || d.judged.snapshot != "":
		return d.judged.refuse(cmd.Flags().Changed, cmd.CommandPath())
	}
	return nil
}

// checked says whether checks are run.
func (d diagnosing) checked() bool {
	return d.judged.query.Organization != "" || d.judged.plan.path != ""
}

func (d diagnosing) run(ctx context.Context, env Env) error {
	diagnosis, err := d.diagnose(env)
	if err != nil {
		return err
	}
	var found *check.Report
	if ids := diagnosis.Checks(); d.checked() && len(ids) > 0 {
		world, locate, err := d.judged.world(ctx, env)
		if err != nil {
			return err
		}
		inventory, err := world.Inventory()
		if err != nil {
			return err
		}
		r := check.Run(inventory, apigee.Checks(), check.Options{Only: ids, Now: env.Now()})
		if found = &r; locate != nil {
			r.Locate(locate)
		}
	}
	decided := diagnosis.Decide(found)
	if d.format == "json" {
		text, err := report.DiagnosisJSON(report.NewDiagnosis(diagnosis, decided, report.Tool{Name: "apireach", Version: env.Version}))
		if err != nil {
			return err
		}
		if _, err := env.Stdout.Write(text); err != nil {
			return err
		}
	} else {
		o := report.TextOptions{Color: env.Color && env.Getenv("NO_COLOR") == "", Width: min(env.Width, maxWidth)}
		if _, err := fmt.Fprint(env.Stdout, report.DiagnosisText(diagnosis, decided, o)); err != nil {
			return err
		}
	}
	if len(decided) > 0 && decided[0].Ruling == symptom.Confirmed {
		return errFindings
	}
	return nil
}

var onlyStatus = regexp.MustCompile(`^\s*([1-5][0-9][0-9])\s*$`)

// diagnose reads what was seen.
func (d diagnosing) diagnose(env Env) (symptom.Diagnosis, error) {
	var q symptom.Inquiry
	if d.status != 0 {
		q.Add(symptom.Observation{Status: d.status})
	}
	switch {
	case onlyStatus.MatchString(d.message):
		status, _ := strconv.Atoi(strings.TrimSpace(d.message)) // the pattern lets nothing else pass
		q.Add(symptom.Observation{Status: status})
	case d.message == standardInput:
		if err := symptom.Read(env.Stdin, q.Add); err != nil {
			return symptom.Diagnosis{}, fmt.Errorf("standard input: %w", err)
		}
	case d.message != "":
		if err := symptom.Read(strings.NewReader(d.message), q.Add); err != nil {
			return symptom.Diagnosis{}, fmt.Errorf("the message: %w", err)
		}
	case d.file != "":
		if err := readSymptoms(d.file, q.Add); err != nil {
			return symptom.Diagnosis{}, fmt.Errorf("%s: %w", d.file, reason(err))
		}
	}
	return q.Diagnosis(), nil
}

func readSymptoms(path string, see func(symptom.Observation)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(symptom.Read(file, see), file.Close())
}
