package symptom

// Found are the causes that a signature points to.
func Found() map[string]bool {
	out := map[string]bool{}
	for _, s := range signatures {
		for _, id := range s.causes {
			out[id] = true
		}
	}
	return out
}
