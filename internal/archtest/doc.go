// Package archtest holds one test: that the imports of the project's packages point
// down, as DESIGN.md draws them. It has no code of its own.
package archtest
