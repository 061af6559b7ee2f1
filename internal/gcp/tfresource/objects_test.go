package tfresource_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// objects reads Terraform objects from JSON. A string that begins with "?" is
// unknown; what follows is the reason, or "from ADDRESS.ATTRIBUTE" its origin.
func objects(t testing.TB, text string) value.Value {
	t.Helper()
	doc, err := value.ParseJSON([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return markUnknown(doc)
}

func markUnknown(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindString:
		reason, ok := strings.CutPrefix(v.Text(), "?")
		if !ok {
			return v
		}
		why := value.Why{Reason: reason}
		if origin, ok := strings.CutPrefix(reason, "from "); ok {
			dot := strings.LastIndexByte(origin, '.')
			why = value.Why{Reason: "known after apply", Origin: value.Origin{Resource: origin[:dot], Path: origin[dot+1:], Created: true}}
		}
		return value.Unknown(why)
	case value.KindList:
		var list []value.Value
		for _, e := range v.Elements() {
			list = append(list, markUnknown(e))
		}
		return value.OfList(list...)
	case value.KindObject:
		out := value.OfObject(nil)
		for _, k := range v.Keys() {
			out = out.With(k, markUnknown(v.Get(k)))
		}
		return out
	default:
		return v
	}
}

// options are those of tests that do not say otherwise.
func options() tfresource.Options {
	return tfresource.Options{Path: "resources", Project: "acme", Complete: true}
}

func world(t testing.TB, text string, opts tfresource.Options) *gcp.World {
	t.Helper()
	w, err := tfresource.FromResources(objects(t, text), opts)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func inventory(t testing.TB, text string, opts tfresource.Options) *apigee.Inventory {
	t.Helper()
	return inventoryOf(t, world(t, text, opts))
}

func inventoryOf(t testing.TB, w *gcp.World) *apigee.Inventory {
	t.Helper()
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// only returns the only item of a listing.
func only[T any](t testing.TB, l apigee.Listing[T]) T {
	t.Helper()
	if len(l.Items) != 1 {
		t.Fatalf("%d items, want 1", len(l.Items))
	}
	return l.Items[0]
}

// render writes a value as JSON, without nulls; unknown values as [objects] reads them.
func render(v value.Value) string {
	switch v.Kind() {
	case value.KindUnknown:
		return strconv.Quote("?" + v.Why().Reason)
	case value.KindString:
		return strconv.Quote(v.Text())
	case value.KindList:
		var parts []string
		for _, e := range v.Elements() {
			parts = append(parts, render(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case value.KindObject:
		var parts []string
		for _, k := range v.Keys() {
			if f := v.Get(k); !f.IsNull() {
				parts = append(parts, strconv.Quote(k)+": "+render(f))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case value.KindNull:
		return "null"
	default:
		return v.Text()
	}
}
