# The same organization, recorded after the three faults were mended.
terraform {
  required_providers {
    apireach = {
      source = "apireach/apireach"
    }
  }
}

provider "apireach" {
  snapshot = "${path.module}/snapshot" # in place of credentials and a network
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}

output "verdict" {
  value = data.apireach_apigee_path.acme.verdict
}

output "summary" {
  value = data.apireach_apigee_path.acme.summary
}
