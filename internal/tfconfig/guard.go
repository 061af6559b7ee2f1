package tfconfig

import (
	"bytes"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// The parser calls itself for each bracket, each directive of a template and each
// operator, and a stack that overflows ends the program.
const (
	maxDepth = 100
	// maxChain is how many operators and indexes may follow each other between two
	// commas, and how many directives may stand in one template.
	maxChain = 1000
)

// A level is what lies within one pair of brackets or quotes.
type level struct {
	// lines says that a line's end ends an expression.
	lines bool
	chain int
}

// TooDeep says where text is nested deeper than the parser of HCL can bear; nil if
// it is not.
func TooDeep(text []byte, path string) error {
	tokens, _ := hclsyntax.LexConfig(text, path, hcl.InitialPos) // the parser tells what is wrong
	levels := []level{{lines: true}}
	depth := 0
	for _, t := range tokens {
		top := &levels[len(levels)-1]
		switch t.Type {
		case hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc:
			levels = append(levels, level{})
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			depth++
			if t.Type != hclsyntax.TokenTemplateInterp {
				top.chain++
			}
			levels = append(levels, level{lines: t.Type == hclsyntax.TokenOBrace})
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenTemplateSeqEnd:
			depth--
			levels = levels[:max(1, len(levels)-1)]
		case hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc:
			levels = levels[:max(1, len(levels)-1)]
		case hclsyntax.TokenComma:
			top.chain = 0
		case hclsyntax.TokenNewline, hclsyntax.TokenComment:
			if top.lines && bytes.HasSuffix(t.Bytes, []byte("\n")) {
				top.chain = 0
			}
		case hclsyntax.TokenIdent, hclsyntax.TokenNumberLit, hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit:
		default:
			top.chain++
		}
		switch {
		case depth > maxDepth:
			return fmt.Errorf("%s:%d: brackets are nested more than %d deep", path, t.Range.Start.Line, maxDepth)
		case top.chain > maxChain:
			return fmt.Errorf("%s:%d: an expression has more than %d operators", path, t.Range.Start.Line, maxChain)
		}
	}
	return nil
}
