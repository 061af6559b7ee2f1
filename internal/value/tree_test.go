package value_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func TestParseJSON_losesNoDigit(t *testing.T) {
	t.Parallel()
	doc := parse(t, `{"id": 6378627999444530493, "share": 0.10, "on": true, "none": null, "list": [1, "a"]}`)
	if got := doc.Get("id"); got.Kind() != value.KindNumber || got.Text() != "6378627999444530493" {
		t.Errorf("id: %v %q", got.Kind(), got.Text())
	}
	if got := doc.Get("share").Text(); got != "0.10" {
		t.Errorf("share: %q", got)
	}
	if !doc.Has("none") || !doc.Get("none").IsNull() || doc.Has("absent") || !doc.Get("absent", "below").IsNull() {
		t.Error("null and absent are told apart by Has only")
	}
	if got := doc.Get("list").Elements(); len(got) != 2 || got[1].Text() != "a" || doc.Get("on").Text() != "true" {
		t.Errorf("list: %v", got)
	}
	if want := []string{"id", "list", "none", "on", "share"}; !slices.Equal(doc.Keys(), want) {
		t.Errorf("keys %v", doc.Keys())
	}
}

func TestParseJSON_refusesWhatIsNotOneDocument(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{", `{"a":}`, "{} {}", "{}]", "nul"} {
		if v, err := value.ParseJSON([]byte(text)); err == nil {
			t.Errorf("%q was read as %v", text, v)
		}
	}
}

func TestFromAny(t *testing.T) {
	t.Parallel()
	v, err := value.FromAny(map[string]any{"f": 1.5, "l": []any{nil, true}, "n": json.Number("7")})
	if err != nil || v.Get("f").Text() != "1.5" || v.Get("n").Text() != "7" || !v.Get("l").Elements()[0].IsNull() {
		t.Errorf("%+v, %v", v, err)
	}
	for _, bad := range []any{7, struct{}{}, []any{7}, map[string]any{"k": []any{struct{}{}}}} {
		if _, err := value.FromAny(bad); err == nil {
			t.Errorf("%T became a value", bad)
		}
	}
}

func TestMerge_laysOneObjectOverAnother(t *testing.T) {
	t.Parallel()
	u := value.Unknown(value.Why{Reason: "known after apply"})
	base := parse(t, `{"keep": 1, "change": 2, "clear": 3, "hide": 4, "list": [1, 2], "deep": {"keep": 1, "change": 2}}`)
	over := parse(t, `{"change": 20, "clear": null, "list": [3], "deep": {"change": 20}, "add": 5}`).With("hide", u)
	got := value.Merge(base, over)
	for path, want := range map[string]string{"keep": "1", "change": "20", "clear": "", "add": "5"} {
		if text := got.Get(path).Text(); text != want {
			t.Errorf("%s is %q, want %q", path, text, want)
		}
	}
	if got.Get("deep", "keep").Text() != "1" || got.Get("deep", "change").Text() != "20" || len(got.Get("list").Elements()) != 1 || !got.Get("hide").IsUnknown() {
		t.Errorf("merged: %+v", got)
	}
	if base.Get("change").Text() != "2" || over.Has("keep") {
		t.Error("an operand changed")
	}
	if !value.Merge(base, value.Null()).IsNull() || value.Merge(value.Null(), base).Get("keep").Text() != "1" {
		t.Error("what is no object is replaced as a whole")
	}
}

func TestValue_isWhollyKnownWithoutUnknownParts(t *testing.T) {
	t.Parallel()
	u := value.Unknown(value.Why{Reason: "known after apply"})
	whole := parse(t, `{"a": [{"b": null}]}`)
	if !whole.IsWhollyKnown() {
		t.Error("a known tree")
	}
	for _, v := range []value.Value{u, value.OfList(whole, u), whole.With("x", value.OfList(value.OfObject(nil).With("y", u)))} {
		if v.IsWhollyKnown() {
			t.Errorf("%+v has an unknown part", v)
		}
	}
	if got := whole.With("x", u).Get("x", "deep", "er"); !got.IsUnknown() || got.Why().Reason != "known after apply" {
		t.Errorf("below an unknown: %+v", got)
	}
	if got := value.OfInt(-3); got.Text() != "-3" || value.OfBool(true).Text() != "true" || value.OfString("s").Kind().String() != "string" {
		t.Errorf("constructors: %+v", got)
	}
	if (value.Value{}).Why() != (value.Why{}) || whole.With("x", u).Has("missing") {
		t.Error("a known value has no reason")
	}
}
