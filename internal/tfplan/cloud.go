package tfplan

import (
	"strings"
	"sync"

	awsresource "github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// readTypes are the types of both providers that are read.
var readTypes = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, t := range tfresource.Types() {
		out[t] = true
	}
	for _, t := range awsresource.Types() {
		out[t] = true
	}
	return out
})

// isAWS says that a type is one of the aws provider's.
func isAWS(typ string) bool { return strings.HasPrefix(typ, "aws_") }

// disclose puts facts in the place of certificates, and disclosed takes their marks away.
func disclose(typ string, o value.Value) value.Value {
	if isAWS(typ) {
		return awsresource.Disclose(typ, o)
	}
	return tfresource.Disclose(typ, o)
}

func disclosed(typ string, sensitive value.Value) value.Value {
	if isAWS(typ) {
		return awsresource.Disclosed(typ, sensitive)
	}
	return tfresource.Disclosed(typ, sensitive)
}
