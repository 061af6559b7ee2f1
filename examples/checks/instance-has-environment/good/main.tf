# An environment is attached to each instance.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_apigee_instance_attachment = [
      { instance_id = "organizations/acme/instances/us-east1", environment = "prod" },
      { instance_id = "organizations/acme/instances/europe-west1", environment = "prod" },
    ]
  })
}
