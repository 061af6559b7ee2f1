# The targets admit the port that they listen on, from the group of the load balancer.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_vpc_security_group_ingress_rule = {
      security_group_id            = "sg-targets"
      ip_protocol                  = "tcp"
      from_port                    = 8080
      to_port                      = 8080
      referenced_security_group_id = "sg-nlb"
    }
  })
}
