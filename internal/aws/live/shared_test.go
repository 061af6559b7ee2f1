package live_test

import (
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// networkAccount owns the network that the API's account uses.
const networkAccount = "222222222222"

// inSharedNetwork is a world whose VPC is another account's, as are the targets in it.
func inSharedNetwork(w *testkit.AWS) *testkit.AWS {
	for _, t := range []aws.Type{aws.VPCs, aws.Subnets, aws.NetworkACLs, aws.RouteTables} {
		w.SetAll(t, "OwnerId", networkAccount)
	}
	w.SetAll(aws.SecurityGroups, "OwnerId", testkit.AWSAccount).Set(aws.SecurityGroups, "sg-targets", "OwnerId", networkAccount)
	w.SetAll(aws.NetworkInterfaces, "OwnerId", testkit.AWSAccount)
	for _, zone := range []string{"a", "b"} {
		w.Set(aws.NetworkInterfaces, "eni-target-"+zone, "OwnerId", networkAccount)
	}
	return w
}

// overPeering is a world with a target in the VPC of another account, which is peered.
func overPeering() *testkit.AWS {
	w := testkit.NewRESTWithoutGroups().DropAll(aws.Targets, aws.TargetHealth).Drop(aws.NetworkInterfaces, "eni-target-a").Drop(aws.NetworkInterfaces, "eni-target-b")
	route := func(cidr, field, id string) testkit.Body {
		return testkit.Body{"DestinationCidrBlock": cidr, field: id, "State": "active"}
	}
	target := testkit.Body{"Id": "10.30.1.10", "Port": 8080, "AvailabilityZone": "all"}
	for _, t := range []aws.Type{aws.VPCs, aws.Subnets, aws.NetworkACLs, aws.RouteTables, aws.SecurityGroups, aws.NetworkInterfaces} {
		w.SetAll(t, "OwnerId", testkit.AWSAccount)
	}
	all := w.Get(aws.NetworkACLs, "acl-shop", "Entries")
	return w.Set(aws.RouteTables, "rtb-shop", "Routes", []testkit.Body{route("10.20.0.0/16", "GatewayId", "local"), route("10.30.0.0/16", "VpcPeeringConnectionId", "pcx-1")}).
		Add(aws.Targets, "t", "", testkit.Body{"TargetGroupArn": testkit.OrdersGroup, "Id": "10.30.1.10", "Port": 8080, "AvailabilityZone": "all"}).
		Add(aws.TargetHealth, "t", "", testkit.Body{"TargetGroupArn": testkit.OrdersGroup, "Target": target, "TargetHealth": testkit.Body{"State": "healthy"}}).
		Add(aws.PeeringConnections, "pcx-1", "", testkit.Body{
			"VpcPeeringConnectionId": "pcx-1", "Status": testkit.Body{"Code": "active"},
			"RequesterVpcInfo": testkit.Body{"VpcId": "vpc-shop", "OwnerId": testkit.AWSAccount}, "AccepterVpcInfo": testkit.Body{"VpcId": "vpc-data", "OwnerId": networkAccount},
		}).
		Add(aws.VPCs, "vpc-data", "", testkit.Body{"VpcId": "vpc-data", "CidrBlock": "10.30.0.0/16", "OwnerId": networkAccount, "Unshared": true}).
		Add(aws.Subnets, "subnet-data", "", testkit.Body{"SubnetId": "subnet-data", "VpcId": "vpc-data", "AvailabilityZone": "eu-west-1a", "CidrBlock": "10.30.1.0/24", "OwnerId": networkAccount}).
		Add(aws.NetworkACLs, "acl-data", "", testkit.Body{"NetworkAclId": "acl-data", "VpcId": "vpc-data", "IsDefault": true, "Associations": []testkit.Body{{"SubnetId": "subnet-data"}}, "Entries": all, "OwnerId": networkAccount}).
		Add(aws.RouteTables, "rtb-data", "", testkit.Body{
			"RouteTableId": "rtb-data", "VpcId": "vpc-data", "Associations": []testkit.Body{{"Main": true}}, "OwnerId": networkAccount,
			"Routes": []testkit.Body{route("10.30.0.0/16", "GatewayId", "local"), route("10.20.0.0/16", "VpcPeeringConnectionId", "pcx-1")},
		}).
		Add(aws.SecurityGroups, "sg-data", "", testkit.Body{"GroupId": "sg-data", "VpcId": "vpc-data", "OwnerId": networkAccount}).
		RuleText("sg-data", "in tcp 8080 from 10.20.0.0/16").
		Add(aws.NetworkInterfaces, "eni-data", "", testkit.Body{
			"NetworkInterfaceId": "eni-data", "SubnetId": "subnet-data", "VpcId": "vpc-data", "PrivateIpAddress": "10.30.1.10", "Groups": []testkit.Body{{"GroupId": "sg-data"}}, "OwnerId": networkAccount,
		})
}

// as reads a world as the API's account, and the network as its owner too.
func as(w *testkit.AWS) (http.RoundTripper, *testkit.AWSServer) {
	owner := w.ServeTo(networkAccount)
	return live.Join(w.ServeTo(testkit.AWSAccount), live.Account{ID: networkAccount, Transport: owner}), owner
}

// What only the owner of a network sees is unknown without him, and with him the same as
// if one account had all.
func TestASharedNetworkIsReadAsItsOwnerToo(t *testing.T) {
	t.Parallel()
	fails := map[string]string{
		"the owner's group admits none": "security-groups-admit", "the owner's ACL denies": "network-acls-admit", "a group of the API's account": "security-groups-admit",
		"the owner's group refers to another": "security-groups-admit", "a peer's group admits none": "security-groups-admit", "a peer has no route back": "routes-reach-targets",
	}
	for name, w := range map[string]*testkit.AWS{
		"healthy":                             inSharedNetwork(testkit.NewHTTPToALB()),
		"a REST API":                          inSharedNetwork(testkit.NewRESTWithoutGroups()),
		"the owner's group admits none":       inSharedNetwork(testkit.NewHTTPToALB()).DropRules("sg-targets"),
		"the owner's ACL denies":              inSharedNetwork(testkit.NewHTTPToALB().NetworkACL("acl-targets", []string{"subnet-targets-a", "subnet-targets-b"}, "100 out allow all to 0.0.0.0/0")),
		"a group of the API's account":        inSharedNetwork(testkit.NewHTTPToALB()).DropRules("sg-alb"),
		"the targets are in Cloud Map":        inSharedNetwork(testkit.NewHTTPToCloudMap()),
		"the owner's group by a prefix list":  inSharedNetwork(testkit.NewHTTPToALB()).DropRules("sg-targets").PrefixList("pl-1", "10.20.0.0/16").RuleText("sg-targets", "in tcp 8080 from pl-1"),
		"the owner's group refers to another": inSharedNetwork(testkit.NewHTTPToALB()).DropRules("sg-targets").RuleText("sg-targets", "in tcp 8080 from sg-link"),
		"a target of a peer":                  overPeering(),
		"a peer's group admits none":          overPeering().DropRules("sg-data"),
		"a peer has no route back":            overPeering().Set(aws.RouteTables, "rtb-data", "Routes", []testkit.Body{{"DestinationCidrBlock": "10.30.0.0/16", "GatewayId": "local", "State": "active"}}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			read := func(s http.RoundTripper) (*aws.World, map[string]check.Verdict) {
				world, _, err := collect(t, s, live.Query{API: w.API()})
				if err != nil {
					t.Fatal(err)
				}
				return world, verdicts(t, world)
			}
			_, want := read(w.Serve())
			failing := ""
			for key, v := range want {
				if v == check.Unknown {
					t.Errorf("%s is unknown though all is read", key)
				}
				if check, _, _ := strings.Cut(key, " "); v.String() == "fail" && !strings.Contains(failing, check) {
					failing += check
				}
			}
			if failing != fails[name] {
				t.Errorf("%q fails, want %q", failing, fails[name])
			}
			both, owner := as(w)
			if _, got := read(both); !cmp.Equal(want, got) {
				t.Errorf("-one account +two:\n%s", cmp.Diff(want, got))
			}
			alone, less := read(w.ServeTo(testkit.AWSAccount))
			sure := func(got map[string]check.Verdict) {
				t.Helper()
				for key, v := range got {
					if before, there := want[key]; there && v != before && (v == check.Pass || v == check.Fail) {
						t.Errorf("%s: %s, and %s when all is read", key, v, before)
					}
				}
			}
			sure(less)
			told := false
			for _, typ := range aws.Types() {
				for _, g := range alone.Gaps(typ) {
					told = told || strings.Contains(g.Settle, "--network-role") && strings.Contains(g.Settle, networkAccount)
				}
			}
			if !told || cmp.Equal(want, less) {
				t.Errorf("nothing tells that the owner's account is not read: %v", less)
			}
			for _, request := range slices.Compact(owner.Requests()) {
				both, owner := as(w)
				owner.Refuse = func(r string) (int, string) {
					if r == request {
						return http.StatusForbidden, "UnauthorizedOperation"
					}
					return 0, ""
				}
				world, got := read(both)
				sure(got)
				denied := false
				for _, typ := range aws.Types() {
					for _, g := range world.Gaps(typ) {
						denied = denied || strings.HasSuffix(g.Reason, "denied in account "+networkAccount)
					}
				}
				if !denied {
					t.Errorf("nothing tells that %s is denied", request)
				}
			}
			for _, request := range owner.Requests() {
				if !strings.HasPrefix(request, "/ec2/") || strings.Contains(request, "EndpointService") {
					t.Errorf("the network's owner is asked for %s", request)
				}
			}
		})
	}
}

