package remedy

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// redeploy replaces a deployment whose triggers change, with those stages that have it.
func redeploy(w *aws.World, b block) {
	w.Edit(aws.RestDeployments, func(d *aws.Resource) {
		if !b.match(d.Subject(), d.Address) {
			return
		}
		anew := later(d.Address, "id")
		w.Edit(aws.RestStages, func(s *aws.Resource) {
			if value.SameID(value.TextOf(s.Body.Get("deploymentId")), d.ID) == value.True {
				s.Body = s.Body.With("deploymentId", anew)
			}
		})
		d.ID, d.Created = value.TextOf(anew), true
	})
}

// logs gives a stage the settings of a block.
func logs(w *aws.World, b block) {
	w.Edit(aws.RestStages, func(s *aws.Resource) {
		if value.SameID(s.Parent, value.TextOf(b.value.Get("rest_api_id"))) != value.True || s.Body.Get("stageName").Text() != b.value.Get("stage_name").Text() {
			return
		}
		for _, settings := range b.value.Get("settings").Elements() {
			s.Body = value.Merge(s.Body, value.OfObject(map[string]value.Value{"methodSettings": value.OfObject(map[string]value.Value{
				b.value.Get("method_path").Text(): value.OfObject(map[string]value.Value{"loggingLevel": settings.Get("logging_level")}),
			})}))
		}
	})
}

func (a amazon) count() tally { return countAWS(a.inv) }

func countAWS(inv *pi.Inventory) tally { return count(check.Run(inv, pi.Checks(), check.Options{})) }

// judge lays blocks over a copy of the world.
func (a amazon) judge(blocks []block) (tally, error) {
	out := a.world.Clone()
	var made []tfobject.Object
	for _, b := range blocks {
		switch {
		case b.match != nil && aws.Type(b.change.Type) == aws.RestDeployments:
			redeploy(out, b)
		case aws.Type(b.change.Type) == tfresource.MethodSettings:
			logs(out, b)
		case b.inside:
			made = append(made, standalone(b)...)
		case b.match == nil:
			v := b.value
			for _, id := range []string{"id", "arn", "security_group_rule_id"} {
				v = v.With(id, later(b.address, id))
			}
			made = append(made, tfobject.Object{Type: b.typ, Address: b.address, Created: true, Value: v})
		default:
			n, err := tfresource.Amend(out, aws.Type(b.change.Type), b.typ, func(r aws.Resource) bool { return b.match(r.Subject(), r.Address) }, b.value)
			if err != nil {
				return nil, err
			}
			if n == 0 {
				return nil, fmt.Errorf("nothing is called %s", b.change.Of)
			}
		}
	}
	if err := free(a.world, made); err != nil {
		return nil, err
	}
	if err := tfresource.Lay(out, made); err != nil {
		return nil, err
	}
	inv, err := out.Inventory()
	if err != nil {
		return nil, err
	}
	return countAWS(inv), nil
}
