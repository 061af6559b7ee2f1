package check_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// model is what the checks of these tests look at: nothing.
type model struct{}

// gives is a check that gives the results, whatever the model.
func gives(hop check.Hop, id string, severity check.Severity, results ...check.Result) check.Check[model] {
	return check.Check[model]{
		Meta: check.Meta{ID: id, Hop: hop, Severity: severity, Symptom: "502", Fix: "do " + id},
		Run:  func(model) []check.Result { return results },
	}
}

func result(v check.Verdict, subject string) check.Result {
	return check.Result{Verdict: v, Subject: subject, Summary: subject + " is " + v.String()}
}

func lines(findings []check.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, string(f.Hop)+" "+f.Check+" "+f.Subject+" "+f.Verdict.String())
	}
	return out
}

func TestRun_ordersByHopCheckAndSubjectWhateverTheOrderOfChecks(t *testing.T) {
	t.Parallel()
	checks := []check.Check[model]{
		gives(check.HopDNS, "b-dns", check.Error, result(check.Pass, "x")),
		gives(check.HopFirewall, "a-firewall", check.Error, result(check.Fail, "b"), result(check.Pass, "a")),
		gives(check.HopNetwork, "a-network", check.Error, result(check.Pass, "y"), result(check.Unknown, "y")),
		gives(check.HopNetwork, "b-network", check.Warning, result(check.NotApplicable, "a")),
		gives(check.HopPrerequisite, "a-prerequisite", check.Error, result(check.Pass, "a")),
	}
	want := []string{
		"dns b-dns x pass",
		"firewall a-firewall a pass", "firewall a-firewall b fail",
		"network a-network y unknown", "network a-network y pass",
		"network b-network a not_applicable",
		"prerequisite a-prerequisite a pass",
	}
	shuffle := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		shuffle.Shuffle(len(checks), func(i, j int) { checks[i], checks[j] = checks[j], checks[i] })
		report := check.Run(model{}, checks, check.Options{})
		if got := lines(report.Findings); !slices.Equal(got, want) {
			t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestRun_copiesWhatTheCheckSaysOfItself(t *testing.T) {
	t.Parallel()
	own := result(check.Fail, "own")
	own.Remediation = "do it here"
	report := check.Run(model{}, []check.Check[model]{
		gives(check.HopNetwork, "c", check.Warning, result(check.Fail, "general"), own, result(check.Pass, "pass")),
	}, check.Options{})
	for i, want := range []string{"do c", "do it here", ""} {
		f := report.Findings[i]
		if f.Remediation != want || f.Severity != check.Warning || f.Symptom != "502" || !strings.HasSuffix(f.Doc, "check-c") {
			t.Errorf("%s: %+v", f.Subject, f)
		}
	}
}

func TestRun_selectsByIDAndHop(t *testing.T) {
	t.Parallel()
	checks := []check.Check[model]{
		gives(check.HopDNS, "a", check.Error, result(check.Pass, "x")),
		gives(check.HopNetwork, "b", check.Error, result(check.Pass, "x")),
		gives(check.HopNetwork, "c", check.Error, result(check.Pass, "x")),
	}
	cases := []struct {
		only []string
		want string
	}{
		{nil, "a b c"}, {[]string{"c"}, "c"}, {[]string{"network"}, "b c"}, {[]string{"c", "dns"}, "a c"}, {[]string{"armor"}, ""},
	}
	for _, c := range cases {
		var ids []string
		for _, f := range check.Run(model{}, checks, check.Options{Only: c.only}).Findings {
			ids = append(ids, f.Check)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("only %v runs %q, want %q", c.only, got, c.want)
		}
	}
}

// A bug in one check must neither hide the others nor pass, and must not quote
// what the check looked at.
func TestRun_turnsABrokenCheckIntoUnknown(t *testing.T) {
	t.Parallel()
	broken := func(id string, run func(model) []check.Result) check.Check[model] {
		return check.Check[model]{Meta: check.Meta{ID: id, Hop: check.HopTLS, Severity: check.Error}, Run: run}
	}
	report := check.Run(model{}, []check.Check[model]{
		broken("a", func(model) []check.Result { panic("hunter2") }),
		broken("b", func(model) []check.Result { var s []check.Result; return s[3:4:5] }),
		broken("c", func(model) []check.Result { return nil }),
		gives(check.HopNetwork, "d", check.Error, result(check.Pass, "x")),
	}, check.Options{})
	if report.Verdict != check.Unknown || report.Counts != (check.Counts{Pass: 1, Unknown: 3}) {
		t.Fatalf("verdict %v, counts %+v", report.Verdict, report.Counts)
	}
	for _, f := range report.Findings[:3] {
		text := f.Summary + f.Detail + f.Missing[0].What
		if f.Verdict != check.Unknown || !strings.Contains(text, "bug") || strings.Contains(text, "hunter2") {
			t.Errorf("%s: %+v", f.Check, f.Result)
		}
	}
}

func TestRun_takesTheSeverityThatIsGiven(t *testing.T) {
	t.Parallel()
	checks := []check.Check[model]{
		gives(check.HopDNS, "a", check.Error, result(check.Fail, "x")),
		gives(check.HopDNS, "b", check.Warning, result(check.Fail, "x")),
	}
	for name, c := range map[string]struct {
		given   map[string]check.Severity
		want    []check.Severity
		verdict check.Verdict
	}{
		"none":        {nil, []check.Severity{check.Error, check.Warning}, check.Fail},
		"lower":       {map[string]check.Severity{"a": check.Warning}, []check.Severity{check.Warning, check.Warning}, check.Pass},
		"higher":      {map[string]check.Severity{"a": check.Warning, "b": check.Error}, []check.Severity{check.Warning, check.Error}, check.Fail},
		"of no check": {map[string]check.Severity{"c": check.Warning}, []check.Severity{check.Error, check.Warning}, check.Fail},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := check.Run(model{}, checks, check.Options{Severities: c.given})
			var got []check.Severity
			for _, f := range r.Findings {
				got = append(got, f.Severity)
			}
			if !slices.Equal(got, c.want) || r.Verdict != c.verdict || r.Passed(check.FailOnError) != (c.verdict == check.Pass) {
				t.Errorf("%v, %s", got, r.Verdict)
			}
		})
	}
}

func TestParseSeverity_takesTheTwoThereAre(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]check.Severity{"error": check.Error, "warning": check.Warning, "": 0, "Error": 0, "fatal": 0} {
		if got, err := check.ParseSeverity(text); got != want || (err == nil) != (want != 0) {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
}
