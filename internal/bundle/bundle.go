package bundle

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// FormatVersion is that of the manifest. Fields are added without a new major version.
const FormatVersion = "1.0"

// Manifest is the name of the file that lists the others.
const Manifest = "manifest.json"

// A File is one file of a bundle.
type File struct {
	// Name is its path in the bundle, with slashes.
	Name string
	// About says in a few words what it is.
	About string
	Data  []byte
}

// A Bundle is what goes into the zip file.
type Bundle struct {
	Tool report.Tool
	// Organization is that of Apigee; else API and Stage are those of Amazon API Gateway,
	// Stage "" for all.
	Organization, API, Stage string
	// Source is where it comes from: live or snapshot.
	Source string
	// RecordedAt is when that was read, "" if nobody knows, and JudgedOn the day that the
	// checks took for today.
	RecordedAt, JudgedOn string
	Files                []File
	// Removed counts what was cut out, by field; nil where what was kept is listed instead.
	Removed map[string]int
	// Missing says what could not be collected.
	Missing []check.Missing
}

// manifest is manifest.json.
type manifest struct {
	FormatVersion string           `json:"format_version"`
	Tool          report.Tool      `json:"tool"`
	Organization  string           `json:"organization,omitempty"`
	API           string           `json:"api,omitempty"`
	Stage         string           `json:"stage,omitempty"`
	Source        string           `json:"source"`
	RecordedAt    string           `json:"recorded_at"`
	JudgedOn      string           `json:"judged_on"`
	Files         []listed         `json:"files"`
	Removed       []removed        `json:"removed,omitzero"`
	NeverIn       []string         `json:"never_in_it"`
	Missing       []report.Missing `json:"missing"`
	ToAdd         []string         `json:"to_add"`
}

type listed struct {
	Name   string `json:"name"`
	About  string `json:"about"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// removed is a field whose values were cut out. They are not told, only how many.
type removed struct {
	Field string `json:"field"`
	Count int    `json:"count"`
}

// modified is the time of every file: zip files have one, and it must not differ.
var modified = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// Zip writes the bundle, files in the order of their names.
func (b Bundle) Zip(w io.Writer) error {
	files := append(slices.Clone(b.Files), b.readme(), b.checklistFile())
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	list, err := b.manifest(files)
	if err != nil {
		return err
	}
	out := zip.NewWriter(w)
	for _, f := range append([]File{list}, files...) {
		in, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: modified})
		if err != nil {
			return err
		}
		if _, err := in.Write(f.Data); err != nil {
			return err
		}
	}
	return out.Close()
}

func (b Bundle) manifest(files []File) (File, error) {
	m := manifest{
		FormatVersion: FormatVersion, Tool: b.Tool, Organization: b.Organization, API: b.API, Stage: b.Stage, Source: b.Source, RecordedAt: b.RecordedAt, JudgedOn: b.JudgedOn,
		Files: []listed{}, NeverIn: b.wording().neverIn, Missing: []report.Missing{},
	}
	for _, f := range files {
		sum := sha256.Sum256(f.Data)
		m.Files = append(m.Files, listed{f.Name, f.About, len(f.Data), hex.EncodeToString(sum[:])})
	}
	if b.Removed != nil {
		m.Removed = []removed{}
	}
	for field, n := range b.Removed {
		m.Removed = append(m.Removed, removed{field, n})
	}
	slices.SortFunc(m.Removed, func(a, b removed) int { return cmp.Compare(a.Field, b.Field) })
	for _, missing := range b.Missing {
		m.Missing = append(m.Missing, report.Missing(missing))
	}
	for _, item := range b.wording().checklist {
		m.ToAdd = append(m.ToAdd, item.what)
	}
	text, err := report.Indented(m)
	return File{Name: Manifest, Data: text}, err
}
