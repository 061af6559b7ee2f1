package live

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Account is an account that shares its network, or that has a peer of it.
type Account struct {
	ID string
	// Transport answers what it is asked with what the account sees.
	Transport http.RoundTripper
}

// Join answers what is asked about the network with what several accounts see: who uses
// the subnets of another sees neither its interfaces and instances nor its security
// groups, and nothing of the far side of a peering connection. All other questions are
// answered by the first alone, as the load balancer, the VPC link and the API are of one
// account.
//
// An account that refuses to answer refuses for all: what the others tell may be not all.
//
// Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html.
func Join(first http.RoundTripper, others ...Account) http.RoundTripper {
	if len(others) == 0 {
		return first
	}
	return joined{append([]Account{{Transport: first}}, others...)}
}

type joined struct{ accounts []Account }

// A shared listing is one of which each account sees a part: its list, and the field that
// tells its elements apart.
type shared struct{ list, id string }

// sharedListings are the operations that all accounts are asked. The entries of a prefix
// list are those that any of them sees.
var sharedListings = map[string]shared{
	"ec2/DescribeVpcs": {"Vpcs", "VpcId"}, "ec2/DescribeSubnets": {"Subnets", "SubnetId"},
	"ec2/DescribeSecurityGroups": {"SecurityGroups", "GroupId"}, "ec2/DescribeSecurityGroupRules": {"SecurityGroupRules", "SecurityGroupRuleId"},
	"ec2/DescribeNetworkAcls": {"NetworkAcls", "NetworkAclId"}, "ec2/DescribeNetworkInterfaces": {"NetworkInterfaces", "NetworkInterfaceId"},
	"ec2/DescribeRouteTables": {"RouteTables", "RouteTableId"}, "ec2/DescribeVpcPeeringConnections": {"VpcPeeringConnections", "VpcPeeringConnectionId"},
	"ec2/DescribeInstances": {"Reservations", ""}, "ec2/GetManagedPrefixListEntries": {"", ""},
}

// an answer is what one account says.
type answer struct {
	account string
	status  int
	body    []byte
	value   value.Value
	err     error
}

// RoundTrip asks all accounts at once, and puts together what they tell.
func (j joined) RoundTrip(req *http.Request) (*http.Response, error) {
	listing, is := sharedListings[operationOf(req)]
	if !is {
		return j.accounts[0].Transport.RoundTrip(req)
	}
	answers := make([]answer, len(j.accounts))
	var wait sync.WaitGroup
	for i, a := range j.accounts {
		wait.Go(func() { answers[i] = ask(a, req) })
	}
	wait.Wait()
	var told []answer
	for _, a := range answers {
		switch {
		case a.err != nil:
			return nil, a.err
		case a.status == http.StatusOK:
			told = append(told, a)
		case !strings.Contains(codeOf(a.body), "NotFound"):
			return a.refusal(req)
		}
	}
	switch {
	case len(told) == 0:
		return answers[0].refusal(req)
	case listing.list == "" || len(told) == 1:
		return respond(req, http.StatusOK, told[0].body), nil
	}
	body, err := value.JSON(listing.union(told))
	if err != nil {
		return nil, err
	}
	return respond(req, http.StatusOK, body), nil
}

// ask asks one account.
func ask(a Account, req *http.Request) answer {
	out := answer{account: a.ID}
	resp, err := a.Transport.RoundTrip(req.Clone(req.Context()))
	if err != nil {
		out.err = err
		return out
	}
	defer resp.Body.Close()
	out.status = resp.StatusCode
	if out.body, out.err = io.ReadAll(resp.Body); out.err != nil || out.status != http.StatusOK {
		return out
	}
	if out.value, err = value.ParseJSON(out.body); err != nil {
		out.err = fmt.Errorf("an account's answer is no JSON: %w", err)
	}
	return out
}

// refusal is the answer of an account that does not tell, with the account that it is.
func (a answer) refusal(req *http.Request) (*http.Response, error) {
	body := bytes.Clone(a.body)
	if v, err := value.ParseJSON(a.body); err == nil && v.Kind() == value.KindObject && a.account != "" {
		if body, err = value.JSON(v.With("Account", value.OfString(a.account))); err != nil {
			return nil, err
		}
	}
	return respond(req, a.status, body), nil
}

// union is the lists of all answers in one. What several accounts see is told by its
// owner, if that is one of them.
func (s shared) union(answers []answer) value.Value {
	var list []value.Value
	at := map[string]int{}
	for _, a := range answers {
		for _, e := range a.value.Get(s.list).Elements() {
			id := e.Get(s.id).Text()
			i, seen := at[id]
			switch {
			case id == "" || !seen:
				at[id] = len(list)
				list = append(list, e)
			case a.account != "" && e.Get("OwnerId").Text() == a.account:
				list[i] = e
			}
		}
	}
	return answers[0].value.With(s.list, value.OfList(list...))
}
