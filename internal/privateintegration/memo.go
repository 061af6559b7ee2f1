package privateintegration

import (
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// memo is what all checks derive from an inventory, made once. An inventory is not
// changed after it was judged.
type memo struct {
	mu      sync.Mutex
	made    bool
	calls   []call
	missing []check.Missing
	legs    map[int]legs
	network *network
}

// calls lists the integrations that certainly or possibly go through a VPC link, once
// for each stage that serves them, and why there may be more.
func (inv *Inventory) calls() ([]call, []check.Missing) {
	inv.memo.mu.Lock()
	defer inv.memo.mu.Unlock()
	if !inv.memo.made {
		inv.memo.calls, inv.memo.missing = inv.findCalls()
		for i := range inv.memo.calls {
			inv.memo.calls[i].number = i
		}
		inv.memo.made, inv.memo.legs = true, map[int]legs{}
	}
	return inv.memo.calls, inv.memo.missing
}

// legsOf follows a call through the load balancers to those that know its targets.
func (inv *Inventory) legsOf(c call) legs {
	inv.memo.mu.Lock()
	defer inv.memo.mu.Unlock()
	if l, made := inv.memo.legs[c.number]; made {
		return l
	}
	l := inv.findLegs(c)
	inv.memo.legs[c.number] = l
	return l
}

// network is the inventory as one that is asked about many addresses.
func (inv *Inventory) network() *network {
	inv.memo.mu.Lock()
	defer inv.memo.mu.Unlock()
	if inv.memo.network == nil {
		inv.memo.network = newNetwork(inv)
	}
	return inv.memo.network
}
