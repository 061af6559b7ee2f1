package packet_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// The benchmarks never fail on time. Growth is reported as time(10n)/time(n)/10: 1 is
// linear, 10 is quadratic, n log n is a little above 1.

var sizes = []int{10, 100, 1_000, 10_000}

// randomChain is three filters with n rules in all, as hard as real ones get: sources of
// every width inside and around the query, one in ten any source, one in twenty
// uncertain, few ports and ranges, all actions.
func randomChain(n int) oracleChain {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	chain := oracleChain{fallback: packet.Deny, filters: []oracleFilter{{name: "hierarchy"}, {name: "vpc"}, {name: "network"}}}
	for i := range n {
		b := box{
			sources:   []netip.Prefix{randomSource(random)},
			protocols: []packet.Protocol{packet.TCP},
		}
		switch random.IntN(4) {
		case 0:
			b.protocols = append(b.protocols, packet.UDP, packet.ICMP)
		case 1:
			b.ports = [][2]uint16{{80, 80}, {443, 443}}
		case 2:
			b.ports = [][2]uint16{{400, 500}}
		default:
			b.ports = [][2]uint16{{443, 443}}
		}
		r := oracleRule{name: fmt.Sprintf("rule-%d", i), action: packet.Allow, must: boxes{b}}
		if random.IntN(3) == 0 {
			r.action = packet.Deny
		}
		if random.IntN(20) == 0 {
			r.must, r.may = nil, r.must
		}
		filter := i % 3
		if filter < 2 && random.IntN(3) == 0 {
			r.action = packet.Next
		}
		if b.sources[0].Bits() == 0 && i < n-n/20 {
			// Rules for any source are anywhere, but those for the query's port come last:
			// else they would hide all that comes after them.
			b.protocols, b.ports = []packet.Protocol{packet.UDP}, [][2]uint16{{53, 53}}
			r.must, r.may = boxes{b}, nil
		}
		chain.filters[filter].rules = append(chain.filters[filter].rules, r)
	}
	return chain
}

// wideChain is n rules for any source and the query's port, all of which possibly match,
// and a certain one at the end.
func wideChain(n int) oracleChain {
	chain := oracleChain{fallback: packet.Deny, filters: []oracleFilter{{name: "vpc"}}}
	for i := range n {
		r := oracleRule{name: fmt.Sprintf("rule-%d", i), action: packet.Allow, may: boxes{{
			sources: packet.AnySource(), protocols: []packet.Protocol{packet.TCP}, ports: [][2]uint16{{443, 443}},
		}}}
		if i == n-1 {
			r.must = r.may
		}
		chain.filters[0].rules = append(chain.filters[0].rules, r)
	}
	return chain
}

func randomSource(random *rand.Rand) netip.Prefix {
	if random.IntN(10) == 0 {
		return netip.MustParsePrefix("0.0.0.0/0")
	}
	bits := 20 + random.IntN(13)
	a := netip.AddrFrom4([4]byte{35, 191, byte(random.IntN(256)), byte(random.IntN(256))})
	switch random.IntN(3) {
	case 0:
		a = netip.AddrFrom4([4]byte{10, byte(random.IntN(256)), byte(random.IntN(256)), byte(random.IntN(256))})
	case 1:
		b := netip.MustParseAddr("2600:2d00:1:b029::").As16()
		b[8], b[9], b[10] = byte(random.IntN(256)), byte(random.IntN(256)), byte(random.IntN(256))
		a, bits = netip.AddrFrom16(b), 64+random.IntN(25)
	}
	return netip.PrefixFrom(a, bits).Masked()
}

// benchQuery meets nearly all rules of randomChain.
const benchQuery = "10.0.0.0/8,35.191.0.0/16,130.211.0.0/22,2600:2d00:1:b029::/64 tcp:443"

var kept packet.Decision // so that no work is optimised away

