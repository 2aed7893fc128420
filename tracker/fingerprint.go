package tracker

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
)

// fingerprintBytes is how much of the hash is kept: 128 bits.
const fingerprintBytes = 16

// Fingerprint gives a hash of a provision's normalised words: equal means the
// same words wherever they stand. What [Fold] joins and signs between words do
// not count, so the ";" that becomes "." at the end of a list is no change; a
// number, a percent sign or a word that comes, goes or moves is one.
func Fingerprint(text string) string {
	sum := sha256.Sum256([]byte(NormalWords(text)))
	return hex.EncodeToString(sum[:fingerprintBytes])
}

// NormalWords is a text's normalised words, one space between them, each
// Chinese character a word: what [Fingerprint] hashes.
func NormalWords(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	open := false // the last rune written may be continued
	for _, r := range Fold(text) {
		han := unicode.Is(unicode.Han, r)
		if !han && !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsSymbol(r) && !strings.ContainsRune("%‰§&", r) {
			open = false
			continue
		}
		if b.Len() > 0 && (han || !open) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		open = !han
	}
	return b.String()
}
