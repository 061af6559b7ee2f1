# The instance accepts the project edge, where the load balancer is.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_apigee_instance = {
      id                   = "organizations/acme/instances/us-east1"
      name                 = "us-east1"
      org_id               = "organizations/acme"
      location             = "us-east1"
      host                 = "10.0.0.2"
      service_attachment   = "projects/u7c4f-tp/regions/us-east1/serviceAttachments/apigee-us-east1-41me"
      consumer_accept_list = ["acme", "edge"]
    }
    google_compute_region_network_endpoint_group = {
      id                    = "projects/edge/regions/us-east1/networkEndpointGroups/apigee"
      name                  = "apigee"
      project               = "edge"
      region                = "us-east1"
      network_endpoint_type = "PRIVATE_SERVICE_CONNECT"
      psc_target_service    = "projects/u7c4f-tp/regions/us-east1/serviceAttachments/apigee-us-east1-41me"
      network               = "projects/edge/global/networks/apigee"
      subnetwork            = "projects/edge/regions/us-east1/subnetworks/psc"
    }
    google_compute_subnetwork = {
      id            = "projects/edge/regions/us-east1/subnetworks/psc"
      name          = "psc"
      project       = "edge"
      region        = "us-east1"
      network       = "projects/edge/global/networks/apigee"
      ip_cidr_range = "10.2.0.0/28"
      purpose       = "PRIVATE"
    }
    google_compute_backend_service = {
      id                    = "projects/edge/global/backendServices/apigee"
      name                  = "apigee"
      project               = "edge"
      protocol              = "HTTPS"
      load_balancing_scheme = "EXTERNAL_MANAGED"
      backend = [
        { group = "projects/edge/regions/us-east1/networkEndpointGroups/apigee" },
      ]
    }
  })
}
