//go:build !unix

package store_test

func serveChild() bool { return false }
