package live

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// told are fields of the model that no operation's output has by that name: attributes
// that are read apart, what is known of a plan only, and what is added to answers here.
var told = set(`CrossZone IdleTimeout TcpIdleTimeout PreserveClientIp ProxyProtocolV2 triggers Registrar HealthStatus
	resourceId method stage`)

// What the model reads is kept of the answers.
func TestWhatTheModelReadsIsKept(t *testing.T) {
	t.Parallel()
	inventory := reflect.TypeFor[pi.Inventory]()
	seen := map[reflect.Type]bool{}
	var missing []string
	var walk func(typ reflect.Type)
	walk = func(typ reflect.Type) {
		if typ.Kind() != reflect.Struct || seen[typ] || strings.HasSuffix(typ.PkgPath(), "internal/cert") {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name != "" && name != "-" {
				if _, special := part(value.Field{Name: name}, nil); !special && !kept[name] && !told[name] && !slices.Contains(missing, name) {
					missing = append(missing, typ.Name()+"."+name)
				}
			}
			for _, inner := range within(f.Type) {
				walk(inner)
			}
		}
	}
	for i := range inventory.NumField() {
		for _, inner := range within(inventory.Field(i).Type) {
			walk(inner)
		}
	}
	if len(missing) > 0 {
		t.Errorf("cut of every answer, though the model reads it: %s", strings.Join(missing, ", "))
	}
}

// within are the structs that a field's type is, or holds: those of lists and of values
// that may be unknown.
func within(typ reflect.Type) []reflect.Type {
	switch typ.Kind() {
	case reflect.Struct:
		if strings.HasPrefix(typ.Name(), "Of[") || strings.HasPrefix(typ.Name(), "Listing[") {
			var out []reflect.Type
			for i := range typ.NumField() {
				if name := typ.Field(i).Name; name == "v" || name == "Items" {
					out = append(out, within(typ.Field(i).Type)...)
				}
			}
			return out
		}
		return []reflect.Type{typ}
	case reflect.Slice, reflect.Pointer:
		return within(typ.Elem())
	default:
		return nil
	}
}
