package tfconfig

// Sets says whether the configuration of a resource sets an attribute, or has nested
// blocks of that name, dynamic ones included; known is false where the resource is not
// found.
func (e *Evaluator) Sets(address, name string) (sets, known bool) {
	r := e.find(address)
	if r == nil {
		return false, false
	}
	return r.block.body.Attributes[name] != nil || nestedNamed(r.block.body, name) != nil, true
}
