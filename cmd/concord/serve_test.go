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
		{"through a proxy that says little", "127.0.0.1:5000", "localhost:8080", "X-Forwarded-Proto", false},
		{"through a proxy that says the host", "127.0.0.1:5000", "localhost:8080", "x-forwarded-host", false},
		{"through a network of proxies", "127.0.0.1:5000", "localhost:8080", "CF-Connecting-IP", false},
		{"through another", "127.0.0.1:5000", "localhost:8080", "True-Client-IP", false},
		{"through one more", "127.0.0.1:5000", "localhost:8080", "X-Client-IP", false},
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

func TestDoor(t *testing.T) {
	tests := []struct {
		name, remote     string
		door             door
		want             string
		writes, internal bool
	}{
		{"at the machine", "127.0.0.1:5000", door{name: "anna"}, "anna", true, true},
		{"at the machine, as a reader", "127.0.0.1:5000", door{name: "anna", reader: true}, "anna", false, false},
		{"from the network", "192.0.2.7:5000", door{name: "anna"}, "reader", false, false},
		{"from the network, let in", "192.0.2.7:5000", door{name: "anna", anyone: true}, "anyone at 192.0.2.7", true, false},
	}
	for _, tt := range tests {
		r := httptest.NewRequest("POST", "/intake", nil)
		r.RemoteAddr, r.Host = tt.remote, "localhost:8080"
		got := tt.door.of(r)
		if got.Name != tt.want || got.Writes != tt.writes || got.Internal != tt.internal {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
	if (door{reader: true, anyone: true}).check() == nil || (door{name: "a\nb"}).check() == nil || (door{name: "a\x1b[31mb"}).check() == nil || (door{name: "a\u009bb"}).check() == nil {
		t.Error("flags that speak against each other pass")
	}
}
