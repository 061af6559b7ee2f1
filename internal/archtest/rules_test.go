package archtest_test

import "strings"

const module = "github.com/apireach/terraform-provider-apireach"

// layers lists the rooms from the bottom up. A room may import rooms of its own
// layer and of those below. A package inside a room (internal/gcp/replay) belongs to
// that room.
var layers = [][]string{
	{"internal/jsonscan"},
	{"internal/value", "internal/tfaddress"},
	{"internal/check", "internal/packet", "internal/armor", "internal/cert", "internal/tfobject"},
	{"internal/apigee", "internal/privateintegration", "internal/symptom"},
	{"internal/registry"},
	{"internal/gcp", "internal/aws", "internal/snapshot", "internal/tfconfig", "internal/tfplan", "internal/remedy", "internal/report", "internal/bundle", "internal/paths"},
	{"internal/provider", "internal/cli"},
	{"", "cmd/apireach"},
}

// outside are rooms that are no part of what is shipped: they may import anything,
// and nothing shipped may import them.
var outside = []string{"internal/testkit", "internal/gen", "internal/archtest"}

// core are the rooms that judge. They see no Terraform, HTTP, file, clock or environment.
var core = []string{
	"internal/jsonscan", "internal/value", "internal/packet", "internal/check", "internal/armor",
	"internal/apigee", "internal/privateintegration", "internal/symptom",
}

// rule forbids packages that match from to import packages that match to.
type rule struct {
	from, notFrom, to []string
	// indirect also forbids what the imported packages import in turn.
	indirect bool
	reason   string
}

// rules are the walls that the layers alone do not build. A path without a dot in
// its first element is of the standard library; "internal/…" and "cmd/…" are ours.
var rules = []rule{
	{
		from:   core,
		to:     []string{"os", "log"},
		reason: "the core reads neither files nor the environment and prints nothing; what it needs is an input",
	},
	{
		from: core, indirect: true,
		to:     []string{"net/http"},
		reason: "the core decides over a model and calls nothing; collection belongs to gcp and aws",
	},
	{
		from: core, indirect: true,
		to:     []string{"cloud.google.com/go", "google.golang.org/api", "github.com/aws/aws-sdk-go-v2"},
		reason: "the model has the fields of the REST resources; only gcp and aws know client libraries",
	},
	{
		from: []string{"internal"}, notFrom: append([]string{"internal/provider"}, outside...),
		to:     []string{"github.com/hashicorp/terraform-plugin-framework", "github.com/hashicorp/terraform-plugin-go"},
		reason: "only provider knows Terraform's plugin framework, so that the command line gives the same answers without it",
	},
	{
		from: []string{"internal/cli", "cmd/apireach"}, indirect: true,
		to:     []string{"internal/provider", "github.com/hashicorp/terraform-plugin-framework"},
		reason: "the provider and the command line share the rooms below them, never each other",
	},
	{
		from: []string{"internal/provider"}, indirect: true,
		to:     []string{"internal/cli"},
		reason: "the provider and the command line share the rooms below them, never each other",
	},
	{
		from:   []string{"internal/packet"},
		to:     []string{"internal/check", "internal/armor", "internal/cert"},
		reason: "packet is plain set arithmetic and knows nothing of findings or clouds",
	},
	{
		from:   []string{"internal/apigee"},
		to:     []string{"internal/privateintegration"},
		reason: "the two paths do not know each other; what they share belongs below them",
	},
	{
		from:   []string{"internal/privateintegration"},
		to:     []string{"internal/apigee"},
		reason: "the two paths do not know each other; what they share belongs below them",
	},
	{
		from:   []string{"internal", "cmd", ""},
		to:     []string{"internal/testkit", "internal/gen"},
		reason: "testkit and gen serve tests and `make generate`; nothing shipped imports them", notFrom: outside,
	},
}

// within says whether the package is one of the rooms or lies inside one. The room ""
// is the main package alone.
func within(pkg string, rooms []string) bool {
	for _, room := range rooms {
		if pkg == room || (room != "" && strings.HasPrefix(pkg, room+"/")) {
			return true
		}
	}
	return false
}

// layerOf returns the layer of a package of ours, counted from the bottom, or -1.
func layerOf(pkg string) int {
	for i, rooms := range layers {
		if within(pkg, rooms) {
			return i
		}
	}
	return -1
}
