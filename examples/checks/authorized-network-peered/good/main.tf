# The VPC that Apigee may use is the one with the private connection.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_apigee_organization = {
      id                 = "organizations/acme"
      name               = "acme"
      project_id         = "acme"
      authorized_network = "projects/acme/global/networks/apigee"
    }

    google_service_networking_connection = {
      network                 = "projects/acme/global/networks/apigee"
      service                 = "servicenetworking.googleapis.com"
      reserved_peering_ranges = ["apigee-22", "apigee-28"]
    }
  })
}
