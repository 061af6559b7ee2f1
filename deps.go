//go:build deps

package main

import (
	_ "cloud.google.com/go/compute/apiv1"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/hashicorp/go-retryablehttp"
	_ "github.com/hashicorp/terraform-plugin-framework/provider"
	_ "github.com/hashicorp/terraform-plugin-testing/helper/resource"
	_ "github.com/spf13/cobra"
	_ "go4.org/netipx"
	_ "golang.org/x/oauth2/google"
	_ "golang.org/x/sync/errgroup"
	_ "google.golang.org/api/apigee/v1"
	_ "google.golang.org/api/servicenetworking/v1"
	_ "google.golang.org/api/cloudresourcemanager/v1"
	_ "google.golang.org/api/impersonate"
	_ "pgregory.net/rapid"
)
func main(){}
