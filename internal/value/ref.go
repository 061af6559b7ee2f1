package value

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// Anything stands in a [Ref] for a segment that is not known, such as the
// project of a bare name nobody gave a project for.
const Anything = "-"

// Ref is the canonical full resource name of a cloud resource:
// //compute.googleapis.com/projects/P/global/networks/N. It is comparable, but
// only [Ref.Same] knows that projects have numbers too.
//
// Source: https://cloud.google.com/asset-inventory/docs/asset-names.
type Ref struct {
	service string
	path    string
}

// RefBase completes the spellings that leave something out.
type RefBase struct {
	// Service is the API's host, such as compute.googleapis.com.
	Service string
	// Collection is where bare names live below the project or parent, such as
	// global/networks or regions/us-central1/subnetworks.
	Collection string
	// Parent is what relative spellings are relative to, such as projects/acme
	// or organizations/acme; "" when it is not known, which means projects/-.
	Parent string
}

// roots are the first segments of relative resource names that need no parent.
var roots = []string{"projects", "organizations", "folders", "locations", "services", "billingAccounts", "tagValues", "tagKeys", "accessPolicies"}

// scopes are the first segments of spellings that leave out the project.
var scopes = []string{"global", "regions", "zones"}

// ParseRef reads any spelling of a reference: a bare name, a partial path
// (regions/R/subnetworks/S), a relative resource name (projects/P/…), a full one
// (//compute.googleapis.com/projects/P/…), and a self link of any host, API
// version and query, such as the ?uniqueId= of instance templates.
func ParseRef(text string, base RefBase) (Ref, error) {
	fail := func(why string) (Ref, error) {
		return Ref{}, fmt.Errorf("%q is no reference to a resource: %s", text, why)
	}
	rest := strings.TrimSpace(text)
	rest, _, _ = strings.Cut(rest, "?")
	ref := Ref{service: base.Service}
	absolute := false
	switch {
	case strings.HasPrefix(rest, "//"):
		host, path, ok := strings.Cut(rest[2:], "/")
		if !ok || host == "" {
			return fail("a full resource name continues //SERVICE/PATH")
		}
		ref.service, rest, absolute = host, path, true
	case strings.Contains(rest, "://"):
		u, err := url.Parse(rest)
		if err != nil || u.Host == "" || u.Fragment != "" {
			return fail("not a URL")
		}
		rest, absolute = strings.TrimPrefix(u.Path, "/"), true
	}
	if absolute && startsAtRoot(rest) {
		ref.path = rest // as it is written: nearly all are
		if why := unfit(rest); why != "" {
			return fail(why)
		}
		return ref, nil
	}
	segments := strings.Split(rest, "/")
	parent := base.Parent
	if parent == "" {
		parent = "projects/" + Anything
	}
	switch root := slices.IndexFunc(segments, isRoot); {
	// A resource may itself be called like a root: global/networks/services.
	case !absolute && len(segments) == 1:
		segments = append(strings.Split(parent+"/"+base.Collection, "/"), segments...)
	case !absolute && slices.Contains(scopes, segments[0]):
		segments = append(strings.Split(parent, "/"), segments...)
	case root < 0:
		return fail("it names no project, organization or folder")
	case !absolute && root > 2:
		return fail("it is neither a name nor a path of a project, organization or folder")
	case root == len(segments)-1:
		return fail("a name has to follow " + segments[root])
	default:
		// What stands in front of projects/ in a self link is the API's name and version.
		segments = segments[root:]
	}
	ref.path = strings.Join(segments, "/")
	if why := unfit(ref.path); why != "" {
		return fail(why)
	}
	return ref, nil
}

// startsAtRoot says that a path begins with a root, and goes on.
func startsAtRoot(path string) bool {
	first, _, more := strings.Cut(path, "/")
	return more && isRoot(first)
}

// unfit says why a path is that of no resource.
func unfit(path string) string {
	for s := range strings.SplitSeq(path, "/") {
		if s == "" {
			return "it has an empty part"
		}
	}
	if strings.ContainsFunc(path, isForeign) {
		return "it holds a character that no name has"
	}
	return ""
}

// isForeign says that a character stands in no resource name; U+FFFD is what
// text that is not UTF-8 decodes to.
func isForeign(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '#' || r == '?' || r == unicode.ReplacementChar
}

func isRoot(segment string) bool { return slices.Contains(roots, segment) }

// String returns the full resource name.
func (r Ref) String() string {
	if r.path == "" {
		return ""
	}
	return "//" + r.service + "/" + r.path
}

// IsZero says whether the reference refers to nothing.
func (r Ref) IsZero() bool { return r.path == "" }

// Path returns the relative resource name, such as projects/P/global/networks/N.
func (r Ref) Path() string { return r.path }

// Name returns the last segment.
func (r Ref) Name() string { return r.path[strings.LastIndexByte(r.path, '/')+1:] }

// After returns the segment that follows the given one, such as the region after
// "regions"; "" when there is none.
func (r Ref) After(segment string) string {
	found := false
	for s := range strings.SplitSeq(r.path, "/") {
		if found {
			return s
		}
		found = s == segment
	}
	return ""
}

// Project returns the project's id or number; "" when the resource lies in none
// or in one that is not known.
func (r Ref) Project() string {
	p := r.After("projects")
	if p == Anything {
		return ""
	}
	return p
}

// Complete says whether no part of the reference is missing.
func (r Ref) Complete() bool {
	if r.path == "" {
		return false
	}
	for s := range strings.SplitSeq(r.path, "/") {
		if s == Anything {
			return false
		}
	}
	return true
}

// InProject returns the reference with its project replaced, which spells a
// project number as the id it belongs to.
func (r Ref) InProject(project string) Ref {
	rest, ok := strings.CutPrefix(r.path, "projects/")
	if !ok {
		return r
	}
	_, rest, _ = strings.Cut(rest, "/")
	return Ref{service: r.service, path: "projects/" + project + "/" + rest}
}
