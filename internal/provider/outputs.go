package provider

import "github.com/hashicorp/terraform-plugin-framework/types"

// outputs are what everything with checks computes.
var outputs = []attribute{
	{name: "verdict", typ: types.StringType, doc: "`fail` if any error that no waiver accepts was found, else `unknown` if a check of severity error could not be decided, " +
		"else `pass`; `not_applicable` if no check applied."},
	{name: "passed", typ: types.BoolType, doc: "Whether nothing reached `fail_on`."},
	{name: "summary", typ: types.StringType, doc: "The outcome in a few words."},
	{name: "counts", doc: "How many findings have each verdict; a failure that a waiver accepts counts as `waived` only.", fields: []attribute{
		{name: "pass", typ: types.Int64Type, doc: "Findings that pass."},
		{name: "fail", typ: types.Int64Type, doc: "Findings that fail."},
		{name: "unknown", typ: types.Int64Type, doc: "Findings that could not be decided."},
		{name: "not_applicable", typ: types.Int64Type, doc: "Findings about something that the configuration does not use."},
		{name: "waived", typ: types.Int64Type, doc: "Failures that waivers accept."},
	}},
	{name: "findings", many: true, fields: findingFields, doc: "Every verdict of every check, in the order of the traffic."},
	{name: "report_json", typ: types.StringType, doc: "The report as JSON, format 1.0, as the command line prints it, but without the lines of configuration: they move without anything being changed."},
	{name: "diagram", typ: types.StringType, doc: "The path as a Mermaid diagram with the broken hops marked."},
}

// findingFields are the attributes of one finding.
var findingFields = []attribute{
	{name: "check", typ: types.StringType, doc: "Id of the check, such as `load-balancer-reaches-proxies`."},
	{name: "hop", typ: types.StringType, doc: "Stage of the path: `proxy`, `firewall`, `network`, `environment`, …"},
	{name: "verdict", typ: types.StringType, doc: "`pass`, `fail`, `unknown` or `not_applicable`."},
	{name: "severity", typ: types.StringType, doc: "What a failure means: `error` stops traffic, `warning` may."},
	{name: "confidence", typ: types.StringType, doc: "`certain`, or `inferred` where a reference stood in for a value."},
	{name: "subject", typ: types.StringType, doc: "The resource it is about: its address among the inputs, else the cloud's name for it."},
	{name: "field", typ: types.StringType, doc: "The field of the subject that is at fault, as the REST resource spells it; empty when the resource as a whole is."},
	{name: "region", typ: types.StringType, doc: "The region that the verdict is about; empty when it is global or not known."},
	{name: "symptom", typ: types.StringType, doc: "What clients see when the check fails, such as `502`."},
	{name: "summary", typ: types.StringType, doc: "Subject and fact in one line."},
	{name: "detail", typ: types.StringType, doc: "What cannot happen, and the evidence."},
	{name: "remediation", typ: types.StringType, doc: "What to change."},
	{name: "fix", typ: types.StringType, doc: "A change to the configuration as text, with which the failure is gone when the resources are judged again; null if none was found."},
	{name: "witness", typ: mapOfStrings, doc: "The counterexample that proves a failure, such as a packet's `source` and `port` and the `rule` that decides."},
	{name: "trace", typ: listOfStrings, doc: "The evidence step by step."},
	{name: "related", typ: listOfStrings, doc: "The other resources involved."},
	{name: "missing", many: true, doc: "What an unknown verdict lacks.", fields: []attribute{
		{name: "what", typ: types.StringType, doc: "What is missing, and why."},
		{name: "settle", typ: types.StringType, doc: "What would settle it."},
	}},
	{name: "waived_reason", typ: types.StringType, doc: "Reason of the waiver that accepts the failure, else null."},
	{name: "doc", typ: types.StringType, doc: "The check's page."},
}
