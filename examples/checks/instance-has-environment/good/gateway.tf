# The rest of the gateway, with which nothing is wrong. Literal objects stand in for google_*
# resources, so that this plans without the google provider: in your configuration pass the
# resources themselves, as in google_apigee_organization = google_apigee_organization.acme.
locals {
  gateway = {
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

    google_apigee_instance = {
      us-east1 = {
        id       = "organizations/acme/instances/us-east1"
        name     = "us-east1"
        org_id   = "organizations/acme"
        location = "us-east1"
        host     = "10.0.0.2"
      }
      europe-west1 = {
        id       = "organizations/acme/instances/europe-west1"
        name     = "europe-west1"
        org_id   = "organizations/acme"
        location = "europe-west1"
        host     = "10.1.0.2"
      }
    }

    google_apigee_envgroup = {
      id        = "organizations/acme/envgroups/public"
      name      = "public"
      org_id    = "organizations/acme"
      hostnames = ["api.acme.example"]
    }

    google_apigee_envgroup_attachment = {
      envgroup_id = "organizations/acme/envgroups/public"
      environment = "prod"
    }

    google_compute_network = {
      id      = "projects/acme/global/networks/apigee"
      name    = "apigee"
      project = "acme"
    }
  }
}
