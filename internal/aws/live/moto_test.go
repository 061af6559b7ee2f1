package live_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	gatewaytypes "github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"

	ours "github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// moto starts moto's server. The test is skipped where there is none, and fails instead
// where APIREACH_REQUIRE_MOTO says that there must be.
func moto(t *testing.T) (address string) {
	t.Helper()
	binary, err := exec.LookPath("moto_server")
	if err != nil {
		if os.Getenv("APIREACH_REQUIRE_MOTO") != "" {
			t.Fatal("moto_server is not on PATH, and APIREACH_REQUIRE_MOTO is set")
		}
		t.Skip("moto_server is not on PATH: what is read of a whole account is not tested")
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	cmd := exec.CommandContext(t.Context(), binary, "-H", "127.0.0.1", "-p", fmt.Sprint(port))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	address = fmt.Sprintf("http://127.0.0.1:%d", port)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/moto-api/data.json", nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			resp.Body.Close()
			return address
		}
		if time.Now().After(deadline) {
			t.Fatal("moto_server does not answer")
		}
	}
}

// must is for calls that moto answers.
func must[O any](t *testing.T) func(out O, err error) O {
	return func(out O, err error) O {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
}

// An HTTP API in front of a network load balancer, made with AWS's own clients, is read
// whole: every resource of the way is there, and nothing is missing but what moto does
// not have.
func TestAnAccountInMoto(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "t")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "t")
	address := moto(t)
	ctx := context.Background()
	sdk := aws.Config{Region: "eu-west-1", BaseEndpoint: &address, Credentials: credentials.NewStaticCredentialsProvider("t", "t", "")}
	network, balancing, gateway := ec2.NewFromConfig(sdk), elb.NewFromConfig(sdk), apigatewayv2.NewFromConfig(sdk)

	vpc := must[*ec2.CreateVpcOutput](t)(network.CreateVpc(ctx, &ec2.CreateVpcInput{CidrBlock: aws.String("10.20.0.0/16")})).Vpc.VpcId
	subnet := must[*ec2.CreateSubnetOutput](t)(network.CreateSubnet(ctx, &ec2.CreateSubnetInput{VpcId: vpc, CidrBlock: aws.String("10.20.1.0/24"), AvailabilityZone: aws.String("eu-west-1a")})).Subnet.SubnetId
	group := must[*ec2.CreateSecurityGroupOutput](t)(network.CreateSecurityGroup(ctx, &ec2.CreateSecurityGroupInput{GroupName: aws.String("lb"), Description: aws.String("lb"), VpcId: vpc})).GroupId
	must[*ec2.AuthorizeSecurityGroupIngressOutput](t)(network.AuthorizeSecurityGroupIngress(ctx, &ec2.AuthorizeSecurityGroupIngressInput{
		GroupId: group, IpPermissions: []ec2types.IpPermission{{IpProtocol: aws.String("tcp"), FromPort: aws.Int32(80), ToPort: aws.Int32(80), IpRanges: []ec2types.IpRange{{CidrIp: aws.String("10.20.0.0/16")}}}},
	}))
	lb := must[*elb.CreateLoadBalancerOutput](t)(balancing.CreateLoadBalancer(ctx, &elb.CreateLoadBalancerInput{
		Name: aws.String("orders"), Type: elbtypes.LoadBalancerTypeEnumNetwork, Scheme: elbtypes.LoadBalancerSchemeEnumInternal, Subnets: []string{*subnet}, SecurityGroups: []string{*group},
	})).LoadBalancers[0].LoadBalancerArn
	targets := must[*elb.CreateTargetGroupOutput](t)(balancing.CreateTargetGroup(ctx, &elb.CreateTargetGroupInput{
		Name: aws.String("orders"), Protocol: elbtypes.ProtocolEnumTcp, Port: aws.Int32(8080), VpcId: vpc, TargetType: elbtypes.TargetTypeEnumIp,
	})).TargetGroups[0].TargetGroupArn
	must[*elb.RegisterTargetsOutput](t)(balancing.RegisterTargets(ctx, &elb.RegisterTargetsInput{TargetGroupArn: targets, Targets: []elbtypes.TargetDescription{{Id: aws.String("10.20.1.9"), Port: aws.Int32(8080)}}}))
	listener := must[*elb.CreateListenerOutput](t)(balancing.CreateListener(ctx, &elb.CreateListenerInput{
		LoadBalancerArn: lb, Protocol: elbtypes.ProtocolEnumTcp, Port: aws.Int32(80), DefaultActions: []elbtypes.Action{{Type: elbtypes.ActionTypeEnumForward, TargetGroupArn: targets}},
	})).Listeners[0].ListenerArn
	link := must[*apigatewayv2.CreateVpcLinkOutput](t)(gateway.CreateVpcLink(ctx, &apigatewayv2.CreateVpcLinkInput{Name: aws.String("orders"), SubnetIds: []string{*subnet}, SecurityGroupIds: []string{*group}})).VpcLinkId
	api := must[*apigatewayv2.CreateApiOutput](t)(gateway.CreateApi(ctx, &apigatewayv2.CreateApiInput{Name: aws.String("orders"), ProtocolType: gatewaytypes.ProtocolTypeHttp})).ApiId
	integration := must[*apigatewayv2.CreateIntegrationOutput](t)(gateway.CreateIntegration(ctx, &apigatewayv2.CreateIntegrationInput{
		ApiId: api, IntegrationType: gatewaytypes.IntegrationTypeHttpProxy, IntegrationMethod: aws.String("ANY"), ConnectionType: gatewaytypes.ConnectionTypeVpcLink,
		ConnectionId: link, IntegrationUri: listener, PayloadFormatVersion: aws.String("1.0"),
	})).IntegrationId
	must[*apigatewayv2.CreateRouteOutput](t)(gateway.CreateRoute(ctx, &apigatewayv2.CreateRouteInput{ApiId: api, RouteKey: aws.String("$default"), Target: aws.String("integrations/" + *integration)}))
	must[*apigatewayv2.CreateStageOutput](t)(gateway.CreateStage(ctx, &apigatewayv2.CreateStageInput{ApiId: api, StageName: aws.String("prod"), AutoDeploy: aws.Bool(true)}))

	world, stats, err := collectFrom(t, address, live.Query{API: *api, Stage: "prod"}, func(string, string) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d calls", stats.Calls)
	for typ, want := range map[ours.Type]int{
		ours.APIs: 1, ours.Integrations: 1, ours.Routes: 1, ours.Stages: 1, ours.VPCLinks: 1, ours.LoadBalancers: 1, ours.Listeners: 1, ours.TargetGroups: 1,
		ours.Targets: 1, ours.TargetHealth: 1, ours.Subnets: 1, ours.VPCs: 1, ours.SecurityGroups: 1, ours.SecurityGroupRules: 2, ours.NetworkACLs: 1, ours.RouteTables: 1,
	} {
		if got := len(world.Resources(typ)); got != want {
			t.Errorf("%s: got %d, want %d", typ, got, want)
		}
		for _, g := range world.Gaps(typ) {
			t.Errorf("%s: %s: %s", typ, g.What, g.Reason)
		}
	}
	for key, v := range verdicts(t, world) {
		// The stage has no access log, as moto's has none.
		if v == check.Fail && !strings.HasPrefix(key, "execution-logging-on ") {
			t.Errorf("%s fails", key)
		}
	}

	// The link goes; the API still names it.
	must[*apigatewayv2.DeleteVpcLinkOutput](t)(gateway.DeleteVpcLink(ctx, &apigatewayv2.DeleteVpcLinkInput{VpcLinkId: link}))
	if world, _, err = collectFrom(t, address, live.Query{API: *api}, func(string, string) {}); err != nil {
		t.Fatal(err)
	}
	if got := verdicts(t, world)["vpc-link-target-exists "+*api+"/"+*integration]; got != check.Fail {
		t.Errorf("a link that is gone: %s", got)
	}
}
