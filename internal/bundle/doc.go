// Package bundle puts what a support case needs into one zip file: what an organization
// and its path are, what the checks found, and a list of what only a person can add. It
// says in a manifest what is inside, what was removed and what is missing. The same input
// gives the same bytes.
package bundle
