# The organization has no instance: nothing runs its APIs.
resource "apireach_validation" "gateway" {
  complete  = true # these are all the resources there are
  resources = local.gateway
}
