package document

import (
	"strconv"
	"strings"
)

// numeral writes n in one of Word's number formats; a format that no official
// document uses is written with digits.
func numeral(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "lowerLetter":
		return repeated(n, []rune("abcdefghijklmnopqrstuvwxyz"))
	case "upperLetter":
		return repeated(n, []rune("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	case "russianLower":
		return repeated(n, []rune("абвгдежзиклмнопрстуфхцчшщэюя"))
	case "russianUpper":
		return repeated(n, []rune("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"))
	case "arabicAlpha":
		return repeated(n, []rune("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"))
	case "arabicAbjad":
		return repeated(n, []rune("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"))
	case "hebrew2":
		return repeated(n, []rune("אבגדהוזחטיכלמנסעפצקרשת"))
	case "hebrew1":
		return hebrew(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "ordinal":
		return strconv.Itoa(n) + ordinalEnding(n)
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	}
	if s, ok := eastAsian(n, format); ok {
		return s
	}
	return strconv.Itoa(n)
}

// letterRounds is how often Word goes through an alphabet.
const letterRounds = 30

// repeated counts as Word does with letters: a ... z, aa, bb ... zz, aaa.
func repeated(n int, letters []rune) string {
	if n < 1 || n > len(letters)*letterRounds {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(letters[(n-1)%len(letters)]), (n-1)/len(letters)+1)
}

func roman(n int) string {
	if n < 1 || n > 32767 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for i, value := range []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1} {
		for ; n >= value; n -= value {
			b.WriteString([]string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}[i])
		}
	}
	return b.String()
}

func hebrew(n int) string {
	if n < 1 || n > 999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	values := []int{400, 300, 200, 100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}
	letters := []rune("תשרקצפעסנמלכיטחזוהדגבא")
	for i, value := range values {
		if n == 15 || n == 16 { // written 9+6 and 9+7: 10+5 and 10+6 begin the Name
			b.WriteString(map[int]string{15: "טו", 16: "טז"}[n])
			break
		}
		for ; n >= value; n -= value {
			b.WriteRune(letters[i])
		}
	}
	return b.String()
}

func ordinalEnding(n int) string {
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}

// eastAsian writes the formats of Chinese and Japanese documents.
func eastAsian(n int, format string) (string, bool) {
	signs := func(s string) (string, bool) {
		r := []rune(s)
		if n < 1 || n > len(r) {
			return strconv.Itoa(n), true
		}
		return string(r[n-1]), true
	}
	digits := func(s string) (string, bool) {
		r := []rune(s)
		return strings.Map(func(d rune) rune {
			if d < '0' || d > '9' {
				return d
			}
			return r[d-'0']
		}, strconv.Itoa(n)), true
	}
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand":
		return counted(n, "〇一二三四五六七八九", "十百千万"), true
	case "chineseLegalSimplified":
		return counted(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万"), true
	case "ideographLegalTraditional", "japaneseLegal":
		return counted(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬"), true
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2":
		return digits("〇一二三四五六七八九")
	case "decimalFullWidth", "decimalFullWidth2":
		return digits("0123456789")
	case "ideographTraditional":
		return signs("甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return signs("子丑寅卯辰巳午未申酉戌亥")
	case "ideographEnclosedCircle":
		return signs("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return signs("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
	case "decimalEnclosedParen":
		return signs("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")
	case "decimalEnclosedFullstop":
		return signs("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛")
	}
	return "", false
}

// counted writes n below 10,000 as it is spoken: 十一, 二十, 一百〇五.
func counted(n int, digits, units string) string {
	if n < 0 || n >= 10_000 {
		return strconv.Itoa(n)
	}
	d, u := []rune(digits), []rune(units)
	if n == 0 {
		return string(d[0])
	}
	var b strings.Builder
	gap := false
	for place, value := 3, 1000; place >= 0; place, value = place-1, value/10 {
		digit := n / value % 10
		if digit == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune(d[0])
			gap = false
		}
		if !(digit == 1 && place == 1 && n < 20) {
			b.WriteRune(d[digit])
		}
		if place > 0 {
			b.WriteRune(u[place-1])
		}
	}
	return b.String()
}
