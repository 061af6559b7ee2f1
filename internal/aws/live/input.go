package live

import (
	"fmt"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// filterPrefix begins the names of parameters that are filters of EC2, such as
// Filter.vpc-id. Others are fields of the operation's input.
const filterPrefix = "Filter."

// fill sets the fields of an operation's input from the query of a request.
func fill(query url.Values) func(input any) error {
	return func(input any) error {
		in := reflect.ValueOf(input).Elem()
		var filters []types.Filter
		for name, values := range query {
			if filter, ok := strings.CutPrefix(name, filterPrefix); ok {
				filters = append(filters, types.Filter{Name: &filter, Values: values})
				continue
			}
			if name == keepNames {
				continue
			}
			if err := setField(in.FieldByName(name), values); err != nil {
				return fmt.Errorf("%s.%s: %w", in.Type(), name, err)
			}
		}
		if len(filters) > 0 {
			in.FieldByName("Filters").Set(reflect.ValueOf(filters))
		}
		return nil
	}
}

func setField(f reflect.Value, values []string) error {
	switch {
	case !f.IsValid():
		return fmt.Errorf("the operation has no such field")
	case f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.String:
		for _, v := range values {
			f.Set(reflect.Append(f, reflect.ValueOf(v).Convert(f.Type().Elem())))
		}
	case f.Kind() == reflect.Map:
		// "key=value", as of GetExport's Parameters.
		f.Set(reflect.MakeMap(f.Type()))
		for _, v := range values {
			key, val, _ := strings.Cut(v, "=")
			f.SetMapIndex(reflect.ValueOf(key), reflect.ValueOf(val))
		}
	case f.Kind() == reflect.String:
		f.SetString(values[0])
	case f.Kind() == reflect.Pointer && f.Type().Elem().Kind() == reflect.String:
		f.Set(reflect.ValueOf(&values[0]))
	case f.Kind() == reflect.Pointer && f.Type().Elem().Kind() == reflect.Int32:
		n, err := strconv.ParseInt(values[0], 10, 32)
		if err != nil {
			return err
		}
		number := int32(n)
		f.Set(reflect.ValueOf(&number))
	case f.Kind() == reflect.Pointer && f.Type().Elem().Kind() == reflect.Int64:
		n, err := strconv.ParseInt(values[0], 10, 64)
		if err != nil {
			return err
		}
		f.Set(reflect.ValueOf(&n))
	default:
		return fmt.Errorf("a field of type %s is not set from text", f.Type())
	}
	return nil
}
