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

// Projects maps project numbers to project ids, as far as they are known.
type Projects map[string]string

// Canonical spells a project number as an id where that is known.
func (p Projects) Canonical(r Ref) Ref {
	if id, ok := p[r.Project()]; ok {
		return r.InProject(id)
	}
	return r
}

// Same compares two references. They are the same when every segment is; a
// number against a name (of a project whose number is not known, or of a network
// referred to by its numeric id) and a missing segment leave it undecided, unless
// another segment tells them apart.
func (p Projects) Same(a, b Ref) Truth {
	if a.IsZero() || b.IsZero() {
		return TruthOf(a.IsZero() && b.IsZero())
	}
	a, b = p.Canonical(a), p.Canonical(b)
	as, bs := strings.Split(a.path, "/"), strings.Split(b.path, "/")
	if a.service != b.service || len(as) != len(bs) {
		return False
	}
	out := True
	for i := range as {
		switch {
		case as[i] == bs[i] && as[i] != Anything:
		case as[i] == Anything || bs[i] == Anything:
			out = Undecided
		case isNumber(as[i]) == isNumber(bs[i]):
			return False
		case i == 1 && p.mayBeNumberOf(as[i], bs[i]), i > 1 && i == len(as)-1:
			out = Undecided
		default:
			return False
		}
	}
	return out
}

// mayBeNumberOf rules out that a project id has a number when another number is
// known to be its own.
func (p Projects) mayBeNumberOf(a, b string) bool {
	id := a
	if isNumber(a) {
		id = b
	}
	for _, known := range p {
		if known == id {
			return false
		}
	}
	return true
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// SameRef compares two references that may be unknown or null themselves. Two
// unknown ones that will be the id or link of one Terraform resource are the
// same; those of two resources that one plan creates differ. Where the name of
// such a resource is known already it is compared with others.
func SameRef(p Projects, a, b Of[Ref]) Truth {
	if ra, ok := a.Get(); ok {
		if rb, ok := b.Get(); ok {
			return p.Same(ra, rb)
		}
	}
	if a.IsUnknown() && b.IsUnknown() {
		if t := sameResource(a.Why().Origin, b.Why().Origin); t != Undecided {
			return t
		}
	}
	if t := sameFuture(p, a, b); t != Undecided {
		return t
	}
	return Equal(a, b)
}

// Future is the name that a reference has, or will have if it refers to the
// resource that its value comes from; the zero Ref when that is not known.
func Future(r Of[Ref]) Ref {
	if ref, ok := r.Get(); ok {
		return ref
	}
	if o := r.Why().Origin; isIdentity(o.Path) {
		return o.Ref
	}
	return Ref{}
}

// sameFuture compares names that references will have. One that comes from no
// resource that is certainly meant may be another after all.
func sameFuture(p Projects, a, b Of[Ref]) Truth {
	x, y := Future(a), Future(b)
	if x.IsZero() || y.IsZero() {
		return Undecided
	}
	same := p.Same(x, y)
	for _, r := range []Of[Ref]{a, b} {
		if same == False && r.IsUnknown() && !r.Why().Origin.Created {
			return Undecided
		}
	}
	return same
}

// identities are the attributes by which a Terraform resource refers to itself.
// Its name alone does not: it says nothing of the project.
var identities = []string{"id", "self_link", "self_link_unique", "arn"}

func isIdentity(attribute string) bool { return slices.Contains(identities, attribute) }

func sameResource(a, b Origin) Truth {
	if !a.Known() || !b.Known() || !isIdentity(a.Path) || !isIdentity(b.Path) {
		return Undecided
	}
	if a.Resource == b.Resource {
		return True
	}
	if a.Created && b.Created {
		return False
	}
	return Undecided
}
