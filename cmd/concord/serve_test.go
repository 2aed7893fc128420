package main

import (
	"net/http/httptest"
	"testing"
)

func TestOnlyThisMachineWrites(t *testing.T) {
	tests := []struct {
		name, remote, host, header string
		want                       bool
	}{
		{"at the machine", "127.0.0.1:5000", "localhost:8080", "", true},
		{"at the machine, IPv6", "[::1]:5000", "[::1]:8080", "", true},
		{"from the network", "192.0.2.7:5000", "192.0.2.1:8080", "", false},
		{"through a proxy on this machine", "127.0.0.1:5000", "localhost:8080", "X-Forwarded-For", false},
		{"another name that resolves here", "127.0.0.1:5000", "evil.example:8080", "", false},
		{"no address", "", "localhost", "", false},
	}
	for _, tt := range tests {
		r := httptest.NewRequest("POST", "/intake", nil)
		r.RemoteAddr, r.Host = tt.remote, tt.host
		if tt.header != "" {
			r.Header.Set(tt.header, "198.51.100.9")
		}
		if got := fromThisMachine(r); got != tt.want {
			t.Errorf("%s: may write = %v, want %v", tt.name, got, tt.want)
		}
	}
}
