# The stage logs what goes wrong.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    aws_api_gateway_method_settings = {
      rest_api_id = "rest1"
      stage_name  = "prod"
      method_path = "*/*"
      settings    = [{ logging_level = "ERROR" }]
    }
  })
}
