// Package check is the contract that all checks share: what a check says about
// itself ([Meta]), the four verdicts, findings, the runner, waivers and the
// report. It knows no cloud, no Terraform and no output format.
package check
