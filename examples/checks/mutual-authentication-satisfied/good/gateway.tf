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
      integration_uri        = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/443"
      connection_type        = "VPC_LINK"
      connection_id          = "link2"
      payload_format_version = "1.0"
      timeout_milliseconds   = 30000
      tls_config             = [{ server_name_to_verify = "orders.internal.example" }]
    }

    aws_apigatewayv2_route = { id = "route1", api_id = "http1", route_key = "GET /orders", target = "integrations/int1" }

    aws_apigatewayv2_stage = {
      api_id              = "http1"
      name                = "prod"
      auto_deploy         = true
      access_log_settings = [{ destination_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:orders", format = "$context.status $context.integrationErrorMessage" }]
    }

    aws_apigatewayv2_vpc_link = { id = "link2", name = "orders", subnet_ids = ["subnet-link-a", "subnet-link-b"], security_group_ids = ["sg-link"] }

    aws_lb = {
      id                 = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      arn                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      name               = "shop"
      load_balancer_type = "application"
      internal           = true
      vpc_id             = "vpc-shop"
      subnets            = ["subnet-lb-a", "subnet-lb-b"]
      security_groups    = ["sg-alb"]
    }

    aws_acm_certificate = {
      arn                       = "arn:aws:acm:eu-west-1:123456789012:certificate/orders"
      domain_name               = "orders.internal.example"
      subject_alternative_names = ["orders.internal.example"]
      type                      = "AMAZON_ISSUED"
      status                    = "ISSUED"
    }

    aws_lb_target_group = {
      id           = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d"
      arn          = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d"
      name         = "shop"
      protocol     = "HTTP"
      port         = 8080
      target_type  = "instance"
      vpc_id       = "vpc-shop"
      health_check = [{ protocol = "HTTP", port = "traffic-port", enabled = true }]
    }

    aws_lb_target_group_attachment = [
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d", target_id = "i-a", port = 8080 },
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d", target_id = "i-b", port = 8080 },
    ]

    aws_instance = [
      { id = "i-a", subnet_id = "subnet-targets-a", private_ip = "10.20.11.10", vpc_security_group_ids = ["sg-targets"] },
      { id = "i-b", subnet_id = "subnet-targets-b", private_ip = "10.20.12.10", vpc_security_group_ids = ["sg-targets"] },
    ]

    aws_security_group = [
      { id = "sg-link", name = "link", vpc_id = "vpc-shop", ingress = [], egress = [] },
      { id = "sg-alb", name = "alb", vpc_id = "vpc-shop", ingress = [], egress = [] },
      { id = "sg-targets", name = "targets", vpc_id = "vpc-shop", ingress = [], egress = [] },
    ]

    aws_vpc_security_group_egress_rule = [
      { security_group_id = "sg-link", ip_protocol = "tcp", from_port = 443, to_port = 443, referenced_security_group_id = "sg-alb" },
      { security_group_id = "sg-alb", ip_protocol = "tcp", from_port = 8080, to_port = 8080, referenced_security_group_id = "sg-targets" },
    ]

    aws_vpc_security_group_ingress_rule = [
      { security_group_id = "sg-alb", ip_protocol = "tcp", from_port = 443, to_port = 443, referenced_security_group_id = "sg-link" },
      { security_group_id = "sg-targets", ip_protocol = "tcp", from_port = 8080, to_port = 8080, referenced_security_group_id = "sg-alb" },
    ]

    aws_subnet = [
      { id = "subnet-lb-a", vpc_id = "vpc-shop", availability_zone = "eu-west-1a", cidr_block = "10.20.1.0/24" },
      { id = "subnet-lb-b", vpc_id = "vpc-shop", availability_zone = "eu-west-1b", cidr_block = "10.20.2.0/24" },
      { id = "subnet-targets-a", vpc_id = "vpc-shop", availability_zone = "eu-west-1a", cidr_block = "10.20.11.0/24" },
      { id = "subnet-targets-b", vpc_id = "vpc-shop", availability_zone = "eu-west-1b", cidr_block = "10.20.12.0/24" },
      { id = "subnet-link-a", vpc_id = "vpc-shop", availability_zone = "eu-west-1a", cidr_block = "10.20.21.0/24" },
      { id = "subnet-link-b", vpc_id = "vpc-shop", availability_zone = "eu-west-1b", cidr_block = "10.20.22.0/24" },
    ]

    aws_network_acl = {
      id         = "acl-shop"
      vpc_id     = "vpc-shop"
      subnet_ids = ["subnet-lb-a", "subnet-lb-b", "subnet-targets-a", "subnet-targets-b", "subnet-link-a", "subnet-link-b"]
      ingress    = [{ rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" }]
      egress     = [{ rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" }]
    }

    aws_vpc = { id = "vpc-shop", cidr_block = "10.20.0.0/16" }
  }
}
