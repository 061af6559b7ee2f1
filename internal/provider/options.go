package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/registry"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// inputs are what everything with checks takes.
var inputs = []attribute{
	{name: "only", use: optional, typ: listOfStrings, doc: "Ids of checks, or hops, to which the run is restricted. Everything is checked by default."},
	{name: "fail_on", use: optional, typ: types.StringType, doc: "What makes the plan fail: `error` (the default), `warning` (and errors), `unknown` (and failures) or `never`. " +
		"What does not make it fail is a warning."},
	{name: "waivers", use: optional, many: true, doc: "Failures that you accept. A waiver that is expired, or accepts nothing, is reported.", fields: []attribute{
		{name: "check", use: required, typ: types.StringType, doc: "Id of the check."},
		{name: "subject", use: optional, typ: types.StringType, doc: "Subject of the failure; `*` stands for any text. Every subject by default."},
		{name: "reason", use: required, typ: types.StringType, doc: "Why the failure is accepted."},
		{name: "expires", use: optional, typ: types.StringType, doc: "Last day on which the waiver holds (UTC), such as `2026-12-31`. It never expires by default."},
	}},
}

// optionsModel holds the values of [inputs].
type optionsModel struct {
	Only    types.List   `tfsdk:"only"`
	FailOn  types.String `tfsdk:"fail_on"`
	Waivers types.List   `tfsdk:"waivers"`
}

type waiverModel struct {
	Check   types.String `tfsdk:"check"`
	Subject types.String `tfsdk:"subject"`
	Reason  types.String `tfsdk:"reason"`
	Expires types.String `tfsdk:"expires"`
}

// options say what is checked and what follows from it.
type options struct {
	only    []string
	failOn  check.FailOn
	waivers []check.Waiver
	// unknown names the arguments whose value is not known during this plan.
	unknown []string
}

// options reads the arguments; the errors point at them. What is unknown is
// named, not judged.
func (m optionsModel) options(ctx context.Context) (options, diag.Diagnostics) {
	var diags diag.Diagnostics
	var o options
	o.only = o.strings(ctx, "only", m.Only, &diags)
	for i, name := range o.only {
		if err := knownCheckOrHop(name); err != nil {
			diags.AddAttributeError(path.Root("only").AtListIndex(i), "Unknown check", fmt.Sprintf("only[%d]: %v", i, err))
		}
	}
	var err error
	switch {
	case m.FailOn.IsUnknown():
		o.unknown = append(o.unknown, "fail_on")
	default:
		if o.failOn, err = check.ParseFailOn(m.FailOn.ValueString()); err != nil {
			diags.AddAttributeError(path.Root("fail_on"), "Unknown threshold", sentence(err))
		}
	}
	o.readWaivers(ctx, m.Waivers, &diags)
	return o, diags
}

// strings reads a list of strings, null for none.
func (o *options) strings(ctx context.Context, name string, list types.List, diags *diag.Diagnostics) []string {
	if list.IsNull() {
		return nil
	}
	if list.IsUnknown() {
		o.unknown = append(o.unknown, name)
		return nil
	}
	var elements []types.String
	diags.Append(list.ElementsAs(ctx, &elements, false)...)
	var out []string
	for i, e := range elements {
		switch {
		case e.IsUnknown():
			o.unknown = append(o.unknown, fmt.Sprintf("%s[%d]", name, i))
		case strings.TrimSpace(e.ValueString()) == "":
			diags.AddAttributeError(path.Root(name).AtListIndex(i), "Nothing given",
				fmt.Sprintf("%s[%d]: expected a name, got nothing.", name, i))
		default:
			out = append(out, e.ValueString())
		}
	}
	return out
}

func (o *options) readWaivers(ctx context.Context, list types.List, diags *diag.Diagnostics) {
	if list.IsUnknown() {
		o.unknown = append(o.unknown, "waivers")
		return
	}
	for i, element := range list.Elements() {
		at := path.Root("waivers").AtListIndex(i)
		object, ok := element.(types.Object)
		if !ok || object.IsUnknown() {
			o.unknown = append(o.unknown, at.String())
			continue
		}
		if object.IsNull() {
			continue // the framework says that its required attributes are missing
		}
		var m waiverModel
		diags.Append(object.As(ctx, &m, objectAsGiven)...)
		if w, known := m.waiver(at, diags); known {
			o.waivers = append(o.waivers, w)
		} else {
			o.unknown = append(o.unknown, at.String())
		}
	}
}

// waiver reads one waiver; known is false when a part of it is unknown.
func (m waiverModel) waiver(at path.Path, diags *diag.Diagnostics) (_ check.Waiver, known bool) {
	if m.Check.IsUnknown() || m.Subject.IsUnknown() || m.Reason.IsUnknown() || m.Expires.IsUnknown() {
		return check.Waiver{}, false
	}
	w := check.Waiver{Check: m.Check.ValueString(), Subject: m.Subject.ValueString(), Reason: m.Reason.ValueString()}
	ids := checkIDs()
	if err := w.Validate(ids); err != nil {
		part := "reason"
		if !ids[w.Check] {
			part = "check"
		}
		diags.AddAttributeError(at.AtName(part), "Invalid waiver", fmt.Sprintf("%s: %s", at.AtName(part), sentence(err)))
	}
	if day := m.Expires.ValueString(); !m.Expires.IsNull() {
		expires, err := time.Parse(time.DateOnly, day)
		if err != nil {
			diags.AddAttributeError(at.AtName("expires"), "Invalid waiver",
				fmt.Sprintf("%s: expected a day such as 2026-12-31, got %q.", at.AtName("expires"), day))
		}
		w.Expires = expires
	}
	return w, true
}

func checkIDs() map[string]bool {
	ids := map[string]bool{}
	for _, c := range registry.Checks() {
		ids[c.ID] = true
	}
	return ids
}

// knownCheckOrHop says what there is to choose from when a name is neither.
func knownCheckOrHop(name string) error {
	var ids, hops []string
	for _, c := range registry.Checks() {
		ids = append(ids, c.ID)
		if !slices.Contains(hops, string(c.Hop)) {
			hops = append(hops, string(c.Hop))
		}
	}
	if slices.Contains(ids, name) || slices.Contains(hops, name) {
		return nil
	}
	slices.Sort(ids)
	return fmt.Errorf("%q is neither a check nor a hop. Hops: %s. Checks: %s", name, strings.Join(hops, ", "), strings.Join(ids, ", "))
}
