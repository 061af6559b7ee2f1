# Apigee may use the VPC apigee, but the private connection is on the VPC default.
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
      network                 = "projects/acme/global/networks/default" # not the authorized network
      service                 = "servicenetworking.googleapis.com"
      reserved_peering_ranges = ["apigee-22", "apigee-28"]
    }
  })
}
