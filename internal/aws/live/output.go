package live

import (
	"reflect"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// outputOf is an operation's output as the AWS CLI prints it: fields in camel case where
// the service is API Gateway's first, which calls them so, and as the SDK calls them
// elsewhere. What is not set is left out.
func outputOf(service string, output any) value.Value {
	camel := service == "apigateway"
	return jsonOf(reflect.ValueOf(output), camel)
}

func jsonOf(v reflect.Value, camel bool) value.Value {
	if t, ok := v.Interface().(time.Time); ok {
		return value.OfString(t.UTC().Format(time.RFC3339))
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return value.Null()
		}
		return jsonOf(v.Elem(), camel)
	case reflect.Struct:
		return objectOf(v, camel)
	case reflect.Slice:
		if v.IsNil() {
			return value.Null()
		}
		if text, ok := v.Interface().([]byte); ok {
			return value.OfString(string(text))
		}
		list := make([]value.Value, v.Len())
		for i := range list {
			list[i] = jsonOf(v.Index(i), camel)
		}
		return value.OfList(list...)
	case reflect.Map:
		if v.IsNil() {
			return value.Null()
		}
		fields := make([]value.Field, 0, v.Len())
		for _, key := range v.MapKeys() {
			fields = append(fields, value.Field{Name: key.String(), Value: jsonOf(v.MapIndex(key), camel)})
		}
		return value.OfFields(fields)
	case reflect.String:
		if v.String() == "" {
			return value.Null()
		}
		return value.OfString(v.String())
	case reflect.Bool:
		return value.OfBool(v.Bool())
	case reflect.Int32, reflect.Int64:
		return value.OfInt(v.Int())
	default: // numbers with fractions, of which nothing is read
		return value.Null()
	}
}

func objectOf(v reflect.Value, camel bool) value.Value {
	fields := make([]value.Field, 0, v.NumField())
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || f.Name == "ResultMetadata" {
			continue
		}
		name, at := f.Name, v.Field(i)
		if camel {
			name = lowerFirst(name)
		}
		// A plain integer that is not set is 0, which no API means.
		if at.Kind() == reflect.Int32 && at.Int() == 0 {
			continue
		}
		if field := jsonOf(at, camel); !field.IsNull() {
			fields = append(fields, value.Field{Name: name, Value: field})
		}
	}
	return value.OfFields(fields)
}

func lowerFirst(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}
