package tfobject

import "slices"

// A Kind tells the objects of one Terraform type from those of others.
type Kind struct {
	// Name is the Terraform type.
	Name string
	// Needs are the attributes that every object of the type has.
	Needs []string
	// Signs are attributes of which every object of the type has one, but hardly
	// one of another type.
	Signs []string
	// Lacks are attributes that no object of the type has, but one of a type that
	// looks alike.
	Lacks []string
	// Attributes is the table of what is read.
	Attributes []Attribute
	// Named are the attributes that are read beside the table.
	Named []string

	// reads are all attributes that are read; known are those too that the type is
	// known to have, of the many that nobody reads.
	reads []string
	known map[string]bool
	all   []*Kind
}

// Kinds completes the types of a provider. Common are attributes that many of its types
// have, and that nobody reads.
func Kinds(all []*Kind, common ...string) {
	for _, k := range all {
		k.reads = append(slices.Clone(k.Needs), k.Named...)
		for _, a := range k.Attributes {
			k.reads = append(k.reads, a.Name)
		}
		slices.Sort(k.reads)
		k.reads = slices.Compact(k.reads)
		k.all, k.known = all, map[string]bool{}
		for _, name := range slices.Concat(common, k.reads) {
			k.known[name] = true
		}
	}
}
