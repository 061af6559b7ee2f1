package packet

import (
	"math"
	"math/bits"
)

// nowhere is the place of a rule that is not there, after all that are.
const nowhere = math.MaxInt

// places is a set of small numbers that is quick to change and to search in order,
// however few or many are in it: a tree with 64 branches at each node. Level 0 has a bit
// for each number, each level above a bit for each word below that is not zero.
type places struct{ levels [][]uint64 }

// newPlaces makes an empty set for numbers below n.
func newPlaces(n int) places {
	var p places
	for {
		n = (n + 63) / 64
		p.levels = append(p.levels, make([]uint64, n))
		if n <= 1 {
			return p
		}
	}
}

func (p places) add(i int) {
	for _, level := range p.levels {
		level[i/64] |= 1 << (i % 64)
		i /= 64
	}
}

func (p places) remove(i int) {
	for _, level := range p.levels {
		level[i/64] &^= 1 << (i % 64)
		if level[i/64] != 0 {
			return
		}
		i /= 64
	}
}

func (p places) clear() {
	for _, level := range p.levels {
		clear(level)
	}
}

// next is the least number in the set that is not below from, or nowhere.
func (p places) next(from int) int {
	i := from
	for height, level := range p.levels {
		if i/64 >= len(level) {
			return nowhere
		}
		if word := level[i/64] >> (i % 64); word != 0 {
			i += bits.TrailingZeros64(word)
			for height > 0 {
				height--
				i = i*64 + bits.TrailingZeros64(p.levels[height][i])
			}
			return i
		}
		i = i/64 + 1
	}
	return nowhere
}
