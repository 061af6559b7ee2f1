variable "project" { type = string }

variable "subnets" { type = map(string) }

resource "google_compute_network" "this" {
  project                                   = var.project
  name                                      = "gateway"
  auto_create_subnetworks                   = false
  network_firewall_policy_enforcement_order = "AFTER_CLASSIC_FIREWALL"
}

resource "google_compute_subnetwork" "this" {
  for_each      = var.subnets
  project       = var.project
  region        = each.key
  name          = "proxies-${each.key}"
  network       = google_compute_network.this.id
  ip_cidr_range = each.value
}

resource "google_compute_global_address" "apigee" {
  project       = var.project
  name          = "apigee"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  address       = "10.64.0.0"
  prefix_length = 20
  network       = google_compute_network.this.id
}

resource "google_service_networking_connection" "apigee" {
  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.apigee.name]
}

output "id" { value = google_compute_network.this.id }

output "subnets" { value = { for region, subnet in google_compute_subnetwork.this : region => subnet.id } }
