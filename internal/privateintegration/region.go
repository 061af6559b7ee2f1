package privateintegration

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// gatewayAccounts are the accounts by which API Gateway connects to endpoint services, by
// region. Regions that are not listed have one that is not published there.
//
// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-api-with-vpclink-accounts.html.
var gatewayAccounts = map[string]string{
	"us-east-1": "392220576650", "us-east-2": "718770453195", "us-west-1": "968246515281", "us-west-2": "109351309407",
	"ca-central-1": "796887884028", "eu-west-1": "631144002099", "eu-west-2": "544388816663", "eu-west-3": "061510835048",
	"eu-central-1": "474240146802", "eu-north-1": "394634713161", "ap-northeast-1": "969236854626", "ap-northeast-2": "020402002396",
	"ap-southeast-1": "195145609632", "ap-southeast-2": "798376113853", "ap-south-1": "507069717855", "ap-east-1": "174803364771",
	"sa-east-1": "287228555773", "me-south-1": "855739686837",
}

// InRegion is the region of the resource: as Terraform says, or as its ARN does; null where
// neither says, which is where all others are.
func (i Identity) InRegion() value.String {
	if !i.Region.IsNull() {
		return i.Region
	}
	if r := regionOf(i.ID); r != "" {
		return value.Known(r)
	}
	return value.NoneOf[string]()
}

// sameRegion says whether two resources are in one region: their ids are known nowhere
// else.
func sameRegion(a, b Identity) value.Truth {
	x, y := a.InRegion(), b.InRegion()
	if x.IsNull() || y.IsNull() {
		return value.True
	}
	return value.Equal(x, y)
}

// near leaves of what an id names that which is in the region of another resource.
func near[T identified](from Identity, p pick[T]) pick[T] {
	if p.certain == nil {
		return p
	}
	of := (*p.certain).identity()
	switch sameRegion(from, of) {
	case value.False:
		return pick[T]{}
	case value.Undecided:
		why := of
		if from.InRegion().IsUnknown() {
			why = from
		}
		return pick[T]{possible: []*T{p.certain}, missing: []check.Missing{lacking("the region of "+why.Subject(), why.InRegion().Why())}}
	case value.True:
	}
	return p
}

// regionOf is the region in an ARN; "" when it is not known.
func regionOf(arn value.String) string {
	parts := strings.SplitN(arn.Value(), ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return ""
	}
	return parts[3]
}
