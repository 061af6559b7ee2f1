package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// unnamed is why the value of a stage variable is not kept.
var unnamed = value.Why{
	Reason: "none of the integrations given names the stage variable, so that its value is not kept: it may be a secret",
	Settle: "give the integration that names it",
}

// cutVariables leaves of the stage variables of all stages those values that
// integrations name. Others keep their names: they are defined.
func (r *reading) cutVariables() {
	names := slices.Concat(variablesNamed(r.world), variablesNamed(r.opts.Beside))
	for t, fields := range map[aws.Type][][]string{
		aws.RestStages: {{"variables"}, {"canarySettings", "stageVariableOverrides"}}, aws.Stages: {{"StageVariables"}},
	} {
		all := r.world.Resources(t)
		for i := range all {
			for _, at := range fields {
				all[i].Body = without(all[i].Body, at, names)
			}
		}
	}
}

// variablesNamed are the stage variables that the integrations of a world name.
func variablesNamed(w *aws.World) []string {
	var names []string
	if w == nil {
		return nil
	}
	for _, t := range []aws.Type{aws.RestIntegrations, aws.Integrations} {
		for _, i := range w.Resources(t) {
			for _, f := range i.Body.Fields() {
				names = append(names, pi.StageVariables(f.Value.Text())...)
			}
		}
	}
	return names
}

// without replaces the values of a map, below a path, whose keys are not named.
func without(body value.Value, at, names []string) value.Value {
	if len(at) > 1 {
		if body.Get(at[0]).Kind() != value.KindObject {
			return body
		}
		return body.With(at[0], without(body.Get(at[0]), at[1:], names))
	}
	variables := body.Get(at[0])
	if variables.Kind() != value.KindObject {
		return body
	}
	for _, f := range variables.Fields() {
		if !slices.Contains(names, f.Name) && !f.Value.IsNull() {
			variables = variables.With(f.Name, value.Unknown(unnamed))
		}
	}
	return body.With(at[0], variables)
}

// cutIntegration cuts out of an integration what may be secret: what follows the path
// in its URI, and fixed values that it sends.
func cutIntegration(body value.Value, uri, parameters string) value.Value {
	switch u := body.Get(uri); {
	case u.Kind() == value.KindString:
		body = body.With(uri, value.OfString(address(u.Text())))
	case u.IsUnknown() && u.Why().Pattern != "":
		why := u.Why()
		why.Pattern = address(why.Pattern)
		body = body.With(uri, value.Unknown(why))
	}
	sent := body.Get(parameters)
	if sent.Kind() != value.KindObject {
		return body
	}
	for _, f := range sent.Fields() {
		text := f.Value.Text()
		if f.Value.Kind() == value.KindString && !strings.HasPrefix(text, "method.") && !strings.HasPrefix(text, "context.") && !strings.HasPrefix(text, "$") {
			sent = sent.With(f.Name, value.OfString(""))
		}
	}
	return body.With(parameters, sent)
}

// address keeps of a URI scheme, host, port and path. The filters of Cloud Map are no
// secrets.
func address(text string) string {
	if strings.HasPrefix(text, "arn:") {
		return text
	}
	if i := strings.IndexAny(text, "?#"); i >= 0 {
		text = text[:i]
	}
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		return text
	}
	host, path, hasPath := strings.Cut(rest, "/")
	host = host[strings.LastIndexByte(host, '@')+1:]
	if hasPath {
		host += "/" + path
	}
	return scheme + "://" + host
}
