# The targets admit the port of the listener, where they listen on another one.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_vpc_security_group_ingress_rule = {
      security_group_id            = "sg-targets"
      ip_protocol                  = "tcp"
      from_port                    = 80 # they listen on 8080
      to_port                      = 80
      referenced_security_group_id = "sg-nlb"
    }
  })
}
