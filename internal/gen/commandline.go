package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
)

// commandLine documents every command and flag as the program itself tells them.
func commandLine() files {
	var b strings.Builder
	fmt.Fprintln(&b, frontmatter("Command line", "Using apireach", "Every command and flag of apireach."))
	fmt.Fprint(&b, `# Command line

`+"`apireach`"+` runs the same checks as the provider, without Terraform. `+"`make build`"+` builds it as `+"`bin/apireach`"+`.
`+"`apireach completion bash`"+` (zsh, fish, powershell) prints a script that completes commands, flags and their values.
What makes a run fail, and how to accept a finding, is in [Exit and waivers](./exit-and-waivers); the format of
`+"`json`"+` in [JSON report](./json-report).

SARIF and the annotations of GitHub name the file and the line that configure a finding's resource, relative to the root of
the repository; other formats name them relative to the working directory. GitHub code scanning takes results in files only:
what no file is known to configure, as when an organization is read live, SARIF puts at the beginning of
`+"`.apireach.hcl`"+`, where it can be waived.
`)
	commands(&b, cli.Root(cli.Env{}))
	return files{"templates/guides/command-line.md": b.String()}
}

// commands writes those below one, each before its own.
func commands(b *strings.Builder, parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		if cmd.Hidden || cmd.Name() == "help" || cmd.Name() == "completion" {
			continue
		}
		command(b, cmd)
		commands(b, cmd)
	}
}

func command(b *strings.Builder, cmd *cobra.Command) {
	fmt.Fprintf(b, "\n## %s\n\n", cmd.CommandPath())
	long := cmd.Long
	if long == "" {
		long = cmd.Short + "."
	}
	for paragraph := range strings.SplitSeq(long, "\n\n") {
		if strings.HasPrefix(paragraph, "    ") { // a table for terminals
			paragraph = "```text\n" + strings.ReplaceAll("\n"+paragraph, "\n    ", "\n")[1:] + "\n```"
		}
		fmt.Fprintf(b, "%s\n\n", paragraph)
	}
	usage := cmd.UseLine()
	if cmd.Example != "" {
		usage += "\n\n" + strings.ReplaceAll("\n"+cmd.Example, "\n  ", "\n")[1:]
	}
	fmt.Fprintf(b, "```sh\n%s\n```\n", usage)
	if !cmd.HasAvailableLocalFlags() {
		return
	}
	fmt.Fprint(b, "\n| flag | |\n| --- | --- |\n")
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		value, about := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if value != "" {
			name += " " + value
		}
		fmt.Fprintf(b, "| `%s` | %s |\n", name, strings.ReplaceAll(about, "|", `\|`))
	})
}