// A recording has what all accounts told, and needs none of them.
func TestARecordingHasTheWholeSharedNetwork(t *testing.T) {
	t.Parallel()
	w := inSharedNetwork(testkit.NewHTTPToALB())
	both, _ := as(w)
	var recorder *snapshot.Recorder
	client, err := live.NewClient(t.Context(), live.Config{Transport: both, Record: func(next http.RoundTripper) http.RoundTripper {
		recorder = snapshot.NewRecorder(next, live.CutRecorded)
		return recorder
	}})
	if err != nil {
		t.Fatal(err)
	}
	read, _, err := client.Collect(t.Context(), live.Query{API: w.API()})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "recording")
	if err := recorder.Save(dir); err != nil {
		t.Fatal(err)
	}
	recording, err := snapshot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	replayed, _, err := collect(t, recording, live.Query{API: w.API()})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(verdicts(t, read), verdicts(t, replayed)); diff != "" {
		t.Errorf("-read +replayed:\n%s", diff)
	}
}

// Each element of what several accounts see is there once, as its owner tells it.
func TestAnswersOfAccountsAreJoined(t *testing.T) {
	t.Parallel()
	says := func(status int, text string) roundTrip {
		return func(req *http.Request) (*http.Response, error) {
			resp := testkit.AnswerJSON(req, text)
			resp.StatusCode = status
			return resp, nil
		}
	}
	const missing, denied = `{"__type": "InvalidVpcID.NotFound"}`, `{"__type": "UnauthorizedOperation"}`
	for name, c := range map[string]struct {
		operation     string
		first, second roundTrip
		status        int
		want          string
	}{
		"what both see is the owner's": {
			"ec2/DescribeVpcs", says(200, `{"Vpcs": [{"VpcId": "a", "OwnerId": "222222222222"}, {"VpcId": "b"}]}`), says(200, `{"Vpcs": [{"VpcId": "a", "OwnerId": "222222222222", "CidrBlock": "10.0.0.0/8"}, {"VpcId": "b", "OwnerId": "1"}]}`),
			200, `{"Vpcs":[{"VpcId":"a","OwnerId":"222222222222","CidrBlock":"10.0.0.0/8"},{"VpcId":"b"}]}`,
		},
		"one has it":                      {"ec2/DescribeVpcs", says(400, missing), says(200, `{"Vpcs": [{"VpcId": "a"}]}`), 200, `{"Vpcs":[{"VpcId":"a"}]}`},
		"none has it":                     {"ec2/DescribeVpcs", says(400, missing), says(400, missing), 400, `{"__type":"InvalidVpcID.NotFound"}`},
		"the other refuses":               {"ec2/DescribeVpcs", says(200, `{"Vpcs": []}`), says(403, denied), 403, `{"__type":"UnauthorizedOperation","Account":"222222222222"}`},
		"the first refuses":               {"ec2/DescribeVpcs", says(403, denied), says(200, `{"Vpcs": []}`), 403, `{"__type":"UnauthorizedOperation"}`},
		"instances of both":               {"ec2/DescribeInstances", says(200, `{"Reservations": [{"Instances": [{"InstanceId": "i"}]}]}`), says(200, `{"Reservations": [{"Instances": [{"InstanceId": "j"}]}]}`), 200, `{"Reservations":[{"Instances":[{"InstanceId":"i"}]},{"Instances":[{"InstanceId":"j"}]}]}`},
		"entries of a list of the other":  {"ec2/GetManagedPrefixListEntries", says(400, missing), says(200, `{"Entries": [{"Cidr": "10.0.0.0/8"}]}`), 200, `{"Entries":[{"Cidr":"10.0.0.0/8"}]}`},
		"load balancers are of the first": {"elasticloadbalancing/DescribeLoadBalancers", says(400, missing), says(200, `{"LoadBalancers": []}`), 400, `{"__type":"InvalidVpcID.NotFound"}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://aws/"+c.operation, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := live.Join(c.first, live.Account{ID: networkAccount, Transport: c.second}).RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			var got, want any
			if json.Unmarshal(body, &got) != nil || json.Unmarshal([]byte(c.want), &want) != nil || resp.StatusCode != c.status || !cmp.Equal(want, got) {
				t.Errorf("got %d %s", resp.StatusCode, body)
			}
		})
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
