terraform {
  required_providers {
    apireach = {
      source = "apireach/apireach"
    }
  }
}

locals {
  findings = provider::apireach::findings({
    google_apigee_organization = {
      name               = "acme"
      project_id         = "acme"
      authorized_network = "projects/acme-host/global/networks/apigee"
    }
    google_service_networking_connection = {
      network                 = "projects/acme-host/global/networks/apigee"
      service                 = "servicenetworking.googleapis.com"
      reserved_peering_ranges = ["apigee-22", "apigee-28"]
    }
  }, { complete = true, only = ["authorized-network-peered"] })
}

check "network" {
  assert {
    condition     = alltrue([for f in local.findings : f.verdict != "fail"])
    error_message = join("\n", [for f in local.findings : f.summary if f.verdict == "fail"])
  }
}

output "verdicts" {
  value = { for f in local.findings : f.check => f.verdict }
}
