terraform {
  required_providers {
    apireach = {
      source = "apireach/apireach"
    }
  }
}

variable "domains" {
  type        = list(string)
  default     = ["api.example.com", "*.partners.example.com"]
  description = "Domains of the managed certificate."
}

variable "hostnames" {
  type        = list(string)
  default     = ["api.example.com", "acme.partners.example.com"]
  description = "Hostnames of the environment group."

  validation {
    condition     = provider::apireach::certificate_covers(var.domains, var.hostnames)
    error_message = "The certificate is not for every hostname of the group."
  }
}

# In place of the domains, the text of a certificate:
#   provider::apireach::certificate_covers(google_compute_ssl_certificate.api.certificate, var.hostnames)

output "covered" {
  value = provider::apireach::certificate_covers(var.domains, var.hostnames)
}
