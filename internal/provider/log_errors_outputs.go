package provider

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/errorlog"
	"github.com/apireach/terraform-provider-apireach/internal/symptom"
)

// logErrorsInputs are the arguments of the data source.
var logErrorsInputs = []attribute{
	{name: "organization", use: optional, typ: types.StringType, doc: "Name of the Apigee organization, which is that of its project. Set it or `api_id`."},
	{name: "projects", use: optional, typ: listOfStrings, doc: "Projects that hold the load balancer and the proxies, and their logs. The organization's own by default."},
	{name: "api_id", use: optional, typ: types.StringType, doc: "Id of a REST or HTTP API of Amazon API Gateway."},
	{name: "stage_name", use: optional, typ: types.StringType, doc: "Name of one of the API's stages. All of them by default."},
	{name: "since", use: optional, typ: types.StringType, doc: "How far back entries are read, such as `90m`. 24 hours by default, 720 at most."},
	{name: "statuses", use: optional, typ: listOfNumbers, doc: "Statuses of the requests that are wanted. Every error by default, and failures of health checks, which have no status."},
	{name: "limit", use: optional, typ: types.Int64Type, doc: "How many entries of each kind and project are read at most, the newest first. 1000 by default, 10000 at most."},
}

// logErrorsOutputs are what it computes.
var logErrorsOutputs = []attribute{
	{name: "from", typ: types.StringType, doc: "Begin of the time that was looked at (RFC 3339, UTC)."},
	{name: "to", typ: types.StringType, doc: "End of it: when the data source was read."},
	{name: "total", typ: types.Int64Type, doc: "How many entries the groups have in all."},
	{name: "groups", many: true, fields: groupFields, doc: "What was found, by cause, the largest group first. Each entry counts for its likeliest cause."},
	{name: "complete", typ: types.BoolType, doc: "Whether there are no `gaps`: only then does no group mean no error of these kinds."},
	{name: "gaps", many: true, doc: "What the logs do not tell.", fields: fieldsOf(findingFields, "missing")},
}

// groupFields are the attributes of a group.
var groupFields = []attribute{
	{name: "cause", typ: types.StringType, doc: "Id of the cause, such as `no-healthy-backend`; `unexplained` where none is known."},
	{name: "title", typ: types.StringType, doc: "The cause in a few words."},
	{name: "why", typ: types.StringType, doc: "How it makes the error."},
	{name: "count", typ: types.Int64Type, doc: "How many entries."},
	{name: "first_seen", typ: types.StringType, doc: "Time of the first (RFC 3339, UTC)."},
	{name: "last_seen", typ: types.StringType, doc: "Time of the last."},
	{name: "seen", typ: listOfStrings, doc: "What the entries look like."},
	{name: "statuses", typ: listOfNumbers, doc: "Statuses of the answers."},
	{name: "status_details", typ: listOfStrings, doc: "The `statusDetails` of the entries."},
	{name: "backend_services", typ: listOfStrings, doc: "Names of the backend services."},
	{name: "hosts", typ: listOfStrings, doc: "Hosts that clients asked for."},
	{name: "rules", typ: listOfStrings, doc: "The rules of Cloud Armor that decided: policy and priority."},
	{name: "example", typ: types.StringType, doc: "What is kept of the latest entry. Of the client only its network is, and nothing of path, query, headers and user agent."},
	{name: "checks", typ: listOfStrings, doc: "Ids of the checks that decide whether it is this cause."},
	{name: "ruling", typ: types.StringType, doc: "What the checks say now: `confirmed`, `cleared`, `undecided` or `not_checked`; `logged` where the load balancer itself says that it is this cause."},
	{name: "findings", typ: listOfStrings, doc: "Summaries of the findings that confirm it, or leave it open."},
	{name: "next", typ: types.StringType, doc: "What else to look at."},
}

var groupType = types.ObjectType{AttrTypes: attrTypes(groupFields)}

// set gives the values of [logErrorsOutputs].
func (m *logErrorsModel) set(read errorlog.Reading, report *check.Report) {
	total := 0
	groups := make([]attr.Value, len(read.Groups))
	for i, g := range read.Groups {
		total += g.Count
		groups[i] = groupOf(g, report)
	}
	gaps := make([]attr.Value, len(read.Gaps))
	for i, g := range read.Gaps {
		gaps[i] = types.ObjectValueMust(missingType.AttrTypes, map[string]attr.Value{"what": types.StringValue(g.What), "settle": types.StringValue(g.Settle)})
	}
	m.From, m.To = instant(read.From), instant(read.To)
	m.Total, m.Complete = types.Int64Value(int64(total)), types.BoolValue(len(gaps) == 0)
	m.Groups, m.Gaps = types.ListValueMust(groupType, groups), types.ListValueMust(missingType, gaps)
}

func groupOf(g symptom.Group, report *check.Report) attr.Value {
	ruling, found := g.Rule(report, g.Logged)
	findings := make([]string, len(found))
	for i, f := range found {
		findings[i] = f.Check + ": " + f.Summary
	}
	return types.ObjectValueMust(groupType.AttrTypes, map[string]attr.Value{
		"cause": types.StringValue(g.ID), "title": types.StringValue(g.Title), "why": types.StringValue(g.Why),
		"count": types.Int64Value(int64(g.Count)), "first_seen": instant(g.First), "last_seen": instant(g.Last),
		"seen": stringsOf(g.Seen), "statuses": numbersOf(g.Statuses), "status_details": stringsOf(g.Details),
		"backend_services": stringsOf(g.Services), "hosts": stringsOf(g.Hosts), "rules": stringsOf(g.Where), "example": types.StringValue(g.Example),
		"checks": stringsOf(g.Checks), "ruling": types.StringValue(string(ruling)), "findings": stringsOf(findings), "next": types.StringValue(g.Next),
	})
}

func numbersOf(numbers []int) types.List {
	out := make([]attr.Value, len(numbers))
	for i, n := range numbers {
		out[i] = types.Int64Value(int64(n))
	}
	return types.ListValueMust(types.Int64Type, out)
}

// instant is a time as text, null for none.
func instant(t time.Time) types.String {
	if t.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(t.UTC().Format(time.RFC3339))
}
