package gcp

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Cut removes what may be secret from a REST resource, wherever in it that is:
// metadata values except those of a few keys that checks read, and every field
// whose name or text is that of a key, password or token. Fields become null, or ""
// where null is not allowed, and metadata entries keep their keys, so that it shows that something was there.
// Unknown values stay unknown. Cutting twice is cutting once.
func Cut(doc value.Value) value.Value {
	switch doc.Kind() {
	case value.KindString:
		if strings.Contains(doc.Text(), "PRIVATE KEY-----") {
			return value.Null()
		}
	case value.KindList:
		return each(doc, Cut)
	case value.KindObject:
		var fields []value.Field
		for i, f := range doc.Fields() {
			cut := cutField(doc, f.Name, f.Value)
			if fields == nil && !cut.Is(f.Value) {
				fields = slices.Clone(doc.Fields())
			}
			if fields != nil {
				fields[i].Value = cut
			}
		}
		if fields != nil {
			return value.OfFields(fields)
		}
	default:
	}
	return doc
}

func cutField(doc value.Value, key string, field value.Value) value.Value {
	switch {
	case field.IsUnknown():
		return field
	case isSecret(key):
		return value.Null()
	case key == "metadata" && !isErrorInfo(doc), key == "commonInstanceMetadata":
		return cutMetadata(field)
	case key == "customRequestHeaders", key == "customResponseHeaders":
		return each(field, headerName)
	}
	return Cut(field)
}

// secretEnds are the ends of the names that the REST API gives to keys, passwords
// and tokens, and secretNames whole ones: the keys of routers' MD5 authentication,
// and those of signed URLs.
var (
	secretEnds = []string{
		"privatekey", "password", "passphrase", "secret", "secretsha256", "secrethash", "token",
		"accesskey", "apikey", "rawkey", "rsaencryptedkey", "authorization", "headervalue",
	}
	secretNames = []string{"md5authenticationkeys", "keyvalue"}
	pageTokens  = []string{"nextpagetoken", "pagetoken"}
	separators  = strings.NewReplacer("_", "", "-", "")
)

// isSecret goes by a field's name, whatever its case and separators. It errs on
// the safe side: nothing that checks read is called so.
func isSecret(key string) bool {
	if strings.ContainsAny(key, "_-") {
		key = separators.Replace(key)
	}
	is := func(name string) bool { return strings.EqualFold(key, name) }
	ends := func(end string) bool { return len(key) >= len(end) && strings.EqualFold(key[len(key)-len(end):], end) }
	return (slices.ContainsFunc(secretEnds, ends) || slices.ContainsFunc(secretNames, is)) && !slices.ContainsFunc(pageTokens, is)
}

// isErrorInfo says that metadata is that of an error: the service and the
// resource it is about.
func isErrorInfo(doc value.Value) bool {
	return strings.HasSuffix(doc.Get("@type").Text(), "google.rpc.ErrorInfo")
}

// cutMetadata cuts the metadata of instances, in either of its forms: a list of
// items, or an object of keys and values.
func cutMetadata(metadata value.Value) value.Value {
	switch metadata.Kind() {
	case value.KindObject:
	case value.KindUnknown:
		return metadata
	default:
		return value.Null()
	}
	if items := metadata.Get("items"); items.Kind() == value.KindList || items.IsUnknown() {
		out := Cut(metadata)
		if items.Kind() == value.KindList {
			out = out.With("items", each(items, cutItem))
		}
		return out
	}
	fields := map[string]value.Value{}
	for _, key := range metadata.Keys() {
		fields[key] = textOrEmpty(cutEntry(key, metadata.Get(key)))
	}
	return value.OfObject(fields)
}

func cutItem(item value.Value) value.Value {
	if item.Kind() != value.KindObject {
		if item.IsUnknown() {
			return item
		}
		return value.Null()
	}
	key, v := item.Get("key"), item.Get("value")
	switch {
	case v.IsUnknown():
	case key.IsUnknown():
		// Whether the value may be shown depends on a key that is not known.
		v = value.Unknown(key.Why())
	default:
		v = cutEntry(key.Text(), v)
	}
	return value.OfObject(map[string]value.Value{"key": key, "value": v})
}

// ofGroup is how the manager of a group signs the instances that it makes.
var ofGroup = regexp.MustCompile(`^projects/[^/\s]+/(regions|zones)/[^/\s]+/instanceGroupManagers/[^/\s]+$`)

// cutEntry keeps what checks read of an entry. Of a script only whether it has
// to do with Apigee is kept, of a script's URL what does not sign it.
func cutEntry(key string, v value.Value) value.Value {
	if v.IsUnknown() {
		return v
	}
	if v.Kind() != value.KindString {
		return value.Null()
	}
	switch key {
	case "ENDPOINT":
		return Cut(v)
	case "startup-script-url":
		u, err := url.Parse(v.Text())
		if err != nil {
			return value.Null()
		}
		u.User, u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = nil, "", false, "", ""
		return Cut(value.OfString(u.String()))
	case "created-by":
		if ofGroup.MatchString(v.Text()) {
			return v
		}
	case "startup-script":
		if strings.Contains(strings.ToLower(v.Text()), "apigee") {
			return value.OfString("apigee")
		}
		return value.OfString("")
	}
	return value.Null()
}

// textOrEmpty stands for nothing by "" where the API's clients refuse null: among the
// values of a map and the elements of a list.
func textOrEmpty(v value.Value) value.Value {
	if v.IsNull() {
		return value.OfString("")
	}
	return v
}

// headerName keeps a header's name, for its value is often a password.
func headerName(header value.Value) value.Value {
	if header.IsUnknown() {
		return header
	}
	name, _, ok := strings.Cut(header.Text(), ":")
	if !ok || header.Kind() != value.KindString {
		return value.OfString("")
	}
	return value.OfString(name + ":")
}

func each(list value.Value, f func(value.Value) value.Value) value.Value {
	if list.IsUnknown() {
		return list
	}
	if list.Kind() != value.KindList {
		return value.Null()
	}
	var out []value.Value
	for i, e := range list.Elements() {
		made := f(e)
		if out == nil && !made.Is(e) {
			out = slices.Clone(list.Elements())
		}
		if out != nil {
			out[i] = made
		}
	}
	if out == nil {
		return list
	}
	return value.OfList(out...)
}
