package tfobject

import "strings"

// Unread is the error for a key that is none of the types that are read.
func Unread(path, name string, types []string) error {
	got := "a type that is not"
	if like := nearest(name, types); like != "" {
		got += ", did you mean " + like + "?"
	}
	return &InputError{path, "one of the types that are read (" + strings.Join(types, ", ") + ")", got}
}

// nearest returns the name that differs least, if that may be a slip.
func nearest(name string, names []string) string {
	best, least := "", 4
	for _, n := range names {
		if d := distance(name, n); d < least {
			best, least = n, d
		}
	}
	return best
}

// distance counts the letters to insert, drop or replace to make a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
