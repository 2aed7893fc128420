package main

import (
	"cmp"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/user"
	"slices"
	"strings"
	"unicode"

	"concord/tracker"
)

// A door says who comes in and what they may do. It is the only place that
// decides it: accounts and roles will stand here.
//
// Until there are any, writing is for whoever sits at the machine, under a name
// of theirs; others read what is public.
type door struct {
	name   string // --operator
	reader bool   // --reader: even the person at the machine reads only what is public
	anyone bool   // --let-anyone-write
}

// operator is the name of the person at the machine: as given, as the system
// has it, or "operator".
func (d door) operator() string {
	if d.name != "" {
		return d.name
	}
	if u, err := user.Current(); err == nil {
		return cmp.Or(u.Username, "operator")
	}
	return cmp.Or(os.Getenv("USER"), "operator")
}

// programName is who writes what the program ships with.
const programName = "concord"

// here is the actor of a command: the person at the machine.
func (d door) here() tracker.Actor {
	if d.reader {
		return tracker.Actor{Name: d.operator()}
	}
	return tracker.Actor{Name: d.operator(), Writes: true, Internal: true}
}

// of is the actor of a request.
func (d door) of(r *http.Request) tracker.Actor {
	switch {
	case fromThisMachine(r):
		return d.here()
	case d.anyone && !d.reader:
		host, _, _ := net.SplitHostPort(r.RemoteAddr)
		return tracker.Actor{Name: "anyone at " + cmp.Or(host, "an unknown address"), Writes: true}
	}
	return tracker.Actor{Name: "reader"}
}

// check refuses flags that speak against each other, and a name that would not
// stand on one line of the journal.
func (d door) check() error {
	if d.reader && d.anyone {
		return fmt.Errorf("--reader and --let-anyone-write: a reader writes nothing")
	}
	if strings.ContainsFunc(d.name, unicode.IsControl) || len(d.name) > 200 {
		return fmt.Errorf("--operator: want a name on one line, of at most 200 bytes and without control characters")
	}
	return nil
}

// writing refuses a command that writes where the operator is a reader.
func (c *console) writing() error {
	if err := c.door.here().Writing(); err != nil {
		return fmt.Errorf("--reader: %w", err)
	}
	return nil
}

// relaying are headers that only a proxy sends, beside X-Forwarded-* and Cf-*.
var relaying = []string{
	"Forwarded", "Via", "X-Real-Ip", "X-Client-Ip", "X-Cluster-Client-Ip", "True-Client-Ip", "Fastly-Client-Ip", "X-Original-Forwarded-For", "X-Envoy-External-Address",
}

// fromThisMachine reports whether a request comes from whoever sits at the
// machine. The connection itself must say so; a request that came through a
// proxy, or under a name that is not this machine's, is someone else's. A proxy that
// says nothing of itself cannot be told from the person: behind one, --reader.
func fromThisMachine(r *http.Request) bool {
	for name := range r.Header { // in canonical form
		if slices.Contains(relaying, name) || strings.HasPrefix(name, "X-Forwarded-") || strings.HasPrefix(name, "Cf-") {
			return false
		}
	}
	return loopback(r.RemoteAddr) && loopback(r.Host)
}

// loopback reports whether a host, with or without a port, is this machine.
func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return host == "localhost" || net.ParseIP(strings.Trim(host, "[]")).IsLoopback()
}
