package armor

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// asText is the operand with the client's address spelled out, where it is one only.
func (e *evaluator) asText(o operand) operand {
	if o.state != isClient {
		return o
	}
	if a, ok := single(e.clients); ok {
		return known(a.String())
	}
	return unknown("the text of origin.ip, which differs from client to client")
}

// tests is contains, startsWith, endsWith and matches.
func (e *evaluator) tests(name string, a, b operand) outcomes {
	a, b = e.asText(a), e.asText(b)
	if a.state == isFailed || b.state == isFailed {
		return e.failing()
	}
	t := value.Undecided
	if a.isKnownText() && b.isKnownText() {
		var why string
		if t, why = test(name, a.text(), b.text()); t == value.Undecided {
			return e.perhaps(why)
		}
	}
	if t == value.Undecided {
		e.note(a.why)
		e.note(b.why)
	}
	return e.of(t, a.fails || b.fails)
}

func test(name, s, sub string) (value.Truth, string) {
	switch name {
	case "contains":
		return value.TruthOf(strings.Contains(s, sub)), ""
	case "startsWith":
		return value.TruthOf(strings.HasPrefix(s, sub)), ""
	case "endsWith":
		return value.TruthOf(strings.HasSuffix(s, sub)), ""
	}
	re, err := regexp.Compile(sub)
	switch {
	case err != nil:
		return value.Undecided, "a pattern of its expression is no regular expression"
	// Google matches bytes, which are characters in ASCII only.
	case !isASCII(s) || !isASCII(sub):
		return value.Undecided, "how a pattern of its expression matches text that is not ASCII"
	}
	return value.TruthOf(re.MatchString(s)), ""
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// convert is the functions from one text or number to another. What they make of
// text that is not well-formed is not documented.
func (e *evaluator) convert(name string, o operand) operand {
	if o.state == isClient && (name == "lower" || name == "urlDecode" || name == "urlDecodeUni" || name == "utf8ToUnicode") {
		return o // an address has neither capitals nor anything encoded
	}
	o = e.asText(o)
	switch o.state {
	case isFailed:
		return o
	case isKnown:
		out := transform(name, o.value)
		out.fails = out.fails || o.fails
		return out
	default:
		return operand{state: isUnknown, why: o.why, fails: o.fails || name == "int"}
	}
}

func transform(name string, v any) operand {
	if name == "int" {
		return toInteger(v)
	}
	s, _ := v.(string)
	unclear := unknown("what " + name + "() makes of text that is not well-formed").mayFail()
	switch name {
	case "lower":
		return known(strings.ToLower(s))
	case "upper":
		return known(strings.ToUpper(s))
	case "size":
		if isASCII(s) {
			return known(int64(len(s)))
		}
	case "base64Decode":
		if out, err := base64.StdEncoding.DecodeString(s); err == nil {
			return known(string(out))
		}
	case "urlDecode", "urlDecodeUni":
		if out, err := url.PathUnescape(s); err == nil && !strings.Contains(s, "+") {
			return known(out)
		}
	case "utf8ToUnicode":
		if isASCII(s) {
			return known(s)
		}
	}
	return unclear
}

func toInteger(v any) operand {
	switch v := v.(type) {
	case int64:
		return known(v)
	case float64:
		if v > -1e15 && v < 1e15 {
			return known(int64(v))
		}
	case string:
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			return known(n)
		}
	}
	return failed()
}
