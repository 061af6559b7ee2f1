# Replies may leave to all ports that load balancers send from.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    aws_network_acl = [
      {
        id         = "acl-lb"
        vpc_id     = "vpc-shop"
        subnet_ids = ["subnet-lb-a", "subnet-lb-b"]
        ingress = [
          { rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
        ]
        egress = [
          { rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" },
        ]
      },
      {
        id         = "acl-targets"
        vpc_id     = "vpc-shop"
        subnet_ids = ["subnet-targets-a", "subnet-targets-b"]
        ingress = [
          { rule_no = 100, action = "allow", protocol = "tcp", from_port = 8080, to_port = 8080, cidr_block = "10.20.0.0/16" },
        ]
        egress = [
          { rule_no = 100, action = "allow", protocol = "tcp", from_port = 1024, to_port = 65535, cidr_block = "10.20.0.0/16" },
        ]
      },
    ]
  })
}
