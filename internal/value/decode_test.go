package value_test

import (
	"errors"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// model has a field of every type that a model may have.
type model struct {
	identity
	Name     value.String             `json:"name"`
	Priority value.Int                `json:"priority"`
	Disabled value.Bool               `json:"disabled"`
	Rules    value.List[rule]         `json:"rules"`
	Tags     value.List[value.String] `json:"tags,omitempty"`
	Nested   struct {
		Deep value.List[value.Bool] `json:"deep"`
	} `json:"nested"`
	Skipped value.String
	Ignored value.String `json:"-"`
}

type identity struct{ Address string }

type rule struct {
	Ports value.List[value.String] `json:"ports"`
}

func parse(t testing.TB, text string) value.Value {
	t.Helper()
	v, err := value.ParseJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestDecode_fillsFieldsByTheirTags(t *testing.T) {
	t.Parallel()
	m := model{identity: identity{Address: "kept"}, Skipped: value.Known("kept")}
	doc := parse(t, `{"name": "n", "priority": "9007199254740993", "disabled": false, "rules": [{"ports": ["443", 80, null]}, {}],
		"nested": {"deep": [true]}, "Skipped": "no", "-": "no", "unheard": {}}`)
	if err := value.Decode(doc, &m); err != nil {
		t.Fatal(err)
	}
	ports := m.Rules.Value()[0].Ports.Value()
	switch {
	case m.Address != "kept" || m.Skipped.Value() != "kept" || !m.Ignored.IsNull():
		t.Errorf("fields without a tag changed: %+v", m)
	case m.Name.Value() != "n" || m.Priority.Value() != 9007199254740993 || !m.Disabled.IsKnown() || m.Disabled.Value():
		t.Errorf("scalars: %+v", m)
	case len(ports) != 3 || ports[0].Value() != "443" || ports[1].Value() != "80" || !ports[2].IsNull():
		t.Errorf("ports: %+v", ports)
	case !m.Rules.Value()[1].Ports.IsNull() || !m.Tags.IsNull():
		t.Errorf("what is absent is not null: %+v", m)
	case !m.Nested.Deep.Value()[0].Value():
		t.Errorf("nested: %+v", m.Nested)
	}
}

func TestDecode_keepsUnknownsWhereTheyAre(t *testing.T) {
	t.Parallel()
	why := value.Why{Reason: "known after apply"}
	u := value.Unknown(why)
	var m model
	doc := parse(t, `{"name": "n"}`).With("rules", value.OfList(u, parse(t, `{"ports": []}`))).With("nested", u).With("tags", u)
	if err := value.Decode(doc, &m); err != nil {
		t.Fatal(err)
	}
	switch {
	case !m.Tags.IsUnknown() || m.Tags.Why() != why:
		t.Errorf("an unknown list: %+v", m.Tags)
	case !m.Nested.Deep.IsUnknown():
		t.Errorf("a field of an unknown object: %+v", m.Nested)
	case !m.Rules.IsKnown() || !m.Rules.Value()[0].Ports.IsUnknown() || !m.Rules.Value()[1].Ports.IsKnown():
		t.Errorf("an unknown element: %+v", m.Rules)
	}
	var all model
	if err := value.Decode(u, &all); err != nil || !all.Name.IsUnknown() || !all.Priority.IsUnknown() || !all.Nested.Deep.IsUnknown() {
		t.Errorf("an unknown whole: %+v, %v", all, err)
	}
	var none model
	if err := value.Decode(value.Null(), &none); err != nil || !none.Name.IsNull() || !none.Nested.Deep.IsNull() {
		t.Errorf("a null whole: %+v, %v", none, err)
	}
}

func TestDecode_namesThePathOfAWrongShape(t *testing.T) {
	t.Parallel()
	cases := []struct{ doc, want string }{
		{`"text"`, "the value: expected an object, got string"},
		{`[]`, "the value: expected an object, got list"},
		{`{"name": {"secret": "hush"}}`, "name: expected a string, got object"},
		{`{"name": ["hush"]}`, "name: expected a string, got list"},
		{`{"priority": "hush"}`, "priority: expected an integer, got string"},
		{`{"priority": 1.5}`, "priority: expected an integer, got number"},
		{`{"priority": true}`, "priority: expected an integer, got bool"},
		{`{"priority": 99999999999999999999}`, "priority: expected an integer, got number"},
		{`{"disabled": "hush"}`, "disabled: expected true or false, got string"},
		{`{"disabled": 1}`, "disabled: expected true or false, got number"},
		{`{"rules": {}}`, "rules: expected a list, got object"},
		{`{"rules": ["hush"]}`, "rules[0]: expected an object, got string"},
		{`{"rules": [[{}]]}`, "rules[0]: expected an object, got list"},
		{`{"rules": [{}, {"ports": ["1", {}]}]}`, "rules[1].ports[1]: expected a string, got object"},
		{`{"nested": "hush"}`, "nested: expected an object, got string"},
		{`{"nested": {"deep": [{}]}}`, "nested.deep[0]: expected true or false, got object"},
	}
	for _, c := range cases {
		t.Run(c.doc, func(t *testing.T) {
			t.Parallel()
			var m model
			err := value.Decode(parse(t, c.doc), &m)
			var shape *value.ShapeError
			if !errors.As(err, &shape) || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