func BenchmarkDecide(b *testing.B) {
	query := mustSet(b, benchQuery)
	for _, n := range sizes {
		b.Run(fmt.Sprintf("rules=%d", n), func(b *testing.B) {
			chain := randomChain(n).chain(b)
			b.ReportAllocs()
			for b.Loop() {
				kept = chain.Decide(query)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/rule")
			b.ReportMetric(float64(len(allParts(kept))), "parts")
		})
	}
}

// fastest is the least time of some runs, in seconds, which other work on the machine
// disturbs least.
func fastest(runs int, f func()) float64 {
	best := time.Duration(1<<63 - 1)
	for range runs {
		start := time.Now()
		f()
		best = min(best, time.Since(start))
	}
	return best.Seconds()
}

func BenchmarkDecideGrowth(b *testing.B) {
	for _, q := range []struct {
		name, text string
		chain      func(n int) oracleChain
	}{
		{"fixed-port", benchQuery, randomChain},
		{"fixed-port-any-sources", benchQuery, wideChain},
		{"all-ports", "10.0.0.0/8,35.191.0.0/16,130.211.0.0/22,2600:2d00:1:b029::/64 tcp", randomChain},
		{"everything", "any all", randomChain},
	} {
		query := mustSet(b, q.text)
		for _, n := range sizes[:len(sizes)-1] {
			b.Run(fmt.Sprintf("%s/rules=%d-to-%d", q.name, n, 10*n), func(b *testing.B) {
				small, large := q.chain(n).chain(b), q.chain(10*n).chain(b)
				few, many := math.Inf(1), math.Inf(1)
				for b.Loop() {
					few = min(few, fastest(20, func() { kept = small.Decide(query) }))
					many = min(many, fastest(5, func() { kept = large.Decide(query) }))
				}
				b.ReportMetric(many/few/10, "x-linear")
			})
		}
	}
}

// How many packets can the slow interpreter judge, with nothing unknown, in the time in
// which the engine judges all?
func BenchmarkAgainstSlowInterpreter(b *testing.B) {
	query := mustSet(b, benchQuery)
	for _, n := range sizes {
		b.Run(fmt.Sprintf("rules=%d", n), func(b *testing.B) {
			raw := randomChain(n)
			for i := range raw.filters {
				for j := range raw.filters[i].rules {
					raw.filters[i].rules[j].may = nil
				}
			}
			chain := raw.chain(b)
			decision := chain.Decide(query)
			var samples []packet.Packet
			for _, part := range allParts(decision) {
				if len(samples) < 20 {
					samples = append(samples, part.Witness())
				}
			}
			for b.Loop() {
				engine := fastest(3, func() { kept = chain.Decide(query) })
				slow := fastest(1, func() {
					for _, p := range samples {
						raw.fate(p)
					}
				}) / float64(len(samples))
				b.ReportMetric(engine/slow, "packets-per-decision")
			}
		})
	}
}

const targets = 1_000

// targetRules tells which rules apply to a target: one in ten to all, the others to one
// of 50 kinds of targets, one in a hundred perhaps.
func targetRules(target int) func(filter, rule int) packet.Applicability {
	return func(filter, rule int) packet.Applicability {
		switch h := uint32(filter*31+rule) * 2654435761 >> 8; {
		case h%100 == 7:
			return packet.Maybe
		case h%10 == 0, h%50 == uint32(target%50):
			return packet.Always
		default:
			return packet.Never
		}
	}
}

func decideTargets(chain packet.Chain, query packet.Set, targets int) {
	prepared := chain.Prepare(query)
	for target := range targets {
		kept = prepared.Decide(targetRules(target))
	}
}

func BenchmarkTargets(b *testing.B) {
	query := mustSet(b, benchQuery)
	for _, n := range sizes[2:] {
		b.Run(fmt.Sprintf("rules=%d/targets=%d", n, targets), func(b *testing.B) {
			chain := randomChain(n).chain(b)
			for b.Loop() {
				decideTargets(chain, query, targets)
			}
			perTarget := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / targets
			b.ReportMetric(perTarget/float64(n), "ns/rule/target")
		})
	}
	b.Run("growth", func(b *testing.B) {
		small, large := randomChain(1_000).chain(b), randomChain(10_000).chain(b)
		for b.Loop() {
			oneTarget := fastest(3, func() { decideTargets(large, query, 1) })
			allTargets := fastest(1, func() { decideTargets(large, query, targets) })
			fewRules := fastest(1, func() { decideTargets(small, query, targets) })
			b.ReportMetric(allTargets/fewRules/10, "x-linear-in-rules")
			b.ReportMetric(allTargets/oneTarget/targets, "x-linear-in-targets")
		}
	})
}
