package grammar

import (
	"strings"
	"testing"
)

func TestReadLabel(t *testing.T) {
	tests := []struct{ text, printed, element string }{
		{"1 that clouds move;", "1", "1"},
		{"1. Requests the keeper", "1.", "1"},
		{"2.° par l'échelle", "2.°", "2"},
		{"1 - تطلب", "1", "1"},
		{"12)\tthe mast", "12)", "12"},
		{"1.1 that the sum", "1.1", "1.1"},
		{"A1.3.2 The assembly", "A1.3.2", "a1.3.2"},
		{"1 مكرراً بحفظ", "1 مكرراً", "1-bis"},
		{"1مكررًا بحفظ", "1مكررًا", "1-bis"},
		{"1之二 保存", "1之二", "1-bis"},
		{"2之三 保存", "2之三", "2-ter"},
		{"1bis.1.2 Texts", "1bis.1.2", "1-bis.1.2"},
		{"a) that", "a)", "a"},
		{"(a) To observe", "(a)", "a"},
		{"*a)* that", "a)", "a"},
		{"b)bis that", "b)bis", "b-bis"},
		{"ii) the second", "ii)", "ii"},
		{"aa) after z", "aa)", "aa"},
		{"– a dash", "–", "d0"},
		{"أ ) أن السحب", "أ )", "a"},
		{"ج) أن", "ج)", "c"},
		{"ﻫ ) أن", "ﻫ )", "e"},
		{"(1\tإطناب", "(1", "1"},
		{"в) что", "в)", "c"},
		{"一、云", "一、", "1"},
		{"（二）云", "（二）", "2"},
		{"③云", "③", "3"},
		{"十二、云", "十二、", "12"},
		{"1 000 francs", "", ""},
		{"2 605-2 655 MHz", "", ""},
		{"400 MHz was used", "", ""},
		{"2018 was a year", "", ""},
		{"a cloud", "", ""},
		{"I saw", "", ""},
	}
	for _, test := range tests {
		l, _, ok := readLabel(test.text)
		if ok != (test.printed != "") {
			t.Errorf("%q: read %v as %q", test.text, ok, l.printed)
			continue
		}
		if ok && (l.printed != test.printed || l.element() != test.element) {
			t.Errorf("%q: printed %q element %q, want %q %q", test.text, l.printed, l.element(), test.printed, test.element)
		}
	}
}

// Each line is a sequence of labels and the addresses they must get.
func TestNest(t *testing.T) {
	tests := []struct{ labels, want, gaps string }{
		{"1 2 3", "1 2 3", ""},
		{"1 a) b) 2 a)", "1 1.a 1.b 2 2.a", ""},
		{"a) b) c)", "a b c", ""},
		{"1 1.1 1.2 2", "1 1.1 1.2 2", ""},
		{"1.1 1.2 1.2.1 1.3", "1.1 1.2 1.2.1 1.3", ""},
		{"1 i) ii) iii) 2", "1 1.i 1.ii 1.iii 2", ""},
		{"g) h) i) j)", "g h i j", "a"},
		{"a) i) ii) b) i)", "a a.i a.ii b b.i", ""},
		{"iv) v) vi)", "iv v vi", "i"},
		{"1 – – 2 –", "1 1.d1 1.d2 2 2.d1", ""},
		{"b) b)bis c)", "b b-bis c", "a"},
		{"1 2 4", "1 2 4", "3"},
		{"a) b) d)", "a b d", "c"},
		{"1) a) b) 2)", "1 1.a 1.b 2", ""},
		{"أ) ب) ج) د)", "a b c d", ""},
		{"а) б) в)", "a b c", ""},
		{"一、 （一） （二） 二、", "1 1.1 1.2 2", ""},
	}
	for _, test := range tests {
		var n nest
		var got, gaps []string
		for printed := range strings.FieldsSeq(test.labels) {
			l, ok := readField(printed)
			if !ok {
				t.Fatalf("%q is no label", printed)
			}
			p := n.put(l, 0)
			got = append(got, strings.Join(p.elements, "."))
			if p.gap != "" {
				gaps = append(gaps, p.gap)
			}
		}
		if strings.Join(got, " ") != test.want || strings.Join(gaps, " ") != test.gaps {
			t.Errorf("%s\n got %s, gaps %s\nwant %s, gaps %s", test.labels, strings.Join(got, " "), gaps, test.want, test.gaps)
		}
	}
}
