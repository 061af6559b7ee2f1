package privateintegration

import (
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// memo is what all checks derive from an inventory, made once. An inventory is not
// changed after it was judged.
type memo struct {
	mu      sync.Mutex
	made    bool
	every   []call
	private []call
	missing []check.Missing
	legs    []*legs
	network *network
	// byStage and byPath find a REST API's integrations, byTarget routes.
	byStage, byPath, byTarget places
}

// calls lists the integrations that certainly or possibly go through a VPC link, once
// for each stage that serves them, and why there may be more.
func (inv *Inventory) calls() ([]call, []check.Missing) {
	_, missing := inv.everyCall()
	return inv.memo.private, missing
}

// everyCall lists the integrations, those too that go over the internet.
func (inv *Inventory) everyCall() ([]call, []check.Missing) {
	inv.memo.mu.Lock()
	defer inv.memo.mu.Unlock()
	m := &inv.memo
	if !m.made {
		m.every, m.missing = inv.findCalls()
		for i := range m.every {
			m.every[i].number = i
			if c := m.every[i]; c.private != value.False {
				m.private = append(m.private, c)
			}
		}
		m.made, m.legs = true, make([]*legs, len(m.every))
	}
	return m.every, m.missing
}

// legsOf follows a call through the load balancers to those that know its targets.
func (inv *Inventory) legsOf(c call) *legs {
	inv.memo.mu.Lock()
	defer inv.memo.mu.Unlock()
	if inv.memo.legs[c.number] == nil {
		l := inv.findLegs(c)
		inv.memo.legs[c.number] = &l
	}
	return inv.memo.legs[c.number]
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
