# The rest of what stands behind the API, with which nothing is wrong. Literal objects stand in for aws_*
# resources, so that this plans without the aws provider: in your configuration pass the resources
# themselves, as in aws_lb = aws_lb.orders.
locals {
  gateway = {
    aws_apigatewayv2_api = { id = "http1", name = "orders", protocol_type = "HTTP" }

    aws_apigatewayv2_integration = {
      id                     = "int1"
      api_id                 = "http1"
      integration_type       = "HTTP_PROXY"
      integration_method     = "ANY"
      integration_uri        = "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-orders"
      connection_type        = "VPC_LINK"
      connection_id          = "link2"
      payload_format_version = "1.0"
      timeout_milliseconds   = 30000
    }

    aws_apigatewayv2_route = { id = "route1", api_id = "http1", route_key = "GET /orders", target = "integrations/int1" }

    aws_apigatewayv2_stage = {
      id          = "prod"
      api_id      = "http1"
      name        = "prod"
      auto_deploy = true
      access_log_settings = [{
        destination_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:orders"
        format          = "$context.status $context.integrationErrorMessage"
      }]
    }

    aws_apigatewayv2_vpc_link = {
      id                 = "link2"
      name               = "orders"
      subnet_ids         = ["subnet-link-a", "subnet-link-b"]
      security_group_ids = ["sg-link"]
    }

    aws_subnet = [
      { id = "subnet-lb-a", vpc_id = "vpc-shop", availability_zone = "eu-west-1a", cidr_block = "10.20.1.0/24" },
      { id = "subnet-lb-b", vpc_id = "vpc-shop", availability_zone = "eu-west-1b", cidr_block = "10.20.2.0/24" },
      { id = "subnet-link-a", vpc_id = "vpc-shop", availability_zone = "eu-west-1a", cidr_block = "10.20.21.0/24" },
      { id = "subnet-link-b", vpc_id = "vpc-shop", availability_zone = "eu-west-1b", cidr_block = "10.20.22.0/24" },
    ]

    aws_vpc = { id = "vpc-shop", cidr_block = "10.20.0.0/16" }

    aws_security_group = { id = "sg-link", vpc_id = "vpc-shop", name = "link" }

    aws_service_discovery_service = { id = "srv-orders", arn = "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-orders", name = "orders", dns_config = [{ dns_records = [{ type = "SRV", ttl = 10 }] }] }
  }
}
