// Package testkit holds helpers for tests only; nothing that is shipped imports it.
package testkit
