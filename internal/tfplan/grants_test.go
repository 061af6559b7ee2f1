package tfplan_test

import (
	"strings"
	"testing"
)

// A plan may have thousands of grants, of which the checks ask about few.
func TestOfGrantsOnlyThoseOfRolesThatMatterAreKept(t *testing.T) {
	t.Parallel()
	grant := func(change string) string {
		return `{"format_version": "1.0", "resource_changes": [{"address": "google_project_iam_member.a", "type": "google_project_iam_member", "change": {` + change + `}}]}`
	}
	for name, c := range map[string]struct {
		change string
		kept   bool
	}{
		"the agent's role":        {`"actions": ["create"], "after": {"role": "roles/apigee.serviceAgent"}`, true},
		"a role on keys":          {`"actions": ["create"], "after": {"role": "roles/cloudkms.cryptoKeyDecrypter"}`, true},
		"a role of one's own":     {`"actions": ["create"], "after": {"role": "projects/acme/roles/agents"}`, true},
		"a basic role":            {`"actions": ["create"], "after": {"role": "roles/owner"}`, true},
		"a role that comes later": {`"actions": ["create"], "after": {}, "after_unknown": {"role": true}`, true},
		"one that is taken away":  {`"actions": ["delete"], "before": {"role": "roles/apigee.serviceAgent"}, "after": null`, true},
		"one that is exchanged":   {`"actions": ["delete", "create"], "before": {"role": "roles/apigee.serviceAgent"}, "after": {"role": "roles/viewer"}`, true},
		"another role":            {`"actions": ["create"], "after": {"role": "roles/viewer"}`, false},
		"one spelled otherwise":   {`"actions": ["create"], "after": {"r\u006fle": "roles/owner"}`, true},
		"with a slash escaped":    {`"actions": ["create"], "after": {"role": "roles\/apigee.serviceAgent"}`, true},
		"none":                    {`"actions": ["create"], "after": {"role": null}`, true},
		"another, taken away":     {`"actions": ["delete"], "before": {"role": "roles/viewer"}, "after": null`, false},
	} {
		if got := len(read(t, grant(c.change)).Resources); (got == 1) != c.kept {
			t.Errorf("%s: kept %d", name, got)
		}
	}
	state := `{"format_version": "1.0", "values": {"root_module": {"resources": [
		{"type": "google_project_iam_member", "address": "A", "values": {"role": "roles/owner"}},
		{"type": "google_project_iam_member", "address": "B", "values": {"role": "roles/viewer"}}]}}}`
	if got := read(t, state).Resources; len(got) != 1 || got[0].Address != "A" {
		t.Errorf("of a state: kept %+v", got)
	}
	binding := strings.ReplaceAll(grant(`"actions": ["create"], "after": {"role": "roles/viewer", "members": []}`), "_member", "_binding")
	if got := len(read(t, binding).Resources); got != 0 {
		t.Errorf("a binding: kept %d", got)
	}
}
