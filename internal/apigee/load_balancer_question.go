package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// groupQuestion is what is asked about one group: for every use, for every kind
// that its load balancer may be, for every version, for every template that it may
// be, every demand.
type groupQuestion struct {
	group   proxyGroup
	isProxy value.Truth
	uses    []useQuestion
	// possibleUses are those of which one may be, and unknownUse is what any would need
	// where they are not known.
	possibleUses []useQuestion
	unknownUse   []versionQuestion
	// missing says what keeps the group from passing whatever is found, and inferred
	// that what is found is about resources that can be the only ones meant.
	missing  []check.Missing
	inferred bool
}

type useQuestion struct {
	use     use
	kinds   []kindQuestion
	missing []check.Missing
}

type kindQuestion struct {
	kind     loadBalancerKind
	versions []versionQuestion
}

type versionQuestion struct {
	targets []targetQuestion
	missing []check.Missing
}

type targetQuestion struct {
	target  *proxyTarget
	demands []demand
}

// about collects what there is to ask about a group.
func (q *questions) about(g proxyGroup) groupQuestion {
	versions, missing := q.inv.versionsOf(g)
	if len(versions) == 0 && len(missing) == 0 {
		missing = []check.Missing{{What: "the instance templates of " + g.Subject(), Settle: "give credentials that may read them"}}
	}
	out := groupQuestion{group: g, isProxy: q.inv.isProxyGroup(g, versions), missing: missing}
	var asked []askedVersion
	for _, v := range versions {
		out.inferred = out.inferred || len(v.missing) > 0
		a := askedVersion{version: v}
		for _, t := range v.candidates {
			a.targets = append(a.targets, q.inv.target(g, &t, value.Of[value.Ref]{}))
		}
		asked = append(asked, a)
	}
	for _, u := range g.uses {
		out.uses = append(out.uses, q.aboutUse(g, u, asked))
	}
	if len(g.usesMissing) == 0 {
		return out
	}
	possible, closed := q.possibleUses(g)
	for _, u := range possible {
		out.possibleUses = append(out.possibleUses, q.aboutUse(g, u, asked))
	}
	if closed {
		out.inferred = true
		return out
	}
	out.missing = append(out.missing[:len(out.missing):len(out.missing)], g.usesMissing...)
	if len(g.uses) == 0 {
		common := oneOf(fromRanges(googleRanges.common).must.Intersect(anyTCP), g.usesMissing...)
		out.unknownUse = q.versions(asked, func(_ InstanceTemplate, t *proxyTarget) targetQuestion {
			return q.ask(t, []demand{{choice: common, what: "health checks"}})
		})
	}
	return out
}

// askedVersion is a version with the target of each template that it may be.
type askedVersion struct {
	version
	targets []*proxyTarget
}

// aboutUse collects what there is to ask about one use.
func (q *questions) aboutUse(g proxyGroup, u use, asked []askedVersion) useQuestion {
	out := useQuestion{use: u}
	kinds, missing := q.inv.kindsOf(u)
	out.missing = missing
	for _, kind := range kinds {
		out.kinds = append(out.kinds, kindQuestion{kind, q.versions(asked, func(template InstanceTemplate, t *proxyTarget) targetQuestion {
			if kind == passthroughInternal && !u.service.Network.IsNull() {
				t = q.inv.target(g, &template, computeReference(u.service.Network, networkCollection, u.service.Ref.Value().Project()))
			}
			return q.ask(t, q.inv.demandsOf(g, u, kind, t))
		})})
	}
	return out
}

// versions asks about every template that a version may be.
func (q *questions) versions(asked []askedVersion, ask func(InstanceTemplate, *proxyTarget) targetQuestion) []versionQuestion {
	var out []versionQuestion
	for _, a := range asked {
		v := versionQuestion{missing: a.missing}
		for i, t := range a.targets {
			v.targets = append(v.targets, ask(a.candidates[i], t))
		}
		out = append(out, v)
	}
	return out
}
