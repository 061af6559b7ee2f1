package packet_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// Every packet of the query is in one part, and that part says of it what trying all
// outcomes of the unknowns says.
func TestDecideAgreesWithTheSlowInterpreter(t *testing.T) {
	t.Parallel()
	all := corners()
	rapid.Check(t, func(t *rapid.T) {
		raw := drawChain.Draw(t, "chain")
		rawQuery := drawBoxes(0, 2).Draw(t, "query")
		query := rawQuery.set(t)
		d := raw.chain(t).Decide(query)

		checkPartition(t, d, query)
		packets := manyCorners(t, all)
		for _, part := range allParts(d) {
			packets = append(packets, part.Witness())
		}
		for _, p := range packets {
			var got []fate
			for _, part := range allParts(d) {
				if part.Set.Contains(p) {
					got = append(got, part.fate)
				}
			}
			var want []fate
			if rawQuery.contains(p) {
				want = []fate{raw.fate(p)}
			}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(fate{})); diff != "" {
				t.Fatalf("packet %v (-oracle +decision):\n%s", p, diff)
			}
		}
	})
}

// The same for chains as long as real ones, at one packet of each of some parts.
func TestDecideLongChains(t *testing.T) {
	t.Parallel()
	for _, n := range []int{100, 1_000, 5_000} {
		t.Run(fmt.Sprintf("%d rules", n), func(t *testing.T) {
			t.Parallel()
			raw := randomChain(n)
			d := raw.chain(t).Decide(mustSet(t, benchQuery))
			for _, parts := range [][]packet.Part{d.Allow, d.Deny, d.Undecided} {
				if len(parts) == 0 {
					t.Fatal("the chain is too simple: it leaves a list empty")
				}
			}
			parts := allParts(d)
			step := len(parts)/40 + 1
			for i := 0; i < len(parts); i += step {
				p := parts[i].Witness()
				if diff := cmp.Diff(raw.fate(p), parts[i].fate, cmp.AllowUnexported(fate{})); diff != "" {
					t.Errorf("packet %v (-oracle +decision):\n%s", p, diff)
				}
			}
		})
	}
}

type partWithFate struct {
	packet.Part
	fate fate
}

func allParts(d packet.Decision) []partWithFate {
	var out []partWithFate
	for _, list := range []struct {
		action packet.Action
		parts  []packet.Part
	}{{packet.Allow, d.Allow}, {packet.Deny, d.Deny}, {0, d.Undecided}} {
		for _, part := range list.parts {
			f := fate{outcome: list.action, by: part.By.String()}
			for _, ref := range part.Uncertain {
				f.uncertain = append(f.uncertain, ref.String())
			}
			out = append(out, partWithFate{part, f})
		}
	}
	return out
}

func checkPartition(t *rapid.T, d packet.Decision, query packet.Set) {
	var seen packet.Set
	for _, part := range allParts(d) {
		if part.Set.IsEmpty() {
			t.Fatalf("the part of %v is empty", part.By)
		}
		if !part.Set.Contains(part.Witness()) {
			t.Fatalf("witness %v is not in %v", part.Witness(), part.Set)
		}
		if again := seen.Intersect(part.Set); !again.IsEmpty() {
			t.Fatalf("%v is in two parts", again)
		}
		seen = seen.Union(part.Set)
	}
	if !seen.Equal(query) {
		t.Fatalf("parts make up %v of query %v", seen, query)
	}
	if whole := d.MustAllow().Union(d.MustDeny(), d.Unsettled()); !whole.Equal(query) {
		t.Fatalf("allowed, denied and unsettled make up %v of query %v", whole, query)
	}
}

// What is prepared once decides every target as the chain narrowed to it does.
func TestPreparedDecidesAsTheNarrowedChain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		chain := drawChain.Draw(t, "chain").chain(t)
		query := drawBoxes(1, 2).Draw(t, "query").set(t)
		prepared := chain.Prepare(query)
		for range 3 {
			drawn := rapid.SliceOfN(rapid.SampledFrom([]packet.Applicability{
				packet.Always, packet.Always, packet.Maybe, packet.Never,
			}), 16, 16).Draw(t, "applies")
			applies := func(filter, rule int) packet.Applicability { return drawn[filter*4+rule] }
			want := chain.Narrow(applies).Decide(query)
			if diff := cmp.Diff(want, prepared.Decide(applies)); diff != "" {
				t.Fatalf("(-narrowed +prepared):\n%s", diff)
			}
		}
	})
}

// The same question has the same answer, and asking about parts of the query gives the
// same as asking about the whole.
func TestDecideIsDeterministicAndPointwise(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		chain := drawChain.Draw(t, "chain").chain(t)
		query := drawBoxes(1, 2).Draw(t, "query").set(t)
		whole := chain.Decide(query)
		if diff := cmp.Diff(whole, chain.Decide(query)); diff != "" {
			t.Fatalf("two answers:\n%s", diff)
		}
		for _, part := range allParts(whole) {
			alone := allParts(chain.Decide(part.Set))
			if len(alone) != 1 || !alone[0].Set.Equal(part.Set) || !slices.Equal(alone[0].Uncertain, part.Uncertain) || alone[0].By != part.By {
				t.Fatalf("part %v of %v becomes %v", part.By, part.Set, alone)
			}
		}
	})
}
