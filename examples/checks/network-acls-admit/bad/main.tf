# The targets get requests, and their replies may not leave: network ACLs know no connections.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
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
          { rule_no = 100, action = "allow", protocol = "tcp", from_port = 443, to_port = 443, cidr_block = "0.0.0.0/0" },
        ]
      },
    ]
  })
}
