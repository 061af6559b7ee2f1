//go:build !linux

package late

func advise() {}
