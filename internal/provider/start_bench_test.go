package provider

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"
)

// BenchmarkProviderStart starts the provider as Terraform does, once per command, and
// asks for its schemas; and by turns a provider with nothing in it.
func BenchmarkProviderStart(b *testing.B) {
	ours, bare := builtProvider(b, "../.."), builtProvider(b, "./testdata/bare")
	start(b, ours) // both from a warm disk
	start(b, bare)
	var took, takes time.Duration
	for b.Loop() {
		took += start(b, ours)
		takes += start(b, bare)
	}
	n := time.Duration(b.N)
	b.ReportMetric(float64((took/n).Microseconds())/1000, "ms/start")
	b.ReportMetric(float64((takes/n).Microseconds())/1000, "ms/bare-start")
	b.ReportMetric(float64(took)/float64(takes), "x-bare")
	b.ReportMetric(0, "ns/op")
}

// builtProvider builds a provider, without symbols as releases are.
func builtProvider(b *testing.B, pkg string) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "terraform-provider-built")
	cmd := exec.CommandContext(b.Context(), "go", "build", "-ldflags=-s -w", "-o", binary, pkg)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// start is the time from the start of a provider to its schemas.
func start(b *testing.B, binary string) time.Duration {
	b.Helper()
	begin := time.Now()
	cmd := exec.CommandContext(b.Context(), binary)
	cmd.Env = append(cmd.Environ(), "PLUGIN_PROTOCOL_VERSIONS=6", "TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	// The handshake of go-plugin: CORE|PROTOCOL|NETWORK|ADDRESS|grpc|CERTIFICATE.
	parts := strings.Split(line, "|")
	if len(parts) < 5 {
		b.Fatalf("no handshake: %q", line)
	}
	conn, err := grpc.NewClient(parts[2]+":"+parts[3], grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(1<<26)))
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	// The request has no fields; those of the answer stay unread.
	if err := conn.Invoke(b.Context(), "/tfplugin6.Provider/GetProviderSchema", &emptypb.Empty{}, &emptypb.Empty{}); err != nil {
		b.Fatal(err)
	}
	return time.Since(begin)
}
