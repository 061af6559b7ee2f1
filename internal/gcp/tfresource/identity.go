package tfresource

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// reference is the canonical name of an object's resource: what its self link or
// id say, else what its project, place and name make, else unknown.
func (m *mapper) reference(k kind, o object, parent value.Of[value.Ref]) (value.Of[value.Ref], error) {
	if k.refer != nil {
		return k.refer(m, o)
	}
	for _, attribute := range []string{"self_link", "id"} {
		link, known := textOf(o.Get(attribute))
		if !known {
			continue
		}
		ref, err := value.ParseRef(link, value.RefBase{Service: k.service()})
		if err != nil {
			continue // it tells nothing; the name does
		}
		if !follows(ref.Path(), k.path) {
			return value.Of[value.Ref]{}, &InputError{Path: o.Path + "." + attribute, Want: "the " + attribute + " of a " + k.name, Got: "that of something else"}
		}
		return value.Known(ref), nil
	}
	return m.build(k, o, parent)
}

// follows says whether a relative resource name has the form of a template.
func follows(path, template string) bool {
	got, want := strings.Split(path, "/"), strings.Split(template, "/")
	if len(got) != len(want) {
		return false
	}
	for i, w := range want {
		if w != got[i] && w != value.Anything && !strings.HasPrefix(w, "{") {
			return false
		}
	}
	return true
}

// build makes the name from the attributes that the template names.
func (m *mapper) build(k kind, o object, parent value.Of[value.Ref]) (value.Of[value.Ref], error) {
	segments := strings.Split(k.path, "/")
	for i, s := range segments {
		name, isAttribute := strings.CutPrefix(strings.TrimSuffix(s, "}"), "{")
		if !isAttribute {
			continue
		}
		v := o.Get(name)
		t, known := textOf(v)
		switch {
		case known && name == k.parent:
			segments[i] = value.Anything
		case known:
			// A region may be a URL, an organization begin with organizations/.
			segments[i] = t[strings.LastIndexByte(t, '/')+1:]
		case i == len(segments)-1:
			return value.UnknownOf[value.Ref](unnamed(o, v)), nil
		case name == "project" && v.IsNull() && m.project != "":
			segments[i] = m.project
		default:
			segments[i] = value.Anything
		}
	}
	if p, ok := parent.Get(); ok {
		segments = append(strings.Split(p.Path(), "/"), segments[len(segments)-2:]...)
	}
	ref, err := value.ParseRef("//"+k.service()+"/"+strings.Join(segments, "/"), value.RefBase{})
	if err != nil {
		return value.Of[value.Ref]{}, &InputError{Path: o.Path, Want: "an object of type " + k.name, Got: "one whose name, project or place no resource can have"}
	}
	// Where the resource will come from tells more than half of its name.
	if id := o.Get("id"); !ref.Complete() && id.Why().Origin.Known() {
		return value.UnknownOf[value.Ref](id.Why()), nil
	}
	return value.Known(ref), nil
}

// unnamed says why a resource's name is not known.
func unnamed(o object, name value.Value) value.Why {
	switch id := o.Get("id"); {
	case id.IsUnknown():
		return id.Why()
	case name.IsUnknown():
		return name.Why()
	}
	return value.Why{Reason: "its name is not given", Settle: "give the whole object"}
}

// textOf returns a known text that is not empty.
func textOf(v value.Value) (string, bool) {
	return v.Text(), v.Kind() == value.KindString && v.Text() != ""
}

// parentOf reads the attribute that names what a resource of Apigee or of Certificate
// Manager belongs to.
func (m *mapper) parentOf(k kind, o object) (value.Of[value.Ref], error) {
	if k.belongs != nil {
		return k.belongs(m, o)
	}
	if k.parent == "" {
		return value.Of[value.Ref]{}, nil
	}
	base := value.RefBase{Service: k.service(), Collection: k.parentIn, Parent: "organizations/" + value.Anything}
	if k.service() != gcp.ApigeeService {
		project, _ := m.around(k, o)
		base.Parent = "projects/" + project
	}
	return refer(o.Get(k.parent), base, o.Path+"."+k.parent)
}

// refer reads a reference to another resource.
func refer(v value.Value, base value.RefBase, path string) (value.Of[value.Ref], error) {
	switch {
	case v.IsNull():
		return value.Of[value.Ref]{}, nil
	case v.IsUnknown():
		return value.UnknownOf[value.Ref](v.Why()), nil
	case v.Kind() != value.KindString:
		return value.Of[value.Ref]{}, &InputError{Path: path, Want: "a string", Got: v.Kind().String()}
	}
	ref, err := value.ParseRef(v.Text(), base)
	if err != nil {
		return value.Of[value.Ref]{}, &InputError{Path: path, Want: "the name, id or self link of a resource", Got: "text that is none"}
	}
	return value.Known(ref), nil
}
