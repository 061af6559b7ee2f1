package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/aws/executionlog"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/errorlog"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/paths"
	"github.com/apireach/terraform-provider-apireach/internal/report"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
)

func (d diagnosing) run(ctx context.Context, env Env) error {
	var q symptom.Inquiry
	see := q.Add
	if d.judged.aws.query.API != "" {
		see = func(o symptom.Observation) {
			o.Gateway = true
			q.Add(o)
		}
	}
	if err := d.observe(env, see); err != nil {
		return err
	}
	var world *gcp.World
	var gaps []check.Missing
	if d.logs {
		readLogs := d.readLogs
		if d.judged.aws.query.API != "" {
			readLogs = d.readExecutionLogs
		}
		read, err := readLogs(ctx, env, &world)
		if err != nil {
			return err
		}
		for _, o := range read.Seen {
			q.Add(o)
		}
		gaps = read.Gaps
	}
	diagnosis := q.Diagnosis()
	diagnosis.Gaps = gaps
	found, err := d.decide(ctx, env, diagnosis.Checks(), world)
	if err != nil {
		return err
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

// decide runs the checks that decide, if there is anything to run them on.
func (d diagnosing) decide(ctx context.Context, env Env, ids []string, world *gcp.World) (*check.Report, error) {
	if !d.checked() || len(ids) == 0 {
		return nil, nil //nolint:nilnil // no report: nothing is decided
	}
	judged := paths.Worlds{Google: world}
	if world == nil {
		var err error
		if judged, err = d.judged.worlds(ctx, env); err != nil {
			return nil, err
		}
	}
	judged.WarningDays = apigee.WarningDays
	r, err := judged.Judge(check.Options{Only: ids, Now: env.Now()}, false)
	if err != nil {
		return nil, err
	}
	return &r, nil
}

// readLogs reads the organization, and the logs of its load balancers.
func (d diagnosing) readLogs(ctx context.Context, env Env, world **gcp.World) (errorlog.Reading, error) {
	client, err := live.NewClient(ctx, complete(d.judged.config, env, unwrapped))
	if err != nil {
		return errorlog.Reading{}, err
	}
	if *world, _, err = client.Collect(ctx, d.judged.query); err == nil {
		q := errorlog.Query{Projects: d.judged.query.Projects, Now: env.Now(), Since: d.since}
		if d.status != 0 {
			q.Statuses = []int{d.status}
		}
		var read errorlog.Reading
		if read, err = errorlog.Read(ctx, client, *world, q); err == nil {
			clearProgress(env)
			fmt.Fprintf(env.Stderr, "Read %d log entries, from %s to %s.\n", len(read.Seen), read.From.UTC().Format(time.RFC3339), read.To.UTC().Format(time.RFC3339))
			return read, interrupted(ctx)
		}
	}
	clearProgress(env)
	return errorlog.Reading{}, errors.Join(err, interrupted(ctx))
}

var onlyStatus = regexp.MustCompile(`^\s*([1-5][0-9][0-9])\s*$`)

// observe reads what was seen.
func (d diagnosing) observe(env Env, see func(symptom.Observation)) error {
	if d.status != 0 {
		see(symptom.Observation{Status: d.status})
	}
	switch {
	case onlyStatus.MatchString(d.message):
		status, _ := strconv.Atoi(strings.TrimSpace(d.message)) // the pattern lets nothing else pass
		see(symptom.Observation{Status: status})
	case d.message == standardInput:
		if err := symptom.Read(env.Stdin, see); err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
	case d.message != "":
		if err := symptom.Read(strings.NewReader(d.message), see); err != nil {
			return fmt.Errorf("the message: %w", err)
		}
	case d.file != "":
		if err := readSymptoms(d.file, see); err != nil {
			return fmt.Errorf("%s: %w", d.file, reason(err))
		}
	}
	return nil
}

func readSymptoms(path string, see func(symptom.Observation)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(symptom.Read(file, see), file.Close())
}

// readExecutionLogs reads an API of API Gateway, and the logs of its stages.
func (d diagnosing) readExecutionLogs(ctx context.Context, env Env, _ **gcp.World) (symptom.Reading, error) {
	a := d.judged.aws
	a.config.RequestTimeout, a.config.MaxRetries = d.judged.config.RequestTimeout, d.judged.config.MaxRetries
	client, err := a.client(ctx, env, unwrapped)
	if err != nil {
		return symptom.Reading{}, err
	}
	var read symptom.Reading
	api, _, err := client.Collect(ctx, a.query)
	if err == nil {
		read, err = executionlog.Read(ctx, client, api, executionlog.Query{Now: env.Now(), Since: d.since})
	}
	clearProgress(env)
	if err := errors.Join(err, interrupted(ctx)); err != nil {
		return symptom.Reading{}, err
	}
	fmt.Fprintf(env.Stderr, "Read %d log entries, from %s to %s.\n", len(read.Seen), read.From.UTC().Format(time.RFC3339), read.To.UTC().Format(time.RFC3339))
	return read, nil
}
