package apigee

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The metadata keys that make an instance a proxy; they are case-sensitive.
const (
	keyEndpoint         = "ENDPOINT"
	keyStartupScript    = "startup-script"
	keyStartupScriptURL = "startup-script-url"
)

// metadata returns the value of a metadata key, null when it is not set.
func (t InstanceTemplate) metadata(key string) value.String { return t.Properties.metadata(key) }

func (p InstanceProperties) metadata(key string) value.String {
	items := p.Metadata.Items
	if items.IsUnknown() {
		return value.UnknownOf[string](items.Why())
	}
	var out value.String
	for _, i := range items.Value() {
		switch value.Is(i.Key, key) {
		case value.True:
			if i.Value.IsNull() {
				return value.UnknownOf[string](value.Why{Reason: "its value was not read", Settle: "read it anew"})
			}
			return i.Value
		case value.Undecided:
			out = value.UnknownOf[string](i.Key.Why())
		case value.False:
		}
	}
	return out
}

// startsApigee says whether the startup script mentions Apigee, as Google's own
// and those derived from it do.
func (t InstanceTemplate) startsApigee() value.Truth {
	out := value.False
	for _, key := range []string{keyStartupScript, keyStartupScriptURL} {
		script := value.Map(t.metadata(key), func(s string) bool { return strings.Contains(strings.ToLower(s), "apigee") })
		out = value.Or(out, value.Is(script, true))
	}
	return out
}

// googlesScript is the bucket of Google's own startup scripts, which make an
// instance forward TCP port 443 to its ENDPOINT, and nothing else.
//
// Source: https://github.com/apigee/terraform-modules.
const googlesScript = "//apigee-5g-saas/"

// startsGooglesScript says whether the startup script is one of Google's own.
func (t InstanceTemplate) startsGooglesScript() value.Truth {
	return value.Is(value.Map(t.metadata(keyStartupScriptURL), func(s string) bool { return strings.Contains(s, googlesScript) }), true)
}

// forwards443 says whether all of a group's instances forward port 443 alone.
func (g proxyGroup) forwards443() value.Truth {
	out := value.TruthOf(len(g.templates) > 0)
	for _, t := range g.templates {
		out = value.And(out, t.startsGooglesScript())
	}
	if len(g.missing) > 0 {
		out = value.And(out, value.Undecided)
	}
	return out
}
