package report

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/implementation"
)

// TestPlanInLibreOffice opens the sheet and the report as another program does:
// LibreOffice makes PDF of them, in English, Arabic and Chinese, in which the
// first and the last mandate stand.
func TestPlanInLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute of LibreOffice")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui")
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed: apt-get install poppler-utils")
	}
	m := large(t, 30)
	items := m.View.Select(implementation.Filter{})
	period, err := implementation.ParsePeriod("2026")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--convert-to", "pdf", "--outdir", folder}
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		m.Lang = lang
		var sheet, document bytes.Buffer
		if err := WriteXLSX(&sheet, m.Sheet(items, true)); err != nil {
			t.Fatal(err)
		}
		r, err := m.Report("itu/council", period, when)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Write(&document, "docx", when); err != nil {
			t.Fatal(err)
		}
		for name, content := range map[string][]byte{"sheet-" + string(lang) + ".xlsx": sheet.Bytes(), "report-" + string(lang) + ".docx": document.Bytes()} {
			path := filepath.Join(folder, name)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
	}
	if out, err := exec.CommandContext(t.Context(), soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	made, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(made) != 6 {
		t.Fatalf("%d files became PDF, want 6: %v", len(made), err)
	}
	for _, path := range made {
		out, err := exec.CommandContext(t.Context(), "pdftotext", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(out)), " ")
		for _, want := range []string{"island 0,", "island 29,"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in it", filepath.Base(path), want)
			}
		}
	}
}

// FuzzReadSheet: whatever comes in as a sheet is edits, faults or an error.
func FuzzReadSheet(f *testing.F) {
	m := large(f, 3)
	table := m.Sheet(m.View.Select(implementation.Filter{}), true)
	for _, write := range []func(*bytes.Buffer) error{
		func(b *bytes.Buffer) error { return WriteXLSX(b, table) },
		func(b *bytes.Buffer) error { return WriteCSV(b, table) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte("\ufeffالعنوان;状态;Version\nicou/plen/res/2@plen-22#a;done;0-0\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		changed, untouched, faults, err := ReadSheet(m.Plan.Registry, bytes.NewReader(content), nil)
		if err != nil && (len(changed) > 0 || untouched > 0 || len(faults) > 0) {
			t.Errorf("an error, and yet %d rows, %d untouched, %d faults", len(changed), untouched, len(faults))
		}
		for _, row := range changed {
			if row.Status == nil || row.Row < 2 {
				t.Errorf("row %+v", row)
			}
		}
	})
}
