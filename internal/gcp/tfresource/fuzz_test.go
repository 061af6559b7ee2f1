package tfresource

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// survives reads what may be anything: it is an inventory that checks can judge,
// or a clear error.
func survives(t *testing.T, given value.Value, opts Options) (accepted bool) {
	t.Helper()
	w, err := FromResources(given, opts)
	if err != nil {
		var input *InputError
		if !errors.As(err, &input) || input.Path == "" || input.Want == "" || input.Got == "" {
			t.Fatalf("%T: %v", err, err)
		}
		return false
	}
	inv, err := w.Inventory()
	if err != nil {
		t.Fatalf("a world that is no inventory: %v", err)
	}
	for _, f := range check.Run(inv, apigee.Checks(), check.Options{Now: time.Unix(0, 0)}).Findings {
		if strings.Contains(f.Summary, "the check broke") {
			t.Fatalf("%s: %s", f.Check, f.Summary)
		}
	}
	return true
}

func FuzzFromResources(f *testing.F) {
	f.Add(`{"name": "f", "network": "n", "allow": [{"protocol": "tcp"}]}`, uint8(3), true)
	f.Add(`[{"name": "f", "priority": 1e308}, null, [], {"a": {}}]`, uint8(7), false)
	f.Add(`{"id": "projects/a/global/networks/n?x#y", "name": "\u0000"}`, uint8(20), true)
	f.Fuzz(func(t *testing.T, text string, typ uint8, complete bool) {
		doc, err := value.ParseJSON([]byte(text))
		if err != nil {
			return
		}
		opts := Options{Path: "resources", Complete: complete}
		survives(t, doc, opts)
		name := Types()[int(typ)%len(Types())]
		survives(t, value.OfObject(map[string]value.Value{name: doc}), opts)
	})
}

// Objects of every type with attributes of the right shape, of the wrong one, null,
// unknown and left out.
func TestRandomObjects(t *testing.T) {
	t.Parallel()
	accepted := 0
	for seed := range uint64(500) {
		r := random{rand.New(rand.NewPCG(seed, 1))}
		given := value.OfObject(map[string]value.Value{})
		for range 1 + r.IntN(6) {
			all := kinds()
			k := all[r.IntN(len(all))]
			var list []value.Value
			for range r.IntN(3) {
				list = append(list, r.object(k))
			}
			given = given.With(k.name, value.OfList(list...))
		}
		if survives(t, given, Options{Path: "resources", Project: r.word(), Complete: r.IntN(2) == 0}) {
			accepted++
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if accepted < 100 {
		t.Errorf("only %d of 500 inputs were accepted: the others show nothing of what is read", accepted)
	}
}

type random struct{ *rand.Rand }

func (r random) word() string {
	words := []string{"n", "acme", "p", "443", "tcp", "all", "us-east1", "INGRESS", "allow", "35.191.0.0/16", "", "projects/acme/global/networks/n", "organizations/acme/instances/i"}
	return words[r.IntN(len(words))]
}

func (r random) object(k kind) value.Value {
	o := value.OfObject(map[string]value.Value{"id": value.Unknown(value.Why{Reason: "later"})})
	for _, name := range k.needs {
		o = o.With(name, value.OfString(r.word()))
	}
	return r.fill(o, k.attributes)
}

func (r random) fill(o value.Value, attributes []attribute) value.Value {
	for _, a := range attributes {
		switch r.IntN(12) {
		case 0:
		case 1:
			o = o.With(a.Name, value.Null())
		case 2:
			o = o.With(a.Name, value.Unknown(value.Why{Reason: fmt.Sprint(r.IntN(9))}))
		default:
			o = o.With(a.Name, r.shaped(a))
		}
	}
	return o
}

func (r random) shaped(a attribute) value.Value {
	if r.IntN(300) == 0 {
		a.Shape = tfobject.Shape(r.IntN(int(tfobject.Blocks) + 1))
	}
	object := func() value.Value { return r.fill(value.OfObject(map[string]value.Value{}), a.Attributes) }
	switch a.Shape {
	case tfobject.Integer:
		return value.OfInt(int64(r.IntN(70000)))
	case tfobject.Fraction:
		return value.OfNumber("0.5")
	case tfobject.Truth:
		return value.OfBool(r.IntN(2) == 0)
	case tfobject.Texts:
		var list []value.Value
		for range r.IntN(3) {
			list = append(list, value.OfString(r.word()))
		}
		return value.OfList(list...)
	case tfobject.Labels:
		return value.OfObject(map[string]value.Value{"ENDPOINT": value.OfString(r.word()), "k": value.Null()})
	case tfobject.Block:
		return value.OfList(object())
	case tfobject.Blocks:
		return value.OfList(object(), object())
	default:
		return value.OfString(r.word())
	}
}
