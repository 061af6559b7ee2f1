package live_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func collect(t *testing.T, s http.RoundTripper, q live.Query) (*aws.World, live.Stats, error) {
	t.Helper()
	client, err := live.NewClient(context.Background(), live.Config{Transport: s})
	if err != nil {
		t.Fatal(err)
	}
	return client.Collect(context.Background(), q)
}

// findings are those of a world, as text.
func findings(t *testing.T, w *aws.World) []string {
	t.Helper()
	w.Now, w.WarningDays = testkit.Now, 30
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range privateintegration.Judge(inv, check.Options{}).Findings {
		out = append(out, f.Verdict.String()+" "+f.Check+" "+f.Summary)
	}
	return out
}

// What is read of an account says the same as the account itself.
func TestWhatIsReadIsJudgedAlike(t *testing.T) {
	t.Parallel()
	for name, world := range testkit.AWSTopologies() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			built := world()
			read, stats, err := collect(t, built.Serve(), live.Query{API: built.API()})
			if err != nil {
				t.Fatal(err)
			}
			for _, typ := range aws.Types() {
				for _, g := range read.Gaps(typ) {
					t.Errorf("a gap in %s: %s: %s", typ, g.What, g.Reason)
				}
			}
			want := findings(t, built.Select(built.API(), "").World())
			if got := findings(t, read); !slices.Equal(got, want) {
				t.Errorf("read:\n%v\nbuilt:\n%v", got, want)
			}
			t.Logf("%d calls", stats.Calls)
		})
	}
}

func TestWhatDoesNotExist(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		query live.Query
		kind  live.Kind
	}{
		"the API":   {live.Query{API: "nope"}, live.KindAPINotFound},
		"the stage": {live.Query{API: testkit.RestAPI, Stage: "nope"}, live.KindStageNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := collect(t, testkit.NewREST().Serve(), c.query)
			var e *live.Error
			if !errors.As(err, &e) || e.Kind != c.kind {
				t.Errorf("got %v", err)
			}
		})
	}
}
