package testkit

import (
	"crypto/tls"
	"net"
	"testing"
)

// Listen answers every connection to a port of this machine until the test ends.
func Listen(t testing.TB, answer func(net.Conn)) (port int) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close() //nolint:errcheck // nothing was written that could be lost
				answer(c)
			}()
		}
	}()
	at, _ := l.Addr().(*net.TCPAddr)
	return at.Port
}

// Shaking shakes hands and then waits for what it is sent: nothing, if a probe asks.
func Shaking(t testing.TB, c *tls.Config) func(net.Conn) {
	t.Helper()
	return func(conn net.Conn) {
		s := tls.Server(conn, c)
		if s.HandshakeContext(t.Context()) != nil {
			return
		}
		if n, _ := s.Read(make([]byte, 1)); n > 0 {
			t.Error("the probe sent something")
		}
	}
}
