package faults

// A Trap is what looks like a fault and is none.
type Trap struct {
	// Looks says what it is.
	Looks string
	// Case names a world with it, in which no check fails.
	Case string
}

// Traps lists what careless tools take for faults.
func Traps() []Trap {
	return []Trap{
		{"No firewall rule for the load balancer, with Private Service Connect", "no rule for Private Service Connect"},
		{"No peering, in an organization that does without", "an organization without VPC peering"},
		{"A hybrid organization without instances", "a hybrid organization"},
		{"A zonal group of proxies", "a zonal group"},
		{"`ENDPOINT` is the address of a Private Service Connect endpoint", "proxies that reach Apigee through an endpoint in the peered network"},
		{"Several rules admit a range only together", "several rules that admit all together"},
		{"A backend service of scheme EXTERNAL_MANAGED behind a forwarding rule of scheme EXTERNAL", "a classic forwarding rule before a newer backend service"},
		{"An environment of another group is not attached in a region", "an unrelated group's environment in the west"},
		{"An internal host name without a public certificate", "a host name of the owner's network"},
		{"Values that are known after apply", "everything of the plan is known after apply"},
		{"The proxies' project is not that of the network, a Shared VPC", "nothing is wrong"},
		{"The protocol is written as `6`", "the protocol as a number"},
		{"A template is named with `?uniqueId=`", "templates named with their unique ids"},
		{"The capacity scaler is not set", "capacity scalers are not set"},
		{"A network is written as a URL of another host and version", "the network as a self link of another host"},
		{"A network is written with its project's number", "the network with the project's number"},
		{"A rule of priority 0", "a rule of priority 0 before a rule that denies"},
		{"A host rule for all hosts, `*`", "a host rule for all hosts keeps them from the region"},
	}
}
