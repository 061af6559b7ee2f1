package tfconfig

import (
	"errors"
	"math/big"
	"net/netip"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/gocty"
)

var errAddress = errors.New("no such address")

// The functions that divide address ranges.
//
// Source: https://developer.hashicorp.com/terraform/language/functions/cidrsubnet and
// its neighbours.
var (
	cidrSubnet = function.New(&function.Spec{
		Params: []function.Parameter{{Name: "prefix", Type: cty.String}, {Name: "newbits", Type: cty.Number}, {Name: "netnum", Type: cty.Number}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			base, err := prefixOf(args[0])
			var bits int
			if err == nil {
				err = gocty.FromCtyValue(args[1], &bits)
			}
			number, whole := args[2].AsBigFloat().Int(nil)
			if err != nil || whole != big.Exact || bits < 0 || number.Sign() < 0 || number.BitLen() > bits {
				return cty.NilVal, errAddress
			}
			p, err := subnet(base, base.Bits()+bits, number)
			return cty.StringVal(p.String()), err
		},
	})
	cidrSubnets = function.New(&function.Spec{
		Params:   []function.Parameter{{Name: "prefix", Type: cty.String}},
		VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
		Type:     function.StaticReturnType(cty.List(cty.String)),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return subnets(args[0], args[1:]) },
	})
	cidrHost = function.New(&function.Spec{
		Params: []function.Parameter{{Name: "prefix", Type: cty.String}, {Name: "hostnum", Type: cty.Number}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			base, err := prefixOf(args[0])
			number, whole := args[1].AsBigFloat().Int(nil)
			if err != nil || whole != big.Exact {
				return cty.NilVal, errAddress
			}
			size := new(big.Int).Lsh(big.NewInt(1), uint(base.Addr().BitLen()-base.Bits()))
			if number.Sign() < 0 {
				number.Add(number, size) // from the end
			}
			if number.Sign() < 0 || number.Cmp(size) >= 0 {
				return cty.NilVal, errAddress
			}
			a, err := plus(base.Addr(), number)
			return cty.StringVal(a.String()), err
		},
	})
	cidrNetmask = function.New(&function.Spec{
		Params: []function.Parameter{{Name: "prefix", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			base, err := prefixOf(args[0])
			if err != nil || !base.Addr().Is4() {
				return cty.NilVal, errAddress
			}
			all := netip.PrefixFrom(netip.AddrFrom4([4]byte{255, 255, 255, 255}), base.Bits())
			return cty.StringVal(all.Masked().Addr().String()), nil
		},
	})
)

// prefixOf reads a range as Terraform does: without the bits behind its prefix.
func prefixOf(v cty.Value) (netip.Prefix, error) {
	p, err := netip.ParsePrefix(v.AsString())
	return p.Masked(), err
}

// subnet is the nth range with a prefix of so many bits.
func subnet(base netip.Prefix, bits int, n *big.Int) (netip.Prefix, error) {
	length := base.Addr().BitLen()
	if bits > length {
		return netip.Prefix{}, errAddress
	}
	a, err := plus(base.Addr(), new(big.Int).Lsh(n, uint(length-bits)))
	return netip.PrefixFrom(a, bits), err
}

// subnets are ranges behind each other, each as long as it is asked to be.
func subnets(prefix cty.Value, lengths []cty.Value) (cty.Value, error) {
	base, err := prefixOf(prefix)
	if err != nil {
		return cty.NilVal, errAddress
	}
	if len(lengths) == 0 {
		return cty.ListValEmpty(cty.String), nil
	}
	length := base.Addr().BitLen()
	next, size := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(length-base.Bits()))
	var out []cty.Value
	for _, l := range lengths {
		var more int
		if err := gocty.FromCtyValue(l, &more); err != nil || more < 1 || base.Bits()+more > length {
			return cty.NilVal, errAddress
		}
		// A range begins where one of its length can.
		step := new(big.Int).Lsh(big.NewInt(1), uint(length-base.Bits()-more))
		if rest := new(big.Int).Mod(next, step); rest.Sign() > 0 {
			next.Add(next, step).Sub(next, rest)
		}
		a, err := plus(base.Addr(), next)
		if next.Add(next, step); err != nil || next.Cmp(size) > 0 {
			return cty.NilVal, errAddress
		}
		out = append(out, cty.StringVal(netip.PrefixFrom(a, base.Bits()+more).String()))
	}
	return cty.ListVal(out), nil
}

// plus is the nth address after another.
func plus(a netip.Addr, n *big.Int) (netip.Addr, error) {
	sum := new(big.Int).Add(new(big.Int).SetBytes(a.AsSlice()), n)
	if sum.BitLen() > a.BitLen() {
		return a, errAddress
	}
	out, ok := netip.AddrFromSlice(sum.FillBytes(make([]byte, a.BitLen()/8)))
	if !ok {
		return a, errAddress
	}
	return out, nil
}
