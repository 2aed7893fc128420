package document

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// readDocx reads a Word file: an archive whose relations say which part is the
// text and which are its styles, numbering and notes.
func readDocx(b *budget, z *zip.Reader) (*Document, error) {
	w := &wordFile{budget: b, parts: map[string]*zip.File{}, known: map[string]wordStyle{}, doc: &Document{Format: Word}}
	for _, f := range z.File {
		w.parts[strings.ToLower(f.Name)] = f
	}
	main, err := w.mainPart()
	if err != nil {
		return nil, err
	}
	related, err := w.relations(main)
	if err != nil {
		return nil, err
	}
	if w.styles, err = w.readStyles(related["styles"]); err != nil {
		return nil, err
	}
	if w.lists, err = w.readNumbering(related["numbering"]); err != nil {
		return nil, err
	}
	w.doc.noteTexts = map[string][]Paragraph{}
	for _, kind := range []string{"footnotes", "endnotes"} {
		if err := w.readNotes(related[kind]); err != nil {
			return nil, err
		}
	}
	story := w.story(main)
	if err := w.walkPart(main, story.visitor()); err != nil {
		return nil, err
	}
	w.doc.Paragraphs = story.done
	w.doc.nameNotes(story.sections)
	return w.doc, nil
}

// A wordFile is an open Word file.
type wordFile struct {
	budget *budget
	parts  map[string]*zip.File // by name in lower case, as the format compares names
	styles map[string]*wordStyle
	known  map[string]wordStyle // styles with all that they take from their base
	lists  map[string]*wordList // by numId
	doc    *Document
}

// mainPart finds the part that holds the text.
func (w *wordFile) mainPart() (string, error) {
	related, err := w.relations("")
	if err != nil {
		return "", err
	}
	main := related["officedocument"]
	if w.parts[strings.ToLower(main)] == nil {
		main = "word/document.xml"
	}
	if w.parts[main] == nil && w.parts[strings.ToLower(main)] == nil {
		return "", damaged("archive", errors.New("there is no word/document.xml in it"))
	}
	return main, nil
}

// relations reads what a part is related to: the target's name by the kind of
// relation, in lower case ("styles"). The name "" is the package itself. Where
// a file leaves a relation out, the part of the usual name is taken.
func (w *wordFile) relations(part string) (map[string]string, error) {
	folder, file := path.Split(part)
	related := map[string]string{}
	err := w.walkPart(folder+"_rels/"+file+".rels", xmlVisitor{
		start: func(e xml.StartElement) error {
			if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
				return nil
			}
			kind := strings.ToLower(path.Base(attr(e, "Type")))
			target := attr(e, "Target")
			if strings.HasPrefix(target, "/") {
				target = strings.TrimPrefix(path.Clean(target), "/")
			} else {
				target = path.Join(folder, target)
			}
			if related[kind] == "" {
				related[kind] = target
			}
			return nil
		},
		end: func(xml.EndElement) error { return nil },
	})
	for _, kind := range []string{"styles", "numbering", "footnotes", "endnotes"} {
		if related[kind] == "" {
			related[kind] = folder + kind + ".xml"
		}
	}
	return related, err
}

// walkPart reads one part; a part that is not there has nothing in it.
func (w *wordFile) walkPart(name string, v xmlVisitor) error {
	f := w.parts[strings.ToLower(name)]
	if name == "" || f == nil {
		return nil
	}
	r, err := w.budget.unpack(f)
	if err != nil {
		return err
	}
	defer r.Close()
	text, err := decodeUTF16(r)
	if err != nil {
		return damaged(f.Name, err)
	}
	return w.budget.walk(f.Name, text, v)
}

// openArchive opens a ZIP file within the limits. Two entries of one name are
// refused: programs differ in which of them they show.
func (b *budget) openArchive(r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged("archive", err)
	}
	if len(z.File) > b.lim.Entries {
		return nil, tooLarge("archive", fmt.Sprintf("more than %d parts", b.lim.Entries))
	}
	names := make([]string, len(z.File))
	for i, f := range z.File {
		names[i] = strings.ToLower(f.Name)
	}
	slices.Sort(names)
	for i := 1; i < len(names); i++ {
		if names[i] == names[i-1] && !strings.HasSuffix(names[i], "/") {
			return nil, damaged("archive", fmt.Errorf("two parts are called %q", names[i]))
		}
	}
	return z, nil
}

// smallPart is how far a part may unpack whatever its ratio: XML that says
// little packs very well.
const smallPart = 1 << 20

// unpack opens one part; reading it ends with a fault where it grows beyond
// the limits.
func (b *budget) unpack(f *zip.File) (io.ReadCloser, error) {
	if f.Flags&1 != 0 {
		return nil, encrypted(f.Name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(f.Name, err)
	}
	most := max(int64(min(f.CompressedSize64, 1<<40))*b.lim.Ratio, smallPart)
	return &unpacker{ReadCloser: r, budget: b, name: f.Name, left: most}, nil
}

type unpacker struct {
	io.ReadCloser
	budget *budget
	name   string
	left   int64
}

func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	u.left -= int64(n)
	u.budget.unpacked += int64(n)
	if u.left < 0 {
		return 0, tooLarge(u.name, fmt.Sprintf("it unpacks to more than %d times its size", u.budget.lim.Ratio))
	}
	if u.budget.unpacked > u.budget.lim.Unpacked {
		return 0, tooLarge(u.name, fmt.Sprintf("the file unpacks to more than %d MiB", u.budget.lim.Unpacked>>20))
	}
	return n, err
}
