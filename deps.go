//go:build deps

package main

import (
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/hashicorp/terraform-plugin-framework/provider"
	_ "github.com/hashicorp/terraform-plugin-testing/helper/resource"
	_ "go4.org/netipx"
	_ "pgregory.net/rapid"
)
func main(){}
