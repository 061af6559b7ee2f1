# An organization with three faults, recorded: Apigee may use a VPC that is not peered, the
# firewall lacks one of the load balancer's ranges, and the instance of us-west1 has no environment.
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
