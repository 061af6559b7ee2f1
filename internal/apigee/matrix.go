package apigee

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// MatrixColumns are the stages of the ways to an organization, in the order of the
// traffic.
func MatrixColumns() []check.Column {
	return []check.Column{
		{ID: "hostname", Title: "hostname", Doc: "The host names of the group that take the same ways, with commas between."},
		{ID: "environment_group", Title: "environment group", Doc: "The environment group that has the host names."},
		{ID: "environment", Title: "environment", Doc: "An environment of the group."},
		{ID: "region", Title: "region", Doc: "The region of the proxies or of the endpoint group; of the instance, where no backend leads to it."},
		{ID: "backend_service", Title: "backend service", Doc: "The backend service that the load balancer sends the host's requests to."},
		{ID: "backend", Title: "backend", Doc: "The group of proxies, or the endpoint group of Private Service Connect, that the service sends them to in the region."},
		{ID: "instance", Title: "instance", Doc: "The Apigee instance that these send them to."},
		{ID: "attachment", Title: "attachment", Doc: "Whether the environment is attached to the instance: `attached`, `not attached` or `unknown`."},
		{ID: "health", Title: "health", Doc: "How many instances of the group the load balancer finds healthy; `not measured` where only Terraform tells of the group, `none` where there is no group, as with Private Service Connect, or `unknown`."},
	}
}

// Matrices tells, for each organization, through which regions the requests of which
// hosts get to which instances, and what was found about each.
//
// A bug here must not take the verdicts down, which it is only another view of.
func Matrices(inv *Inventory, findings []check.Finding) (out []check.Matrix) {
	defer func() {
		if recover() != nil {
			out = nil
		}
	}()
	var all *matrices
	for _, org := range inv.Organizations.Items {
		if org.RuntimeType.Or(runtimeCloud).Value() != runtimeCloud {
			continue
		}
		if all == nil {
			all = newMatrices(inv, findings)
		}
		if rows := all.rows(org); len(rows) > 0 {
			slices.SortStableFunc(rows, compareRows)
			out = append(out, check.Matrix{Subject: org.Subject(), Title: "Regions of " + org.Subject(), Columns: MatrixColumns(), Rows: rows})
		}
	}
	return out
}

// matrices is what the tables of all organizations are made from.
type matrices struct {
	inv     *Inventory
	path    *servedPath
	running []running
	about   map[string][]check.Finding
}

func newMatrices(inv *Inventory, findings []check.Finding) *matrices {
	m := &matrices{inv: inv, path: inv.servedPath(), running: inv.running(), about: map[string][]check.Finding{}}
	for _, f := range findings {
		m.about[f.Subject] = append(m.about[f.Subject], f)
	}
	return m
}

// found are the findings about subjects, of the named checks or of those that no other
// column is for.
func (m *matrices) found(subjects []string, checks ...string) []check.Finding {
	var out []check.Finding
	for _, subject := range subjects {
		for _, f := range m.about[subject] {
			elsewhere := slices.Contains([]string{ProxyInEveryRegion.ID, EnvironmentAttachedEverywhere.ID, BackendsHealthy.ID, EveryProxyHealthy.ID}, f.Check)
			if slices.Contains(checks, f.Check) || len(checks) == 0 && !elsewhere {
				out = append(out, f)
			}
		}
	}
	return out
}

