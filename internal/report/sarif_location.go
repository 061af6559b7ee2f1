package report

import (
	"net/url"
	"path"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// sourceRoot is the name that consumers know of where relative places begin.
const sourceRoot = "%SRCROOT%"

type sarifLocation struct {
	PhysicalLocation *sarifPhysicalLocation `json:"physicalLocation,omitempty"`
	LogicalLocations []sarifLogicalLocation `json:"logicalLocations"`
}

type sarifPhysicalLocation struct {
	ArtifactLocation sarifArtifact `json:"artifactLocation"`
	Region           sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI         string        `json:"uri,omitempty"`
	URIBaseID   string        `json:"uriBaseId,omitempty"`
	Description *sarifMessage `json:"description,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
}

type sarifLogicalLocation struct {
	FullyQualifiedName string `json:"fullyQualifiedName"`
	Kind               string `json:"kind"`
}

// newSarifLocation is where a finding is: in its line, or at the beginning of the
// file elsewhere.
func newSarifLocation(f check.Finding, elsewhere string) sarifLocation {
	out := sarifLocation{LogicalLocations: []sarifLogicalLocation{{FullyQualifiedName: f.Subject, Kind: "resource"}}}
	switch l := f.Location; {
	case l != nil:
		out.PhysicalLocation = &sarifPhysicalLocation{
			newSarifArtifact(l.File), sarifRegion{StartLine: l.Line, StartColumn: l.Column, EndLine: max(l.Line, l.EndLine)},
		}
	case elsewhere != "":
		out.PhysicalLocation = &sarifPhysicalLocation{newSarifArtifact(elsewhere), sarifRegion{StartLine: 1}}
	}
	return out
}

// newSarifArtifact spells a file as a URI: relative to the root of the sources, if
// it is below it.
func newSarifArtifact(file string) sarifArtifact {
	if path.IsAbs(file) {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: file}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: file}).String(), URIBaseID: sourceRoot}
}
