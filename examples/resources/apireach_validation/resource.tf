# Literal objects, so that this plans without the google provider. In your configuration pass
# the resources themselves: google_apigee_organization = google_apigee_organization.acme.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are

  resources = {
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

    google_apigee_instance = {
      us-east1 = { name = "us-east1", location = "us-east1", org_id = "organizations/acme", host = "10.0.0.2" }
    }

    google_apigee_instance_attachment = [
      { instance_id = "organizations/acme/instances/us-east1", environment = "prod" },
    ]
  }

  only = ["authorized-network-peered", "instance-has-environment"]
}