// rows are the ways to one organization: those of every environment of every group,
// through every lane that the group's hosts may take.
func (m *matrices) rows(org Organization) []check.Row {
	if len(m.inv.instancesOf(org)) == 0 {
		return nil
	}
	lanes := m.lanes(org)
	var out []check.Row
	for _, g := range m.inv.EnvironmentGroups.Items {
		if !m.inv.owns(org, g.Identity) || m.inv.serves(g) == value.False {
			continue
		}
		environments := m.environmentsOf(org, g)
		for _, h := range m.hosts(g) {
			for _, l := range m.through(lanes, h) {
				for _, e := range environments {
					out = append(out, m.row(h, m.cell(g.Subject(), g.Subject()), e, l))
				}
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	group := check.CellOf(none, m.found([]string{org.Subject()}, EnvironmentGroupRoutes.ID))
	if group.Verdict == check.Unknown {
		group.Text = notKnown
	}
	for _, l := range lanes {
		out = append(out, m.row(hosts{text: group.Text}, group, routedName{text: group.Text}, l))
	}
	return out
}

// A routedName is an environment that a group routes to.
type routedName struct {
	name    value.String
	text    string
	subject string
}

// What a cell says where it names nothing.
const (
	none       = "none"
	notKnown   = "unknown"
	isAttached = "attached"
	unattached = "not attached"
	unmeasured = "not measured"
)

// environmentsOf are the environments that a group routes to.
func (m *matrices) environmentsOf(org Organization, g EnvironmentGroup) []routedName {
	var out []routedName
	certain, possible := m.inv.attachmentsTo(g)
	for _, a := range append(slices.Clone(certain), possible...) {
		name := environmentName(a.Environment)
		e := routedName{name: name, text: orElse(name.Value(), notKnown), subject: m.inv.environmentNamed(org, name).Subject()}
		if origin := name.Why().Origin; !name.IsKnown() && origin.Known() {
			e.text = origin.Resource
		}
		if !slices.ContainsFunc(out, func(o routedName) bool { return o.text == e.text }) {
			out = append(out, e)
		}
	}
	switch {
	case len(out) > 0:
	case len(m.inv.gapsOf(m.inv.GroupAttachments.Gaps, g.Identity)) > 0:
		out = []routedName{{text: notKnown, name: value.UnknownOf[string](value.Why{})}}
	default:
		out = []routedName{{text: none}}
	}
	return out
}

// row is one way.
func (m *matrices) row(h hosts, group check.Cell, e routedName, l lane) check.Row {
	service := m.cell(l.service, l.service)
	if l.service == none || l.service == notKnown {
		service = m.absent(l)
	}
	backend := m.cell(l.backend, slices.Concat(l.templates, []string{l.backend})...)
	if l.drained {
		backend.Text += " (drained)"
	}
	instance := check.Cell{Text: l.destination, Verdict: check.NotApplicable}
	switch {
	case l.instance >= 0:
		instance = m.cell(l.destination, l.destination)
	case l.destination == notKnown:
		instance = unknownBecause(m.found(slices.Concat(l.templates, []string{l.backend}), ProxyEndpointIsInstance.ID, PSCTargetIsInstance.ID))
	}
	region := check.Cell{Text: orElse(l.region, notKnown), Verdict: check.NotApplicable}
	if l.region == "" {
		region.Verdict = check.Unknown
	}
	return check.Row{
		{Text: h.text, Verdict: h.verdict()}, group, m.cell(e.text, e.subject), region,
		service, backend, instance, m.attachment(e, l), m.health(l),
	}
}

// cell is what was found about subjects.
func (m *matrices) cell(text string, subjects ...string) check.Cell {
	switch text {
	case none:
		return check.Cell{Text: none, Verdict: check.NotApplicable}
	case notKnown:
		return check.Cell{Text: notKnown, Verdict: check.Unknown}
	}
	return check.CellOf(text, m.found(subjects))
}

// absent is the cell where no service leads to an instance.
func (m *matrices) absent(l lane) check.Cell {
	found := m.found([]string{l.destination}, ProxyInEveryRegion.ID)
	if l.service == notKnown {
		return unknownBecause(found)
	}
	cell := check.CellOf(none, found)
	if cell.Verdict == check.Pass { // by the services of other hosts
		return check.Cell{Text: none, Verdict: check.NotApplicable}
	}
	return cell
}

// attachment says whether an environment is attached to the instance of a lane.
func (m *matrices) attachment(e routedName, l lane) check.Cell {
	if e.text == none || l.instance < 0 && l.destination != notKnown {
		return check.Cell{Text: none, Verdict: check.NotApplicable}
	}
	found := m.found([]string{e.subject}, EnvironmentAttachedEverywhere.ID)
	if l.instance < 0 || e.text == notKnown {
		return unknownBecause(found)
	}
	switch attached, _ := m.running[l.instance].runs(e.name); attached {
	case value.True:
		return check.Cell{Text: isAttached, Verdict: check.Pass}
	case value.Undecided:
		return unknownBecause(found)
	case value.False:
	}
	return check.CellOf(unattached, slices.DeleteFunc(found, func(f check.Finding) bool {
		return f.Verdict == check.Pass || f.Verdict == check.Fail && !slices.Contains(f.Related, l.destination)
	}))
}

// health says what the load balancer finds of a lane's proxies.
func (m *matrices) health(l lane) check.Cell {
	if l.backend == notKnown {
		return check.Cell{Text: notKnown, Verdict: check.Unknown}
	}
	if l.health == nil {
		return check.Cell{Text: none, Verdict: check.NotApplicable}
	}
	found := slices.DeleteFunc(m.found([]string{l.backend}, BackendsHealthy.ID, EveryProxyHealthy.ID), func(f check.Finding) bool {
		return len(f.Related) > 0 && !slices.Contains(f.Related, l.service)
	})
	switch {
	case l.health.told:
	case len(l.health.missing) > 0:
		return unknownBecause(found)
	default:
		return check.CellOf(unmeasured, found)
	}
	return check.CellOf(fmt.Sprintf("%d of %d healthy", len(l.health.healthy), l.health.all()), found)
}

// unknownBecause is a cell that nobody knows, with the finding that says why.
func unknownBecause(found []check.Finding) check.Cell {
	unknown := slices.DeleteFunc(slices.Clone(found), func(f check.Finding) bool { return f.Verdict != check.Unknown })
	cell := check.CellOf(notKnown, unknown)
	cell.Verdict = check.Unknown
	return cell
}

func compareRows(a, b check.Row) int {
	for i := range a {
		if c := cmp.Compare(strings.ToLower(a[i].Text), strings.ToLower(b[i].Text)); c != 0 {
			return c
		}
	}
	return 0
}
