# A new instance takes a /22 and a /28, and both are reserved.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_service_networking_connection = {
      network                 = "projects/acme/global/networks/apigee"
      service                 = "servicenetworking.googleapis.com"
      reserved_peering_ranges = ["apigee-22", "apigee-28"]
    }

    google_compute_global_address = [
      { name = "apigee-22", project = "acme", purpose = "VPC_PEERING", address_type = "INTERNAL", prefix_length = 22 },
      { name = "apigee-28", project = "acme", purpose = "VPC_PEERING", address_type = "INTERNAL", prefix_length = 28 },
    ]
  })
}
