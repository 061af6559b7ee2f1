package testkit

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A logFilter says whether a log entry is wanted.
type logFilter func(value.Value) bool

// logTokens are those of the part of the Logging query language that is known here.
var logTokens = regexp.MustCompile(`^\s*("(?:[^"\\]|\\.)*"|=~|>=|<=|[=<>()]|[A-Za-z0-9_.@]+)`)

// logParser reads AND, OR, NOT, parentheses, log_id and comparisons, whose value may be
// a list of alternatives in parentheses.
//
// Source: https://cloud.google.com/logging/docs/view/logging-query-language.
type logParser struct{ tokens []string }

func parseLogFilter(text string) (logFilter, error) {
	var p logParser
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		m := logTokens.FindString(rest)
		if m == "" {
			return nil, fmt.Errorf("%q begins with no token", rest)
		}
		p.tokens = append(p.tokens, strings.TrimSpace(m))
		rest = rest[len(m):]
	}
	f, err := p.or()
	if err == nil && len(p.tokens) > 0 {
		err = fmt.Errorf("%q is left over", p.tokens)
	}
	return f, err
}

func (p *logParser) take(token string) bool {
	if len(p.tokens) == 0 || p.tokens[0] != token {
		return false
	}
	p.tokens = p.tokens[1:]
	return true
}

// next takes a token, "" at the end.
func (p *logParser) next() string {
	if len(p.tokens) == 0 {
		return ""
	}
	out := p.tokens[0]
	p.tokens = p.tokens[1:]
	return out
}

func (p *logParser) or() (logFilter, error) {
	return p.chain("OR", p.and, func(fs []logFilter, v value.Value) bool {
		return slices.ContainsFunc(fs, func(f logFilter) bool { return f(v) })
	})
}

func (p *logParser) and() (logFilter, error) {
	return p.chain("AND", p.not, func(fs []logFilter, v value.Value) bool {
		return !slices.ContainsFunc(fs, func(f logFilter) bool { return !f(v) })
	})
}

func (p *logParser) chain(word string, part func() (logFilter, error), join func([]logFilter, value.Value) bool) (logFilter, error) {
	var parts []logFilter
	for {
		f, err := part()
		if err != nil {
			return nil, err
		}
		parts = append(parts, f)
		if !p.take(word) {
			return func(v value.Value) bool { return join(parts, v) }, nil
		}
	}
}

func (p *logParser) not() (logFilter, error) {
	switch {
	case p.take("NOT"):
		f, err := p.not()
		return func(v value.Value) bool { return !f(v) }, err
	case p.take("("):
		f, err := p.or()
		if err == nil && !p.take(")") {
			err = fmt.Errorf("a parenthesis is not closed")
		}
		return f, err
	}
	return p.comparison()
}

func (p *logParser) comparison() (logFilter, error) {
	field, operator := p.next(), p.next()
	if field == "log_id" && operator == "(" {
		id, err := strconv.Unquote(p.next())
		if err != nil || !p.take(")") {
			return nil, fmt.Errorf("log_id takes a text")
		}
		return func(v value.Value) bool {
			return strings.HasSuffix(v.Get("logName").Text(), "/logs/"+url.QueryEscape(id))
		}, nil
	}
	var wanted []string
	one := func() error {
		text := p.next()
		if strings.HasPrefix(text, `"`) {
			unquoted, err := strconv.Unquote(text)
			if err != nil {
				return err
			}
			text = unquoted
		} else if _, err := strconv.Atoi(text); err != nil {
			return fmt.Errorf("%q is no value", text)
		}
		wanted = append(wanted, text)
		return nil
	}
	if !p.take("(") {
		if err := one(); err != nil {
			return nil, err
		}
		return compared(field, operator, wanted)
	}
	for {
		if err := one(); err != nil {
			return nil, err
		}
		if p.take(")") {
			return compared(field, operator, wanted)
		}
		if !p.take("OR") {
			return nil, fmt.Errorf("alternatives of %s are not joined by OR", field)
		}
	}
}

// compared is false for a field that an entry does not have.
func compared(field, operator string, wanted []string) (logFilter, error) {
	holds := map[string]func(have, want string) bool{
		"=":  func(have, want string) bool { return have == want },
		"=~": func(have, want string) bool { return regexp.MustCompile(want).MatchString(have) },
		">=": atLeast,
		"<":  func(have, want string) bool { return have < want },
	}[operator]
	if holds == nil {
		return nil, fmt.Errorf("there is no operator %q", operator)
	}
	return func(v value.Value) bool {
		have := v.Get(strings.Split(field, ".")...)
		return !have.IsNull() && slices.ContainsFunc(wanted, func(want string) bool { return holds(have.Text(), want) })
	}, nil
}

// atLeast compares numbers, and times as text.
func atLeast(have, want string) bool {
	n, bad := strconv.Atoi(have)
	m, worse := strconv.Atoi(want)
	if bad != nil || worse != nil {
		return have >= want
	}
	return n >= m
}
