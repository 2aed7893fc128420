package grammar

import "testing"

func TestIdentity(t *testing.T) {
	g := newGrammar(t)
	tests := []struct{ heading, enacting, want string }{
		{"RESOLUTION 71 (REV. DUBAI, 2018)", "The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),", "itu/pp/res/71@pp-18"},
		{"RESOLUTION 204 (DUBAI, 2018)", "", "itu/pp/res/204@pp-18"},
		{"DECISION 5 (Rev. Bucharest 2022)", "", "itu/pp/dec/5@pp-22"},
		{"RESOLUTION 1 (Rev. Hammamet, 2016)", "", "itu/wtsa/res/1@wtsa-16"},
		{"RESOLUTION 1 (Rev. (Hammamet, 2016)", "", "itu/wtsa/res/1@wtsa-16"},
		{"RESOLUTION 9 (DUBAI, 2012)", "The World Telecommunication Standardization Assembly (Dubai, 2012),", "itu/wtsa/res/9@wtsa-12"},
		{"RESOLUTION 25 (REV.WRC-23)", "", "itu/wrc/res/25@wrc-23"},
		{"RESOLUTION 559 (WRC-19)", "", "itu/wrc/res/559@wrc-19"},
		{"A/RES/79/100", "The General Assembly,", "un/ga/res/79/100@ga-79"},
		{"79/100. Registers of clouds", "The General Assembly,", "un/ga/res/79/100@ga-79"},
		{"S/RES/902 (1994)", "The Security Council,", "un/sc/res/902@sc-1994"},
		{"Resolution 902 (1994)", "The Security Council,", "un/sc/res/902@sc-1994"},
		{"Resolution 213 (1965) of 20 September 1965", "The Security Council,", "un/sc/res/213@sc-1965"},
		{"3 (1946). Resolution of 4 April 1946", "The Security Council,", "un/sc/res/3@sc-1946"},
		{"Resolution 1 of the 26th CGPM (2018)", "", "bipm/cgpm/res/1@cgpm-26"},
		{"Recommendation ITU-T E.119", "", "itu/t/rec/E.119"},
		{"RESOLUTION 2 (REV. OVELLE, 2018)", "The Plenary Conference of the International Cloud Observation Union (Ovelle, 2018),", "icou/plen/res/2@plen-18"},
		{"DÉCISION 5 (RÉV. BUSAN, 2014)", "La Conférence de plénipotentiaires de l'Union internationale des télécommunications (Busan, 2014),", "itu/pp/dec/5@pp-14"},
		{"RESOLUCIÓN 71 (REV. DUBÁI, 2018)", "La Conferencia de Plenipotenciarios de la Unión Internacional de Telecomunicaciones (Dubái, 2018),", "itu/pp/res/71@pp-18"},
		{"РЕЗОЛЮЦИЯ 71 (ПЕРЕСМ. БУХАРЕСТ, 2022 Г.)", "Полномочная конференция Международного союза электросвязи (Бухарест, 2022 г.),", "itu/pp/res/71@pp-22"},
		{"第71号决议（2022年，布加勒斯特，修订版）", "国际电信联盟全权代表大会（2022年，布加勒斯特），", "itu/pp/res/71@pp-22"},
		{"第71号决议(2018年,修订版,迪拜)", "", "itu/pp/res/71@pp-18"},
		{"القرار 71 (المراجَع في دبي، 2018)", "إن مؤتمر المندوبين المفوضين للاتحاد الدولي للاتصالات (دبي، 2018)،", "itu/pp/res/71@pp-18"},
		{"القـرار 417 (REV.WRC-12)", "", "itu/wrc/res/417@wrc-12"},
		{"DRAFT NEW RESOLUTION [ABC-1] (BUCHAREST, 2022)", "", "itu/pp/res/ABC-1@pp-22"},
		{"PROJET DE NOUVELLE RÉSOLUTION [ABC-1] (BUCAREST, 2022)", "", "itu/pp/res/ABC-1@pp-22"},
		{"PROYECTO DE NUEVA RESOLUCIÓN [ABC-1] (BUCAREST, 2022)", "", "itu/pp/res/ABC-1@pp-22"},
		{"ПРОЕКТ НОВОЙ РЕЗОЛЮЦИИ [ABC-1] (БУХАРЕСТ, 2022 Г.)", "", "itu/pp/res/ABC-1@pp-22"},
		{"新决议草案[ABC-1]（2022年，布加勒斯特）", "", "itu/pp/res/ABC-1@pp-22"},
		{"مشروع قرار جديد [ABC-1] (بوخارست، 2022)", "", "itu/pp/res/ABC-1@pp-22"},
		{"RESOLUTION 1999 (C15, last amended C19)", "The ITU Council,", "itu/council/res/1999@c-19"},
		{"RESOLUTION 1999 (C-1985)", "The Council,", "itu/council/res/1999@c-85"},
		{"DÉCISION 999 (modifiée C22)", "Le Conseil de l'UIT,", "itu/council/dec/999@c-22"},
		{"79/100 - سجلات السحب", "إن الجمعية العامة،", "un/ga/res/79/100@ga-79"},
		{"RESOLUTION ITU-R 99-2\nTitle\n(1995-2003-2023)", "The ITU Radiocommunication Assembly,", "itu/ra/res/99@ra-23"},
		{"ITU-R第99-2号决议\n标题\n(1995-2023年)", "国际电联无线电通信全会，", "itu/ra/res/99@ra-23"},
		{"DRAFT NEW RESOLUTION [IAP-AI-1] (SANTA MIRRA, 2022)", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "icou/plen/res/IAP-AI-1@plen-22"},
		{"RESOLUTION [AI] (SANTA MIRRA, 2022)", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "icou/plen/res/AI@plen-22"},
		{"RESOLUTION [COM5/1] (SANTA MIRRA, 2022)", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "icou/plen/res/COM5/1@plen-22"},
		{"RESOLUTION [HLG-A12]", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "icou/plen/res/HLG-A12@plen-22"},
		{"DRAFT RESOLUTION XXX (SANTA MIRRA, 2022)", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "icou/plen/res/XXX@plen-22"},
		{"DRAFT NEW RESOLUTION", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "icou/plen/res/XXX@plen-22"},
		{"DRAFT NEW RESOLUTION (SANTA MIRRA, 2022)", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "icou/plen/res/XXX@plen-22"},
		{"PROJET DE NOUVELLE RÉSOLUTION [COM5/1]", "La Conférence plénière de l'Union internationale d'observation des nuages (Santa Mirra, 2022),", "icou/plen/res/COM5/1@plen-22"},
		{"RÉSOLUTION XXX (SANTA MIRRA, 2022)", "La Conférence plénière de l'Union internationale d'observation des nuages (Santa Mirra, 2022),", "icou/plen/res/XXX@plen-22"},
		{"PROJET DE NOUVELLE RÉSOLUTION", "La Conférence plénière de l'Union internationale d'observation des nuages (Santa Mirra, 2022),", "icou/plen/res/XXX@plen-22"},
		{"PROYECTO DE NUEVA RESOLUCIÓN [IAP-AI-1]", "La Conferencia Plenaria de la Unión Internacional de Observación de Nubes (Santa Mirra, 2022),", "icou/plen/res/IAP-AI-1@plen-22"},
		{"PROYECTO DE NUEVA RESOLUCIÓN", "La Conferencia Plenaria de la Unión Internacional de Observación de Nubes (Santa Mirra, 2022),", "icou/plen/res/XXX@plen-22"},
		{"ПРОЕКТ НОВОЙ РЕЗОЛЮЦИИ [HLG-A12]", "Пленарная конференция Международного союза наблюдения облаков (Санта-Мирра, 2022 г.),", "icou/plen/res/HLG-A12@plen-22"},
		{"ПРОЕКТ НОВОЙ РЕЗОЛЮЦИИ", "Пленарная конференция Международного союза наблюдения облаков (Санта-Мирра, 2022 г.),", "icou/plen/res/XXX@plen-22"},
		{"مشروع قرار جديد [COM5/1]", "إن المؤتمر العام للاتحاد الدولي لرصد السحب (سانتا ميرا، 2022)،", "icou/plen/res/COM5/1@plen-22"},
		{"مشروع قرار جديد", "إن المؤتمر العام للاتحاد الدولي لرصد السحب (سانتا ميرا، 2022)،", "icou/plen/res/XXX@plen-22"},
		{"القرار [AI] (سانتا ميرا، 2022)", "إن المؤتمر العام للاتحاد الدولي لرصد السحب (سانتا ميرا، 2022)،", "icou/plen/res/AI@plen-22"},
		{"第[HLG-9]号决议草案", "国际云观测联盟全体大会（2022年，圣米拉），", "icou/plen/res/HLG-9@plen-22"},
		{"第[HLG-9]号新决议草案（2022年，圣米拉）", "国际云观测联盟全体大会（2022年，圣米拉），", "icou/plen/res/HLG-9@plen-22"},
		{"第[COM5/1]号决议（2022年，圣米拉）", "国际云观测联盟全体大会（2022年，圣米拉），", "icou/plen/res/COM5/1@plen-22"},
		{"新决议草案 [AI]", "国际云观测联盟全体大会（2022年，圣米拉），", "icou/plen/res/AI@plen-22"},
		{"新决议草案", "国际云观测联盟全体大会（2022年，圣米拉），", "icou/plen/res/XXX@plen-22"},
		{"A draft resolution (Santa Mirra, 2022) was read.", "", ""},
		{"A cloud is a visible mass of droplets.", "", ""},
	}
	for _, test := range tests {
		lines := test.heading + "\nTitle of the text\n" + test.enacting + "\n"
		texts := g.Parse(plainDocument(lines), Options{Lang: languageOf(test.heading)}).Texts
		if len(texts) != 1 {
			t.Errorf("%s: %d texts", test.heading, len(texts))
			continue
		}
		if got := texts[0].Revision.String(); got != test.want {
			t.Errorf("%s\n got %q\nwant %q", test.heading, got, test.want)
		}
	}
}

// Two places that a tracked change ran together are never one session.
func TestFlattenedHeading(t *testing.T) {
	r := newGrammar(t).Parse(plainDocument("RESOLUTION 130 (REV. DUBAI, 2018BUCHAREST, 2022)\nTitle\n"), Options{})
	if got := rules(r.Faults); got != "flattened identity" {
		t.Errorf("faults %q, want flattened and identity", got)
	}
}

// The session that the reader of a file knows fills in what the file leaves out.
func TestSessionOption(t *testing.T) {
	r := newGrammar(t).Parse(plainDocument("RESOLUTION 5\nTitle\nresolves\nto observe"), Options{Session: "plen-22"})
	if got := r.Texts[0].Revision.String(); got != "icou/plen/res/5@plen-22" {
		t.Errorf("got %q", got)
	}
}
