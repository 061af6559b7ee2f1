package testkit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// DropRules removes all rules of a security group.
func (w *AWS) DropRules(group string) *AWS {
	w.resources = slices.DeleteFunc(w.resources, func(r aws.Resource) bool {
		return r.Type == aws.SecurityGroupRules && r.Body.Get("GroupId").Text() == group
	})
	return w
}

// RuleText adds a rule to a security group that reads like a sentence: "in tcp 80-90
// from 10.0.0.0/8", "out all to sg-x", "in tcp 80 from sg-x stale". The peer is a range, a group (sg-) or a
// prefix list (pl-).
func (w *AWS) RuleText(group, text string) *AWS {
	words := strings.Fields(text)
	body := Body{"GroupId": group, "IsEgress": words[0] == "out", "IpProtocol": words[1]}
	if words[1] == "all" {
		body["IpProtocol"] = "-1"
	}
	for i, word := range words {
		switch {
		case i == 2 && word[0] >= '0' && word[0] <= '9':
			from, to, isRange := strings.Cut(word, "-")
			if !isRange {
				to = from
			}
			body["FromPort"], body["ToPort"] = portNumber(from), portNumber(to)
		case word == "stale":
			body["ReferencedGroupInfo"] = Body{"GroupId": words[i-1], "PeeringStatus": "deleted"}
		case word == "from" || word == "to":
			switch peer := words[i+1]; {
			case strings.HasPrefix(peer, "sg-"):
				body["ReferencedGroupInfo"] = Body{"GroupId": peer}
			case strings.HasPrefix(peer, "pl-"):
				body["PrefixListId"] = peer
			case strings.Contains(peer, ":"):
				body["CidrIpv6"] = peer
			default:
				body["CidrIpv4"] = peer
			}
		}
	}
	w.rules++
	return w.Add(aws.SecurityGroupRules, fmt.Sprintf("sgr-t%d", w.rules), "", body)
}

func portNumber(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return n
}

// PrefixList adds a prefix list.
func (w *AWS) PrefixList(id string, ranges ...string) *AWS {
	entries := []Body{}
	for _, r := range ranges {
		entries = append(entries, Body{"Cidr": r})
	}
	return w.Add(aws.PrefixLists, id, "", Body{"PrefixListId": id, "Entries": entries})
}

// Instances registers instances in place of addresses.
func (w *AWS) Instances(group string) *AWS { return w.instances(group) }

// WithoutGroups takes the security groups of a load balancer and of its interfaces away.
func (w *AWS) WithoutGroups(balancer string) *AWS {
	w.Set(aws.LoadBalancers, balancer, "SecurityGroups", nil)
	_, path, _ := strings.Cut(balancer, ":loadbalancer/")
	for _, r := range w.resources {
		if r.Type == aws.NetworkInterfaces && r.Body.Get("Description").Text() == "ELB "+path {
			w.Set(aws.NetworkInterfaces, r.ID.Value(), "Groups", []Body{})
		}
	}
	return w
}

// Register says that something registers targets of its own.
func (w *AWS) Register(group, registrar string) *AWS {
	return w.Add(aws.Targets, group+"/"+registrar, "", Body{"TargetGroupArn": group, "Registrar": registrar})
}

// Addresses registers addresses in place of instances.
func (w *AWS) Addresses(group string) *AWS { return w.addresses(group) }

// NetworkACL makes a network ACL for some subnets, which leave the one they had. Its
// rules read like sentences: "100 in allow tcp 8080 from 10.0.0.0/8", "32766 out deny all to 0.0.0.0/0".
func (w *AWS) NetworkACL(id string, subnets []string, texts ...string) *AWS {
	for i, r := range w.resources {
		if r.Type != aws.NetworkACLs {
			continue
		}
		var left []Body
		for _, a := range r.Body.Get("Associations").Elements() {
			if s := a.Get("SubnetId").Text(); !slices.Contains(subnets, s) {
				left = append(left, Body{"SubnetId": s})
			}
		}
		w.resources[i].Body = set(r.Body, []string{"Associations"}, of(left))
	}
	associations := []Body{}
	for _, s := range subnets {
		associations = append(associations, Body{"SubnetId": s})
	}
	return w.Add(aws.NetworkACLs, id, "", Body{"NetworkAclId": id, "VpcId": vpc, "IsDefault": false, "Associations": associations, "Entries": entries(texts)})
}

// ACLRules replaces the rules of a network ACL.
func (w *AWS) ACLRules(id string, texts ...string) *AWS {
	return w.Set(aws.NetworkACLs, id, "Entries", entries(texts))
}

func entries(texts []string) []Body {
	out := []Body{}
	for _, text := range texts {
		words := strings.Fields(text)
		e := Body{"RuleNumber": portNumber(words[0]), "Egress": words[1] == "out", "RuleAction": words[2], "Protocol": words[3]}
		switch words[3] {
		case "all":
			e["Protocol"] = "-1"
		case "tcp":
			e["Protocol"] = "6"
		}
		if words[4] != "from" && words[4] != "to" {
			from, to, isRange := strings.Cut(words[4], "-")
			if !isRange {
				to = from
			}
			e["PortRange"] = Body{"From": portNumber(from), "To": portNumber(to)}
		}
		field, peer := "CidrBlock", words[len(words)-1]
		if strings.Contains(peer, ":") {
			field = "Ipv6CidrBlock"
		}
		e[field] = peer
		out = append(out, e)
	}
	return out
}

// JSON is the bodies of all resources as JSON, in the order they were added.
func (w *AWS) JSON() []byte {
	list := make([]value.Value, len(w.resources))
	for i, r := range w.resources {
		list[i] = r.Body
	}
	text, err := value.JSON(value.OfList(list...))
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return text
}
