package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// EnvironmentAttachedEverywhere asks whether every environment that a host may
// lead to is attached to every instance that the host's requests may get to.
var EnvironmentAttachedEverywhere = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "environment-attached-everywhere",
		Title:    "Every routed environment is attached to every instance that the load balancer reaches",
		Hop:      check.HopEnvironment,
		Severity: check.Error,
		Symptom:  "503",
		Why: "A load balancer sends a request to the nearest healthy region, whatever environment it is for. " +
			"Apigee runs an environment only on the instances that it is attached to: where the request arrives at another, " +
			"it is answered with 503 and an empty body (`via: 1.1 google`). Clients see it now and then, depending on where they are.",
		Fix: "Attach the environment to the instance: a `google_apigee_instance_attachment` with `instance_id` the instance's id and `environment` the environment's name. " +
			"Or keep the environment's hosts away from the instance: send them, by a host rule of the URL map, to a backend service without its region.",
		Unknown: "Unknown when an environment is missing from an instance of which it is not known whether the hosts' requests get there: " +
			"the forwarding rules, URL maps, backend services, instance groups or templates are not all known, an ENDPOINT is no instance that is known, " +
			"or path rules and several front ends lead to different instances. Unknown, too, while the attachments are not all known. " +
			"An environment that is attached to every instance passes whatever the load balancer does; " +
			"one that is attached to none fails. Not applicable to an environment none of whose hosts the load balancer leads to Apigee, or whose groups have no host that you say clients use; " +
			"to hybrid organizations; and where there is no instance, which instance-active judges.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "apigee.organizations.instances.attachments",
			"apigee.organizations.envgroups", "apigee.organizations.envgroups.attachments",
			"compute.forwardingRules", "compute.targetProxies", "compute.urlMaps", "compute.backendServices",
			"compute.instanceGroupManagers", "compute.instanceTemplates", "compute.networkEndpointGroups",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://cloud.google.com/apigee/docs/api-platform/system-administration/multi-region",
			"https://cloud.google.com/apigee/docs/reference/apis/apigee/rest/v1/organizations.instances.attachments",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result { return inv.environmentsAttached(org) })
	},
}

func (inv *Inventory) environmentsAttached(org Organization) []check.Result {
	switch instances := inv.instancesOf(org); {
	case len(instances) == 0 && len(inv.Instances.Gaps) > 0:
		return []check.Result{undecided(org.Identity, "has no instance that is known", missingOf(inv.Instances.Gaps)...)}
	case len(instances) == 0:
		return []check.Result{inapplicable(org.Identity, "has no instance to attach environments to")}
	}
	routed, missing := inv.routed(org)
	// Groups that no front end leads to Apigee matter only when others are led there.
	led := slices.ContainsFunc(routed, func(r routedEnvironment) bool { return !r.reach.empty() })
	running := inv.running()
	var out []check.Result
	for _, r := range routed {
		out = append(out, inv.attachedEverywhere(org, r, led, running))
	}
	switch {
	case len(missing) > 0:
		out = append(out, undecided(org.Identity, "may route more environments than are known", missing...))
	case len(out) == 0:
		out = append(out, inapplicable(org.Identity, "routes no environment"))
	}
	return out
}

// attachedEverywhere judges one environment.
func (inv *Inventory) attachedEverywhere(org Organization, r routedEnvironment, led bool, running []running) check.Result {
	env := inv.environmentNamed(org, r.name)
	switch {
	case r.served == value.False:
		return inapplicable(env, "is in no group with a host name that clients use")
	case led && r.reach.empty():
		return inapplicable(env, "is for hosts that the load balancer does not lead to Apigee")
	}
	var absent []int
	var missing []check.Missing
	everywhere, nowhere := true, true
	for n, on := range running {
		if !inv.owns(org, on.instance.Identity) {
			continue
		}
		attached, lacks := on.runs(r.name)
		everywhere = everywhere && attached == value.True
		nowhere = nowhere && attached == value.False
		needed := r.reach.to[n]
		switch {
		case attached == value.True, needed == value.False:
		case attached == value.False && needed == value.True:
			absent = append(absent, n)
		default:
			missing = append(missing, lacks...)
			if needed == value.Undecided {
				missing = append(missing, r.reach.missing...)
			}
		}
	}
	hidden := missingOf(inv.Instances.Gaps)
	unreached := r.reach.empty()
	switch {
	case len(absent) > 0:
		return inv.absentFrom(env, r, absent)
	case nowhere && len(hidden) == 0 && r.served == value.True:
		return inv.attachedNowhere(org, env, r)
	case len(missing) == 0 && everywhere && len(hidden) == 0, len(missing) == 0 && !unreached && (len(hidden) == 0 || len(r.reach.missing) == 0):
		result := passed(env, "is attached to every instance that its hosts lead to")
		if everywhere {
			result = passed(env, "is attached to every instance")
		}
		result.Related = r.groups
		return result
	case unreached && len(missing) == 0:
		missing = append(missing, check.Missing{
			What:   fmt.Sprintf("to which instances the requests for %s get: no load balancer that leads to an instance is known", r.groups[0]),
			Settle: "name the project of the load balancer, or attach the environment to every instance",
		})
	}
	return undecided(env, "may be missing from an instance that its hosts lead to", once(append(missing, hidden...))...)
}

