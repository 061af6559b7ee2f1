package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path"
	"regexp"
	"strings"
)

// longestName leaves room for a hash and the suffix below what file systems and
// archives take.
const longestName = 120

var (
	versionPrefix = regexp.MustCompile(`^/(compute/)?v[0-9]+[a-z0-9]*/`)
	unsafeInName  = regexp.MustCompile(`[^A-Za-z0-9.=-]+`)
)

// fileNames names the file of every exchange: readable, safe on every file
// system, and different from all others whatever their case.
func fileNames(exchanges []exchange) []string {
	names := make([]string, len(exchanges))
	taken := map[string]int{}
	for i, e := range exchanges {
		names[i] = plainName(e)
		taken[strings.ToLower(names[i])]++
	}
	for i, e := range exchanges {
		if taken[strings.ToLower(names[i])] > 1 || len(path.Base(names[i])) > longestName {
			names[i] = hashed(names[i], e.key)
		}
		names[i] += ".json"
	}
	return names
}

// plainName says in a file name what the request asks for.
func plainName(e exchange) string {
	name := versionPrefix.ReplaceAllString(e.Path, "")
	if e.Method != http.MethodGet {
		name = strings.ToLower(e.Method) + "/" + name
	}
	name = strings.Trim(unsafeInName.ReplaceAllString(name, "_"), "_.")
	folder := strings.Trim(unsafeInName.ReplaceAllString(e.service, "_"), "_.")
	if folder == "" {
		folder = "api"
	}
	if name == "" {
		name = "root"
	}
	return folder + "/" + name
}

func hashed(name string, k key) string {
	sum := sha256.Sum256([]byte(k.Method + " " + k.Path + " " + k.Body))
	folder, base := path.Split(name)
	if len(base) > longestName {
		base = base[:longestName]
	}
	return folder + base + "-" + hex.EncodeToString(sum[:6])
}
