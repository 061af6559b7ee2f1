package check

import (
	"cmp"
	"slices"
)

// Fact is one named part of a witness.
type Fact struct {
	Name string
	// Value is a string or an integer.
	Value any
}

// Missing names something a verdict would have needed.
type Missing struct {
	// What is missing, and why: "firewall rules of network X: the caller lacks …".
	What string
	// Settle says what would settle it.
	Settle string
}

// Result is what a check says about one subject.
type Result struct {
	Verdict    Verdict
	Confidence Confidence
	// Inference is what an inferred verdict is inferred from; "" stands for references in
	// the configuration.
	Inference string
	// Subject is the Terraform address where there is one, else the cloud's name.
	Subject string
	// Field is the field of the subject that is at fault, as the REST resource spells
	// it; "" when the resource as a whole is.
	Field string
	// Region is the region that the verdict is about; "" when it is global or not known.
	Region string
	// Summary states subject and fact in one line without a period.
	Summary string
	// Detail says what cannot happen, between what, and the evidence.
	Detail string
	// Remediation says what to change here; "" stands for the check's general fix.
	Remediation string
	// Witness is the counterexample of a failure.
	Witness []Fact
	// Trace is the evidence step by step.
	Trace []string
	// Related names the other resources involved.
	Related []string
	// Missing says what an unknown verdict lacks.
	Missing []Missing
	// Repairs are ways to mend a failure, the best first, that nobody has tried yet.
	Repairs []Repair
}

// Finding is a check's verdict on one subject.
type Finding struct {
	Check    string
	Hop      Hop
	Severity Severity
	Symptom  string
	Doc      string
	Result
	// Waived is the waiver that accepts the failure, or nil.
	Waived *Waiver
	// Location is where the subject is configured, or nil when that is not known.
	Location *Location
	// Fix is a repair that was tried: judged again with it, the failure is gone. Nil
	// if there is none.
	Fix *Fix
}

// sortFindings orders findings by hop, check, subject and summary.
func sortFindings(findings []Finding) {
	hops := HopsOf(findings)
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(slices.Index(hops, a.Hop), slices.Index(hops, b.Hop)),
			cmp.Compare(a.Check, b.Check),
			cmp.Compare(a.Subject, b.Subject),
			cmp.Compare(a.Verdict, b.Verdict),
			cmp.Compare(a.Summary, b.Summary),
			cmp.Compare(a.Detail, b.Detail),
		)
	})
}
