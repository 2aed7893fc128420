// Package harmonize makes one text of several. Texts that overlap come in with
// what somebody chose for each of their provisions (tracker.Merger, kept by
// tracker/store); out come the draft, where each of its sentences stands today,
// and what the draft would lose.
//
// The first text is the base: it is revised, the others are suppressed. What is
// kept of the others follows the base's provisions of the same section; a section
// that the base has not follows its last of the same part. Labels are given anew
// where a section took in provisions.
//
// # No mandate is lost
//
// Every mandate of the texts must be carried: kept, carried by a provision that
// is kept and asks the same addressees, or dropped for a reason. What is not is a
// [Loss]. An operative provision that asks nobody ("resolves to ...") is held to the
// same, in a list of its own: it is a decision that stands as long as the text does,
// and who reads that it goes must find why. Recitals bind nobody and may go unsaid.
// A draft with losses can be made, saved and printed, and not proposed.
//
// # Caveats
//
// Footnotes stay with the provisions that have them. Annexes of the base stay,
// those of the other texts come as its further provisions.
//
// References between paragraphs ("resolves 2 above") are rewritten where the new
// words are certain: the same section, and a label that they show once. All that
// changed are [Draft.References], with the reason where a person must write them.
// A reference that somebody wrote himself, and that no text had there, is not
// seen.
package harmonize
