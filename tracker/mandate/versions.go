package mandate

import (
	"fmt"
	"slices"
	"strings"

	"concord/tracker"
)

// Versions compares what two language versions of one revision ask for, provision
// by provision: addressees, duty to report, frequency and date do not depend on the
// language. A difference is a fault of a translation, or of ours; it is said with
// both values and settled by a person.
func Versions(a, b Reading) []tracker.Fault {
	other := map[string]*tracker.Mandate{}
	for i := range b.Mandates {
		other[b.Mandates[i].Address.Provision] = &b.Mandates[i]
	}
	not := map[string]tracker.NotMandate{}
	for _, n := range b.NotMandates {
		not[n.Address.Provision] = n
	}
	var faults []tracker.Fault
	for i := range a.Mandates {
		m := &a.Mandates[i]
		if n := other[m.Address.Provision]; n != nil {
			faults = append(faults, differ(m, n)...)
		} else if n, ok := not[m.Address.Provision]; ok {
			faults = append(faults, versionFault(m.Address, "mandate", string(m.Lang)+" asks "+strings.Join(m.Lead, ", "), "the other "+n.Why.Words()))
		}
	}
	mine := map[string]bool{}
	for _, n := range a.NotMandates {
		mine[n.Address.Provision] = true
	}
	for _, m := range b.Mandates {
		if mine[m.Address.Provision] {
			faults = append(faults, versionFault(m.Address, "mandate", string(m.Lang)+" asks "+strings.Join(m.Lead, ", "), "the other asks nobody"))
		}
	}
	return faults
}

// differ compares the fields of two versions of one mandate.
func differ(a, b *tracker.Mandate) []tracker.Fault {
	set := func(keys []string) string {
		sorted := slices.Clone(keys)
		slices.Sort(sorted)
		return strings.Join(sorted, ", ")
	}
	var faults []tracker.Fault
	for _, f := range []struct{ name, a, b string }{
		{"lead", set(a.Lead), set(b.Lead)},
		{"cooperating", set(a.Cooperating), set(b.Cooperating)},
		{"reporting", fmt.Sprint(a.Reporting), fmt.Sprint(b.Reporting)},
		{"report_to", set(a.ReportTo), set(b.ReportTo)},
		{"frequency", a.Frequency, b.Frequency},
		{"due", a.Due.Value, b.Due.Value},
	} {
		if f.a != f.b {
			faults = append(faults, versionFault(a.Address, f.name, said(a.Lang, f.a), said(b.Lang, f.b)))
		}
	}
	return faults
}

func said(l tracker.Lang, value string) string {
	if value == "" {
		return string(l) + " says nothing"
	}
	return string(l) + " says " + value
}

func versionFault(a tracker.Address, field, one, two string) tracker.Fault {
	return tracker.Fault{Place: a.String(), Rule: "language-versions", Problem: field + ": " + one + ", " + two}
}
