// Package report writes what a run found, in the forms that people and programs
// read. Each form is one file and decides nothing.
package report
