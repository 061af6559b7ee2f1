package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// stockImages are the projects of images that Google and its partners give everybody,
// which forward nothing by themselves.
//
// Source: https://cloud.google.com/compute/docs/images/os-details.
var stockImages = []string{
	"centos-cloud", "debian-cloud", "fedora-cloud", "opensuse-cloud", "rhel-cloud", "rocky-linux-cloud", "suse-cloud", "ubuntu-os-cloud", "cos-cloud",
}

// bootsStockImage is the image of everybody's that instances of a template start from; ""
// is none that is certain.
func (t InstanceTemplate) bootsStockImage() string {
	for _, d := range t.Properties.Disks.Value() {
		image := d.InitializeParams.SourceImage.Value()
		if slices.ContainsFunc(strings.Split(image, "/"), func(part string) bool { return slices.Contains(stockImages, part) }) {
			return image
		}
	}
	return ""
}

// unscripted says what it would take to know what makes instances forward requests, where
// no script does and their image is one of everybody's.
func (t InstanceTemplate) unscripted() []check.Missing {
	image := t.bootsStockImage()
	if image == "" {
		return nil
	}
	for _, key := range []string{keyStartupScript, keyStartupScriptURL, "user-data", "gce-container-declaration"} {
		if !t.metadata(key).IsNull() {
			return nil
		}
	}
	return []check.Missing{{
		What:   fmt.Sprintf("what makes instances of %s forward requests: they start from %s without a startup script", t.Subject(), image),
		Settle: "set startup-script-url, or waive this if something else sets them up",
	}}
}
