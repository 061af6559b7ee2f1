package gcp_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

func TestCutJSONKeepsWhatIsNotSecretAsItIs(t *testing.T) {
	t.Parallel()
	const body = `{"allowed":[{"IPProtocol":"tcp"}],"description":null,"disabled":false,"fraction":1e2,"id":18446744073709551615,"name":"a<b>"}`
	got, err := gcp.CutJSON([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != body {
		t.Errorf("got  %s\nwant %s", got, body)
	}
}

func TestCutJSONCuts(t *testing.T) {
	t.Parallel()
	got, err := gcp.CutJSON([]byte(`[{"properties":{"metadata":{"items":[{"key":"db","value":"s3cr3t"}]}},"nextPageToken":"t"}]`))
	if err != nil {
		t.Fatal(err)
	}
	if want := `[{"nextPageToken":"t","properties":{"metadata":{"items":[{"key":"db","value":null}]}}}]`; string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCutJSONRefusesWhatIsNoJSON(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "<html>", `{"a":`, `{} {}`} {
		if got, err := gcp.CutJSON([]byte(body)); err == nil {
			t.Errorf("%q gives %s", body, got)
		}
	}
}
