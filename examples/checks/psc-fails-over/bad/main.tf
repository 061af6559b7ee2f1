# Nothing takes a region whose Apigee instance fails out of the rotation: endpoint groups have no health checks.
# Requests are answered all the same, which is why this only warns by default.
resource "apireach_validation" "gateway" {
  complete = true      # these are all the resources there are
  fail_on  = "warning" # the check is one that warns
  resources = merge(local.gateway, {
    google_apigee_instance = [
      for region in ["us-east1", "us-west1"] : {
        id                   = "organizations/acme/instances/${region}"
        name                 = region
        org_id               = "organizations/acme"
        location             = region
        service_attachment   = "projects/u7c4f-tp/regions/${region}/serviceAttachments/apigee-${region}-41me"
        consumer_accept_list = ["acme"]
      }
    ]
    google_apigee_instance_attachment = [
      { instance_id = "organizations/acme/instances/us-east1", environment = "prod" },
      { instance_id = "organizations/acme/instances/us-west1", environment = "prod" },
    ]
    google_compute_region_network_endpoint_group = [
      for region in ["us-east1", "us-west1"] : {
        id                    = "projects/acme/regions/${region}/networkEndpointGroups/apigee"
        name                  = "apigee"
        project               = "acme"
        region                = region
        network_endpoint_type = "PRIVATE_SERVICE_CONNECT"
        psc_target_service    = "projects/u7c4f-tp/regions/${region}/serviceAttachments/apigee-${region}-41me"
        network               = "projects/acme/global/networks/apigee"
      }
    ]
    google_compute_backend_service = {
      id                    = "projects/acme/global/backendServices/apigee"
      name                  = "apigee"
      project               = "acme"
      protocol              = "HTTPS"
      load_balancing_scheme = "EXTERNAL_MANAGED"
      backend = [
        { group = "projects/acme/regions/us-east1/networkEndpointGroups/apigee" },
        { group = "projects/acme/regions/us-west1/networkEndpointGroups/apigee" },
      ]
    }
  })
}
