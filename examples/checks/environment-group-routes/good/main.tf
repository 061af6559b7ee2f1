# The group of api.acme.example has an environment.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
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
  })
}