// absentFrom is the verdict on an environment that is missing where its requests
// arrive.
func (inv *Inventory) absentFrom(env Identity, r routedEnvironment, absent []int) check.Result {
	result := failed(env, "is not attached to %s that its hosts lead to", plural(len(absent), "instance"))
	result.Region = inv.Instances.Items[absent[0]].Location.Value()
	for _, n := range absent {
		i := inv.Instances.Items[n]
		if i.Location.Value() != result.Region {
			result.Region = ""
		}
		result.Trace = append(result.Trace, fmt.Sprintf("%s is not attached to %s (%s), where %s leads: %s", r.text(), i.Subject(), i.Location.Value(), r.hosts[n], r.reach.via[n]))
		result.Related = append(result.Related, i.Subject())
	}
	first := inv.Instances.Items[absent[0]]
	result.Detail = fmt.Sprintf("Requests for %s that the load balancer sends to %s are answered with 503: environment %s is not attached to %s.",
		r.hosts[absent[0]], orElse(first.Location.Value(), "its region"), r.text(), first.Subject())
	result.Remediation = fmt.Sprintf("Attach %s to %s with a google_apigee_instance_attachment, or send its hosts to a backend service without that region.", r.text(), first.Subject())
	result.Witness = inv.pair(r, absent[0])
	var from []Instance
	for _, n := range absent {
		from = append(from, inv.Instances.Items[n])
	}
	result.Repairs = inv.attach([]value.String{r.name}, from...)
	result.Related = append(result.Related, r.groups...)
	if r.reach.inferred || r.name.IsInferred() {
		result.Confidence = check.Inferred
	}
	return result
}

// attachedNowhere is the verdict on an environment that no instance runs, so
// that it does not matter where its requests arrive.
func (inv *Inventory) attachedNowhere(org Organization, env Identity, r routedEnvironment) check.Result {
	result := failed(env, "is attached to no instance")
	result.Detail = fmt.Sprintf("Requests for the hosts of %s are answered with 503, wherever they arrive: no instance runs environment %s.", r.groups[0], r.text())
	result.Remediation = fmt.Sprintf("Attach %s to the instances with a google_apigee_instance_attachment each, or detach it from %s.", r.text(), r.groups[0])
	first := -1
	for n, i := range inv.Instances.Items {
		if !inv.owns(org, i.Identity) {
			continue
		}
		if first < 0 {
			first = n
		}
		result.Trace = append(result.Trace, fmt.Sprintf("%s is not attached to %s (%s)", r.text(), i.Subject(), i.Location.Value()))
		result.Related = append(result.Related, i.Subject())
	}
	result.Witness = inv.pair(r, first)
	result.Repairs = inv.attach([]value.String{r.name}, inv.instancesOf(org)...)
	result.Related = append(result.Related, r.groups...)
	return result
}

// pair is the witness: an environment, and an instance that does not run it.
func (inv *Inventory) pair(r routedEnvironment, n int) []check.Fact {
	i := inv.Instances.Items[n]
	return []check.Fact{
		{Name: "environment", Value: r.text()},
		{Name: "instance", Value: i.Subject()},
		{Name: "location", Value: i.Location.Value()},
		{Name: "group", Value: r.groupAt(n)},
		{Name: "hostname", Value: r.hosts[n]},
	}
}
