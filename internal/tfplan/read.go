package tfplan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Read reads a plan or a state, wrapped as run platforms do or not. The error is
// an [*InputError].
func Read(r io.Reader) (*Plan, error) {
	p := reading{stream: newStream(r), plan: &Plan{}, types: readTypes(), planned: map[string]bool{}}
	if err := p.sniff(); err != nil {
		return nil, err
	}
	if err := p.document(0); err != nil {
		return nil, err
	}
	if _, err := p.Peek(); !errors.Is(err, io.EOF) {
		return nil, p.fail("more follows after the end of the plan")
	}
	return p.finish()
}

// sniff tells from the first bytes what cannot be JSON.
func (s *stream) sniff() error {
	begin, err := s.Begins(4)
	refuse := func(what string) error { return &InputError{What: what} }
	switch {
	case len(begin) == 0 && errors.Is(err, io.EOF):
		return refuse("the input is empty: expected the output of terraform show -json")
	case len(begin) == 0:
		return refuse(fmt.Sprintf("reading fails: %v", err))
	case bytes.HasPrefix(begin, []byte("\xef\xbb\xbf")):
		s.Pass(3)
		return nil
	case bytes.HasPrefix(begin, []byte("\xff\xfe")), bytes.HasPrefix(begin, []byte("\xfe\xff")):
		return refuse("the input is UTF-16, as PowerShell writes it: expected UTF-8; use terraform show -json PLAN | Out-File -Encoding utf8 plan.json")
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")):
		return refuse("this is the plan file itself, not JSON: use terraform show -json PLAN > plan.json")
	case bytes.HasPrefix(begin, []byte("\x1f\x8b")):
		return refuse("the input is compressed: unpack it first, with gunzip")
	case slices.ContainsFunc(begin, func(b byte) bool { return b < ' ' && b != '\t' && b != '\n' && b != '\r' }):
		return refuse("the input is binary: expected the output of terraform show -json")
	}
	return nil
}

// wrappers are the keys under which run platforms put a plan.
var wrappers = []string{"plan", "tfplan", "terraform"}

// mostWrappers is how many wrappers may be around each other.
const mostWrappers = 4

// A reading is one call of [Read].
type reading struct {
	*stream
	plan  *Plan
	types map[string]bool
	// found says that this is a plan or state.
	found   bool
	planned map[string]bool // addresses that the plan says something of
	prior   []Resource      // what was there before
	state   []Resource      // of a state
	root    *module
	// providers are the provider configurations by their keys.
	providers map[string]provider
	all       []*located // every resource that something unknown may come from
}

// document reads a plan, or what is wrapped around it.
func (p *reading) document(wrapped int) error {
	return p.object(func(key string) (err error) {
		if slices.Contains(wrappers, key) && !p.found && wrapped < mostWrappers {
			return p.document(wrapped + 1)
		}
		switch key {
		case "format_version":
			p.found = true
			return p.version()
		case "terraform_version":
			p.plan.Terraform, err = p.text()
			return err
		case "complete":
			return p.flag("the plan is not complete (complete is false): another plan follows after it is applied", false)
		case "errored":
			return p.flag("planning failed (errored is true)", true)
		case "variables":
			return p.variables()
		case "resource_changes":
			return p.array(func() error { return p.resource(p.change) })
		case "deferred_changes":
			deferred := false
			err = p.array(func() error { deferred = true; return p.skip() })
			if deferred {
				p.plan.Partial = append(p.plan.Partial, "changes are deferred to a later plan (deferred_changes)")
			}
			return err
		case "prior_state":
			return p.object(func(key string) error {
				if key != "values" {
					return p.skip()
				}
				return p.values(&p.prior)
			})
		case "planned_values":
			return p.skip() // resource_changes say more
		case "values":
			p.plan.State = true
			return p.values(&p.state)
		case "configuration":
			return p.configuration()
		}
		return p.skip()
	})
}

// variables reads the values of the root module's variables.
func (p *reading) variables() error {
	p.plan.variables = map[string]value.Value{}
	return p.object(func(name string) error {
		return p.object(func(key string) (err error) {
			if key != "value" {
				return p.skip()
			}
			p.plan.variables[name], err = p.value()
			return err
		})
	})
}

// flag notes that the plan is partial if a bool has a value.
func (p *reading) flag(why string, when bool) error {
	switch v, err := p.value(); {
	case err != nil:
		return err
	case v.IsNull():
	case v.Kind() != value.KindBool:
		return p.another(v.Kind())
	case v.Text() == strconv.FormatBool(when):
		p.plan.Partial = append(p.plan.Partial, why)
	}
	return nil
}

// version refuses formats that do not exist yet.
func (p *reading) version() error {
	var err error
	if p.plan.FormatVersion, err = p.text(); err != nil {
		return err
	}
	switch major, _, _ := strings.Cut(p.plan.FormatVersion, "."); major {
	case "0", "1":
		return nil
	default:
		return p.fail("format_version is %.20q: this version of apireach reads 0 and 1", p.plan.FormatVersion)
	}
}

// finish puts together what the parts of the plan say.
func (p *reading) finish() (*Plan, error) {
	if !p.found {
		return nil, &InputError{What: "this JSON is neither a plan nor a state: it has no format_version; expected the output of terraform show -json"}
	}
	if p.plan.State {
		p.plan.Resources = p.state
		return p.plan, nil
	}
	targeted := 0
	for _, r := range p.prior {
		if p.planned[r.Address] {
			continue
		}
		if !r.Data {
			targeted++
		}
		p.plan.Resources = append(p.plan.Resources, r)
	}
	if targeted > 0 {
		p.plan.Partial = append(p.plan.Partial, fmt.Sprintf("the plan says nothing of %d resources of the state (-target leaves them out)", targeted))
	}
	p.plan.graph = newGraph(p.root, p.all, p.plan.Resources)
	p.placeInProjects(p.plan.graph)
	p.placeInRegions(p.plan.graph)
	p.nameProviders(p.plan.graph)
	p.plan.graph.trace()
	return p.plan, nil
}
