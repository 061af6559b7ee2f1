# A route leads to the peered VPC, and one leads back.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_route_table = [
      {
        id     = "rtb-shop"
        vpc_id = "vpc-shop"
        route  = [{ cidr_block = "10.30.0.0/16", vpc_peering_connection_id = "pcx-1" }]
      },
      {
        id     = "rtb-data"
        vpc_id = "vpc-data"
        route  = [{ cidr_block = "10.20.0.0/16", vpc_peering_connection_id = "pcx-1" }]
      },
    ]
  })
}
