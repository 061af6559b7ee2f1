terraform {
  required_providers {
    apireach = {
      source = "apireach/apireach"
    }
  }
}

# Every argument is optional. Credentials come from the environment, as for the google provider.
provider "apireach" {}
