# The group of api.acme.example has no environment: its requests are answered with 404.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_apigee_envgroup = {
      id        = "organizations/acme/envgroups/public"
      name      = "public"
      org_id    = "organizations/acme"
      hostnames = ["api.acme.example"]
    }
  })
}
