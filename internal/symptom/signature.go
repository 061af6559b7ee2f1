package symptom

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A signature is what something looks like. What it leaves out it does not ask.
type signature struct {
	// seen says it in words: they are shown, and the text that was read is not.
	seen string
	// status is one of these.
	status []int
	// details is one of these; a * at the end stands for any end.
	details []string
	// text matches in the message.
	text func() *regexp.Regexp
	// is asks what is left.
	is func(Observation) bool
	// proves says that it is the first cause and no sign of it: the load balancer itself
	// tells what it did.
	proves bool
	// vague says that it is a status, of which nobody knows who answered it.
	vague bool
	// causes are the ids of what it may come from, the likeliest first.
	causes []string
}

// weight is how much a signature tells. What a log or message says in words tells
// the cause, a status hardly.
func (s signature) weight() int {
	switch {
	case s.vague:
		return 1
	case len(s.details) > 0 || s.text != nil || len(s.status) == 0:
		return 3
	}
	return 2
}

// matches counts how often an observation looks so: a message may say it more than
// once, all else is once.
func (s signature) matches(o Observation) int {
	if len(s.status) > 0 && !slices.Contains(s.status, o.Status) ||
		len(s.details) > 0 && !slices.ContainsFunc(s.details, func(d string) bool { return glob(d, o.Details) }) ||
		s.is != nil && !s.is(o) ||
		s.vague && (o.Details != "" || o.denied() || o.Answered != 0) {
		return 0
	}
	if s.text != nil {
		return len(s.text().FindAllStringIndex(o.Text, -1))
	}
	return 1
}

func glob(pattern, text string) bool {
	if begin, any := strings.CutSuffix(pattern, "*"); any {
		return strings.HasPrefix(text, begin)
	}
	return pattern == text
}

// signatures are all, what logs say first.
var signatures = slices.Concat(logSignatures, messageSignatures, answerSignatures, gatewaySignatures)

// signatures are those that an observation may have: API Gateway's messages quote those
// of Java, which mean another thing where a client prints them.
func (o Observation) signatures() []signature {
	if o.Gateway || o.Text != "" && gatewayText().MatchString(o.Text) {
		return gatewaySignatures
	}
	return signatures[:len(signatures)-len(gatewaySignatures)]
}

// says makes the pattern of a message, without regard to case: once it is asked for,
// as every start of a program would wait for all of them.
func says(pattern string) func() *regexp.Regexp { return once(`(?i)` + pattern) }

// once makes a pattern when it is asked for the first time.
func once(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
