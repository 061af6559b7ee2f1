# The load balancer sends requests to two regions, and europe-west1 does not run the environment prod:
# clients that are nearer to it get 503.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_apigee_instance_attachment = [
      { instance_id = "organizations/acme/instances/us-east1", environment = "prod" },
      { instance_id = "organizations/acme/instances/us-east1", environment = "partners" },
      { instance_id = "organizations/acme/instances/europe-west1", environment = "partners" },
      # prod was forgotten when europe-west1 was added
    ]
  })
}
