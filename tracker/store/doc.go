// Package store is the record: a journal of what was written and the state made
// from it, in one bbolt file, beside the original files. tracker/intake writes
// it; index/derive follows it; pages and programs read it.
//
// # The journal
//
// Every write is one self-contained [Entry]. Entries are numbered from 1 without
// gaps and each carries the hash of the one before. State is changed in the
// same transaction and by the entry alone, so replaying the journal gives the
// same state; [Store.Verify] does so. An entry's id makes a retry harmless, and
// its subjects make two writers who did not know of each other notice.
//
// # What is on disk
//
//	DIR/record.db                the bbolt file
//	DIR/files/3f/3f9a…           an original file, named by its SHA-256
//
// Buckets of record.db, schema version 4. Numbers are eight bytes, big endian;
// "packed" is JSON compressed with flate.
//
//	meta         "schema"                               -> "4"
//	journal      1                                      -> hash (32 bytes), then the packed entry without it
//	ids          "import/3f9a…"                         -> 1
//
// State, which the journal makes:
//
//	subjects     "itu/pp/res/130"                       -> 1     last entry about it
//	instruments  "itu/pp 2 00000130 130"                -> tracker.Known as JSON
//	texts        "itu/pp/res/130@pp-18/ar"              -> 1, then the packed tracker.Text
//	cited        "itu/pp/res/71 itu/pp/res/130@pp-18#noting.a itu/pp/res/71@pp-14 ar"
//	                                                    -> doubt, or nothing
//	receipts     1                                      -> tracker.Receipt as JSON
//	files        "3f9a…"                                -> File as JSON
//	statuses     "itu/pp/res/130 " 1 0                  -> tracker.StatusRecord as JSON
//	corrections  the same                               -> tracker.CorrectionRecord as JSON
//	links        the same                               -> tracker.LinkRecord as JSON
//	reviews      1                                      -> tracker.Review as JSON
//	looked       "operator"                             -> 1     up to where somebody has seen the reviews
//	mergers      "2f41"                                 -> tracker.Merger as JSON
//	proposals    "pp-22 EUR/00000044A00000007/00000001 EUR/44A7/1"
//	                                                    -> tracker.Proposal as JSON, its texts without Before and After
//	proposed     the same, then " ar"                   -> 1, then the packed tracker.ProposalTexts
//
// An instrument's key sorts as people sort: body, kind (decisions first, as in
// Final Acts), number with 2 before 10. What the catalogue and the conferences'
// lists of abrogated texts say of it is part of its value. A cited key is the
// instrument cited, the provision that cites, the citation's target and the
// language. The keys of what was written about mandates end with the entry and
// the place in it (four bytes).
//
// On opening, a newer schema is refused. An older one is brought up to date by
// dropping the state and replaying the journal, whose form does not change.
//
// # Caveats
//
// One process at a time has the record open for writing, and while it does no
// other can even read it: see [ErrLocked]. bbolt does not notice flipped bits;
// the hashes do, when Verify is run. A read transaction that is held open makes
// the file grow and can stall the writer, so none is held across a yield or
// while anything is written to a network.
package store
