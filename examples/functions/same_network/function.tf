terraform {
  required_providers {
    apireach = {
      source = "apireach/apireach"
    }
  }
}

# The same network, spelled as an id and as a self link.
output "same" {
  value = provider::apireach::same_network(
    "projects/acme-host/global/networks/apigee",
    "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/apigee",
  )
}

# A bare name is one of the project that is given.
output "same_name_other_project" {
  value = provider::apireach::same_network("default", "projects/acme-host/global/networks/default", "acme")
}
