package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
)

// matrixOutput is the table of the ways to an organization.
var matrixOutput = attribute{
	name: "matrix", many: true, fields: wayFields(apigee.MatrixColumns()),
	doc: "The ways to the organization, one in a row: which host's requests get through which region, load balancer and proxies to which instance, " +
		"and what was found about each. Empty for an organization without instances. A region that lacks something is a row with a hole: " +
		"`[for way in data.apireach_apigee_path.acme.matrix : way.region.text if way.attachment.verdict == \"fail\"]`.",
}

// privateMatrixOutput is the table of the ways of private integrations.
var privateMatrixOutput = attribute{
	name: "matrix", many: true, fields: wayFields(privateintegration.MatrixColumns()),
	doc: "The ways of the private integrations, one in a row: which stage's requests get through which VPC link, load balancer and listener to which target group in which zone, " +
		"and what was found about each. Integrations that take the same way share a row, and of more than 200 rows those are told first that are not well: " +
		"`[for way in data.apireach_private_integration.orders.matrix : way.zone.text if way.health.verdict == \"fail\"]`.",
}

// cellFields are the attributes of one cell.
var cellFields = []attribute{
	{name: "text", typ: types.StringType, doc: "Name in full, or `none` or `unknown`."},
	{name: "verdict", typ: types.StringType, doc: "The worst of what was found about it: `pass`, `fail` or `unknown`; `not_applicable` when no check says anything about it."},
	{name: "check", typ: types.StringType, doc: "The check whose finding it is; empty if none is."},
	{name: "subject", typ: types.StringType, doc: "The subject of that finding."},
}

// wayFields are the attributes of one row.
func wayFields(columns []check.Column) []attribute {
	out := []attribute{{name: "verdict", typ: types.StringType, doc: "The worst of the way's verdicts."}}
	for _, c := range columns {
		out = append(out, attribute{name: c.ID, doc: c.Doc, fields: cellFields})
	}
	return out
}

var (
	wayType        = types.ObjectType{AttrTypes: attrTypes(matrixOutput.fields)}
	privateWayType = types.ObjectType{AttrTypes: attrTypes(privateMatrixOutput.fields)}
	cellType       = types.ObjectType{AttrTypes: attrTypes(cellFields)}
)

// matrixOf gives the tables of a report as one of ways of a type.
func matrixOf(matrices []check.Matrix, wayType types.ObjectType) types.List {
	ways := []attr.Value{}
	for _, m := range matrices {
		for _, row := range m.Rows {
			way := map[string]attr.Value{"verdict": types.StringValue(row.Worst().Verdict.String())}
			for i, c := range row {
				way[m.Columns[i].ID] = types.ObjectValueMust(cellType.AttrTypes, map[string]attr.Value{
					"text": types.StringValue(c.Text), "verdict": types.StringValue(c.Verdict.String()),
					"check": types.StringValue(c.Check), "subject": types.StringValue(c.Subject),
				})
			}
			ways = append(ways, types.ObjectValueMust(wayType.AttrTypes, way))
		}
	}
	return types.ListValueMust(wayType, ways)
}
