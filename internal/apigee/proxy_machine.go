package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A difference is what an instance has in another way than the template of its group.
type difference struct {
	machine   VirtualMachine
	template  InstanceTemplate
	field     string
	has, says string
}

// machinesFollow judges the instances of a group one by one: somebody may have changed one,
// or given it metadata of its own.
func (inv *Inventory) machinesFollow(g proxyGroup) check.Result {
	machines, missing := inv.machinesOf(g)
	if len(machines) == 0 {
		missing = append(missing, g.missing...)
	}
	var odd []difference
	asked := tagAnswers{}
	for _, m := range machines {
		d, lacks := inv.strays(g, m, asked)
		if d != nil && m.Status.IsUnknown() {
			d, lacks = nil, append(lacks, lacking("the status of "+m.Subject(), m.Status.Why()))
		}
		missing = append(missing, lacks...)
		if d != nil {
			odd = append(odd, *d)
		}
	}
	switch {
	case len(odd) > 0:
		return unless(odd[0].failure(g, len(odd)), g.missing)
	case len(missing) > 0:
		return undecided(g.Identity, "may have instances that are not as its template says", once(missing)...)
	}
	return passed(g.Identity, "has instances of its template only")
}

// strays says in what an instance differs from all templates of its group; nil is in
// nothing that is certain.
func (inv *Inventory) strays(g proxyGroup, m VirtualMachine, asked tagAnswers) (*difference, []check.Missing) {
	var first *difference
	missing := slices.Clone(g.missing)
	same := false
	for _, t := range g.templates {
		d, lacks := inv.difference(g, t, m, asked)
		if d == nil && len(lacks) == 0 {
			return nil, nil
		}
		same = same || d == nil
		missing = append(missing, lacks...)
		if first == nil {
			first = d
		}
	}
	if same {
		first = nil
	}
	return first, missing
}

// difference compares what traffic depends on: where the instance is, where it sends
// requests to, and its network tags.
func (inv *Inventory) difference(g proxyGroup, t InstanceTemplate, m VirtualMachine, asked tagAnswers) (*difference, []check.Missing) {
	d := func(field, has, says string) *difference { return &difference{m, t, field, has, says} }
	missing := slices.Concat(
		hidden("the network interfaces of "+m.Subject(), m.NetworkInterfaces), hidden("the network interfaces of "+t.Subject(), t.Properties.NetworkInterfaces),
		hidden("the tags of "+t.Subject(), t.Properties.Tags.Items),
	)
	own := m.NetworkInterfaces.Value()
	for n, nic := range t.Properties.NetworkInterfaces.Value() {
		if n >= len(own) {
			break
		}
		switch same, has, says, lacks := inv.sameNetwork(own[n], m.Ref.Value().Project(), nic, t.Ref.Value().Project()); same {
		case value.False:
			return d(fmt.Sprintf("networkInterfaces.%d", n), has, says), nil
		case value.Undecided:
			missing = append(missing, lacks...)
		case value.True:
		}
	}
	if has, says, differs, lacks := inv.otherEndpoint(g, t, m); differs {
		return d("metadata "+keyEndpoint, has, says), nil
	} else if len(lacks) > 0 {
		missing = append(missing, lacks...)
	}
	if has, says, differs, lacks := inv.otherTags(g, t, m, asked); differs {
		return d("tags", has, says), nil
	} else if len(lacks) > 0 {
		missing = append(missing, lacks...)
	}
	return nil, missing
}

// sameNetwork says whether two interfaces are in one network: in which of its subnetworks
// makes no difference to who reaches them.
func (inv *Inventory) sameNetwork(a NetworkInterface, projectA string, b NetworkInterface, projectB string) (same value.Truth, has, says string, missing []check.Missing) {
	const anywhere = "regions/" + value.Anything + "/subnetworks"
	subA, subB := computeReference(a.Subnetwork, anywhere, projectA), computeReference(b.Subnetwork, anywhere, projectB)
	if subA.IsKnown() && subB.IsKnown() && value.SameRef(inv.Projects, subA, subB) == value.True {
		return value.True, "", "", nil
	}
	netA, lacksA := inv.networkOf(a, projectA)
	netB, lacksB := inv.networkOf(b, projectB)
	missing = append(lacksA, lacksB...)
	if same = value.SameRef(inv.Projects, netA, netB); same == value.Undecided && len(missing) == 0 {
		missing = []check.Missing{unresolved("the network of an instance", netA, netB)}
	}
	return same, networkText(netA), networkText(netB), missing
}

// otherEndpoint says whether an instance sends requests to nobody, where the template, or the
// group for all its instances, says another ENDPOINT. That of another instance of Apigee is as
// good.
func (inv *Inventory) otherEndpoint(g proxyGroup, t InstanceTemplate, m VirtualMachine) (has, says string, differs bool, missing []check.Missing) {
	want := t.metadata(keyEndpoint)
	if override := g.AllInstances.Properties.Metadata.Endpoint; !override.IsNull() {
		want = override
	}
	if want.IsUnknown() {
		return "", "", false, []check.Missing{lacking("the ENDPOINT of "+t.Subject(), want.Why())}
	}
	text := m.properties().metadata(keyEndpoint)
	if want.IsNull() || sameHost(text, want, value.Origin{}) == value.True {
		return "", "", false, nil
	}
	if text.IsNull() {
		return "none", want.Value(), true, nil
	}
	r := inv.endpointIsInstance(g, proxyEndpoint{by: m.Identity, template: &t, text: text, destination: inv.destinationOf("the ENDPOINT of "+m.Subject(), text)})
	switch r.Verdict {
	case check.Fail, check.NotApplicable: // to nobody, or to another service
		return text.Value(), want.Value(), true, nil
	case check.Unknown:
		return "", "", false, r.Missing
	case check.Pass:
	}
	return "", "", false, nil
}

// hidden says why a list is not known, if it is not.
func hidden[T any](what string, list value.List[T]) []check.Missing {
	if !list.IsUnknown() {
		return nil
	}
	return []check.Missing{lacking(what, list.Why())}
}

func (d difference) failure(g proxyGroup, all int) check.Result {
	r := failed(g.Identity, "has %s not made as its template says", plural(all, "instance"))
	r.Detail = fmt.Sprintf("%s has %s in %s, where %s says %s. Requests that get to it fail, while others succeed.", d.machine.Subject(), d.has, d.field, d.template.Subject(), d.says)
	r.Remediation = fmt.Sprintf("Take away what it has of its own, `gcloud compute instance-groups managed instance-configs delete`, and make it anew: "+
		"`gcloud compute instance-groups managed recreate-instances %s --instances=%s`.", g.Ref.Value().Name(), d.machine.Ref.Value().Name())
	r.Witness = []check.Fact{{Name: "instance", Value: d.machine.Subject()}, {Name: d.field, Value: d.has}, {Name: "template", Value: d.says}}
	r.Related = append([]string{d.machine.Subject()}, subjects(g.templates)...)
	return r
}
