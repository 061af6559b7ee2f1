variable "project" { type = string }

variable "region" { type = string }

variable "organization" { type = string }

variable "environments" { type = set(string) }

variable "network" { type = string }

variable "subnetwork" { type = string }

resource "google_apigee_instance" "this" {
  name     = "runtime-${var.region}"
  location = var.region
  org_id   = var.organization
}

resource "google_apigee_instance_attachment" "this" {
  for_each    = var.environments
  instance_id = google_apigee_instance.this.id
  environment = each.value
}

resource "google_compute_instance_template" "proxy" {
  project      = var.project
  name         = "proxy-${var.region}"
  machine_type = "e2-small"
  tags         = ["apigee-proxy"]
  metadata = {
    ENDPOINT           = google_apigee_instance.this.host
    startup-script-url = "gs://apigee-5g-saas/apigee-envoy-proxy-release/latest/conf/startup-script.sh"
  }
  disk {
    source_image = "debian-cloud/debian-12"
  }
  network_interface {
    network    = var.network
    subnetwork = var.subnetwork
  }
}

resource "google_compute_region_instance_group_manager" "proxy" {
  project            = var.project
  region             = var.region
  name               = "proxy-${var.region}"
  base_instance_name = "proxy"
  target_size        = 2
  version {
    instance_template = google_compute_instance_template.proxy.self_link
  }
  named_port {
    name = "https"
    port = 443
  }
}

output "group" { value = google_compute_region_instance_group_manager.proxy.instance_group }
