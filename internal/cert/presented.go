package cert

import (
	"encoding/json"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Presented is what is known of a certificate's own text, which is not kept.
type Presented struct {
	// Chain is null where the text was not told.
	Chain value.Of[Chain] `json:"-"`
	// KeyMatches says whether the private key that is given with it is its own; null
	// where none was told.
	KeyMatches value.Bool `json:"-"`
}

// The fields of what [PresentedFacts] makes.
const (
	factsChain   = "chain"
	factsKey     = "keyMatches"
	factsProblem = "problem"
)

// PresentedFacts is what stands for the text of a certificate where that comes with
// its private key: what the certificate says, and whether the key is its own. Nothing
// of either text is in it. Unknown and null texts are left as they are.
func PresentedFacts(text, key value.Value) value.Value {
	if text.Kind() != value.KindString {
		return text
	}
	chain, err := ParseChain(text.Text())
	if err != nil {
		return value.OfObject(map[string]value.Value{factsProblem: value.OfString(err.Error())})
	}
	out := map[string]value.Value{factsChain: chainValue(chain)}
	switch {
	case key.IsUnknown():
		out[factsKey] = value.Unknown(key.Why())
	case key.Kind() == value.KindString && key.Text() != "":
		matches, err := KeyMatches(text.Text(), key.Text())
		out[factsKey] = value.OfBool(matches)
		if err != nil {
			out[factsKey] = value.Unknown(value.Why{Reason: err.Error(), Settle: "give the private key in PEM form, without a passphrase"})
		}
	}
	return value.OfObject(out)
}

func chainValue(chain Chain) value.Value {
	text, err := json.Marshal(chain)
	if err != nil {
		panic("cert: " + err.Error()) // a struct of plain fields
	}
	out, err := value.ParseJSON(text)
	if err != nil {
		panic("cert: " + err.Error())
	}
	return out
}

// ReadPresented reads the text of a certificate, or the facts that stand for it.
func ReadPresented(v value.Value) Presented {
	unreadable := func(problem string) Presented {
		return Presented{Chain: value.UnknownOf[Chain](value.Why{
			Reason: "it cannot be read: " + problem, Settle: "give it in PEM form, the server's own certificate first",
		})}
	}
	switch v.Kind() {
	case value.KindUnknown:
		return Presented{Chain: value.UnknownOf[Chain](v.Why()), KeyMatches: value.UnknownOf[bool](v.Why())}
	case value.KindString:
		chain, err := ParseChain(v.Text())
		if err != nil {
			return unreadable(err.Error())
		}
		return Presented{Chain: value.Known(chain)}
	case value.KindObject:
	default:
		return Presented{}
	}
	if problem := v.Get(factsProblem); !problem.IsNull() {
		return unreadable(problem.Text())
	}
	var out Presented
	var chain Chain
	text, err := value.JSON(v.Get(factsChain))
	if err == nil {
		err = json.Unmarshal(text, &chain)
	}
	if err != nil || len(chain.Certificates) == 0 || len(chain.Issued) != len(chain.Certificates)-1 {
		return unreadable("it is no text")
	}
	out.Chain = value.Known(chain)
	switch key := v.Get(factsKey); key.Kind() {
	case value.KindUnknown:
		out.KeyMatches = value.UnknownOf[bool](key.Why())
	case value.KindBool:
		out.KeyMatches = value.Known(key.Text() == "true")
	default:
	}
	return out
}
