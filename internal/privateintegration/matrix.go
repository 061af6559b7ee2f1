package privateintegration

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// MatrixColumns are the stages of the ways of private integrations, in the order of the
// traffic.
func MatrixColumns() []check.Column {
	return []check.Column{
		{ID: "api", Title: "API", Doc: "The API."},
		{ID: "stage", Title: "stage", Doc: "A stage of the API; its canary is named so."},
		{ID: "integration", Title: "integration", Doc: "The integration, by its method and path or its route; the first of those that take the same way, and how many others do."},
		{ID: "vpc_link", Title: "VPC link", Doc: "The VPC link that the stage sends the requests through."},
		{ID: "load_balancer", Title: "load balancer", Doc: "The load balancer behind the link, then the one behind that; `none` where the link leads to Cloud Map."},
		{ID: "listener", Title: "listener", Doc: "The listener that the requests reach."},
		{ID: "target_group", Title: "target group", Doc: "The target group that it sends them to, or the Cloud Map service."},
		{ID: "zone", Title: "zone", Doc: "An Availability Zone of the load balancer or of targets; `all` for targets of every zone."},
		{ID: "targets", Title: "targets", Doc: "How many targets are registered in the zone, or what registers them."},
		{ID: "health", Title: "health", Doc: "How many of them the load balancer finds healthy; `not measured` where only Terraform tells of them, `none` where there are none, or `unknown`."},
	}
}

// mostWays is how many rows a table has: an API may have thousands of integrations and
// dozens of ways, of which those are told first that are not well.
const mostWays = 200

// Matrices tells, for each API, through which link, load balancer, listener, target group
// and zone the requests of which integrations get, and what was found about each.
// Integrations that take the same way are one row.
//
// A bug here must not take the verdicts down, which it is only another view of.
func Matrices(inv *Inventory, findings []check.Finding) (out []check.Matrix) {
	defer func() {
		if recover() != nil {
			out = nil
		}
	}()
	m := &matrices{inv: inv, about: map[string][]check.Finding{}}
	for _, f := range findings {
		m.about[f.Subject] = append(m.about[f.Subject], f)
	}
	calls, _ := inv.calls()
	var apis []string
	ways := map[string][]lane{}
	for _, c := range calls {
		api := m.apiOf(c)
		if ways[api] == nil {
			apis = append(apis, api)
		}
		ways[api] = m.join(ways[api], c)
	}
	for _, api := range apis {
		out = append(out, m.table(api, ways[api]))
	}
	return out
}

// matrices is what the tables are made from.
type matrices struct {
	inv   *Inventory
	about map[string][]check.Finding
	// places finds ways by what they have in common.
	places map[string]int
}

// A lane is a way that one integration takes, or several take alike.
type lane struct {
	calls []call
	key   string
}

// table is that of one API.
func (m *matrices) table(api string, lanes []lane) check.Matrix {
	var rows []check.Row
	for _, l := range lanes {
		rows = append(rows, m.rows(api, l)...)
	}
	slices.SortStableFunc(rows, compareRows)
	title := "Ways of " + api
	if all := len(rows); all > mostWays {
		slices.SortStableFunc(rows, func(a, b check.Row) int { return cmp.Compare(standing(a), standing(b)) })
		rows = slices.Clone(rows[:mostWays])
		slices.SortStableFunc(rows, compareRows)
		title += fmt.Sprintf(" (%d of %d, those that are not well first)", mostWays, all)
	}
	return check.Matrix{Subject: api, Title: title, Columns: MatrixColumns(), Rows: rows}
}

// standing orders rows by how much is wrong.
func standing(r check.Row) int {
	c := r.Worst()
	switch {
	case c.Waived:
		return 3
	case c.Verdict == check.Fail && c.Severity == check.Error:
		return 0
	case c.Verdict == check.Fail:
		return 1
	case c.Verdict == check.Unknown:
		return 2
	}
	return 4
}

// apiOf is what findings call the API of a call.
func (m *matrices) apiOf(c call) string {
	of := Identity{ID: c.api}
	if api := pickByID(m.inv.RestAPIs, "API", c.api).certain; c.kind == kindREST && api != nil {
		of = api.Identity
	}
	if api := pickByID(m.inv.APIs, "API", c.api).certain; c.kind != kindREST && api != nil {
		of = api.Identity
	}
	if of.Subject() == "" {
		return notTold
	}
	return of.Subject()
}

// What a cell says where it names nothing.
const (
	noThing    = "none"
	notTold    = "unknown"
	unmeasured = "not measured"
)

// join puts a call to those that take the same way.
func (m *matrices) join(lanes []lane, c call) []lane {
	found := m.inv.legsOf(c)
	f := found.front
	stage := ""
	if c.stage != nil {
		stage = c.stage.Subject()
	}
	key := strings.Join([]string{
		m.apiOf(c), stage, fmt.Sprint(c.canary), linkText(f), subjectOr(f.balancer.certain, f.balancer.none()), subjectOr(f.listener.certain, f.listener.none()),
		subjectOr(f.cloudMap.certain, true), found.ways(),
	}, "\x00")
	if m.places == nil {
		m.places = map[string]int{}
	}
	if i, there := m.places[key]; there {
		lanes[i].calls = append(lanes[i].calls, c)
		return lanes
	}
	m.places[key] = len(lanes)
	return append(lanes, lane{calls: []call{c}, key: key})
}

// linkText is what findings call a link.
func linkText(f front) string {
	switch {
	case f.link.certainV1() != nil:
		return f.link.certainV1().Subject()
	case f.link.certainV2() != nil:
		return f.link.certainV2().Subject()
	case f.link.none():
		return noThing
	}
	return notTold
}

// subjectOr is what findings call a resource, or that it is none or not known.
func subjectOr[T identified](of *T, none bool) string {
	switch {
	case of != nil:
		return (*of).identity().Subject()
	case none:
		return noThing
	}
	return notTold
}

func compareRows(a, b check.Row) int {
	for i := range a {
		if c := cmp.Compare(strings.ToLower(a[i].Text), strings.ToLower(b[i].Text)); c != 0 {
			return c
		}
	}
	return 0
}
