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

    google_apigee_instance = { # to be created: it has no host yet
      id       = "organizations/acme/instances/us-east1"
      name     = "us-east1"
      org_id   = "organizations/acme"
      location = "us-east1"
    }

    google_apigee_instance_attachment = {
      instance_id = "organizations/acme/instances/us-east1"
      environment = "prod"
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
