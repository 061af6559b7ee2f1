terraform {
  required_providers {
    apireach = {
      source = "apireach/apireach"
    }
  }
}

variable "allowed" {
  type        = list(string)
  default     = ["35.191.0.0/17", "35.191.128.0/17", "130.211.0.0/22"]
  description = "Source ranges of the firewall rule for the load balancer."

  validation {
    condition     = provider::apireach::ranges_cover(var.allowed, ["35.191.0.0/16", "130.211.0.0/22"])
    error_message = "The load balancer sends from 35.191.0.0/16 and 130.211.0.0/22: allow both."
  }
}

output "covered" {
  value = provider::apireach::ranges_cover(var.allowed, ["35.191.0.0/16", "130.211.0.0/22"])
}
