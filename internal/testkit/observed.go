package testkit

import (
	"context"
	"net/netip"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Unresolved says that a host name resolves to nothing, though somebody asked.
func (w *World) Unresolved(host string) *World {
	w.observed = append(w.observed, apigee.Observed{Host: host})
	return w
}

// Unanswered says that nobody knows what a host name resolves to, and why.
func (w *World) Unanswered(host, why string) *World {
	w.observed = append(w.observed, apigee.Observed{Host: host, Unknown: why})
	return w
}

// Shows says that a host name resolves to an address, too, and that the server there
// presents a certificate.
func (w *World) Shows(host, address string, l Leaf) *World {
	chain, err := cert.ParseChain(l.PEM())
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return w.shows(host, apigee.ObservedServer{Address: netip.MustParseAddr(address), Chain: &chain})
}

// ShowsNothing is [World.Shows] of a server that presents nothing.
func (w *World) ShowsNothing(host, address, failure string) *World {
	return w.shows(host, apigee.ObservedServer{Address: netip.MustParseAddr(address), Failure: failure})
}

func (w *World) shows(host string, s apigee.ObservedServer) *World {
	for i, o := range w.observed {
		if o.Host == host {
			w.observed[i].Servers = append(w.observed[i].Servers[:len(o.Servers):len(o.Servers)], s)
			return w
		}
	}
	w.observed = append(w.observed, apigee.Observed{Host: host, Servers: []apigee.ObservedServer{s}})
	return w
}

// observe answers as DNS and the servers of a world do. What it does not tell of does
// not resolve.
func observe(of []apigee.Observed) func(context.Context, string) apigee.Observed {
	return func(_ context.Context, host string) apigee.Observed {
		for _, o := range of {
			if strings.EqualFold(o.Host, host) {
				return o
			}
		}
		return apigee.Observed{Host: host}
	}
}

func sceneObserved(t testing.TB, host string, v value.Value) apigee.Observed {
	t.Helper()
	out := apigee.Observed{Host: host}
	if v.IsUnknown() {
		out.Unknown = v.Why().Reason
	}
	for _, s := range v.Elements() {
		at, err := netip.ParseAddr(s.Get("address").Text())
		if err != nil {
			t.Fatalf("scene: observed %s: %v", host, err)
		}
		server := apigee.ObservedServer{Address: at, Failure: s.Get("failure").Text()}
		if text := s.Get("certificate").Text(); text != "" {
			chain, err := cert.ParseChain(text)
			if err != nil {
				t.Fatalf("scene: observed %s: %v", host, err)
			}
			server.Chain = &chain
		}
		out.Servers = append(out.Servers, server)
	}
	return out
}
