package cert_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var later = value.Why{Reason: "known after apply"}

// names are a certificate's; "?" is one whose names are not known.
func names(dns ...string) value.Of[cert.Names] {
	if slices.Contains(dns, "?") {
		return value.UnknownOf[cert.Names](later)
	}
	return value.Known(cert.Names{DNS: dns})
}

// sni is the name that a client gives: "" is none, "?" one that is not known.
func sni(host string) value.String {
	switch host {
	case "":
		return value.String{}
	case "?":
		return value.UnknownOf[string](later)
	}
	return value.Known(host)
}

func TestTheListOfCertificatesDecidesWhichIsServed(t *testing.T) {
	t.Parallel()
	type list []value.Of[cert.Names]
	for name, tc := range map[string]struct {
		certificates list
		host         string
		want         []int
		abort        value.Truth
	}{
		"none is attached":                       {nil, "a.example", nil, value.True},
		"the only one, though it does not match": {list{names("b.example")}, "a.example", []int{0}, value.False},
		"the only one, whatever its names":       {list{names("?")}, "a.example", []int{0}, value.False},
		"the first without SNI":                  {list{names("b.example"), names("a.example")}, "", []int{0}, value.False},
		"the first for an address":               {list{names("b.example"), names("a.example")}, "203.0.113.1", []int{0}, value.False},
		"the first if none matches":              {list{names("b.example"), names("c.example")}, "a.example", []int{0}, value.False},
		"the one that matches":                   {list{names("b.example"), names("a.example")}, "a.example", []int{1}, value.False},
		"the exact name before the wildcard":     {list{names("*.acme.example"), names("api.acme.example")}, "api.acme.example", []int{1}, value.False},
		"a wildcard":                             {list{names("b.example"), names("*.acme.example")}, "api.acme.example", []int{1}, value.False},
		"ties are not controllable":              {list{names("a.example"), names("b.example"), names("a.example", "c.example")}, "a.example", []int{0, 2}, value.False},
		"one that is not known may match":        {list{names("b.example"), names("?"), names("a.example")}, "a.example", []int{1, 2}, value.False},
		"the first, or one that is not known":    {list{names("b.example"), names("?")}, "a.example", []int{0, 1}, value.False},
		"a host that is not known":               {list{names("b.example"), names("a.example")}, "?", []int{0, 1}, value.False},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := cert.OfList(tc.certificates, sni(tc.host))
			if !slices.Equal(got.Possible, tc.want) || got.Abort != tc.abort || got.Hidden {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestTheCommonNameMattersToTheServerThatChooses(t *testing.T) {
	t.Parallel()
	list := []value.Of[cert.Names]{names("b.example"), value.Known(cert.Names{CommonName: "a.example"})}
	if got := cert.OfList(list, sni("a.example")); !slices.Equal(got.Possible, []int{1}) {
		t.Errorf("got %+v", got)
	}
}

// entries are those of a map: a hostname, "PRIMARY", or "?" and "?primary".
func entries(texts ...string) []cert.Entry {
	var out []cert.Entry
	for _, text := range texts {
		e := cert.Entry{Hostname: sni(text), Primary: value.False}
		switch text {
		case "PRIMARY":
			e = cert.Entry{Primary: value.True}
		case "?primary":
			e = cert.Entry{Hostname: sni("?"), Primary: value.Undecided}
		}
		out = append(out, e)
	}
	return out
}

func TestACertificateMapDecidesWhichEntryIsServed(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		entries []string
		open    bool
		host    string
		want    string // possible, abort, hidden
	}{
		"an empty map":                        {nil, false, "a.example", "[] true false"},
		"an empty map that may have entries":  {nil, true, "a.example", "[] undecided true"},
		"exact":                               {[]string{"PRIMARY", "*.acme.example", "api.acme.example"}, false, "api.acme.example", "[2] false false"},
		"exact, whatever else there is":       {[]string{"api.acme.example"}, true, "api.acme.example", "[0] false false"},
		"exact, and one that is not known":    {[]string{"?", "api.acme.example"}, false, "api.acme.example", "[1] false false"},
		"wildcard":                            {[]string{"PRIMARY", "*.acme.example", "api.acme.example"}, false, "www.acme.example", "[1] false false"},
		"a wildcard is one label":             {[]string{"*.acme.example"}, false, "a.b.acme.example", "[] true false"},
		"a wildcard is not its domain":        {[]string{"*.acme.example"}, false, "acme.example", "[] true false"},
		"wildcard or what is hidden":          {[]string{"*.acme.example"}, true, "www.acme.example", "[0] false true"},
		"wildcard or one that is not known":   {[]string{"?", "*.acme.example"}, false, "www.acme.example", "[0 1] false false"},
		"primary for the rest":                {[]string{"api.acme.example", "PRIMARY"}, false, "b.example", "[1] false false"},
		"primary without SNI":                 {[]string{"api.acme.example", "PRIMARY"}, false, "", "[1] false false"},
		"nothing without SNI nor primary":     {[]string{"api.acme.example"}, false, "", "[] true false"},
		"nothing matches":                     {[]string{"api.acme.example"}, false, "b.example", "[] true false"},
		"one that is not known, or nothing":   {[]string{"?"}, false, "b.example", "[0] undecided false"},
		"one that may be primary, or nothing": {[]string{"?primary"}, false, "", "[0] undecided false"},
		"a host that is not known":            {[]string{"api.acme.example", "PRIMARY"}, false, "?", "[0 1] false false"},
		"other cases and scripts":             {[]string{"BÜCHER.example"}, false, "xn--bcher-kva.example", "[0] false false"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := cert.OfMap(entries(tc.entries...), tc.open, sni(tc.host))
			if text := fmt.Sprint(got.Possible, " ", got.Abort, " ", got.Hidden); text != tc.want {
				t.Errorf("got %s, want %s", text, tc.want)
			}
		})
	}
}
