# The rest of what stands behind the API, with which nothing is wrong. Literal objects stand in for aws_*
# resources, so that this plans without the aws provider: in your configuration pass the resources
# themselves, as in aws_lb = aws_lb.orders.
locals {
  gateway = {
    aws_api_gateway_rest_api = { id = "rest1", name = "orders" }

    aws_api_gateway_resource = {
      id          = "res1"
      rest_api_id = "rest1"
      parent_id   = "root1"
      path_part   = "orders"
      path        = "/orders"
      parent_id   = "root"
      path_part   = "orders"
    }

    aws_api_gateway_integration = {
      rest_api_id             = "rest1"
      resource_id             = "res1"
      http_method             = "GET"
      integration_http_method = "GET"
      type                    = "HTTP_PROXY"
      uri                     = "https://orders.internal.example/v1/orders"
      connection_type         = "VPC_LINK"
      connection_id           = "link1"
      timeout_milliseconds    = 29000
    }

    aws_api_gateway_deployment = {
      id          = "dep1"
      rest_api_id = "rest1"
      triggers    = { redeployment = "5f9b1c" }
    }

    aws_api_gateway_stage = {
      rest_api_id   = "rest1"
      stage_name    = "prod"
      deployment_id = "dep1"
    }

    aws_api_gateway_method_settings = {
      rest_api_id = "rest1"
      stage_name  = "prod"
      method_path = "*/*"
      settings    = [{ logging_level = "INFO" }]
    }

    aws_api_gateway_account = { cloudwatch_role_arn = "arn:aws:iam::123456789012:role/api-gateway-logs" }

    aws_api_gateway_vpc_link = { id = "link1", name = "orders", target_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"] }

    aws_lb = {
      id                               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      arn                              = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      name                             = "orders"
      load_balancer_type               = "network"
      internal                         = true
      vpc_id                           = "vpc-shop"
      subnets                          = ["subnet-lb-a", "subnet-lb-b"]
      security_groups                  = ["sg-nlb"]
      enable_cross_zone_load_balancing = false

      enforce_security_group_inbound_rules_on_private_link_traffic = "off"
    }

    aws_lb_listener = {
      id                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/orders/1a/443"
      arn               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/orders/1a/443"
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      port              = 443
      protocol          = "TLS"
      certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/orders"
      ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
      default_action    = [{ type = "forward", target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c" }]
    }

    aws_lb_target_group = {
      id           = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c"
      arn          = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c"
      name         = "orders"
      protocol     = "TCP"
      port         = 8080
      target_type  = "instance"
      vpc_id       = "vpc-shop"
      health_check = [{ protocol = "TCP", port = "traffic-port", enabled = true }]
    }

    aws_lb_target_group_attachment = [
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c", target_id = "i-a", port = 8080 },
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c", target_id = "i-b", port = 8080 },
    ]

    aws_instance = [
      { id = "i-a", subnet_id = "subnet-targets-a", private_ip = "10.20.11.10", vpc_security_group_ids = ["sg-targets"] },
      { id = "i-b", subnet_id = "subnet-targets-b", private_ip = "10.20.12.10", vpc_security_group_ids = ["sg-targets"] },
    ]

    aws_security_group = [
      { id = "sg-nlb", name = "nlb", vpc_id = "vpc-shop", ingress = [], egress = [] },
      { id = "sg-targets", name = "targets", vpc_id = "vpc-shop", ingress = [], egress = [] },
    ]

    aws_vpc_security_group_egress_rule = {
      security_group_id            = "sg-nlb"
      ip_protocol                  = "tcp"
      from_port                    = 8080
      to_port                      = 8080
      referenced_security_group_id = "sg-targets"
    }

    aws_vpc_security_group_ingress_rule = {
      security_group_id            = "sg-targets"
      ip_protocol                  = "tcp"
      from_port                    = 8080
      to_port                      = 8080
      referenced_security_group_id = "sg-nlb"
    }

    aws_subnet = [
      { id = "subnet-lb-a", vpc_id = "vpc-shop", availability_zone = "eu-west-1a", cidr_block = "10.20.1.0/24" },
      { id = "subnet-lb-b", vpc_id = "vpc-shop", availability_zone = "eu-west-1b", cidr_block = "10.20.2.0/24" },
      { id = "subnet-targets-a", vpc_id = "vpc-shop", availability_zone = "eu-west-1a", cidr_block = "10.20.11.0/24" },
      { id = "subnet-targets-b", vpc_id = "vpc-shop", availability_zone = "eu-west-1b", cidr_block = "10.20.12.0/24" },
    ]

    aws_network_acl = {
      id         = "acl-shop"
      vpc_id     = "vpc-shop"
      subnet_ids = ["subnet-lb-a", "subnet-lb-b", "subnet-targets-a", "subnet-targets-b"]
      ingress    = [{ rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" }]
      egress     = [{ rule_no = 100, action = "allow", protocol = "-1", from_port = 0, to_port = 0, cidr_block = "0.0.0.0/0" }]
    }

    aws_vpc = { id = "vpc-shop", cidr_block = "10.20.0.0/16" }
  }
}
