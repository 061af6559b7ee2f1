package bundle_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/bundle"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func TestABundleOfAWSHasWhatSupportAsksFor(t *testing.T) {
	t.Parallel()
	pack := func() []byte {
		w := testkit.NewREST().Gap(aws.Certificates, "", "permission acm:DescribeCertificate denied").World()
		inv, err := w.Inventory()
		if err != nil {
			t.Fatal(err)
		}
		b := bundle.Bundle{API: testkit.RestAPI, Stage: "prod", Source: "live"}
		if err := b.AddAWS(w); err != nil {
			t.Fatal(err)
		}
		if err := b.AddReport(privateintegration.Judge(inv, check.Options{})); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := b.Zip(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	data := pack()
	if !slices.Equal(data, pack()) {
		t.Error("the same input gives other bytes")
	}
	files := testkit.Unzip(t, data)
	for name, has := range map[string]string{
		"api.json": `"stageName": "prod"`, "integrations.json": `"connectionType": "VPC_LINK"`, "links.json": `"vpce-svc-1"`, "load-balancers.json": `"Protocol": "TCP"`,
		"targets.json": `"State": "healthy"`, "security-groups.json": `"sg-targets"`, "network.json": `"acl-shop"`,
		"CHECKLIST.md": "x-amzn-requestid", "README.md": "apireach check --api rest1 --stage prod --snapshot snapshot", "report/report.txt": "link1",
	} {
		if !strings.Contains(files[name], has) {
			t.Errorf("%s has no %s:\n%s", name, has, files[name])
		}
	}
	var manifest map[string]any
	if err := json.Unmarshal([]byte(files[bundle.Manifest]), &manifest); err != nil {
		t.Fatal(err)
	}
	if _, apigee := manifest["organization"]; apigee || manifest["api"] != "rest1" || manifest["stage"] != "prod" || !strings.Contains(files[bundle.Manifest], "acm:DescribeCertificate") {
		t.Errorf("%v", manifest)
	}
}
