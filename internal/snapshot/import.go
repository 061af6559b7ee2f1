package snapshot

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ImportOptions says what the files themselves do not.
type ImportOptions struct {
	// Map names the requests that files answer, such as
	// "GET /v1/organizations/acme/instances", by the file's path below the folder.
	// requests.json in the folder says the same, and is overruled by this.
	Map map[string][]string
	// Empty names requests of which nothing is found but what the files show: a
	// request, in which * stands for any text, or the name of a collection such as
	// compute.regionNetworkFirewallPolicies.
	Empty []string
	// Collect makes the requests of a collection of the organization. With it,
	// Empty may name requests that no file answers, and the report tells which
	// requests stay without an answer.
	Collect func(organization string, answers http.RoundTripper) error
	About   About
}

// ImportReport says what became of the files.
type ImportReport struct {
	Organization string
	Used         []Used
	Ignored      []Ignored
	// Emptied are requests that Empty answers or completes.
	Emptied []string
	// Lacking are requests of a collection that nothing answers.
	Lacking []string
}

// Used is a file, and the requests that it helps to answer.
type Used struct {
	File     string
	Requests []string
}

// Ignored is a file that answers nothing, and why.
type Ignored struct{ File, Reason string }

// Import makes a snapshot of loose API responses: files that curl wrote, or
// gcloud with --format=json. Each is recognised by its content and, where that
// does not say it, by its name. Lists that the files show only in part stay
// incomplete.
func Import(from, to string, opts ImportOptions) (ImportReport, error) {
	docs, ignored, err := readLoose(from)
	if err != nil {
		return ImportReport{}, err
	}
	byHand, err := mapping(from, docs, opts.Map)
	if err != nil {
		return ImportReport{}, err
	}
	a, err := newArrival(docs)
	if err != nil {
		return ImportReport{}, fmt.Errorf("import %s: %w", from, err)
	}
	for _, d := range docs {
		if keys, ok := byHand[d.file]; ok {
			for _, k := range keys {
				a.answer(k, d)
			}
			continue
		}
		a.recognise(d)
	}
	a.ignored = append(a.ignored, ignored...)
	c, err := a.close(from, opts)
	if err != nil {
		return ImportReport{}, fmt.Errorf("import %s: %w", from, err)
	}
	if err := write(to, opts.About, c.exchanges()); err != nil {
		return ImportReport{}, err
	}
	return ImportReport{
		Organization: a.organization, Used: a.usedFiles(), Ignored: a.ignoredFiles(),
		Emptied: sorted(c.emptied), Lacking: sorted(c.lacking),
	}, nil
}

// mapping reads which files answer which requests by hand.
func mapping(from string, docs []loose, overrule map[string][]string) (map[string][]key, error) {
	texts := map[string][]string{}
	data, err := os.ReadFile(filepath.Join(from, requestsName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("import %s: %s: %s", from, requestsName, reason(err))
	default:
		if texts, err = parseMapping(data); err != nil {
			return nil, fmt.Errorf("import %s: %s: %w", from, requestsName, err)
		}
	}
	maps.Copy(texts, overrule)
	out := map[string][]key{}
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		if !slices.ContainsFunc(docs, func(d loose) bool { return d.file == file }) {
			return nil, fmt.Errorf("import %s: there is no file %s, which is said to answer %s", from, file, strings.Join(texts[file], ", "))
		}
		for _, text := range texts[file] {
			k, ok := parseRequest(text)
			if !ok || serviceOf(k.Path) == "" {
				return nil, fmt.Errorf("import %s: %s: %q is no request; expected one such as GET /v1/organizations/acme/instances", from, file, text)
			}
			out[file] = append(out[file], k)
		}
	}
	return out, nil
}

// parseMapping reads requests.json: file names to a request or a list of them.
func parseMapping(data []byte) (map[string][]string, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, errors.New(jsonProblem(data, err))
	}
	out := map[string][]string{}
	for file, request := range raw {
		var one string
		var many []string
		switch {
		case json.Unmarshal(request, &one) == nil:
			out[file] = []string{one}
		case json.Unmarshal(request, &many) == nil:
			out[file] = many
		default:
			return nil, fmt.Errorf("%s: expected a request or a list of requests", file)
		}
	}
	return out, nil
}
