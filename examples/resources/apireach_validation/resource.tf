resource "google_compute_network" "apigee" {
  name                    = "apigee"
  auto_create_subnetworks = false
}

resource "google_compute_global_address" "apigee" {
  for_each      = { apigee-22 = 22, apigee-28 = 28 }
  name          = each.key
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  prefix_length = each.value
  network       = google_compute_network.apigee.id
}

resource "google_service_networking_connection" "apigee" {
  network                 = google_compute_network.apigee.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [for range in google_compute_global_address.apigee : range.name]
}

resource "google_apigee_organization" "acme" {
  project_id         = "acme"
  analytics_region   = "us-east1"
  authorized_network = google_compute_network.apigee.id
  depends_on         = [google_service_networking_connection.apigee]
}

resource "google_apigee_instance" "region" {
  for_each = toset(["us-east1"])
  org_id   = google_apigee_organization.acme.id
  name     = each.key
  location = each.key
}

resource "google_apigee_environment" "prod" {
  org_id = google_apigee_organization.acme.id
  name   = "prod"
}

resource "google_apigee_instance_attachment" "prod" {
  for_each    = google_apigee_instance.region
  instance_id = each.value.id
  environment = google_apigee_environment.prod.name
}

resource "apireach_validation" "gateway" {
  resources = {
    google_compute_network               = google_compute_network.apigee
    google_compute_global_address        = google_compute_global_address.apigee # for_each: a map
    google_service_networking_connection = [google_service_networking_connection.apigee]
    google_apigee_organization           = google_apigee_organization.acme
    google_apigee_instance               = google_apigee_instance.region
    google_apigee_environment            = google_apigee_environment.prod
    google_apigee_instance_attachment    = google_apigee_instance_attachment.prod
  }
}
