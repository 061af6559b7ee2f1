// Terraform-provider-apireach is the provider; the command line is cmd/apireach.
package main

import (
	"context"
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/apireach/terraform-provider-apireach/internal/provider"
)

// version is set by the linker.
var version = "0.0.0-dev"

func main() {
	debug := flag.Bool("debug", false, "serve a debugger: print what to put into TF_REATTACH_PROVIDERS")
	flag.Parse()

	err := providerserver.Serve(context.Background(), provider.New(version), providerserver.ServeOpts{
		Address: "registry.terraform.io/apireach/apireach",
		Debug:   *debug,
	})
	if err != nil {
		log.Fatal(err)
	}
}
