package live

import (
	"context"
	"errors"
	"reflect"
)

// tokens are how the APIs name the page that follows, in outputs and in inputs.
//
// Sources: the outputs of https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/apigateway
// (Position), elasticloadbalancingv2 (NextMarker, Marker), ec2, apigatewayv2 and
// servicediscovery (NextToken).
var tokens = [][2]string{{"NextToken", "NextToken"}, {"NextMarker", "Marker"}, {"Position", "Position"}}

// mostPages bounds how many pages an answer may have.
const mostPages = 1000

// paged calls for all pages, and puts the lists of all into the first: not every client
// has paginators, and one way for all is enough.
func paged[I, O any](ctx context.Context, in *I, call func(context.Context, *I) (*O, error)) (any, error) {
	first, err := call(ctx, in)
	if err != nil {
		return nil, err
	}
	all, last := reflect.ValueOf(first).Elem(), reflect.ValueOf(first).Elem()
	for range mostPages {
		to, token := nextPage(reflect.ValueOf(in).Elem(), last)
		if token == "" {
			return first, nil
		}
		to.Set(reflect.ValueOf(&token))
		next, err := call(ctx, in)
		if err != nil {
			return nil, err
		}
		if last = reflect.ValueOf(next).Elem(); !extend(all, last) {
			return nil, errEndless
		}
	}
	return nil, errEndless
}

// errEndless is pages that never end, or have nothing to add.
var errEndless = errors.New("the pages of the answer do not end")

// nextPage is the token of the page after an output, and where an input takes it.
func nextPage(in, out reflect.Value) (to reflect.Value, token string) {
	for _, names := range tokens {
		from := out.FieldByName(names[0])
		to := in.FieldByName(names[1])
		if !from.IsValid() || !to.IsValid() {
			continue
		}
		if t, ok := from.Interface().(*string); ok && t != nil && *t != "" {
			return to, *t
		}
	}
	return reflect.Value{}, ""
}

// extend adds the lists and maps of a page to those of the first.
func extend(all, page reflect.Value) bool {
	found := false
	for i := range all.NumField() {
		if !all.Type().Field(i).IsExported() {
			continue
		}
		switch f := all.Field(i); f.Kind() {
		case reflect.Slice:
			f.Set(reflect.AppendSlice(f, page.Field(i)))
			found = true
		case reflect.Map:
			if f.IsNil() {
				f.Set(page.Field(i))
				continue
			}
			for _, key := range page.Field(i).MapKeys() {
				f.SetMapIndex(key, page.Field(i).MapIndex(key))
			}
			found = true
		default:
		}
	}
	return found
}
