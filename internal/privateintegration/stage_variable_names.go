package privateintegration

// StageVariables are the names of the stage variables that a text names.
func StageVariables(text string) []string {
	var names []string
	for _, m := range stageVariable.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}
