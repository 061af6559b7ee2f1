// Package report writes what a run found: JSON for programs, a Mermaid diagram,
// and text for people. Each form is one file and decides nothing.
package report
