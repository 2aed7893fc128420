package tracker

import "time"

// A Merger is a draft consolidated text as somebody left it on the workbench:
// what becomes of each provision of the texts that it is made from. The draft
// itself is computed from them, so that every sentence has its origin.
type Merger struct {
	Sequence uint64    `json:"sequence"` // of its last journal entry, which also has the time and the author
	Time     time.Time `json:"time,omitzero"`
	Author   string    `json:"author,omitempty"`

	ID      string    `json:"id"`
	Texts   []Address `json:"texts"`             // with session and language; the first is revised, the others are suppressed
	Title   string    `json:"title"`             // of the draft
	Session string    `json:"session,omitempty"` // the conference that would adopt it; "" where nobody chose
	Choices []Choice  `json:"choices"`
}

// A Handling says what becomes of a provision when texts are merged.
type Handling string

// The ways to handle a provision.
const (
	Kept    Handling = "kept"    // it stands in the draft, perhaps with other words
	Carried Handling = "carried" // another provision of the draft carries what it says
	Dropped Handling = "dropped" // it goes, for a reason
)

// A Choice says what becomes of one provision.
type Choice struct {
	Compared
	Handling Handling `json:"handling"`
	Text     string   `json:"text,omitempty"`   // its words in the draft where they are others; of one that is not kept, as somebody had them
	Into     Address  `json:"into,omitzero"`    // the kept provision that carries it; of one that is not carried, as somebody had it
	Reason   string   `json:"reason,omitempty"` // why it goes, is carried in other terms, or by what asks others, or loses most words
}

// A Remark is what a person must see to in a text that a program wrote.
type Remark struct {
	At    Address // the provision; zero for what heads the text
	Words string  // that it is about; "" for the whole
	Text  string  // for the reader
}
