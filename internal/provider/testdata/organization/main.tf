# An organization judged as it is. Endpoints and credentials come from the environment.
terraform {
  required_providers {
    apireach = { source = "apireach/apireach" }
  }
}

variable "fail_on" {
  default = "error"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  projects     = ["acme"]
  fail_on      = var.fail_on
}

output "all" {
  value = data.apireach_apigee_path.acme
}
