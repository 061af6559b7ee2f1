package symptom

import (
	"strconv"
)

var (
	// statusLine begins an answer, as curl --verbose prints it or not.
	statusLine = once(`(?m)^[<*\s]*HTTP/[0-9.]+ ([1-5][0-9][0-9])\b`)
	viaGoogle  = once(`(?im)^[<\s]*via: *1\.1 google\b`)
	noBody     = once(`(?im)^[<\s]*content-length: *0\s*$`)
	// otherStatus is how a status stands in other messages, or alone.
	otherStatus = once(`(?i)(?:returned error:|status(?:[ _-]?code)?["':=\s]{1,4}|^\s*|error[:\s]+)([3-5][0-9][0-9])\b|\b([3-5][0-9][0-9]) (?:server error|bad gateway|service unavailable|forbidden|not found|too many requests|gateway time-?out)`)
)

// message reads what a client printed: answers one by one, and what stands before them.
func message(text string) []Observation {
	starts := statusLine().FindAllStringSubmatchIndex(text, -1)
	if len(starts) == 0 {
		o := Observation{Text: text}
		if m := otherStatus().FindStringSubmatch(text); m != nil {
			o.Status, _ = strconv.Atoi(m[1] + m[2])
		}
		return []Observation{o}
	}
	var out []Observation
	if before := text[:starts[0][0]]; len(messageOnly(before)) > 0 {
		out = append(out, Observation{Text: before})
	}
	for i, at := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		answer := text[at[0]:end]
		status, _ := strconv.Atoi(text[at[2]:at[3]])
		if status < 200 {
			continue // an interim answer: another follows
		}
		out = append(out, Observation{
			Status: status, Text: answer, BehindGoogle: viaGoogle().MatchString(answer), Empty: noBody().MatchString(answer),
		})
	}
	return out
}

// messageOnly are the signatures that a text has.
func messageOnly(text string) []signature {
	var out []signature
	for _, s := range messageSignatures {
		if s.matches(Observation{Text: text}) > 0 {
			out = append(out, s)
		}
	}
	return out
}
